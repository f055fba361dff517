// The texts of one draft, oldest first: `earlier` ones, {text, step, refused}, and the one typed last, which is the draft itself.
// Each is saved as an edit of its own; one that the server refused lets those after it pass.
export const first = (draft) => draft.earlier.find((one) => !one.refused) ?? draft;
export const whole = (draft) => [...draft.earlier, draft].map((one) => one.text).join("\n\n");

// The texts with one more; text of the same edit stands in place of what it went on from.
export function typedOn(old, text, step) {
  const earlier = old ? [...old.earlier] : [];
  if (old && old.step !== step) earlier.push({ text: old.text, step: old.step });
  return { text, step, earlier };
}

// The texts that are left when that one is saved; null where none is.
export function without(draft, { text, step }) {
  const own = first(draft);
  if (own.text !== text || own.step !== step) return draft; // typed on meanwhile
  if (own !== draft) return { ...draft, earlier: draft.earlier.filter((one) => one !== own) };
  const last = draft.earlier.at(-1);
  return last ? { ...draft, ...last, earlier: draft.earlier.slice(0, -1) } : null;
}

// The texts when an earlier one was refused, and why; null where that was the last one.
export function refuse(draft, message) {
  const own = first(draft);
  if (own === draft) return null;
  return { ...draft, earlier: draft.earlier.map((one) => (one === own ? { ...one, refused: message } : one)) };
}
