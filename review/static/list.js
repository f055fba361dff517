// The rows near the window, and no others: drawn as they come into view. The row in hand and one being edited stay drawn.
import { Heights } from "./heights.js";
import { make } from "./make.js";
import { fill, ink } from "./row.js";
import { doc, hold, load, number, onChange, rows, stale } from "./rows.js";

const body = document.getElementById("rows");
const none = document.getElementById("none");
const OVER = 700; // pixels drawn beyond the window
const FIRST = 84; // pixels a row is thought to have until some are measured
export const elements = new Map(); // id -> <tr> that is drawn
const known = new Map(); // id -> pixels
const pinned = new Set(); // ids that stay drawn
let heights = new Heights([]);
let guess = FIRST;
let everything = false; // for print

const sizes = new ResizeObserver((entries) => {
  let above = 0;
  for (const { target } of entries) {
    const id = Number(target.dataset.id);
    const index = elements.get(id) === target ? doc.view.indexOf(id) : -1;
    if (index < 0) continue;
    const rect = target.getBoundingClientRect();
    const height = rect.height + gapAbove(target);
    if (known.has(id) && rect.bottom < 0) above += height - known.get(id);
    if (known.get(id) === height) continue;
    known.set(id, height);
    heights.set(index, height);
    moves++;
  }
  if (above) scrollBy(0, above);
});

const gapAbove = (element) => (element.classList.contains("starts") ? 10 : 0);

export const pin = (id) => pinned.add(id);
export const unpin = (id) => pinned.delete(id);

function reckon() {
  moves++;
  if (known.size >= 20) guess = [...known.values()].reduce((sum, one) => sum + one, 0) / known.size;
  heights = new Heights(doc.view.map((id) => known.get(id) ?? guess));
}

let asked = 0;
export function later() {
  asked ||= requestAnimationFrame(() => { asked = 0; draw(); });
}

// Which indices of the list are to be drawn.
function wanted() {
  const count = doc.view.length;
  if (!count) return [];
  if (everything) return doc.view.map((_, index) => index);
  const top = -body.getBoundingClientRect().top;
  const [first, last] = [heights.at(Math.max(0, top - OVER)), heights.at(top + innerHeight + OVER)];
  const out = new Set();
  for (let index = first; index <= last; index++) out.add(index);
  for (const id of [...pinned, doc.current]) {
    const index = elements.has(id) || pinned.has(id) ? doc.view.indexOf(id) : -1;
    if (index >= 0) out.add(index);
  }
  return [...out].sort((a, b) => a - b);
}

let drawn = ""; // what is drawn: nothing is done where it would be the same again
let moves = 0; // how often rows were put elsewhere, or became higher
// Draws what is near the window; what is not known yet is loaded, and drawn when it is there.
export function draw() {
  const indices = wanted();
  const missing = indices.map((index) => doc.view[index]).filter((id) => !rows.has(id) || stale.has(id));
  const ready = indices.filter((index) => rows.has(doc.view[index]));
  const key = `${moves} ${ready.join()}`;
  if (key !== drawn) {
    const anchor = stand();
    place(ready);
    keep(anchor);
    drawn = key;
  }
  none.hidden = doc.view.length > 0;
  if (missing.length) load(missing).catch(() => setTimeout(later, 2000));
  else document.documentElement.dataset.drawn = "1";
}

// The first row in the window, or the focused one, and where it stands: it must not move while others come and go.
function stand() {
  const focused = document.activeElement?.closest?.(".row[data-id]");
  const inside = (rect) => rect.bottom > 0 && rect.top < innerHeight;
  const all = focused && inside(focused.getBoundingClientRect()) ? [focused] : elements.values();
  for (const element of all) {
    const rect = element.getBoundingClientRect();
    if (element.isConnected && inside(rect)) return { element, top: rect.top };
  }
  return null;
}

function keep(anchor) {
  if (!anchor?.element.isConnected) return;
  const moved = anchor.element.getBoundingClientRect().top - anchor.top;
  if (Math.abs(moved) > 0.5) scrollBy(0, moved);
}

// Rows are never moved, only put in and taken out: a row that moved would lose the focus.
function place(indices) {
  const fresh = [];
  let at = body.firstChild;
  const shut = new Set(elements.keys());
  const step = (node) => { // `node` stands next: what is drawn before it goes
    while (at && at !== node && node.parentNode === body) at = take(at);
    if (node.parentNode === body) at = node.nextSibling;
    else body.insertBefore(node, at);
  };
  for (const index of indices) {
    const id = doc.view[index];
    shut.delete(id);
    if (!elements.has(id)) fresh.push([index, build(id)]);
    const element = elements.get(id);
    dress(element, id, index);
    step(element);
  }
  while (at) at = take(at);
  for (const id of shut) elements.delete(id);
  for (const [index, element] of fresh) {
    const height = element.getBoundingClientRect().height + gapAbove(element);
    known.set(Number(element.dataset.id), height);
    heights.set(index, height);
    sizes.observe(element);
  }
  spaces(indices);
  for (const [, element] of fresh) pen(element);
}

function spaces(indices) {
  let before = 0;
  for (const index of indices) {
    const element = elements.get(doc.view[index]);
    const space = heights.above(index) - heights.above(before);
    style(element, "marginTop", space + gapAbove(element));
    before = index + 1;
  }
  style(body, "paddingBottom", heights.above(doc.view.length) - heights.above(before));
}

function style(element, name, pixels) {
  const value = pixels ? `${pixels}px` : "";
  if (element.style[name] !== value) element.style[name] = value;
}

function take(node) {
  const next = node.nextSibling;
  if (node.contains(document.activeElement)) document.activeElement.blur();
  sizes.unobserve(node);
  node.remove();
  if (elements.get(Number(node.dataset.id)) === node) elements.delete(Number(node.dataset.id));
  return next;
}

function build(id) {
  const element = make("tr", "row", { role: "row", tabindex: "-1" });
  element.dataset.id = id;
  elements.set(id, element);
  fill(element, rows.get(id));
  return element;
}

const paragraph = (row) => (row?.source_segments || row?.target_segments || [[0, 0, 0]])[0][2];

function dress(element, id, index) {
  const at = number(id);
  const before = rows.get(doc.view[index - 1]);
  element.classList.toggle("starts", index > 0 && (!before || paragraph(before) !== paragraph(rows.get(id))));
  element.tabIndex = id === doc.current ? 0 : -1;
  if (element.dataset.number === String(at)) return;
  element.dataset.number = at;
  element.setAttribute("aria-rowindex", at + 1);
  element.querySelector(".number").textContent = at || "–"; // one that is gone has none
}

// Words are inked a few milliseconds a frame, when scrolling pauses: drawing them costs more than text.
const waiting = new Set();
let scrolled = -100, dipped = false;
function pen(element) {
  waiting.add(element);
  if (dipped) return;
  dipped = true;
  const rest = scrolled + 80 - performance.now();
  const dip = () => {
    dipped = false;
    const until = performance.now() + 6;
    for (const one of waiting) {
      if (performance.now() > until) break;
      waiting.delete(one);
      if (one.isConnected) ink(one, rows.get(Number(one.dataset.id)));
    }
    for (const one of waiting) { pen(one); break; }
  };
  if (rest > 0) setTimeout(dip, rest);
  else requestAnimationFrame(dip);
}

document.addEventListener("scroll", () => { scrolled = performance.now(); later(); }, { passive: true });
let width = innerWidth;
addEventListener("resize", () => {
  if (innerWidth !== width) { known.clear(); reckon(); }
  width = innerWidth;
  later();
});

onChange(({ all, rows: changed = [], shape, held, gone = [] }) => {
  if (all) {
    const focused = document.activeElement?.matches(".row[data-id]") ? Number(document.activeElement.dataset.id) : 0;
    for (const node of [...body.children]) take(node);
    reckon();
    draw();
    if (focused) goto(focused); // who went to a row before the list came is still there
    return;
  }
  const lost = gone.map((id) => elements.get(id)).find((element) => element?.contains(document.activeElement));
  for (const id of changed) {
    const element = elements.get(id);
    if (element && rows.has(id) && !stale.has(id)) { fill(element, rows.get(id)); pen(element); }
  }
  if (shape) reckon();
  if (shape || changed.some((id) => stale.has(id))) draw();
  else if (changed.length) later();
  if (held !== undefined) for (const element of body.querySelectorAll('.row[tabindex="0"]')) element.tabIndex = -1;
  if (held !== undefined && elements.has(held)) elements.get(held).tabIndex = 0;
  if (lost) goto(doc.current);
});

export function refill(id) {
  const element = elements.get(id);
  if (element && rows.has(id)) { fill(element, rows.get(id)); pen(element); }
}

let going = 0;
// Takes the row in hand, in view and with the focus; a row that is not drawn yet when it is, unless another was gone to.
export async function goto(id, { focus = true } = {}) {
  const turn = ++going;
  const index = doc.view.indexOf(id);
  if (index < 0) return null;
  if (!elements.has(id)) {
    hold(id);
    pin(id);
    scrollTo(0, body.offsetTop + heights.above(doc.view.indexOf(id)) - innerHeight / 3);
    await load(doc.view.slice(Math.max(0, index - 12), index + 20));
    draw();
    unpin(id);
    if (turn !== going || !elements.has(id)) return null;
  }
  hold(id);
  const element = elements.get(id);
  if (focus) element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
  return element;
}

// Loads and draws every row, for print; at once, since print waits for nothing.
export function drawAll() {
  const missing = doc.view.filter((id) => !rows.has(id));
  for (let at = 0; at < missing.length; at += 500) {
    const request = new XMLHttpRequest();
    request.open("GET", `api/rows?ids=${missing.slice(at, at + 500).join()}`, false);
    request.send();
    for (const row of JSON.parse(request.responseText).rows) rows.set(row.id, row);
  }
  everything = true;
  draw();
  for (const [id, element] of elements) ink(element, rows.get(id));
}
addEventListener("beforeprint", drawAll);
addEventListener("afterprint", () => { everything = false; later(); });
