"use strict";
// A word and its counterparts carry the numbers of their links in data-l; inside a row equal numbers belong together.
const tip = document.getElementById("tip");
const lit = new Set();

function clear() {
  for (const word of lit) word.classList.remove("lit");
  lit.clear();
  tip.hidden = true;
}

function show(word) {
  clear();
  const links = new Set((word.dataset.l || "").split(" ").filter(Boolean));
  if (links.size) {
    for (const other of word.closest(".row").querySelectorAll("[data-l]")) {
      if (other.dataset.l.split(" ").some((link) => links.has(link))) {
        other.classList.add("lit");
        lit.add(other);
      }
    }
  }
  if (word.dataset.tip) place(word);
}

function place(word) {
  tip.textContent = word.dataset.tip;
  tip.hidden = false;
  // Under the row (or over it), so that the counterparts stay in sight.
  const at = word.getClientRects()[0];
  const row = word.closest(".row").getBoundingClientRect();
  const below = row.bottom + 4 + tip.offsetHeight < window.innerHeight;
  const left = Math.min(at.left, window.innerWidth - tip.offsetWidth - 8);
  tip.style.left = Math.max(8, left) + "px";
  tip.style.top = (below ? row.bottom + 4 : Math.max(8, row.top - tip.offsetHeight - 4)) + "px";
}

function step(word, by) {
  const words = [...document.querySelectorAll(".w")];
  const next = words[words.indexOf(word) + by];
  if (!next) return;
  const cell = word.closest("td");
  if (cell === next.closest("td")) word.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const word = event.target.closest(".w");
    if (word) show(word);
    else if (kind === "focusin" || !document.activeElement.matches(".w")) clear();
    else show(document.activeElement);
  });
}
document.addEventListener("focusout", clear);
document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
  const word = event.target.closest(".w");
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (word && by) {
    event.preventDefault();
    step(word, by);
  }
});
