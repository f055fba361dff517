// Editing in place: a plain text field where the translation stood, saved while one types and when one leaves.
import { act } from "./api.js";
import { elements, fill, make, rows, take } from "./rows.js";
import { refused, say } from "./say.js";

const PAUSE = 700; // milliseconds without a key until what is typed is saved
let open = null; // {id, field, before, timer, saving}

export const editing = () => open;

let saving = Promise.resolve(); // saves follow one another, each with the revision the one before it made
export const settled = () => saving;

export function edit(row) {
  if (open) close();
  const element = elements.get(row.id);
  const field = make("textarea", "field", { "aria-label": "Translation", lang: "en", spellcheck: "true", rows: "1" });
  field.value = row.target;
  element.classList.add("editing");
  element.querySelector(".target .text").replaceChildren(field);
  delete element.dataset.inked;
  open = { id: row.id, field, before: row.target, timer: 0 };
  field.addEventListener("input", typed);
  field.addEventListener("blur", () => close());
  fit(field);
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
}

function typed() {
  if (!open) return;
  fit(open.field);
  clearTimeout(open.timer);
  open.timer = setTimeout(save, PAUSE);
}

function fit(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

// Saves what the field holds.
export function save() {
  if (!open) return saving;
  const { id, field } = open;
  clearTimeout(open.timer);
  const text = field.value;
  const before = open.before;
  saving = saving.then(() => put(id, text, before));
  open.before = text.trim();
  return saving;
}

async function put(id, text, before) {
  const row = rows.get(id);
  if (!row || text.trim() === row.target) return;
  try {
    const answer = await act("edit", [row], { text });
    take(answer.rows, answer.order);
    say("Saved");
  } catch (error) {
    if (error.status !== 409) return refused(error);
    const [theirs] = error.rows;
    if (!theirs) return say("This sentence was merged or moved in another tab; your text was not saved: " + text, true);
    take([theirs], []);
    if (theirs.target === before) return put(id, text, before); // approved or commented meanwhile: the text stands
    conflict(theirs, text);
  }
}

// Another tab changed the text: both versions are shown, and a person chooses.
function conflict(theirs, mine) {
  if (open?.id === theirs.id) drop();
  const element = elements.get(theirs.id);
  fill(element, theirs);
  const box = make("div", "conflict", { role: "alert" }, "Changed meanwhile in another tab. Yours: ");
  box.append(make("q", "", {}, mine), " ");
  const keep = make("button", "", { type: "button" }, "use mine");
  const leave = make("button", "", { type: "button" }, "keep theirs");
  keep.addEventListener("click", () => put(theirs.id, mine, theirs.target).then(() => box.remove()));
  leave.addEventListener("click", () => box.remove());
  box.append(keep, " ", leave);
  element.querySelector(".target").append(box);
  keep.focus();
}

function drop() {
  const { id } = open;
  open = null;
  elements.get(id)?.classList.remove("editing");
}

export async function close() {
  if (!open) return;
  const saved = save();
  const { id, field } = open;
  const element = elements.get(id);
  const focused = document.activeElement === field || document.activeElement === document.body;
  drop();
  // What was typed stands there at once; its words are tied again when the server has answered.
  fill(element, { ...rows.get(id), target: field.value.trim(), links: [], terms: [], findings: [] });
  if (focused) element.focus();
  await saved;
  if (rows.has(id) && !element.querySelector(".conflict")) fill(element, rows.get(id));
}

export async function cancel() {
  const { id, timer } = open;
  clearTimeout(timer);
  drop();
  fill(elements.get(id), rows.get(id));
  elements.get(id).focus();
}
