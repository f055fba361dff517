// Pointing at a word, or walking to it, lights its counterparts and tells what is known of it.
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
  for (const other of word.closest(".row").querySelectorAll("[data-l]")) {
    if (other.dataset.l.split(" ").some((link) => links.has(link))) {
      other.classList.add("lit");
      lit.add(other);
    }
  }
  if (!word.dataset.tip) return;
  tip.textContent = word.dataset.tip;
  tip.hidden = false;
  const row = word.closest(".row").getBoundingClientRect();
  const below = row.bottom + 4 + tip.offsetHeight < window.innerHeight;
  const left = Math.min(word.getClientRects()[0].left, window.innerWidth - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${below ? row.bottom + 4 : Math.max(8, row.top - tip.offsetHeight - 4)}px`;
}

export function walk(word, by) {
  const words = [...word.closest(".row").querySelectorAll(".w[tabindex]")];
  const next = words[words.indexOf(word) + by];
  if (!next) return;
  word.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const word = event.target.closest?.(".w");
    if (word) show(word);
    else clear();
  });
}
document.addEventListener("focusout", clear);
document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });
