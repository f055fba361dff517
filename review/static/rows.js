// The document as far as it is known here: ids of all rows in order, those that are shown, and the rows that were loaded.
import { context, get, query, shown } from "./api.js";

const MOST = 1200; // rows kept; who scrolls on loads again
export const rows = new Map(); // id -> row as the server knows it
export const stale = new Set(); // ids of rows that the server may know otherwise
export const doc = { name: "", order: [], view: [], count: 0, tally: null, languages: { source: "id", target: "en" }, checks: [], current: 0 };
const listeners = [];
const leaving = new Set(); // rows that do not fit any more, but are in hand
let edited = 0; // the row with an open field: it stays until that is left, even where it was merged elsewhere

export const onChange = (work) => listeners.push(work);
const tell = (change) => { for (const work of listeners) work(change); };

const flat = (runs) => runs.flatMap(([first, count]) => Array.from({ length: count }, (_, at) => first + at));

export const number = (id) => doc.order.indexOf(id) + 1;

// Loads the list that filter and search make, with the rows around the one in hand.
export async function list(at = doc.current) {
  const asked = shown();
  const answer = await get(`api/view?${asked}&${query({ at })}`);
  if (asked !== shown()) return doc; // another one was asked for meanwhile
  const { seq, order, view, count, tally, languages, checks, rows: loaded, document: name } = answer;
  rows.clear();
  stale.clear();
  leaving.clear();
  context.seq = seq;
  Object.assign(doc, { name, order: flat(order), count, tally, languages, checks });
  doc.view = view ? flat(view) : doc.order.slice();
  for (const row of loaded) rows.set(row.id, row);
  tell({ all: true });
  return answer;
}

const loading = new Map(); // id -> what loads it
// Loads what is not known of these rows, or waits for who does; false where another list was asked for meanwhile.
export async function load(ids) {
  const missing = ids.filter((id) => !rows.has(id) || stale.has(id));
  const fresh = missing.filter((id) => !loading.has(id));
  if (fresh.length) {
    const work = bring(fresh, new Set(ids)).finally(() => { for (const id of fresh) loading.delete(id); });
    for (const id of fresh) loading.set(id, work);
  }
  return (await Promise.all(new Set(missing.map((id) => loading.get(id))))).every(Boolean);
}

async function bring(ids, kept) {
  const asked = shown();
  const { rows: found } = await get(`api/rows?${query({ ids: ids.join() })}&${asked}`);
  if (asked !== shown()) return false;
  for (const row of found) put(row, true);
  for (const id of ids) stale.delete(id);
  forget(kept);
  tell({ rows: found.map((row) => row.id) });
  return true;
}

// The row, loaded where it is not; undefined where there is none.
export async function need(id) {
  while ((!rows.has(id) || stale.has(id)) && !(await load([id])));
  return rows.get(id);
}

function put(row, again = false) {
  const old = rows.get(row.id);
  if (old && (old.revision > row.revision || (old.revision === row.revision && !again))) return;
  rows.delete(row.id); // the last one loaded stands last
  rows.set(row.id, row);
}

function forget(kept) {
  for (const id of rows.keys()) {
    if (rows.size <= MOST) break;
    if (!kept.has(id) && id !== doc.current) rows.delete(id);
  }
}

// Takes what an act or a look at the server gave. The row in hand stays until it is left, whatever it is shown for.
export function take(answer) {
  if (answer.all) {
    list();
    return;
  }
  for (const row of answer.rows || []) { put(row, true); stale.delete(row.id); }
  doc.tally = answer.tally || doc.tally;
  const touched = new Set((answer.rows || []).map((row) => row.id));
  let shape = false;
  if (answer.changed && answer.seq > context.seq) {
    const told = new Set(touched);
    for (const id of answer.changed) { touched.add(id); if (rows.has(id) && !told.has(id)) stale.add(id); }
    const alike = new Set(answer.alike);
    for (const [id, row] of rows) if (alike.has(row.alike) && !told.has(id)) { stale.add(id); touched.add(id); }
    shape = cut(answer.gone || []);
    shape = place(answer.placed || []) || shape;
    shape = sift(answer.changed, new Set(answer.fits)) || shape;
  }
  context.seq = Math.max(context.seq, answer.seq || 0);
  tell({ rows: [...touched], shape, gone: (answer.gone || []).filter((id) => id !== edited) });
}

function cut(gone) {
  let any = false;
  for (const id of gone) {
    const at = doc.order.indexOf(id);
    if (at < 0) continue;
    any = true;
    doc.order.splice(at, 1);
    if (id === edited) continue;
    if (doc.current === id) doc.current = doc.order[Math.max(0, at - 1)] || 0;
    drop(id);
    rows.delete(id);
    stale.delete(id);
  }
  return any;
}

function place(placed) {
  let any = false;
  for (const [id, before] of placed) {
    if (doc.order.includes(id)) continue;
    any = true;
    doc.order.splice(before ? doc.order.indexOf(before) + 1 : 0, 0, id);
  }
  return any;
}

function sift(changed, fits) {
  let any = false;
  for (const id of changed) {
    const there = doc.view.includes(id);
    if (fits.has(id)) leaving.delete(id);
    if (fits.has(id) && !there) { join(id); any = true; }
    if (!fits.has(id) && there && doc.order.includes(id)) {
      if (id === doc.current) leaving.add(id);
      else any = drop(id) || any;
    }
  }
  return any;
}

function join(id) {
  const shownOnes = new Set(doc.view);
  let at = doc.order.indexOf(id);
  if (at < 0) return;
  while (--at >= 0 && !shownOnes.has(doc.order[at]));
  doc.view.splice(at < 0 ? 0 : doc.view.indexOf(doc.order[at]) + 1, 0, id);
}

function drop(id) {
  const at = doc.view.indexOf(id);
  if (at >= 0) doc.view.splice(at, 1);
  return at >= 0;
}

// The row in hand is another: those that stayed only for being in hand go.
export function hold(id) {
  if (doc.current === id) return;
  doc.current = id;
  const gone = [...leaving].filter((own) => own !== id);
  for (const own of gone) { leaving.delete(own); drop(own); }
  tell({ held: id, shape: gone.length > 0, rows: [] });
}

export function keepOpen(id) {
  edited = id;
}

// The field of the row is left; what was merged elsewhere goes.
export function letGo(id) {
  edited = 0;
  if (doc.order.includes(id)) return;
  const at = doc.view.indexOf(id);
  drop(id);
  rows.delete(id);
  if (doc.current === id) doc.current = doc.view[Math.max(0, at - 1)] || 0;
  tell({ rows: [], shape: true, gone: [id] });
}

export const dismissed = (row, finding) => (row.dismissed || []).includes(finding.signature);
export const openFindings = (row) => (row.findings || []).filter((one) => !dismissed(row, one));
