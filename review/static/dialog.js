// One dialog for every question: fields in, values out, null where it was cancelled.
const dialog = document.getElementById("ask");
const fields = document.getElementById("ask-fields");

export function ask(title, questions) {
  document.getElementById("ask-title").textContent = title;
  fields.replaceChildren(...questions.map(field));
  dialog.returnValue = "cancel";
  dialog.showModal();
  fields.querySelector("input, textarea, select")?.focus();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "ok") return done(null);
      return done(Object.fromEntries([...fields.querySelectorAll("[name]")].map((one) => [one.name, one.value])));
    }, { once: true });
  });
}

function field({ name, label, value = "", choices, long }) {
  const wrap = document.createElement("label");
  wrap.append(label);
  const input = document.createElement(choices ? "select" : long ? "textarea" : "input");
  input.name = name;
  for (const [key, text] of choices || []) input.append(new Option(text, key));
  input.value = value;
  input.required = !choices;
  wrap.append(input);
  return wrap;
}

// Enter answers; in a long text Ctrl+Enter does.
dialog.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName === "BUTTON") return;
  if (event.target.tagName === "TEXTAREA" && !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  dialog.querySelector('[value="ok"]').click();
});
