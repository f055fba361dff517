// What was done to the row in hand, by whom and when; any earlier text can be compared and brought back.
import { get } from "./api.js";
import { send } from "./acts.js";
import { diff } from "./diff.js";
import { make, when } from "./make.js";
import { random } from "./tab.js";

const WORDS = {
  edit: "edited", approve: "approved", comment: "commented", uncomment: "removed a comment", settle: "settled a comment",
  dismiss: "said a finding is no error", translate: "translated again", restore: "took the machine's", merge: "merged", split: "split",
  move: "moved a sentence", keep: "kept the text", carry: "carried over", undo: "undid", redo: "did again", rewrite: "replaced", spread: "made it the same as its like",
};

export async function history(row, box) {
  const { changes } = await get(`api/history/${row.id}`);
  const list = make("ol", "history", { "aria-label": "History" });
  for (const one of changes.toReversed()) list.append(entry(row, one));
  const first = changes[0]?.before[0];
  if (first !== undefined) list.append(entry(row, { act: "", who: "", at: "", target: [first], before: [] }));
  box.append(changes.length ? list : make("p", "soft", {}, "Nobody has changed this sentence."));
}

function entry(row, one) {
  const item = make("li", one.undone ? "past" : "");
  const words = one.act === "approve" && !one.approved ? "took the approval back" : WORDS[one.act] || one.act;
  item.append(make("p", "head", {}, one.act ? `${one.who} ${words}` : "At first"), one.at ? make("time", "", { datetime: one.at }, `${when(one.at)}${one.undone ? ", undone" : ""}`) : "");
  const text = one.target[0];
  if (text === undefined || (one.act && text === one.before[0])) return item;
  const was = make("p", "then", { lang: "en" });
  was.append(diff(one.before[0] ?? row.target, text));
  item.append(was);
  if (text !== row.target) {
    const back = make("button", "", { type: "button" }, "bring back");
    back.addEventListener("click", () => send("edit", [row.id], { text, step: random() }, "The earlier version is back; u takes that back."));
    item.append(back);
  }
  return item;
}
