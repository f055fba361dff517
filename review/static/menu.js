// A menu beside the button that opened it: arrows, Home, End and the first letter walk it, Esc closes it.
import { make } from "./make.js";

const box = document.getElementById("menu");
let opener = null;

// `items` are [text, work, key]; an item without work is a line between groups.
export function menu(button, items, label) {
  const again = opener === button;
  shut();
  if (again) return;
  opener = button;
  box.setAttribute("aria-label", label);
  box.replaceChildren(...items.map(([text, work, key]) => {
    if (!work) return make("div", "line", { role: "separator" });
    const item = make("button", "", { type: "button", role: "menuitem", tabindex: "-1" }, text);
    if (key) item.append(make("kbd", "", { "aria-hidden": "true" }, key));
    item.addEventListener("click", () => { shut(); work(); });
    return item;
  }));
  box.hidden = false;
  button.setAttribute("aria-expanded", "true");
  const at = button.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
  const below = at.bottom + box.offsetHeight + 8 < innerHeight;
  box.style.top = `${below ? at.bottom + 4 : Math.max(8, Math.min(at.top - box.offsetHeight - 4, innerHeight - box.offsetHeight - 8))}px`;
  box.querySelector("button").focus();
}

export function shut() {
  if (box.hidden) return;
  box.hidden = true;
  opener.removeAttribute("aria-expanded");
  if (box.contains(document.activeElement) && opener.isConnected) (opener.tabIndex < 0 ? opener.closest(".row") : opener).focus({ preventScroll: true });
  opener = null;
}

box.addEventListener("keydown", (event) => {
  const items = [...box.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape" || event.key === "Tab") shut();
  else if (to !== undefined) items.at(to % items.length).focus();
  else if (event.key.length === 1 && event.key !== " ") {
    [...items.slice(at + 1), ...items].find((one) => one.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
});
document.addEventListener("pointerdown", (event) => {
  if (!box.hidden && !box.contains(event.target) && !opener.contains(event.target)) shut();
});
document.addEventListener("scroll", () => { if (!box.hidden && !box.matches(":hover")) shut(); }, { passive: true });
