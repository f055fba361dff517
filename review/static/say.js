// One line for what just happened; it goes by itself unless it matters.
const box = document.getElementById("say");
let timer = 0;

export function say(text, stays = false) {
  box.textContent = text;
  box.hidden = false;
  clearTimeout(timer);
  if (!stays) timer = setTimeout(() => { box.hidden = true; }, 1800);
}

// For who listens: what the eye sees come up by itself.
export function tell(text) {
  document.getElementById("heard").textContent = text;
}

export const refused = (error) => say(error.message, true);
