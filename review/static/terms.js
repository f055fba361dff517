// Terms beside the text: those of the row in hand, all that hold a word, and the reviewers' own to be added, changed, taken away.
import { get, post, query } from "./api.js";
import { inBatches } from "./acts.js";
import { ask } from "./dialog.js";
import { make, plural } from "./make.js";
import { refused, say } from "./say.js";

export async function terms(row, box) {
  const uses = new Map((row.terms || []).map((use) => [use.term, use]));
  box.append(make("h2", "", {}, "In this sentence"));
  const own = make("dl", "terms");
  for (const use of uses.values()) {
    own.append(make("dt", "", { lang: "id" }, use.term), make("dd", use.how === "missed" ? "missing" : "", { title: use.origin }, `${use.rendering}${use.how === "missed" ? " (missing)" : ""}`));
  }
  box.append(uses.size ? own : make("p", "soft", {}, "No term stands in this sentence."));
  const add = make("button", "", { type: "button", "data-do": "term" }, "Add a term …");
  const input = make("input", "", { type: "search", placeholder: "Search the terms", "aria-label": "Search the terms" });
  const found = make("ul", "pairs");
  const list = async () => {
    const { terms: all } = await get(`api/terms?${query({ q: input.value })}`);
    const some = input.value ? all : all.filter((one) => one.own);
    found.replaceChildren(...some.slice(0, 60).map(entry));
    if (!some.length) found.append(make("li", "soft", {}, input.value ? "No term holds that." : "No term was added yet."));
  };
  input.addEventListener("input", () => list().catch(refused));
  box.append(add, make("h2", "", {}, "Terms"), input, found);
  await list();
}

function entry(one) {
  const item = make("li");
  const more = [one.aliases && `also ${one.aliases.replaceAll("|", ", ")}`, one.forbidden && `never ${one.forbidden.replaceAll("|", ", ")}`].filter(Boolean);
  item.append(make("b", "", { lang: "id" }, one.source), " ", make("span", "", { lang: "en" }, one.targets.replaceAll("|", " | ")), " ", make("small", "", {}, [...more, one.own ? "" : one.origin].filter(Boolean).join("; ")));
  if (one.own) {
    const change = make("button", "", { type: "button", "aria-label": `Change ${one.source}` }, "change");
    const away = make("button", "", { type: "button", "aria-label": `Take ${one.source} away` }, "take away");
    change.addEventListener("click", () => write(one));
    away.addEventListener("click", () => put({ old: one.source, source: one.source, targets: "" }));
    item.append(" ", change, " ", away);
  }
  return item;
}

export async function addTerm(row) {
  const picked = getSelection().toString().trim();
  const inSource = picked && row.source.includes(picked);
  await write({ source: inSource ? picked : "", targets: inSource ? "" : picked, aliases: "", forbidden: "" });
}

async function write(term) {
  const old = term.own ? term.source : "";
  const answer = await ask(old ? "Change a term" : "Add a term", [
    { name: "source", label: "Indonesian", value: term.source },
    { name: "targets", label: "English; others that are accepted after a |", value: term.targets },
    { name: "aliases", label: "Other spellings of the Indonesian, with | between", value: term.aliases, optional: true },
    { name: "forbidden", label: "English that must not be used", value: term.forbidden, optional: true },
  ], { ok: old ? "Change" : "Add" });
  if (answer) await put({ ...answer, old, kind: term.kind, note: term.note });
}

async function put(values) {
  try {
    const { touched, spared, file, term } = await post("api/term", values);
    say(values.targets ? `“${term}” is written to ${file}; u takes it back.` : `“${values.old}” is taken away; u brings it back.`);
    (await import("./beside.js")).again();
    if (!touched.length) return;
    const left = spared.length ? ` ${plural(spared.length, "sentence")} that people approved or edited ${spared.length === 1 ? "stays as it is" : "stay as they are"}.` : "";
    const yes = await ask(`“${term}” stands in ${plural(touched.length, "sentence")} that nobody worked on. Translate ${touched.length === 1 ? "it" : "them"} again?${left}`, [], { ok: "Translate again", cancel: "Not now" });
    if (yes) await inBatches("translate", touched, "Translated again");
  } catch (error) {
    refused(error);
  }
}
