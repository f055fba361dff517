// Which tab this is, and who sits at it. Undo takes back what the same tab did, also after a reload.
import { everywhere, here } from "./keep.js";

export const random = () => [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const visit = random(); // this page, until it is left or loaded again
export const tab = { id: here.get("padanan tab") || random() };
here.set("padanan tab", tab.id);

export const name = () => everywhere.get("padanan name") || "";
export const rename = (text) => everywhere.set("padanan name", text.trim().slice(0, 60));

const channel = window.BroadcastChannel ? new BroadcastChannel("padanan review") : null;
const alive = new Map(); // other pages that answered -> their tabs
let asked = "";
navigator.locks?.request(visit, () => new Promise(() => {})); // held until the page is no more
channel?.addEventListener("message", ({ data }) => {
  if (data.asks) channel.postMessage({ lives: visit, tab: tab.id, to: data.asks });
  else if (data.to === asked) alive.set(data.lives, data.tab);
});

// Visits at this address that go on beside this one: the browser knows, but over plain http, where they are asked for a sign of
// life. A copy of a tab takes a name of its own.
export async function others() {
  alive.clear();
  asked = random();
  channel?.postMessage({ asks: asked });
  await new Promise((done) => setTimeout(done, 150));
  if ([...alive.values()].includes(tab.id)) {
    tab.id = random();
    here.set("padanan tab", tab.id);
  }
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  return new Set([...alive.keys(), ...held.map((one) => one.name)]);
}
