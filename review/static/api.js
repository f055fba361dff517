// The desk over HTTP. `tab` names this tab in the history: undo takes back what the same tab did.
export const tab = crypto.randomUUID();

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error || `The server answered ${status}.`);
    this.status = status;
    this.rows = answer.rows || [];
  }
}

export async function get(path) {
  return answer(await reach(path));
}

export async function act(name, rows = [], values = {}) {
  const seen = Object.fromEntries(rows.map((row) => [row.id, row.revision]));
  return post(`/api/act/${name}`, { ...values, rows: seen, tab });
}

export async function post(path, body) {
  return answer(await reach(path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  }));
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch {
    throw new Refused(0, { error: "The server does not answer; what you typed stays here until it does." });
  }
}

async function answer(response) {
  const json = response.headers.get("Content-Type")?.startsWith("application/json");
  const value = json ? await response.json() : { error: (await response.text()).trim() };
  if (!response.ok) throw new Refused(response.status, value);
  return value;
}
