// An element with classes, attributes and a text.
export function make(name, classes = "", attributes = {}, text = "") {
  const element = document.createElement(name);
  if (classes) element.className = classes;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}

// A button that stands for an act: `data-do` names it, further data say what it is about.
export function button(name, text, data = {}, attributes = {}) {
  const element = make("button", "", { type: "button", "data-do": name, ...attributes }, text);
  Object.assign(element.dataset, data);
  return element;
}

export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hour12: false });
const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
export function when(text) {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return "";
  return (at.toDateString() === new Date().toDateString() ? clock : day).format(at);
}
