// What the translation memory holds that is like the row in hand: best first, with the difference of the sources.
import { get } from "./api.js";
import { diff } from "./diff.js";
import { close, edit, editing, put } from "./edit.js";
import { elements, languages, make, rows } from "./rows.js";
import { refused, say, tell } from "./say.js";

const PAUSE = 120; // milliseconds on a row until it is asked for: who only passes through asks nothing
let asks = false; // whether there is a memory
let shown = null; // {id, source, matches, box}
let timer = 0;

export const begin = (memory) => { asks = memory; };

// Shows the matches of this row, and takes away those of the row before.
export function show(row) {
  if (!asks || (shown?.id === row.id && shown.source === row.source)) return;
  shown?.box?.remove();
  tell("");
  shown = { id: row.id, source: row.source, matches: [], box: null };
  clearTimeout(timer);
  if (row.source.trim()) timer = setTimeout(ask, PAUSE, shown);
}

async function ask(own) {
  try {
    const { matches } = await get(`/api/similar/${own.id}`);
    const cell = elements.get(own.id)?.querySelector(".target");
    if (own !== shown || !cell || !matches.length) return;
    Object.assign(own, { matches, box: list(matches, own.source) });
    cell.append(own.box);
    const several = matches.length > 1 ? `${matches.length} matches` : "A match";
    tell(`${several} in the memory, the best ${matches[0].percent} per cent`);
  } catch (error) {
    if (own !== shown) return;
    shown = null; // asked again when the row is come back to
    refused(error);
  }
}

function list(matches, source) {
  const box = make("ol", "matches", { lang: "en", "aria-label": "Like this in the memory" });
  matches.forEach((match, number) => {
    const item = make("li");
    const head = make("div", "head");
    head.append(make("b", "", {}, `${match.percent} %`), make("span", "origin", {}, match.percent < 100 ? match.origin : `${match.origin} · the same sentence`), make("button", "", {
      type: "button", "data-do": "match", "data-match": String(number + 1), title: `Take this translation over (${number + 1})`,
      "aria-label": `Take over match ${number + 1}, ${match.percent} per cent`,
    }, String(number + 1)));
    item.append(head);
    if (match.percent < 100) {
      const was = make("p", "was", { lang: languages.source, dir: "auto" });
      was.append(diff(match.source, source));
      item.append(was);
    }
    item.append(make("p", "then", { lang: languages.target, dir: "auto" }, match.target));
    box.append(item);
  });
  return box;
}

// Puts the translation of a match into the edit box, where it is saved as if it had been typed.
export async function take(row, number) {
  const match = shown?.id === row.id ? shown.matches[number - 1] : undefined;
  if (!match) return say(asks ? `There is no match ${number} here.` : "Matches need a memory: padanan review --memory.");
  if (editing()?.id !== row.id) {
    await close();
    if (!rows.has(row.id)) return undefined; // merged in another tab meanwhile
    edit(rows.get(row.id));
  }
  return put(match.target);
}
