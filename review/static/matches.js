// What the translation memory holds that is like the row in hand: best first, with the difference of the sources; and a search
// in it for any words.
import { get, query } from "./api.js";
import { diff } from "./diff.js";
import { edit, editing, put } from "./edit.js";
import { button, make, plural } from "./make.js";
import { doc, number, rows } from "./rows.js";
import { say, tell } from "./say.js";

let held = { id: 0, matches: [] }; // what was found for a row
let asks = false; // whether there is a memory
export const begin = (memory) => { asks = memory; };
export const matched = (row, at) => held.id === row?.id && at <= held.matches.length;

export async function matches(row, box) {
  if (asks && row.source.trim()) {
    const { matches: found } = await get(`api/similar/${row.id}`);
    const known = held.id === row.id && JSON.stringify(held.matches) === JSON.stringify(found); // told already
    if (doc.current === row.id) held = { id: row.id, matches: found }; // an answer that comes late is of another row
    if (found.length) box.append(list(found, row.source));
    else box.append(make("p", "soft", {}, "Nothing in the memory is like this sentence."));
    if (found.length && !known) tell(`${found.length > 1 ? `${found.length} matches` : "A match"} in the memory, the best ${found[0].percent} per cent`);
  } else box.append(make("p", "soft", {}, "Without a memory: padanan review --memory M."));
  if (row.like) box.append(await like(row));
  if (asks) box.append(concordance());
}

function list(found, source) {
  const box = make("ol", "matches", { lang: "en", "aria-label": "Like this in the memory" });
  found.forEach((match, at) => {
    const item = make("li");
    const head = make("div", "head");
    const origin = match.percent < 100 ? match.origin : `${match.origin} · the same sentence`;
    head.append(make("b", "", {}, `${match.percent} %`), make("span", "origin", {}, origin), button("match", String(at + 1), { match: String(at + 1) }, {
      title: `Take this translation over (${at + 1})`, "aria-label": `Take over match ${at + 1}, ${match.percent} per cent`,
    }));
    item.append(head);
    if (match.percent < 100) {
      const was = make("p", "was", { lang: doc.languages.source, dir: "auto" });
      was.append(diff(match.source, source));
      item.append(was);
    }
    item.append(make("p", "then", { lang: doc.languages.target, dir: "auto" }, match.target));
    box.append(item);
  });
  return box;
}

// How the same sentence is translated elsewhere in this document.
async function like(row) {
  const { count, rows: found } = await get(`api/alike/${row.id}`);
  const box = make("section");
  box.append(make("h2", "", {}, `Stands ${plural(count + 1, "time")} here`));
  const items = make("ul", "like");
  for (const one of found.slice(0, 6)) {
    const item = make("li", one.target === row.target ? "" : "other");
    item.append(make("a", "", { href: `#r${one.id}` }, String(one.number)), " ", make("span", "", { lang: doc.languages.target }, one.target));
    items.append(item);
  }
  box.append(items, button("spread", "The same for all", { row: String(row.id) }));
  return box;
}

function concordance() {
  const box = make("section");
  const input = make("input", "", { type: "search", placeholder: "Search the memory", "aria-label": "Search the memory" });
  const found = make("ul", "pairs", { "aria-live": "polite" });
  input.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const { pairs } = await get(`api/concordance?${query({ q: input.value })}`);
    found.replaceChildren(...pairs.map(([source, target]) => {
      const item = make("li");
      item.append(make("p", "was", { lang: doc.languages.source }, source), make("p", "then", { lang: doc.languages.target }, target));
      return item;
    }));
    if (!pairs.length) found.append(make("li", "soft", {}, "The memory does not hold that."));
  });
  box.append(input, found);
  return box;
}

// Puts the translation of a match into the edit box, where it is saved as if it had been typed.
export async function take(row, at) {
  if (asks && held.id !== row.id) held = { id: row.id, matches: (await get(`api/similar/${row.id}`)).matches };
  const match = held.matches[at - 1];
  if (!match) return say(asks ? `There is no match ${at} here.` : "Matches need a memory: padanan review --memory.");
  if (!rows.has(row.id)) return undefined; // merged in another tab meanwhile
  edit(rows.get(row.id)); // at once: the next key is meant for the field
  put(match.target);
  return tell(`Match ${at} taken over in sentence ${number(row.id)}`);
}
