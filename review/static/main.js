// The review page: loads the rows, listens to keys and buttons, and keeps up with other tabs.
import { ACTS, approveAndGo, goto } from "./acts.js";
import { get } from "./api.js";
import { cancel, editing } from "./edit.js";
import { walk } from "./light.js";
import { begin, show } from "./matches.js";
import { elements, flagged, hold, inked, lay, order, rows, start, take } from "./rows.js";
import { refused, say } from "./say.js";

const LOOK = 1500; // milliseconds between two looks at what other tabs did
const UNSURE = 0.5;
const search = document.getElementById("search");
const filter = document.getElementById("filter");
const SHOWN = {
  all: () => true,
  flagged,
  newer: (row) => Boolean(row.newer),
  edited: (row) => row.machine !== undefined,
  open: (row) => !row.approved,
  unsure: (row) => row.score < UNSURE,
};
let seq = 0;

function sift() {
  const wanted = search.value.trim().toLocaleLowerCase();
  const fits = SHOWN[filter.value];
  let count = 0, approved = 0;
  for (const id of order) {
    const row = rows.get(id);
    const element = elements.get(id);
    const show = element.classList.contains("editing") || (fits(row) && (!wanted || textOf(row).includes(wanted)));
    if (element.hidden === show) element.hidden = !show;
    count += show;
    approved += Boolean(row.approved);
  }
  document.getElementById("none").hidden = count > 0;
  document.getElementById("bar").value = order.length ? approved / order.length : 1;
  document.getElementById("count").textContent = `${approved} of ${order.length} approved`;
}

const texts = new Map(); // id -> [revision, what a search looks through]
function textOf(row) {
  if (texts.get(row.id)?.[0] !== row.revision) {
    texts.set(row.id, [row.revision, `${row.source}\n${row.target}\n${(row.notes || []).join("\n")}`.toLocaleLowerCase()]);
  }
  return texts.get(row.id)[1];
}

let sifting = 0;
const later = () => { sifting ||= requestAnimationFrame(() => { sifting = 0; sift(); }); };

function done() {
  if (rows.has(current)) show(rows.get(current)); // a merge makes another sentence of it
  later();
}

const rowOf = (element) => rows.get(Number(element?.closest?.(".row[data-id]")?.dataset.id));

let current = null;
document.addEventListener("focusin", (event) => {
  const row = rowOf(event.target);
  if (!row) return;
  current = row.id;
  show(row);
});
// A button beside the field does not take the focus from it: leaving it would end the edit.
document.addEventListener("mousedown", (event) => { if (event.target.closest(".matches button")) event.preventDefault(); });

function run(name, row, button, key) {
  const one = ACTS[name];
  const target = row || rows.get(current) || rows.get(order[0]);
  if (one.anywhere || target) Promise.resolve(one.run(target, button, key)).then(done);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) return run(button.dataset.do, rowOf(button), button);
  const row = rowOf(event.target);
  if (row && !event.target.closest("textarea, button, .w") && !getSelection().toString()) elements.get(row.id).focus();
});
document.addEventListener("dblclick", (event) => {
  const row = event.target.closest(".target") && rowOf(event.target);
  if (row && !event.target.closest("textarea, button")) ACTS.edit.run(row);
});

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.isComposing) return;
  const field = event.target.closest("input, textarea, select");
  if (field) return inField(event, field);
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.target.matches("button, a") && ["Enter", " "].includes(event.key)) return undefined;
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by) return arrow(event, by);
  if (event.key === "Escape") return elements.get(current)?.focus();
  const name = Object.keys(ACTS).find((one) => ACTS[one].keys.includes(event.key));
  if (!name) return undefined;
  event.preventDefault();
  return run(name, rowOf(event.target), undefined, event.key);
});

function arrow(event, by) {
  const row = event.target.closest(".row[data-id]");
  if (row) inked(row);
  const word = event.target.closest(".w") || event.target.closest(".row")?.querySelector(".w[tabindex]");
  if (!word) return;
  event.preventDefault();
  if (event.target === word) walk(word, by);
  else word.focus();
}

function inField(event, field) {
  if (event.key === "Escape") {
    event.preventDefault();
    if (editing()) return cancel();
    if (field === search) { search.value = ""; sift(); }
    return elements.get(current ?? order[0])?.focus();
  }
  const digit = event.altKey && /^Digit([1-5])$/.exec(event.code)?.[1]; // by its place: Alt makes other signs of it
  if (digit && editing()) {
    event.preventDefault();
    return run("match", rowOf(event.target), undefined, digit);
  }
  if (event.key !== "Enter") return undefined;
  if (editing() && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    return approveAndGo(rows.get(editing().id)).then(later);
  }
  if (field === search) goto(null, 0);
  return undefined;
}

search.addEventListener("input", later);
filter.addEventListener("change", later);
document.getElementById("export").addEventListener("change", (event) => {
  if (event.target.value) location.assign(`/export/${event.target.value}`);
  event.target.value = "";
});

function keys() {
  const sheet = document.getElementById("keys");
  for (const { keys: own, help } of Object.values(ACTS).filter((one) => one.keys.length)) {
    const [term, text] = [document.createElement("dt"), document.createElement("dd")];
    own.forEach((key, n) => {
      const cap = document.createElement("kbd");
      cap.textContent = key.replace("Arrow", "");
      term.append(n ? " " : "", cap);
    });
    text.textContent = help;
    sheet.append(term, text);
  }
}

async function look() {
  try {
    const answer = await get(`/api/changes/${seq}`);
    if (answer.rows.length || answer.order.length) {
      take(answer.rows, answer.order);
      hold(answer.inconsistent);
      later();
    }
    if (lost) say("The server answers again.");
    lost = false;
    seq = answer.seq;
  } catch (error) {
    if (!lost) refused(error);
    lost = true;
  }
  setTimeout(look, LOOK);
}
let lost = false;

addEventListener("beforeunload", (event) => { if (editing()) event.preventDefault(); });

keys();
try {
  const answer = await get("/api/rows");
  seq = answer.seq;
  start(answer);
  begin(answer.memory);
  sift();
  document.documentElement.dataset.ready = "1";
  if (order.length) { elements.get(order[0]).tabIndex = 0; current = order[0]; }
  lay();
  setTimeout(look, LOOK);
} catch (error) {
  refused(error);
}
