// The review page: loads the list, keeps up with other tabs, and says whether everything is saved.
import { ACTS } from "./acts.js";
import { context, get, query, shown } from "./api.js";
import * as beside from "./beside.js";
import { ask, dirty } from "./dialog.js";
import { drafts, onDraft, recall, retry, unkept } from "./drafts.js";
import { save } from "./edit.js";
import * as found from "./find.js";
import { everywhere } from "./keep.js";
import { run } from "./keys.js";
import { elements, goto, refill } from "./list.js";
import { make, plural } from "./make.js";
import { begin as remember } from "./matches.js";
import { menu } from "./menu.js";
import { wanted } from "./place.js";
import { doc, list, number, onChange, take } from "./rows.js";
import { refused, say } from "./say.js";
import { name, rename, tab } from "./tab.js";
import { whole } from "./texts.js";
import { download } from "./export.js";

const LOOK = 1500; // milliseconds between two looks at what other tabs did
const $ = (id) => document.getElementById(id);

function progress() {
  const { rows, approved, words, approved_words: done } = doc.tally;
  $("bar").value = rows ? approved / rows : 1;
  $("count").textContent = `${approved.toLocaleString("en")} of ${rows.toLocaleString("en")} approved`;
  $("count").title = `${done.toLocaleString("en")} of ${plural(words, "word")}`;
}

function saved() {
  const waiting = [...drafts.values()].filter((one) => one.why).length;
  $("saved").textContent = waiting ? `${waiting} not saved` : drafts.size ? "Saving …" : "Saved";
  $("saved").classList.toggle("waiting", waiting > 0);
  $("saved").disabled = !waiting;
}

// All that is not saved, also in rows that are no more: to be gone to, copied, thrown away.
async function unsaved() {
  const box = make("ul", "preview", { "aria-label": "Not saved" });
  for (const draft of [...drafts.values()].filter((one) => one.why)) {
    const item = make("li");
    const text = make("textarea", "", { readonly: "", rows: "3", "aria-label": "What was typed" });
    text.value = whole(draft);
    const at = number(draft.id);
    item.append(make("b", "", {}, at ? `Sentence ${at}` : "A sentence that is no more"), make("p", "", {}, draft.why === "conflict" ? "Somebody changed it meanwhile." : draft.message), text);
    if (!at) {
      const away = make("button", "", { type: "button" }, "throw away");
      away.addEventListener("click", () => { ACTS.discard.run({ id: draft.id }); item.remove(); });
      item.append(away);
    }
    box.append(item);
  }
  if (!(await ask("Not saved", [], { ok: "Go to the first", cancel: "Close", content: box }))) return;
  const first = [...drafts.values()].find((one) => one.why && number(one.id));
  if (first) goto(first.id);
}

function seats(others = []) {
  const at = new Map(others.map((one) => [one.row, one.who]));
  for (const [id, element] of elements) {
    if (at.has(id)) element.dataset.who = at.get(id);
    else delete element.dataset.who;
  }
  $("others").textContent = others.length ? `Here too: ${others.map((one) => `${one.who}${number(one.row) ? ` (${number(one.row)})` : ""}`).join(", ")}` : "";
}

let lost = false;
async function look() {
  try {
    const answer = await get(`api/changes/${context.seq}?${shown()}&${query({ tab: tab.id, who: name(), row: doc.current })}`);
    if (answer.changed || answer.all) take(answer);
    seats(answer.others);
    if (lost) say("The server answers again.");
    lost = false;
    retry();
  } catch (error) {
    if (!lost) refused(error.status === 403 ? new Error("The server was started with another key: open the address that it printed. What you typed is kept here.") : error);
    lost = true;
  }
  setTimeout(look, document.hidden ? LOOK * 4 : LOOK);
}

function sheet() {
  for (const { keys: own, help } of Object.values(ACTS).filter((one) => one.help)) {
    const [term, text] = [make("dt"), make("dd", "", {}, help)];
    own.forEach((key, at) => term.append(at ? " " : "", make("kbd", "", {}, key.replace("Arrow", ""))));
    $("keys").append(term, text);
  }
}

async function who() {
  const answer = await ask("Your name", [{ name: "name", label: "In the history and on comments, for this browser", value: name() || $("who").dataset.name }]);
  if (!answer) return;
  rename(answer.name);
  $("asks").hidden = true;
}

function more(button) {
  const lines = everywhere.get("padanan lines") !== false;
  menu(button, [
    ["Export …", () => exports(button)],
    ["Find and replace …", () => run("replace"), "R"],
    ["Memory and terms", () => run("beside"), "g"],
    [lines ? "Hide underlines" : "Show underlines", () => underline(!lines)],
    ["Your name …", who],
    ["Print", () => print()],
    ["Keys", () => run("help"), "?"],
  ], "More");
}

function exports(button) {
  const formats = JSON.parse($("formats").textContent);
  menu(button, formats.map((one) => [`${one.name} — ${one.file}`, () => download(one)]), "Export as");
}

function underline(on) {
  everywhere.set("padanan lines", on);
  document.documentElement.classList.toggle("plain", !on);
}

$("saved").addEventListener("click", unsaved);
$("export").addEventListener("click", () => exports($("export")));
$("more").addEventListener("click", () => more($("more")));
$("offer").querySelector(".shut").addEventListener("click", () => { $("offer").hidden = true; });
$("asks")?.addEventListener("submit", (event) => {
  event.preventDefault();
  rename($("who").value);
  $("asks").hidden = true;
});
// A half-written comment and what the browser could not keep would be lost; all else is kept.
addEventListener("beforeunload", (event) => { if (dirty() || drafts.size > 0) event.preventDefault(); });
document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
onDraft((id) => { refill(id); saved(); if (unkept()) say("This browser keeps nothing: what is not saved is lost with this page.", true); });
onChange(() => { if (doc.tally) progress(); });

sheet();
underline(everywhere.get("padanan lines") !== false);
found.begin();
try {
  const at = wanted();
  const answer = await list(at);
  remember(answer.memory);
  if ($("asks")) $("asks").hidden = Boolean(name());
  doc.current = doc.view.includes(at) ? at : doc.view[0] || 0;
  if (doc.current && at === doc.current) await goto(at, { focus: false });
  if (elements.has(doc.current)) elements.get(doc.current).tabIndex = 0;
  saved();
  document.documentElement.dataset.ready = "1";
  beside.begin(answer.memory);
  setTimeout(look, LOOK);
  await recall();
  saved();
} catch (error) {
  refused(error);
}
