// What just happened, in a line: shown for a moment, or until it is closed where it matters, and told to who listens.
const box = document.getElementById("say");
const line = box.querySelector("span");
const heard = document.getElementById("heard");
const LONGEST = 180;
let timer = 0;

box.querySelector("button").addEventListener("click", () => { box.hidden = true; });

export function say(text, stays = false) {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
  line.textContent = short;
  box.hidden = false;
  tell(short);
  clearTimeout(timer);
  if (!stays) timer = setTimeout(() => { box.hidden = true; }, 2400);
}

// For who listens. The same words twice are told twice: a no-break space makes them others.
export function tell(text) {
  heard.textContent = heard.textContent === text ? `${text}\u00a0` : text;
}

export const refused = (error) => say(error.message, true);

// A sign while something takes long: `step` moves it, `ended` is whether it was cancelled.
const busyBox = document.getElementById("busy");
export function busy(text) {
  const [label, bar, stop] = ["span", "progress", "button"].map((tag) => busyBox.querySelector(tag));
  const state = { cancelled: false };
  const wait = setTimeout(() => { busyBox.hidden = false; }, 300);
  label.textContent = text;
  bar.removeAttribute("value");
  stop.hidden = true;
  stop.onclick = () => { state.cancelled = true; };
  tell(text);
  return Object.assign(state, {
    step(part, words) {
      bar.value = part;
      stop.hidden = false;
      label.textContent = words;
      busyBox.hidden = false;
    },
    end() {
      clearTimeout(wait);
      busyBox.hidden = true;
    },
  });
}
