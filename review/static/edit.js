// Editing in place: a plain text field where the translation stood, saved while one types and when one leaves. One edit is one
// step of undo. Leaving never moves the focus: it is where the person put it.
import { act } from "./api.js";
import { discard, drafts, inTurn, onDraft, push, rebase, settled, typed as keep } from "./drafts.js";
import { elements, goto, pin, refill, unpin } from "./list.js";
import { make } from "./make.js";
import { doc, keepOpen, letGo, number, rows, take } from "./rows.js";
import { say } from "./say.js";
import { random } from "./tab.js";

const PAUSE = 600; // milliseconds without a key until what is typed is saved
const grows = CSS.supports("field-sizing", "content");
let undoing = null; // {id, begun} of an edit that is being taken back
let open = null; // {id, field, base, begun, step, timer, touched, composing}

export const editing = () => open;

export function edit(row) {
  if (open?.id === row.id && open.field.isConnected) { open.field.focus(); return; }
  leave();
  const element = elements.get(row.id);
  const draft = drafts.get(row.id);
  const field = make("textarea", "field", { "aria-label": `Translation of sentence ${number(row.id)}`, lang: doc.languages.target, spellcheck: "true", rows: "1" });
  const back = undoing?.id === row.id ? undoing.begun : undefined;
  field.value = back ?? draft?.text ?? row.target;
  element.classList.add("editing");
  element.querySelector(".target .text").replaceChildren(field);
  const begun = back ?? (draft && !draft.why ? draft.text.trim() : row.target); // what is on its way to the server is one edit, this another
  const step = draft?.why === "refused" ? draft.step : random();
  open = { id: row.id, field, base: draft?.base ?? row.target, begun, step, timer: 0, touched: false, composing: false };
  pin(row.id);
  keepOpen(row.id);
  field.addEventListener("input", typed);
  field.addEventListener("compositionstart", () => { if (open) open.composing = true; });
  field.addEventListener("compositionend", () => { if (open) { open.composing = false; typed(); } });
  field.addEventListener("blur", () => { if (open?.field === field) (document.hasFocus() ? leave : save)(); });
  fit(field);
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
  element.scrollIntoView({ block: "nearest" });
}

// What is saved is what the next change begins from; what another wrote meanwhile is not.
onDraft((id) => {
  if (open?.id === id && !drafts.has(id)) open.base = rows.get(id)?.target ?? open.base;
});

// Throws away what was typed; a field that is open shows what stands.
export function throwAway(id) {
  discard(id);
  if (open?.id !== id) return;
  open.field.value = open.base;
  open.touched = false;
  fit(open.field);
}

function typed() {
  if (!open) return;
  open.touched = true;
  fit(open.field);
  clearTimeout(open.timer);
  keep(open.id, open.field.value, open.base, open.step);
  if (!open.composing) open.timer = setTimeout(save, PAUSE); // half a composition is no text yet
}

function fit(field) {
  if (grows) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

// Puts a text in place of what the field holds; the browser's own undo brings that back.
export function put(text) {
  open.field.focus();
  open.field.select();
  if (!document.execCommand("insertText", false, text)) open.field.setRangeText(text);
  typed();
}

// Saves what was typed; whether it is saved.
export function save() {
  if (!open) return settled();
  clearTimeout(open.timer);
  return open.touched ? push(open.id) : settled();
}

// The field makes way for the text; whether what it held is saved.
export function leave() {
  if (!open) return settled();
  const { id, field } = open;
  const saved = save();
  open = null;
  unpin(id);
  const element = elements.get(id);
  if (element) {
    element.classList.remove("editing");
    element.querySelector(".target .text").dataset.text = "\0";
    if (element.contains(document.activeElement) && document.activeElement === field) element.focus({ preventScroll: true });
    refill(id);
  }
  letGo(id);
  return saved;
}

// Takes the whole edit back. What was typed is saved first and then undone, so that redoing brings it back.
// An act that is called meanwhile waits until that is done.
export function cancel() {
  const own = open;
  if (!own) return settled();
  undoing = own;
  leave();
  const there = goto(own.id).catch(() => null);
  return inTurn(async () => {
    await there;
    const again = () => (open?.id === own.id ? open : null); // another edit of the same row has begun
    const was = rows.get(own.id)?.target;
    if (own.touched && !again()?.touched) await takeBack(own);
    const now = rows.get(own.id)?.target ?? own.begun;
    if (again() && (!again().touched || now === own.begun)) again().base = now;
    if (now === own.begun) rebase(own.id, was, now); // what was typed meanwhile goes on from there
    if (undoing === own) undoing = null;
    return !drafts.has(own.id);
  });
}

async function takeBack(own) {
  if (drafts.has(own.id)) { say("What you typed is not saved; it is kept below the sentence."); return; }
  const row = rows.get(own.id);
  if (!row || row.target === own.begun) return;
  try {
    take(await act("undo", [], { step: own.step }));
  } catch {
    take(await act("edit", [row], { text: own.begun, step: random() }).catch(() => ({})));
  }
  say("The edit is taken back; r brings it back.");
}
