// What a reviewer can do with a row, by key, by button or from its menu.
import { act, get, query } from "./api.js";
import { ask } from "./dialog.js";
import { drafts, insist, push, retry, settled } from "./drafts.js";
import { edit, editing, leave, put, throwAway } from "./edit.js";
import { elements, goto, refill } from "./list.js";
import { plural } from "./make.js";
import { take as takeMatch } from "./matches.js";
import { toggleMachine } from "./row.js";
import { doc, load, need, number, openFindings, rows, take } from "./rows.js";
import { busy, refused, say } from "./say.js";
import { random } from "./tab.js";

// Rows are looked up when all that was typed in them is saved: an act is about what stands then.
export async function send(name, ids, values = {}, said = "") {
  await settled();
  for (const id of ids) if (drafts.has(id) && !(await push(id))) return unsaved(id);
  const wait = busy("Working …");
  try {
    const some = (await Promise.all(ids.map(need))).filter(Boolean);
    if (some.length < ids.length) { say("The sentence is gone: it was merged elsewhere."); return []; }
    const answer = await act(name, some, values);
    take(answer);
    if (said) say(said);
    return answer.rows;
  } catch (error) {
    if (error.rows?.length) take({ rows: error.rows });
    if (error.status === 409) say("Somebody changed this sentence meanwhile; nothing was done. It is shown as it stands now.", true);
    else refused(error);
    return [];
  } finally {
    wait.end();
  }
}

function unsaved(id) {
  say(`What you typed in sentence ${number(id)} is not saved yet; nothing was done.`, true);
  return [];
}

export function step(id, by) {
  const at = doc.view.indexOf(id);
  const next = doc.view[at < 0 ? 0 : Math.min(Math.max(at + by, 0), doc.view.length - 1)];
  if (next) return goto(next);
  return null;
}

async function withNext(name, row, values, said) {
  const next = doc.order[doc.order.indexOf(row.id) + 1];
  if (!next) return say("This is the last sentence.");
  await leave();
  return send(name, [row.id, next], values, said);
}

async function split(row) {
  const counts = [row.source_segments?.length || 0, row.target_segments?.length || 0];
  if (counts[0] < 2 && counts[1] < 2) return say("There is one sentence on each side; nothing to split.");
  const upTo = (side, count) => Array.from({ length: count + 1 }, (_, n) => {
    const end = n ? row[`${side}_segments`][n - 1][1] : 0;
    return [n, n ? `${n}: … ${[...row[side]].slice(Math.max(0, end - 40), end).join("")}` : "0: nothing"];
  });
  const answer = await ask("Split: what stays in the first row", [
    { name: "source", label: "Indonesian sentences", choices: upTo("source", counts[0]), value: String(Math.min(1, counts[0])) },
    { name: "target", label: "English sentences", choices: upTo("target", counts[1]), value: String(Math.min(1, counts[1])) },
  ]);
  if (answer) await send("split", [row.id], { source: Number(answer.source), target: Number(answer.target) }, "Split in two.");
  return undefined;
}

async function comment(row, re = 0) {
  const answer = await ask(re ? "Answer" : "Comment", [{ name: "text", label: "For whoever reads this next", long: true }], { ok: "Comment" });
  if (answer) await send("comment", [row.id], { ...answer, re }, re ? "Answered." : "Comment added.");
}

async function uncomment(row, button) {
  const own = Number(button.dataset.note);
  const note = row.notes.find((one) => one.id === own);
  const whose = note?.who ? `by ${note.who}` : "that came with the file";
  const sure = await ask(`Remove this comment ${whose}, with its answers?`, [], { ok: "Remove", cancel: "Keep", safe: true });
  if (sure) await send("uncomment", [row.id], { note: own }, "Comment removed; u brings it back.");
}

function dismiss(row, button) {
  const finding = button?.dataset.signature || openFindings(row)[0]?.signature;
  if (!finding) return say("No finding here.");
  const on = button?.dataset.dismissed !== "false";
  return send("dismiss", [row.id], { signature: finding, dismissed: on }, on ? "Not an error; remembered." : "Shown again.");
}

const told = (row) => openFindings(row).map((one) => one.check).join(", ");

// Nobody approves what was not saved; a finding that is open is named.
export async function approve(row, on = !row.approved) {
  if (editing()?.id === row.id) leave();
  const [now] = await send("approve", [row.id], { approved: on });
  if (!now) return false;
  const open = on && openFindings(now).length;
  const what = on ? "approved" : "no longer approved";
  say(`Sentence ${number(row.id)} ${what}${open ? ` with ${plural(open, "open finding")}: ${told(now)}` : ""}.`, false);
  if (now.like && on) offer(now);
  return true;
}

// What was done with a row is offered for those that are its like.
function offer(row) {
  const bar = document.getElementById("offer");
  bar.querySelector("span").textContent = `${plural(row.like, "other sentence", "other sentences")} with the same Indonesian.`;
  bar.querySelector("button").dataset.row = row.id;
  bar.hidden = false;
}

async function spread(row, button) {
  const id = Number(button?.dataset.row) || row.id;
  document.getElementById("offer").hidden = true;
  const own = await need(id);
  if (!own?.like) return say("No other sentence has the same Indonesian.");
  return send("spread", [id], {}, `The same for ${plural(own.like, "other sentence", "other sentences")}; u takes it back.`);
}

async function turn(name) {
  await leave();
  try {
    const answer = await act(name);
    take(answer);
    const what = { edit: "edit", rewrite: "replacing", spread: "the same for all", term: "change of a term", translate: "translating again" }[answer.turned] || answer.turned;
    say(`${name === "undo" ? "Undone" : "Done again"}: ${what}.`);
    const first = answer.rows.find((row) => doc.view.includes(row.id));
    if (first) await goto(first.id, { focus: !document.activeElement.closest("input, textarea, dialog") });
  } catch (error) {
    if (error.rows?.length) take({ rows: error.rows });
    if (error.status === 404) say(name === "undo" ? "There is nothing to undo." : "There is nothing to do again.");
    else refused(error);
  }
}

async function translate(row) {
  if (row.approved || row.machine !== undefined) {
    const what = row.approved ? "approved" : "edited by a person";
    const sure = await ask(`Sentence ${number(row.id)} is ${what}. Replace it by a new machine translation?`, [], { ok: "Replace", cancel: "Keep", safe: true });
    if (!sure) return undefined;
  }
  return send("translate", [row.id], { replace: true }, `Sentence ${number(row.id)} translated again.`);
}

// Many rows, some at a time, under one step of undo.
export async function inBatches(name, ids, verb, values = () => ({}), size = 20) {
  const wait = busy(`${verb} …`);
  const own = random();
  let done = 0;
  try {
    for (let at = 0; at < ids.length && !wait.cancelled; at += size) {
      const part = ids.slice(at, at + size);
      wait.step(at / ids.length, `${verb}: ${at.toLocaleString("en")} of ${plural(ids.length, "sentence")}`);
      await load(part);
      const some = (await Promise.all(part.map(need))).filter(Boolean);
      const answer = await act(name, some, { ...values(some), step: own });
      take(answer);
      done += answer.rows.length;
    }
    say(`${verb}: ${plural(done, "sentence")}${wait.cancelled ? ", then stopped" : ""}. u takes it back.`);
  } catch (error) {
    say(`${plural(done, "sentence")} done; then: ${error.message}`, true);
  } finally {
    wait.end();
  }
  return done;
}

function nextFlag(row) {
  const at = doc.view.indexOf(row?.id);
  const after = [...doc.view.slice(at + 1), ...doc.view.slice(0, at + 1)];
  return findFlag(after);
}

async function findFlag(ids) {
  const { view, order } = await get(`api/view?${query({ show: "flagged" })}`);
  const flagged = new Set((view || order).flatMap(([first, count]) => Array.from({ length: count }, (_, n) => first + n)));
  const found = ids.find((id) => flagged.has(id));
  if (found) await goto(found);
  else say("No finding is open.");
}

async function copySource(row) {
  if (editing()?.id !== row.id) edit(row);
  put(row.source);
}

async function link(row) {
  const address = `${location.origin}${location.pathname}#r${row.id}`;
  try {
    await navigator.clipboard.writeText(address);
    say(`The link to sentence ${number(row.id)} is copied.`);
  } catch {
    await ask("Link to this sentence", [{ name: "link", label: "To be copied", value: address }]);
  }
}

export async function approveAndGo(id) {
  const row = rows.get(id);
  const wasEditing = editing()?.id === id;
  const next = doc.view[doc.view.indexOf(id) + 1];
  const saved = leave();
  if (next) {
    await goto(next);
    if (wasEditing && doc.current === next && rows.has(next) && elements.has(next)) edit(rows.get(next));
  }
  if (await saved) await approve(row, true);
  else say(`Sentence ${number(id)} is not saved, so it is not approved.`, true);
}

const byHand = (work) => (row) => work(row.id);
const beside = (name) => async (row, button) => (await import("./beside.js")).show(name, row, button);

export const ACTS = {
  edit: { keys: ["e", "Enter"], help: "Edit; Ctrl+Enter approves and goes on, Esc takes the edit back", menu: "Edit", run: edit },
  approve: { keys: ["a"], help: "Approve, or take it back", menu: "Approve, or take it back", run: (row) => approve(row) },
  next: { keys: ["j", "ArrowDown"], help: "Next sentence", run: (row) => step(row?.id, 1), walks: true },
  previous: { keys: ["k", "ArrowUp"], help: "Previous sentence", run: (row) => step(row?.id, -1), walks: true },
  flag: { keys: ["n"], help: "Next sentence with a finding", run: nextFlag, walks: true },
  comment: { keys: ["c"], help: "Comment", menu: "Comment …", run: (row) => comment(row) },
  dismiss: { keys: ["x"], help: "The first finding is not an error", menu: "First finding is not an error", run: dismiss },
  spread: { keys: ["="], help: "The same translation, approval and dismissals for all sentences with this Indonesian", menu: "The same for all alike", run: spread },
  diff: { keys: ["d"], help: "Compare with the machine's version", menu: "Compare with the machine's", run: (row) => { toggleMachine(row.id); refill(row.id); } },
  history: { keys: ["h"], help: "History of the sentence: who, when, earlier versions", menu: "History", run: beside("history") },
  copy: { keys: ["0"], help: "Copy the source over; Alt with it while editing", menu: "Copy the source over", run: copySource },
  match: {
    keys: ["1", "2", "3", "4", "5"], help: "Take over the translation of that match in the memory; Alt with it while editing",
    run: (row, button, key) => takeMatch(row, Number(button?.dataset.match ?? key)),
  },
  term: { keys: ["t"], help: "Add a term, from the selection if there is one", menu: "Add a term …", run: async (row) => (await import("./terms.js")).addTerm(row) },
  translate: { keys: ["T"], help: "Translate this sentence again", menu: "Translate again", run: translate },
  merge: { keys: ["m"], help: "Merge with the next row", menu: "Merge with the next", run: (row) => withNext("merge", row, {}, "Merged with the next.") },
  split: { keys: ["s"], help: "Split the row", menu: "Split …", run: split },
  pull: { keys: ["["], help: "Take the first English sentence of the next row", menu: "Take a sentence from the next", run: (row) => withNext("move", row, { up: true }, "Taken from the next.") },
  push: { keys: ["]"], help: "Give the last English sentence to the next row", menu: "Give a sentence to the next", run: (row) => withNext("move", row, { up: false }, "Given to the next.") },
  link: { keys: ["l"], help: "Copy a link to the sentence", menu: "Copy a link", run: link },
  beside: { keys: ["g"], help: "Show or hide the panel: memory, terms, history", menu: "Memory and terms", run: beside(""), anywhere: true },
  undo: { keys: ["u"], help: "Undo what this tab did last", run: () => turn("undo"), anywhere: true },
  redo: { keys: ["r"], help: "Redo", run: () => turn("redo"), anywhere: true },
  search: { keys: ["/"], help: "Search; Enter there goes to the next hit", run: () => document.getElementById("search").focus(), anywhere: true, walks: true },
  replace: { keys: ["R"], help: "Find and replace", run: async () => (await import("./replace.js")).replace(), anywhere: true, walks: true },
  filter: { keys: ["f"], help: "Choose what is shown", run: () => document.getElementById("filter").focus(), anywhere: true, walks: true },
  help: { keys: ["?"], help: "This sheet", run: () => document.getElementById("help").showModal(), anywhere: true, walks: true },
  keep: { keys: [], run: (row) => send("keep", [row.id], {}, "Kept.") },
  restore: { keys: [], run: (row) => send("restore", [row.id], {}, "The machine's version is back.") },
  uncomment: { keys: [], run: uncomment },
  answer: { keys: [], run: (row, button) => comment(row, Number(button.dataset.note)) },
  settle: { keys: [], run: (row, button) => send("settle", [row.id], { note: Number(button.dataset.note), done: button.dataset.done === "true" }, button.dataset.done === "true" ? "Comment settled." : "Comment open again.") },
  mine: { keys: [], run: byHand(insist) },
  retry: { keys: [], run: () => retry(true) },
  discard: { keys: [], run: byHand(throwAway) },
};

