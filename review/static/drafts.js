// What was typed and is not saved: kept in the browser from the first key on, sent in order, tried again, thrown away by hand only.
// A text that was left is never overwritten by the next one typed in its row: it goes to the server before it, as an edit of its own.
import { act, get } from "./api.js";
import { everywhere } from "./keep.js";
import { doc, need, rows, take } from "./rows.js";
import { others, visit } from "./tab.js";
import { first, refuse, typedOn, without } from "./texts.js";

// id -> {id, text, step, earlier, base, why, message, by, at}; `base` is the text that they are to replace
export const drafts = new Map();
const listeners = [];
export const onDraft = (work) => listeners.push(work);
const tell = (id) => { for (const work of listeners) work(id); };

let memoryOnly = false;
const home = () => `padanan draft ${doc.name} `;
const key = (id) => `${home()}${visit} ${id}`; // no page writes where another did
export const unkept = () => memoryOnly;

// `why` it is not saved: nothing while it is on its way, `waiting` for the server, `refused`, in `conflict`, or its row is `gone`.
function keep(draft) {
  drafts.set(draft.id, draft);
  memoryOnly = !everywhere.set(key(draft.id), draft);
}

export function typed(id, text, base, step) {
  const old = drafts.get(id);
  const why = old?.why === "conflict" ? "conflict" : null;
  keep({ ...old, ...typedOn(old, text, step), id, base: old?.base ?? base, why, refused: undefined });
  if (!old || old.why !== why) tell(id);
}

// The draft of a row begins from another text: this page itself put that in place of what it began from.
export function rebase(id, was, now) {
  const draft = drafts.get(id);
  if (draft && draft.base === was) keep({ ...draft, base: now });
}

export function discard(id) {
  drafts.delete(id);
  everywhere.drop(key(id));
  tell(id);
}

function mark(draft, why, message = "") {
  const now = drafts.get(draft.id);
  if (!now) return;
  keep({ ...now, why, message, by: draft.by, at: draft.at });
  tell(draft.id);
}

let last = Promise.resolve(true); // saves follow one another, each with the revision the one before it made
export const settled = () => last;

// Does something in its turn among the saves; what it gives, or false.
export function inTurn(work) {
  last = last.then(work).catch(() => false);
  return last;
}
export const sending = () => [...drafts.values()].some((one) => !one.why);

// Sends the draft of a row; whether nothing of it is left to be saved.
export const push = (id) => inTurn(() => send(id));

async function send(id) {
  const draft = drafts.get(id);
  if (!draft) return true;
  if (draft.why === "conflict") return false;
  let row;
  try {
    row = await need(id);
  } catch (error) {
    return failed(draft, error);
  }
  if (!row) return failed(draft, { status: 404 });
  const { text, step } = first(draft);
  if (text.trim() === row.target) return saved(id, { text, step }, row);
  if (row.target !== draft.base) return clash(draft, row);
  try {
    const answer = await act("edit", [row], { text, step });
    take(answer);
    return saved(id, { text, step }, answer.rows[0]);
  } catch (error) {
    const theirs = (error.rows || []).find((one) => one.id === id);
    if (error.status !== 409 || !theirs) return failed(draft, error);
    take({ rows: [theirs] });
    return theirs.target === draft.base ? send(id) : clash({ ...draft, by: theirs.by, at: theirs.at }, theirs); // approved or commented meanwhile, the text may stand
  }
}

// A text is saved: what was typed after it follows.
function saved(id, sent, row) {
  const now = drafts.get(id);
  if (!now) return true;
  const rest = without(now, sent);
  if (!rest) { discard(id); return true; }
  keep({ ...rest, base: row.target, why: rest.refused ? "refused" : null, message: rest.refused || "" });
  tell(id);
  return rest === now || (!rest.refused && send(id));
}

async function clash(draft, row) {
  if (!draft.by) {
    const changes = await get(`api/history/${row.id}`).then((answer) => answer.changes, () => []);
    Object.assign(draft, { by: changes.at(-1)?.who, at: changes.at(-1)?.at });
  }
  mark(draft, "conflict");
  return false;
}

function failed(draft, error) {
  const gone = error.status === 404 || error.status === 409;
  const refused = [400, 413].includes(error.status);
  const rest = refused && drafts.has(draft.id) && refuse(drafts.get(draft.id), error.message);
  if (rest) { keep(rest); return send(draft.id); }
  if (gone) mark(draft, "gone", "this sentence was merged or taken away elsewhere.");
  else mark(draft, refused ? "refused" : "waiting", refused ? error.message : `${error.message} It is tried again by itself.`);
  return false;
}

// The person's text stands over what another wrote meanwhile.
export function insist(id) {
  const draft = drafts.get(id);
  if (!draft || !rows.has(id)) return Promise.resolve(false);
  keep({ ...draft, base: rows.get(id).target, why: null, by: undefined });
  return push(id);
}

let tried = 0;
let left = false; // whether drafts wait that are another page's, or of a row that has a draft here
// Tries again what waits for the server, and what a row that is back may take.
export function retry(now = false) {
  if (!now && performance.now() - tried < 4000) return;
  tried = performance.now();
  for (const draft of [...drafts.values()]) if (draft.why === "waiting" || (now && ["refused", "gone"].includes(draft.why))) push(draft.id);
  if (left) recall();
}

let recalling = false;
// Drafts that were left here by pages that are no more, also by this one before it was loaded again.
export async function recall() {
  if (recalling) return;
  recalling = true;
  left = false;
  const alive = await others();
  for (const name of everywhere.keys(home())) {
    const owner = name.slice(home().length).split(" ")[0];
    const draft = everywhere.get(name);
    if (!draft?.id || owner === visit) continue;
    if (alive.has(owner) || drafts.has(draft.id)) { left = true; continue; }
    keep({ earlier: [], ...draft, why: draft.why === "conflict" ? null : draft.why });
    everywhere.drop(name);
    if (draft.why !== "refused") await push(draft.id);
    tell(draft.id);
  }
  recalling = false;
}
