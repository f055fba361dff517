// Where one is: the row in hand is in the address, and comes back with a reload; a link leads to a row.
import { here } from "./keep.js";
import { goto } from "./list.js";
import { doc, list, onChange } from "./rows.js";
import { context } from "./api.js";

let timer = 0;

export const wanted = () => Number(/^#r(\d+)$/.exec(location.hash)?.[1]) || here.get("padanan place") || 0;

onChange(({ held }) => {
  if (held === undefined) return;
  here.set("padanan place", held);
  clearTimeout(timer);
  timer = setTimeout(() => history.replaceState(null, "", `#r${doc.current}`), 400);
});

addEventListener("hashchange", async () => {
  const id = wanted();
  if (!doc.view.includes(id) && doc.order.includes(id)) {
    document.getElementById("search").value = "";
    document.getElementById("filter").value = "all";
    Object.assign(context, { show: "all", q: "" });
    await list(id);
  }
  goto(id);
});
