// Search and filter: the list the server makes of them, how much it holds, and the next hit.
import { context } from "./api.js";
import { elements, goto } from "./list.js";
import { plural } from "./make.js";
import { doc, list, onChange } from "./rows.js";
import { here } from "./keep.js";
import { refused, tell } from "./say.js";

const PAUSE = 120; // milliseconds without a key until it is searched
const search = document.getElementById("search");
const filter = document.getElementById("filter");
const found = document.getElementById("found");
let timer = 0;

// Takes up the search and the filter that this tab had.
export function begin() {
  const held = here.get("padanan shown") || {};
  search.value = held.q || "";
  if ([...filter.options].some((one) => one.value === held.show)) filter.value = held.show;
  Object.assign(context, { q: search.value, show: filter.value });
}

async function sift() {
  clearTimeout(timer);
  if (context.q === search.value && context.show === filter.value) return;
  Object.assign(context, { q: search.value, show: filter.value });
  here.set("padanan shown", { q: context.q, show: context.show });
  try {
    await list();
    count();
    tell(found.textContent || plural(doc.view.length, "sentence"));
    const near = doc.view.includes(doc.current) ? doc.current : doc.view[0];
    if (near) goto(near, { focus: false });
  } catch (error) {
    refused(error);
  }
}

export function count() {
  const some = context.q || context.show !== "all";
  const hits = context.q ? `${plural(doc.count, "hit")} in ` : "";
  found.textContent = some ? `${hits}${plural(doc.view.length, "sentence")}` : "";
  found.hidden = !some;
}

// The checks that found something stand among the filters.
function checks() {
  const group = document.getElementById("checks");
  if (group.children.length === doc.checks.length) return;
  const held = here.get("padanan shown")?.show;
  group.replaceChildren(...doc.checks.map((name) => new Option(name, `check:${name}`)));
  if (filter.value !== context.show && held === context.show) filter.value = held;
}

onChange(({ all, shape }) => {
  if (all) checks();
  if (all || shape) count();
});

search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(sift, PAUSE); });
filter.addEventListener("change", sift);
search.addEventListener("keydown", async (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    if (search.value) { search.value = ""; sift(); } else elements.get(doc.current)?.focus();
  } else if (event.key === "Enter") {
    event.preventDefault();
    await sift();
    const at = doc.view.indexOf(doc.current);
    const mark = document.querySelector(".row .hit");
    const by = event.shiftKey ? -1 : 1;
    const next = at < 0 || (by > 0 && !here.get("padanan hit")) ? doc.view[Math.max(at, 0)] : doc.view[(at + by + doc.view.length) % doc.view.length];
    here.set("padanan hit", true);
    if (next) await goto(next, { focus: Boolean(mark) && event.ctrlKey });
    tell(`Hit in sentence ${doc.order.indexOf(next) + 1}`);
  }
});
search.addEventListener("input", () => here.set("padanan hit", false));
