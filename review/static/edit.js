// Editing in place: a plain text field where the translation stood, saved while one types and when one leaves.
import { act } from "./api.js";
import { elements, fill, make, rows, take } from "./rows.js";
import { say } from "./say.js";

const PAUSE = 700; // milliseconds without a key until what is typed is saved
let open = null; // {id, field, before, timer, saving}

export const editing = () => open;

let saving = Promise.resolve(true); // saves follow one another, each with the revision the one before it made
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

// Puts a text in place of what the field holds; the browser's own undo brings that back.
export function put(text) {
  open.field.focus();
  open.field.select();
  if (!document.execCommand("insertText", false, text)) open.field.setRangeText(text);
  typed();
}

// Saves what the field holds; whether it is saved.
export function save() {
  if (!open) return saving;
  const own = open;
  clearTimeout(own.timer);
  const text = own.field.value;
  saving = saving.then(() => send(own, text));
  return saving;
}

// `own.before` is the text this edit began from: where the row holds another by now, someone else wrote it.
async function send(own, text) {
  const row = rows.get(own.id);
  if (!row || text.trim() === row.target) return Boolean(row);
  if (row.target !== own.before) {
    conflict(row, text);
    return false;
  }
  try {
    const answer = await act("edit", [row], { text });
    take(answer.rows, answer.order);
    own.before = text.trim();
    say("Saved");
    return true;
  } catch (error) {
    const [theirs] = error.rows || [];
    if (error.status !== 409 || !theirs) {
      say(`${error.status === 409 ? "This sentence was merged or moved in another tab." : error.message} Not saved: ${text}`, true);
      return false;
    }
    take([theirs], []);
    return send(own, text); // approved or commented meanwhile, the text may stand
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
  keep.addEventListener("click", () => send({ id: theirs.id, before: theirs.target }, mine).then(() => box.remove()));
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

// Leaves the field; whether what it held is saved.
export async function close() {
  if (!open) return saving;
  const saved = save();
  const { id, field } = open;
  const element = elements.get(id);
  const focused = document.activeElement === field || document.activeElement === document.body;
  drop();
  // What was typed stands there at once; its words are tied again when the server has answered.
  fill(element, { ...rows.get(id), target: field.value.trim(), links: [], terms: [], findings: [] });
  if (focused) element.focus();
  const done = await saved;
  if (done && rows.has(id)) fill(element, rows.get(id));
  return done;
}

export async function cancel() {
  const { id, timer } = open;
  clearTimeout(timer);
  drop();
  fill(elements.get(id), rows.get(id));
  elements.get(id).focus();
}
