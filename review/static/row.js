// One row: number and buttons, both texts, and below the translation what is to be told of it.
import { openFindings, dismissed, doc } from "./rows.js";
import { drafts } from "./drafts.js";
import { diff } from "./diff.js";
import { ink as inked, marksOf } from "./ink.js";
import { button, make, when } from "./make.js";

const BANDS = ["very unsure", "unsure", "fair", "rather sure", "sure"];
const compared = new Set(); // ids of rows whose machine version is shown beside

export const band = (row) => Math.min(Math.floor(row.score * BANDS.length), BANDS.length - 1);
export const sureness = (row) => (row.machine !== undefined && row.score === 1 ? "written by a person" : `confidence ${row.score.toFixed(2)}, ${BANDS[band(row)]}`);

// Draws what is another than before. The field of an edit is left alone, and a control that had the focus has it again.
export function fill(element, row) {
  const editing = element.classList.contains("editing");
  const draft = drafts.get(row.id);
  const text = draft && !draft.why ? draft.text.trim() : row.target;
  element.className = `row s${band(row)}${row.approved ? " approved" : ""}${row.machine !== undefined ? " edited" : ""}${
    draft?.why ? " unsaved" : ""}${editing ? " editing" : ""}${element.classList.contains("starts") ? " starts" : ""}`;
  element.setAttribute("aria-label", label(row));
  if (!element.firstChild) skeleton(element);
  const [head, left, right] = element.children;
  head.querySelector(".tick").setAttribute("aria-pressed", String(Boolean(row.approved)));
  head.querySelector(".tick").textContent = row.approved ? "✓" : "";
  head.title = sureness(row);
  put(left.firstChild, row.source, row.source);
  left.firstChild.inkable = row.source;
  if (!editing) {
    put(right.firstChild, text, text || make("span", "none", {}, "no translation"));
    right.firstChild.inkable = text === row.target ? text : "";
  }
  const more = [compared.has(row.id) && machine(row), draft?.why && unsaved(row, draft), newer(row), chips(row), notes(row)];
  swap(right, more.filter(Boolean));
  delete element.dataset.inked;
}

function skeleton(element) {
  const head = make("th", "", { role: "rowheader", scope: "row" });
  head.append(make("span", "number"));
  const tick = button("approve", "", {}, { tabindex: "-1", title: "Approve (a)", "aria-label": "Approve" });
  tick.className = "tick";
  const more = button("menu", "⋮", {}, { tabindex: "-1", title: "What can be done with this sentence", "aria-label": "More", "aria-haspopup": "menu" });
  more.className = "more";
  head.append(tick, more);
  const cells = ["source", "target"].map((side) => {
    const cell = make("td", side, { role: "cell", lang: doc.languages[side], dir: "auto" });
    cell.append(make("div", "text"));
    return cell;
  });
  element.append(head, ...cells);
}

function put(place, text, content) {
  if (place.dataset.text === text && place.firstChild && !place.querySelector("textarea")) return;
  place.dataset.text = text;
  place.replaceChildren(content);
}

// Puts what stands below the text anew where it is another; the focus goes to the control that stands for the same.
function swap(cell, more) {
  const old = [...cell.children].slice(1);
  const same = old.length === more.length && old.every((one, at) => one.isEqualNode(more[at]));
  if (same) return;
  const held = document.activeElement;
  const inside = old.some((one) => one.contains(held));
  const key = inside ? JSON.stringify({ ...held.dataset }) : "";
  for (const one of old) one.remove();
  cell.append(...more);
  if (!inside) return;
  const again = [...cell.querySelectorAll("button")].find((one) => JSON.stringify({ ...one.dataset }) === key);
  (again || cell.closest(".row")).focus({ preventScroll: true });
}

export function ink(element, row) {
  if (!row || element.dataset.inked) return;
  element.dataset.inked = "1";
  for (const side of ["source", "target"]) {
    const text = element.querySelector(`.${side} .text`);
    if (text.inkable && !text.querySelector("textarea")) text.replaceChildren(inked(row[side], marksOf(row, side)));
  }
}

function label(row) {
  const parts = [sureness(row)];
  if (row.approved) parts.unshift("approved");
  if (row.machine !== undefined) parts.push("edited");
  if (row.newer) parts.push("the machine now says otherwise");
  if (row.like) parts.push(`stands ${row.like + 1} times`);
  const text = parts.join(", ");
  return text[0].toUpperCase() + text.slice(1);
}

// What a finding says in few words; the whole of it is its title.
function short(row, finding) {
  const wants = /^The glossary wants `(.+?)` for `(.+?)`/.exec(finding.message);
  if (wants) return `“${wants[1]}” is wanted for “${wants[2]}”`;
  return finding.message.length > 160 ? `${finding.message.slice(0, 160)} …` : finding.message;
}

function chips(row) {
  const open = openFindings(row);
  const past = (row.findings || []).filter((one) => dismissed(row, one));
  if (!open.length && !past.length) return null;
  const list = make("ul", "findings", { lang: "en", "aria-label": "Findings" });
  for (const finding of [...open, ...past]) {
    const over = past.includes(finding);
    const item = make("li", over ? "past" : finding.severity, { title: finding.message });
    item.append(make("b", "", {}, finding.check), " ", make("span", "message", {}, over ? "not an error" : short(row, finding)), " ");
    const again = button("dismiss", over ? "show again" : "not an error", { signature: finding.signature, dismissed: String(!over) }, {
      title: over ? finding.message : "Remember that this is not an error (x)",
    });
    again.className = "dismiss";
    item.append(again);
    list.append(item);
  }
  return list;
}

function newer(row) {
  if (!row.newer) return null;
  const box = make("div", "newer", { lang: "en" }, "The file changed, and the machine now says otherwise. ");
  box.append(button("diff", "compare"), " ", button("restore", "take the machine's"), " ", button("keep", "keep this"));
  return box;
}

// What was typed and could not be saved, and why; it stays until it is saved or thrown away by hand.
function unsaved(row, draft) {
  const box = make("div", "conflict", { lang: "en", role: "group", "aria-label": "Not saved" });
  const other = draft.why === "conflict";
  const whose = draft.by ? `${draft.by} changed this sentence${draft.at ? ` at ${when(draft.at)}` : ""}.` : "This sentence was changed meanwhile.";
  box.append(make("p", "why", {}, other ? `${whose} Yours is not saved:` : `Not saved: ${draft.message}`));
  const text = make("p", "mine", { lang: doc.languages.target });
  if (draft.text.length > 5000) text.append(`${draft.text.slice(0, 600)} …`);
  else text.append(diff(row.target, draft.text.trim()));
  box.append(text);
  if (draft.earlier.length) box.append(make("p", "earlier", { lang: doc.languages.target }, `Before that: ${draft.earlier.map((one) => one.text).join(" · ").slice(0, 600)}`));
  if (other) box.append(button("mine", "use mine"), " ");
  box.append(button("edit", other ? "edit mine" : "edit"), " ");
  if (!other) box.append(button("retry", "try again"), " ");
  box.append(button("discard", other ? "keep theirs" : "throw away"));
  return box;
}

function notes(row) {
  if (!row.notes?.length) return null;
  const list = make("ul", "notes", { lang: "en", "aria-label": "Comments" });
  const answers = (id) => row.notes.filter((one) => one.re === id);
  for (const note of row.notes.filter((one) => !one.re)) for (const one of [note, ...answers(note.id)]) list.append(remark(one));
  return list;
}

function remark(note) {
  const item = make("li", `${note.re ? "answer" : ""}${note.done ? " done" : ""}`);
  if (note.who) item.append(make("b", "", {}, `${note.who}: `));
  item.append(make("span", "", {}, note.text), " ");
  if (note.at) item.append(make("time", "", { datetime: note.at }, when(note.at)), " ");
  if (note.done) item.append(make("i", "", {}, `settled by ${note.done}`), " ");
  const about = { note: String(note.id) };
  if (!note.re) item.append(button("answer", "answer", about), " ", button("settle", note.done ? "open again" : "settle", { ...about, done: String(!note.done) }), " ");
  item.append(button("uncomment", "×", about, { "aria-label": `Remove the comment: ${note.text.slice(0, 60)}` }));
  return item;
}

function machine(row) {
  const box = make("div", "machine", { "aria-label": "Compared with the machine's version", role: "group" });
  if (row.machine === undefined) box.append("This is the machine's version.");
  else box.append(diff(row.machine, row.target), " ", button("restore", "take the machine's"));
  return box;
}

export function toggleMachine(id) {
  if (!compared.delete(id)) compared.add(id);
}
