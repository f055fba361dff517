// Keys and clicks: which act they stand for. A key that stands for nothing is left to the browser.
import { ACTS, approveAndGo } from "./acts.js";
import { cancel, editing } from "./edit.js";
import { elements } from "./list.js";
import { walk } from "./light.js";
import { matched } from "./matches.js";
import { menu } from "./menu.js";
import { ink } from "./row.js";
import { doc, hold, rows } from "./rows.js";
import { refused } from "./say.js";

export const rowOf = (element) => rows.get(Number(element?.closest?.(".row[data-id]")?.dataset.id));
const LETTERS = { Slash: ["/", "?"], BracketLeft: ["[", "{"], BracketRight: ["]", "}"], Equal: ["=", "+"] };
const after = [];
export const afterAct = (work) => after.push(work);

// The key as it is written on a Latin keyboard: its place counts where the layout has other letters.
function keyOf(event) {
  if (event.key.length > 1 || event.key.codePointAt(0) < 128) return event.key;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return event.shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit([0-9])$/.exec(event.code)?.[1];
  return digit ?? LETTERS[event.code]?.[Number(event.shiftKey)] ?? event.key;
}

export function run(name, row, button, key) {
  const one = ACTS[name];
  const target = row || rows.get(doc.current);
  if (!one.anywhere && !one.walks && !target) return;
  Promise.resolve(one.run(target, button, key)).then(() => { for (const work of after) work(); }).catch(refused);
}

function menuOf(row, button) {
  const items = Object.entries(ACTS).filter(([, one]) => one.menu).map(([name, one]) => [one.menu, () => run(name, rows.get(row.id), undefined), one.keys[0]]);
  menu(button, items, `Sentence ${elements.get(row.id).dataset.number}`);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  const row = rowOf(event.target);
  if (button?.dataset.do === "menu") { hold(row.id); menuOf(row, button); return; }
  if (button) { run(button.dataset.do, row, button); return; }
  if (row && !event.target.closest("textarea, button, a, .w") && !getSelection().toString()) elements.get(row.id).focus({ preventScroll: true });
});
document.addEventListener("dblclick", (event) => {
  const row = event.target.closest(".target .text") && rowOf(event.target);
  if (row && !event.target.closest("textarea, button")) ACTS.edit.run(row);
});
// A button beside the field does not take the focus from it: leaving it would end the edit.
document.addEventListener("mousedown", (event) => {
  if (editing() && event.target.closest("#beside button[data-do], .conflict button")) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.isComposing || event.keyCode === 229) return undefined;
  const field = event.target.closest("input, textarea, select");
  if (field) return inField(event, field);
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === "KeyZ" && inRow(event.target)) {
    event.preventDefault();
    return run(event.shiftKey ? "redo" : "undo");
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.target.matches("button, a, summary") && ["Enter", " ", "ArrowUp", "ArrowDown"].includes(event.key)) return undefined;
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by) return arrow(event, by);
  if (event.key === "Escape") return elements.get(doc.current)?.focus();
  const key = keyOf(event);
  const name = Object.keys(ACTS).find((one) => ACTS[one].keys.includes(key));
  if (!name || !may(name, event.target)) return undefined;
  event.preventDefault();
  return run(name, rowOf(event.target), undefined, key);
});

const inRow = (element) => Boolean(element.closest(".row[data-id]"));
// With the focus nowhere, keys walk and open, and change nothing: who types there meant a field that is no more.
const may = (name, element) => inRow(element) || ACTS[name].walks || name === "edit" || (ACTS[name].anywhere && element !== document.body);

function arrow(event, by) {
  const row = event.target.closest(".row[data-id]");
  if (row) ink(row, rowOf(row));
  const word = event.target.closest(".w") || row?.querySelector(".w[tabindex]");
  if (!word) return;
  event.preventDefault();
  if (event.target === word) walk(word, by);
  else word.focus();
}

function inField(event, field) {
  const own = field.classList.contains("field");
  if (event.key === "Escape") {
    if (own) { event.preventDefault(); return cancel(); }
    if (field.id === "search") return undefined; // its own module
    if (field.closest("#beside")) { event.preventDefault(); return elements.get(doc.current)?.focus(); }
    return undefined;
  }
  if (!own) return undefined;
  const digit = event.altKey && !event.ctrlKey && /^Digit([0-5])$/.exec(event.code)?.[1]; // by its place: Alt makes other signs of it
  if (digit === "0") { event.preventDefault(); return run("copy", rowOf(field)); }
  if (digit && matched(rowOf(field), Number(digit))) { event.preventDefault(); return run("match", rowOf(field), undefined, digit); }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return approveAndGo(editing().id).then(() => { for (const work of after) work(); });
  }
  return undefined;
}

document.addEventListener("focusin", (event) => {
  const row = rowOf(event.target);
  if (row) hold(row.id);
});
