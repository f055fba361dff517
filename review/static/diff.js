// Words of `before` and `after` that differ: a longest common subsequence, drawn as <del> and <ins>.
const words = (text) => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) || [];

export function diff(before, after) {
  const out = document.createDocumentFragment();
  const put = (name, text) => {
    const last = out.lastChild;
    if (last && last.nodeName.toLowerCase() === name) {
      last.append(text);
      return;
    }
    const node = name === "#text" ? document.createTextNode(text) : document.createElement(name);
    if (name !== "#text") node.append(text);
    out.append(node);
  };
  const [a, b] = [words(before), words(after)];
  if (a.length * b.length > 4e6) {
    put("del", before);
    put("ins", after);
    return out;
  }
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.append(a[i]);
      i++;
      j++;
    } else if (j === b.length || (i < a.length && table[i + 1][j] >= table[i][j + 1])) put("del", a[i++]);
    else put("ins", b[j++]);
  }
  return out;
}
