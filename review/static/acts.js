// What a reviewer can do with a row, by key or by button.
import { act, post } from "./api.js";
import { ask } from "./dialog.js";
import { close, edit, settled } from "./edit.js";
import { take as takeMatch } from "./matches.js";
import { dismissed, elements, flagged, order, rows, take, toggleMachine } from "./rows.js";
import { refused, say } from "./say.js";

// Rows are looked up when all that was typed is saved: an act is about what stands then.
async function send(name, some, values = {}) {
  await settled();
  try {
    const answer = await act(name, some.map((row) => rows.get(row.id)).filter(Boolean), values);
    take(answer.rows, answer.order);
    return answer.rows;
  } catch (error) {
    if (error.rows?.length) take(error.rows, []);
    refused(error);
    return [];
  }
}

const visible = () => order.filter((id) => !elements.get(id).hidden);

export function goto(id, by) {
  const ids = visible();
  const at = ids.indexOf(id);
  const next = ids[at < 0 ? 0 : Math.min(Math.max(at + by, 0), ids.length - 1)];
  const element = elements.get(next);
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest" });
}

async function withNext(name, row, values) {
  const next = rows.get(order[order.indexOf(row.id) + 1]);
  if (!next) return say("This is the last sentence.");
  await close();
  const [first] = await send(name, [row, next], values);
  if (first) elements.get(first.id).focus();
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
  if (answer) await send("split", [row], { source: Number(answer.source), target: Number(answer.target) });
  elements.get(row.id)?.focus();
}

async function comment(row) {
  const answer = await ask("Comment", [{ name: "text", label: "For whoever reads this next", long: true }]);
  if (answer) await send("comment", [row], answer);
  elements.get(row.id)?.focus();
}

async function term(row) {
  const picked = getSelection().toString().trim();
  const inSource = picked && row.source.includes(picked);
  const answer = await ask("Add a term", [
    { name: "source", label: "Indonesian", value: inSource ? picked : "" },
    { name: "target", label: "English", value: inSource ? "" : picked },
  ]);
  if (!answer) return;
  try {
    const { touched, file } = await post("/api/term", answer);
    const open = touched.map((id) => rows.get(id)).filter((one) => one && !one.approved);
    const count = `${open.length} sentence${open.length === 1 ? "" : "s"}`;
    say(`Written to ${file}`);
    if (!open.length) return;
    const yes = await ask(`${answer.source} stands in ${count} not yet approved. Translate them again?`, []);
    if (yes) await send("translate", open);
  } catch (error) {
    refused(error);
  }
}

function dismiss(row, button) {
  const finding = button?.dataset.signature || row.findings?.find((one) => !dismissed(row, one))?.signature;
  if (!finding) return say("No finding here.");
  return send("dismiss", [row], { signature: finding, dismissed: button?.dataset.dismissed !== "false" });
}

async function approve(row, on = !row.approved) {
  if (await close()) await send("approve", [row], { approved: on }); // nobody approves what was not saved
}

async function turn(name) {
  await close();
  const [first] = await send(name, []);
  if (first) goto(first.id, 0);
}

export const ACTS = {
  edit: { keys: ["e", "Enter"], help: "Edit; Ctrl+Enter saves, approves and goes on, Esc takes the text as last saved", run: edit },
  approve: { keys: ["a"], help: "Approve, or take it back", run: (row) => approve(row) },
  next: { keys: ["j", "ArrowDown"], help: "Next sentence", run: (row) => goto(row.id, 1) },
  previous: { keys: ["k", "ArrowUp"], help: "Previous sentence", run: (row) => goto(row.id, -1) },
  flag: { keys: ["n"], help: "Next sentence with a finding", run: (row) => nextFlag(row) },
  comment: { keys: ["c"], help: "Comment", run: comment },
  dismiss: { keys: ["x"], help: "The first finding is not an error", run: dismiss },
  diff: { keys: ["d"], help: "Compare with the machine's version", run: toggleMachine },
  keep: { keys: [], help: "", run: (row) => send("keep", [row]) },
  restore: { keys: [], help: "", run: (row) => send("restore", [row]) },
  uncomment: { keys: [], help: "", run: (row, button) => send("uncomment", [row], { note: Number(button.dataset.note) }) },
  match: {
    keys: ["1", "2", "3", "4", "5"], help: "Take over the translation of that match in the memory; Alt with it while editing",
    run: (row, button, key) => takeMatch(row, Number(button?.dataset.match ?? key)),
  },
  term: { keys: ["t"], help: "Add a term, from the selection if there is one", run: term },
  translate: { keys: ["T"], help: "Translate this sentence again", run: (row) => send("translate", [row]) },
  merge: { keys: ["m"], help: "Merge with the next row", run: (row) => withNext("merge", row) },
  split: { keys: ["s"], help: "Split the row", run: split },
  pull: { keys: ["["], help: "Take the first English sentence of the next row", run: (row) => withNext("move", row, { up: true }) },
  push: { keys: ["]"], help: "Give the last English sentence to the next row", run: (row) => withNext("move", row, { up: false }) },
  undo: { keys: ["u"], help: "Undo what this tab did last", run: () => turn("undo"), anywhere: true },
  redo: { keys: ["r"], help: "Redo", run: () => turn("redo"), anywhere: true },
  search: { keys: ["/"], help: "Search", run: () => document.getElementById("search").focus(), anywhere: true },
  filter: { keys: ["f"], help: "Choose what is shown", run: () => document.getElementById("filter").focus(), anywhere: true },
  help: { keys: ["?"], help: "This sheet", run: () => document.getElementById("help").showModal(), anywhere: true },
};

function nextFlag(row) {
  const ids = visible();
  const after = ids.slice(ids.indexOf(row.id) + 1).concat(ids);
  const found = after.find((id) => flagged(rows.get(id)));
  if (found) goto(found, 0);
  else say("No finding is open.");
}

export function approveAndGo(row) {
  const approved = approve(row, true);
  goto(row.id, 1);
  return approved;
}
