// Which tab this is, and who sits at it. Undo takes back what the same tab did, also after a reload.
import { everywhere, here } from "./keep.js";

export const random = () => [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export const tab = { id: here.get("padanan tab") || random() };
here.set("padanan tab", tab.id);

export const name = () => everywhere.get("padanan name") || "";
export const rename = (text) => everywhere.set("padanan name", text.trim().slice(0, 60));

const channel = window.BroadcastChannel ? new BroadcastChannel("padanan review") : null;
const alive = new Set(); // other tabs that answered
let asked = "";
channel?.addEventListener("message", ({ data }) => {
  if (data.asks) channel.postMessage({ lives: tab.id, to: data.asks });
  else if (data.to === asked) alive.add(data.lives);
});

// Tabs at this address that are open beside this one. A copy of a tab takes a name of its own.
export async function others() {
  if (!channel) return alive;
  asked = random();
  channel.postMessage({ asks: asked });
  await new Promise((done) => setTimeout(done, 150));
  if (alive.has(tab.id)) {
    tab.id = random();
    here.set("padanan tab", tab.id);
  }
  return alive;
}
