// What the browser keeps: for this tab, and for all tabs at this address. Where it keeps nothing, memory does for now.
function box(name) {
  const held = new Map();
  let real = null;
  try {
    real = window[name];
  } catch { /* storage is switched off */ }
  return {
    get(key) {
      const text = held.get(key) ?? real?.getItem(key) ?? null;
      try {
        return JSON.parse(text);
      } catch {
        return null;
      }
    },
    // Whether it is kept beyond this page.
    set(key, value) {
      const text = JSON.stringify(value);
      held.delete(key);
      try {
        real.setItem(key, text);
        return true;
      } catch {
        held.set(key, text);
        return false;
      }
    },
    drop(key) {
      held.delete(key);
      real?.removeItem(key);
    },
    keys(prefix) {
      const all = new Set(held.keys());
      for (let at = 0; at < (real?.length ?? 0); at++) all.add(real.key(at));
      return [...all].filter((key) => key.startsWith(prefix));
    },
  };
}

export const here = box("sessionStorage");
export const everywhere = box("localStorage");
