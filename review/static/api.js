// The document over HTTP. Each act tells how far this page has looked, and what it shows, so that the answer says what changed.
import { name, tab } from "./tab.js";

export const context = { seq: 0, show: "all", q: "" };

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error || `The server answered ${status}.`);
    this.status = status;
    this.rows = answer.rows || [];
  }
}

export const query = (values) => new URLSearchParams(values).toString();
export const shown = () => query({ show: context.show, q: context.q });

export async function get(path) {
  return answer(await reach(path));
}

export async function act(what, some = [], values = {}) {
  const seen = Object.fromEntries(some.map((row) => [row.id, row.revision]));
  const { seq, show, q } = context;
  return post(`api/act/${what}`, { ...values, rows: seen, seq, view: { show, q } });
}

export async function post(path, values) {
  return answer(await reach(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...values, tab: tab.id, who: name() }),
  }));
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Refused(0, { error: "The server does not answer; what you typed is kept here until it does." });
  }
}

async function answer(response) {
  const json = response.headers.get("Content-Type")?.startsWith("application/json");
  const value = json ? await response.json() : { error: (await response.text()).trim() };
  if (!response.ok) throw new Refused(response.status, value);
  return value;
}
