// Find and replace: every row that would change is shown as it would be, and only those that are ticked are changed.
import { context, get, query } from "./api.js";
import { inBatches } from "./acts.js";
import { ask } from "./dialog.js";
import { diff } from "./diff.js";
import { leave } from "./edit.js";
import { make, plural } from "./make.js";
import { number } from "./rows.js";
import { refused, say } from "./say.js";

const SHOWN = 300; // rows whose difference is drawn; the others are changed with them

export async function replace() {
  await leave();
  const asked = await ask("Find and replace in the translations", [
    { name: "q", label: "Find", value: context.q },
    { name: "with", label: "Replace with", optional: true },
    { name: "exact", label: "exactly as written (capitals, accents, quotes)", check: true },
  ], { ok: "Preview" });
  if (!asked) return;
  try {
    const { rows } = await get(`api/replace?${query({ q: asked.q, with: asked.with, exact: asked.exact ? 1 : 0, show: context.show })}`);
    if (!rows.length) { say("No translation holds that."); return; }
    await choose(rows, asked);
  } catch (error) {
    refused(error);
  }
}

async function choose(rows, asked) {
  const people = rows.filter((one) => one.approved).length;
  const box = make("div", "preview");
  const hits = rows.reduce((sum, one) => sum + one.count, 0);
  const spared = people ? ` ${plural(people, "sentence")} approved: not ticked, tick what is to change all the same.` : "";
  box.append(make("p", "", {}, `${plural(hits, "hit")} in ${plural(rows.length, "sentence")}.${spared}`));
  const list = make("ul", "", { "aria-label": "What would change" });
  for (const one of rows.slice(0, SHOWN)) list.append(line(one));
  box.append(list);
  if (rows.length > SHOWN) box.append(make("p", "", {}, `and ${plural(rows.length - SHOWN, "sentence")} more, those not approved`));
  const yes = await ask(`“${asked.q}” becomes “${asked.with}”`, [], { ok: "Replace", content: box });
  if (!yes) return;
  const ticked = new Set([...list.querySelectorAll("input:checked")].map((one) => Number(one.value)));
  const chosen = rows.filter((one, at) => (at < SHOWN ? ticked.has(one.id) : !one.approved));
  const texts = new Map(chosen.map((one) => [one.id, one]));
  let changed = 0;
  const values = (some) => ({ texts: Object.fromEntries(some.map((row) => {
    const own = texts.get(row.id);
    if (row.target !== own.before) changed++; // edited since the preview: left as it is
    return [row.id, row.target === own.before ? own.after : row.target];
  })) });
  await inBatches("rewrite", chosen.map((one) => one.id), "Replaced", values);
  if (changed) say(`${plural(changed, "sentence")} changed since the preview and left alone.`, true);
}

function line(one) {
  const item = make("li");
  const label = make("label", "check");
  const tick = make("input", "", { type: "checkbox", value: String(one.id) });
  tick.checked = !one.approved;
  const text = make("span");
  text.append(make("b", "", {}, `${number(one.id)}${one.approved ? " approved" : one.edited ? " edited" : ""} `), diff(one.before, one.after));
  label.append(tick, text);
  item.append(label);
  return item;
}
