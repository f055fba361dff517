// Rows as they stand on the page. Text is there at once; words are inked when a row comes near the window.
import { diff } from "./diff.js";
import { ink, marksOf } from "./ink.js";

const BANDS = 5;
const table = document.querySelector(".bitext");
export const rows = new Map(); // id -> row as the server knows it
export const elements = new Map(); // id -> <tr>
const shown = new Set(); // rows whose machine version is shown beside
export let order = [];
export let languages = { source: "id", target: "en" };

// Rows near the window are inked when scrolling pauses, a few milliseconds a frame: drawing words costs more than text.
const PAUSE = 100; // milliseconds without scrolling
const SHARE = 8; // milliseconds of a frame
const waiting = new Set();
const stale = new Set(); // ids of rows to be drawn anew when they come near
const near = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) waiting.add(target);
    else waiting.delete(target);
  }
  if (waiting.size) pen();
}, { rootMargin: "600px 0px" });
let scrolled = -PAUSE, dipped = false;
document.addEventListener("scroll", () => { scrolled = performance.now(); }, { passive: true });

function pen() {
  if (dipped) return;
  dipped = true;
  const rest = scrolled + PAUSE - performance.now();
  if (rest > 0) setTimeout(() => { dipped = false; pen(); }, rest);
  else requestAnimationFrame(() => {
    dipped = false;
    const until = performance.now() + SHARE;
    for (const element of waiting) {
      if (performance.now() > until) break;
      inked(element);
    }
    if (waiting.size) pen();
  });
}

// Rows out of sight cost nothing at first, so that the page is there at once; they are laid out while nothing happens,
// so that scrolling need not.
export function lay() {
  const bodies = [...table.tBodies];
  const idle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 0 }), 50));
  const some = (deadline) => {
    do {
      for (const body of bodies.splice(0, 8)) body.classList.add("laid");
      table.getBoundingClientRect(); // lays them out now, while there is time for it
    } while (bodies.length && deadline.timeRemaining() > 8);
    if (bodies.length) idle(some);
    else document.documentElement.dataset.laid = "1";
  };
  idle(some);
}

addEventListener("beforeprint", () => { for (const element of elements.values()) inked(element); });

export const dismissed = (row, finding) => (row.dismissed || []).includes(finding.signature);
export const flagged = (row) =>
  (row.findings || []).some((one) => !dismissed(row, one)) || (row.terms || []).some((use) => use.how === "missed");

export function start(answer) {
  languages = answer.languages;
  rows.clear();
  for (const row of answer.rows) rows.set(row.id, row);
  arrange(answer.rows.map((row) => row.id));
}

// Rows that changed, and the order of all: what every act and every look at the server gives.
export function take(changed, newOrder) {
  for (const row of changed) {
    const old = rows.get(row.id);
    if (old && old.revision >= row.revision) continue; // what an act answered, a look need not draw again
    rows.set(row.id, row);
    const element = elements.get(row.id);
    if (element && !element.classList.contains("editing")) fill(element, row);
  }
  if (newOrder.length && newOrder.join() !== order.join()) arrange(newOrder);
}

// What rows with the same source say of each other changes with any of them.
export function hold(groups) {
  for (const { rows: ids, flagged: some, finding } of groups) {
    const those = new Set(some);
    for (const id of ids) {
      const row = rows.get(id);
      const old = row?.findings?.find((one) => one.check === "inconsistent");
      const now = those.has(id) ? finding : undefined;
      if (!row || old?.message === now?.message) continue;
      const others = (row.findings || []).filter((one) => one !== old);
      if (now) others.push({ ...now, target: [0, [...row.target].length] });
      rows.set(id, { ...row, findings: others });
      stale.add(id);
      near.observe(elements.get(id));
    }
  }
}

const paragraphOf = (row) => (row.source_segments || row.target_segments || [[0, 0, 0]])[0][2];

function arrange(ids) {
  const focused = document.activeElement?.closest?.(".row")?.dataset.id;
  order = ids;
  for (const [id, element] of elements) if (!ids.includes(id)) { element.remove(); elements.delete(id); rows.delete(id); }
  const bodies = document.createDocumentFragment();
  let body = null, paragraph = null;
  ids.forEach((id, index) => {
    const row = rows.get(id);
    if (!body || paragraphOf(row) !== paragraph) {
      body = document.createElement("tbody");
      body.setAttribute("role", "rowgroup");
      bodies.append(body);
      paragraph = paragraphOf(row);
    }
    if (!elements.has(id)) {
      const element = document.createElement("tr");
      element.tabIndex = -1;
      element.dataset.id = id;
      element.setAttribute("role", "row");
      elements.set(id, element);
      fill(element, row);
    }
    const element = elements.get(id);
    element.dataset.number = index + 1;
    element.querySelector(".number").textContent = index + 1;
    body.append(element);
  });
  for (const old of table.querySelectorAll("tbody")) old.remove();
  table.append(bodies);
  if (focused) elements.get(Number(focused))?.focus();
}

export function fill(element, row) {
  stale.delete(row.id);
  const focused = element.contains(document.activeElement) && element !== document.activeElement;
  const band = Math.min(Math.floor(row.score * BANDS), BANDS - 1);
  element.className = `row s${band}${row.approved ? " approved" : ""}${row.machine !== undefined ? " edited" : ""}`;
  element.setAttribute("aria-label", label(row));
  const head = make("th", "", { role: "rowheader", scope: "row" });
  head.append(make("span", "number", {}, element.dataset.number || ""));
  const tick = make("button", "tick", {
    type: "button", tabindex: "-1", "data-do": "approve", "aria-pressed": String(Boolean(row.approved)),
    title: "Approve (a)", "aria-label": "Approve",
  }, row.approved ? "✓" : "");
  head.append(tick);
  const left = make("td", "source", { role: "cell", lang: languages.source, dir: "auto" });
  left.append(make("div", "text", {}, row.source));
  const right = make("td", "target", { role: "cell", lang: languages.target, dir: "auto" });
  right.append(make("div", "text", {}, row.target));
  if (!row.target) right.firstChild.append(make("span", "none", {}, "no translation"));
  if (shown.has(row.id)) right.append(machine(row));
  right.append(...newer(row), ...chips(row), ...notes(row));
  right.append(...element.querySelectorAll(".conflict, .matches")); // stay: until a person has chosen, or goes on
  element.replaceChildren(head, left, right);
  delete element.dataset.inked;
  near.unobserve(element);
  near.observe(element);
  if (focused) element.focus();
}

export function inked(element) {
  const row = rows.get(Number(element.dataset.id));
  if (row && stale.has(row.id) && !element.classList.contains("editing")) fill(element, row);
  waiting.delete(element);
  near.unobserve(element);
  if (!row || element.dataset.inked || element.classList.contains("editing")) return;
  element.dataset.inked = "1";
  for (const side of ["source", "target"]) {
    const text = element.querySelector(`.${side} .text`);
    if (row[side]) text.replaceChildren(ink(row[side], marksOf(row, side)));
  }
}

function label(row) {
  const parts = [`Confidence ${row.score.toFixed(2)}`];
  if (row.approved) parts.unshift("Approved");
  if (row.machine !== undefined) parts.push("edited");
  if (row.newer) parts.push("the machine now says otherwise");
  return parts.join(", ");
}

function chips(row) {
  const open = (row.findings || []).filter((one) => !dismissed(row, one));
  const hidden = (row.findings || []).filter((one) => dismissed(row, one));
  if (!open.length && !hidden.length) return [];
  const list = make("ul", "findings", { lang: "en", "aria-label": "Findings" });
  for (const finding of [...open, ...hidden]) {
    const past = hidden.includes(finding);
    const item = make("li", past ? "past" : finding.severity);
    item.append(make("b", "", {}, finding.check), " ", make("span", "message", {}, past ? "not an error" : finding.message), " ");
    item.append(make("button", "dismiss", {
      type: "button", "data-do": "dismiss", "data-signature": finding.signature, "data-dismissed": String(!past),
      title: past ? finding.message : "Remember that this is not an error (x)",
    }, past ? "show again" : "not an error"));
    list.append(item);
  }
  return [list];
}

function newer(row) {
  if (!row.newer) return [];
  const box = make("div", "newer", { lang: "en" }, "The file changed, and the machine now says otherwise. ");
  for (const [name, text] of [["diff", "compare"], ["restore", "take the machine's"], ["keep", "keep this"]]) {
    box.append(make("button", "", { type: "button", "data-do": name }, text), " ");
  }
  return [box];
}

function notes(row) {
  if (!row.notes?.length) return [];
  const list = make("ul", "notes", { lang: "en", "aria-label": "Comments" });
  row.notes.forEach((note, number) => {
    const item = make("li", "", {}, note);
    item.append(" ", make("button", "", {
      type: "button", "data-do": "uncomment", "data-note": String(number), "aria-label": `Remove the comment: ${note}`,
    }, "×"));
    list.append(item);
  });
  return [list];
}

function machine(row) {
  const box = make("div", "machine", { "aria-label": "Compared with the machine's version" });
  if (row.machine === undefined) box.append("This is the machine's version.");
  else box.append(diff(row.machine, row.target), " ", make("button", "", { type: "button", "data-do": "restore" }, "take the machine's"));
  return box;
}

export function toggleMachine(row) {
  if (!shown.delete(row.id)) shown.add(row.id);
  fill(elements.get(row.id), row);
}

export function make(name, classes = "", attributes = {}, text = "") {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}
