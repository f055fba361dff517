// The panel beside the text: what belongs to the row in hand, without pushing rows about. It shows one thing at a time.
import { everywhere } from "./keep.js";
import { editing } from "./edit.js";
import { later } from "./list.js";
import { make } from "./make.js";
import { doc, onChange, rows } from "./rows.js";
import { history } from "./history.js";
import { matches } from "./matches.js";
import { terms } from "./terms.js";

const panel = document.getElementById("beside");
const tabs = [...panel.querySelectorAll("[role=tab]")];
const place = document.getElementById("beside-body");
const VIEWS = { memory: matches, terms, history };
const PAUSE = 120; // milliseconds on a row until the panel follows
let view = "memory";
let shown = "";
let timer = 0;
let pressed = false; // a button that went away under the pointer would not be clicked

const open = () => !panel.hidden;

export function begin(memory) {
  const held = everywhere.get("padanan beside");
  view = held?.view in VIEWS ? held.view : "memory";
  turn(held?.open ?? (memory && innerWidth >= 1000), false);
}

function turn(on, keep = true) {
  panel.hidden = !on;
  document.documentElement.classList.toggle("beside", on);
  if (keep) everywhere.set("padanan beside", { open: on, view });
  for (const one of tabs) {
    const chosen = one.dataset.view === view;
    one.setAttribute("aria-selected", String(chosen));
    one.tabIndex = chosen ? 0 : -1;
    if (chosen) place.setAttribute("aria-labelledby", one.id);
  }
  shown = "";
  later();
  follow(0);
}

// Shows that view; without a name, shows or hides the panel.
export async function show(name) {
  if (!name) turn(!open());
  else { view = name; turn(true); }
}

export function follow(pause = PAUSE) {
  clearTimeout(timer);
  if (open()) timer = setTimeout(() => draw(), pause);
}

// Who is at work in the panel is not disturbed; `anew` draws it all the same, and the control in hand is again in hand.
async function draw(anew = false) {
  const row = rows.get(doc.current);
  const key = `${view} ${row?.id} ${row?.revision}`;
  if (!row || (!anew && (key === shown || place.contains(document.activeElement)))) return;
  shown = key;
  const made = make("div");
  const error = await VIEWS[view](row, made).then(() => null, (reason) => reason);
  if (shown !== key) return;
  if (pressed) { shown = ""; follow(); return; }
  if (error) {
    made.replaceChildren(make("p", "soft", {}, error.message));
    shown = "";
  }
  const held = place.contains(document.activeElement) && document.activeElement;
  place.replaceChildren(...made.childNodes);
  if (held) ([...place.querySelectorAll("button, input")].find((one) => one.ariaLabel === held.ariaLabel) || place).focus();
}

export const again = () => (open() ? draw(true) : null);

panel.addEventListener("pointerdown", () => { pressed = true; });
for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, () => setTimeout(() => { pressed = false; })); // after the click
panel.addEventListener("click", (event) => {
  const tab = event.target.closest("[role=tab]");
  if (tab) show(tab.dataset.view);
  if (event.target.closest(".shut")) turn(false);
});
panel.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by || event.target.getAttribute("role") !== "tab") return;
  const next = tabs[(tabs.indexOf(event.target) + by + tabs.length) % tabs.length];
  show(next.dataset.view);
  next.focus();
});
onChange(({ all, held, rows: changed = [] }) => {
  if (all || held !== undefined || changed.includes(doc.current)) follow(editing() && !held ? PAUSE * 5 : PAUSE);
});
