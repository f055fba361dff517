// One dialog for every question: fields in, values out, null where it was cancelled. Enter presses the button that stands out.
const dialog = document.getElementById("ask");
const fields = document.getElementById("ask-fields");
const [no, yes] = ["cancel", "ok"].map((value) => dialog.querySelector(`[value=${value}]`));

// `safe` makes not doing it what Enter does.
export function ask(title, questions = [], { ok = "OK", cancel = "Cancel", safe = false, content } = {}) {
  if (dialog.open) return Promise.resolve(null);
  document.getElementById("ask-title").textContent = title;
  fields.replaceChildren(...(content ? [content] : []), ...questions.map(field));
  [yes.textContent, no.textContent] = [ok, cancel];
  yes.classList.toggle("main", !safe);
  no.classList.toggle("main", safe);
  dialog.returnValue = "cancel";
  dialog.dataset.dirty = "";
  const before = document.activeElement;
  dialog.showModal();
  (fields.querySelector("input:not([type=checkbox]), textarea, select") || (safe ? no : yes)).focus();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      dialog.dataset.dirty = "";
      if (before?.isConnected) before.focus({ preventScroll: true });
      if (dialog.returnValue !== "ok") return done(null);
      return done(Object.fromEntries([...fields.querySelectorAll("[name]")].map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value])));
    }, { once: true });
  });
}

// Whether something was typed that would be lost.
export const dirty = () => dialog.open && Boolean(dialog.dataset.dirty);

function field({ name, label, value = "", choices, long, optional, check }) {
  const wrap = document.createElement("label");
  const input = document.createElement(choices ? "select" : long ? "textarea" : "input");
  input.name = name;
  if (check) {
    input.type = "checkbox";
    input.checked = Boolean(value);
    wrap.className = "check";
    wrap.append(input, ` ${label}`);
    return wrap;
  }
  wrap.append(label);
  for (const [key, text] of choices || []) input.append(new Option(text, key));
  input.value = value;
  input.required = !choices && !optional;
  wrap.append(input);
  return wrap;
}

dialog.addEventListener("input", () => { dialog.dataset.dirty = "1"; });
// In a long text Ctrl+Enter answers.
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.target.tagName === "BUTTON") return;
  if (event.target.tagName === "TEXTAREA" && !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  dialog.querySelector(".main").click();
});
