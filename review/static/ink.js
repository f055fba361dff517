// Text with what lies on it: words that light their counterparts, glossary terms, findings. Text goes in as text nodes only.
const HOW = {
  model: "translated so by the model itself", found: "found in the translation",
  annotated: "asked of the model, and given", placeholder: "held by a placeholder while the model translated",
  "n-best": "chosen among the model's alternatives", replaced: "put in place of the model's words",
  missed: "not honoured",
};

// Python counts code points, JavaScript UTF-16 units: places of `text`, by code point.
function units(text) {
  const places = [];
  let at = 0;
  for (const char of text) {
    places.push(at);
    at += char.length;
  }
  places.push(at);
  return places;
}

export function marksOf(row, side) {
  const other = side === "source" ? 0 : 1;
  const marks = (row.links || []).map((link, number) => ({
    start: link[other * 2], end: link[other * 2 + 1], link: String(number),
  }));
  for (const use of row.terms || []) {
    if (!use[side]) continue;
    const how = HOW[use.how] || use.how;
    const why = use.note ? `\n${use.note}` : "";
    const over = use.how === "missed" && past(row, use);
    marks.push({
      start: use[side][0], end: use[side][1], kind: over ? "term over" : use.how === "missed" ? "missed" : "term",
      tip: `${use.term} → ${use.rendering}\n${how}${why}\n${use.origin}`,
    });
  }
  for (const finding of row.findings || []) {
    if (!finding[side] || (row.dismissed || []).includes(finding.signature)) continue;
    marks.push({ start: finding[side][0], end: finding[side][1], kind: `mark ${finding.severity}`, tip: finding.message });
  }
  for (const [start, end] of row.hits?.[side] || []) marks.push({ start, end, kind: "hit" });
  return marks.filter((mark) => mark.end > mark.start);
}

// Whether somebody said that it is no error that this term is missing.
const past = (row, use) => (row.findings || []).some((one) => one.check === "terms" && (row.dismissed || []).includes(one.signature)
  && one.source && one.source[0] === use.source[0] && one.source[1] === use.source[1]);

export function ink(text, marks) {
  const out = document.createDocumentFragment();
  const place = units(text);
  const last = place.length - 1;
  const edges = [...new Set([0, last, ...marks.flatMap((mark) => [mark.start, Math.min(mark.end, last)])])].sort((a, b) => a - b);
  let first = true;
  for (let i = 0; i + 1 < edges.length; i++) {
    const piece = text.slice(place[edges[i]], place[edges[i + 1]]);
    const active = marks.filter((mark) => mark.start <= edges[i] && mark.end >= edges[i + 1]);
    if (!active.length) {
      out.append(piece);
      continue;
    }
    const span = document.createElement("span");
    span.textContent = piece;
    span.className = ["w", ...new Set(active.map((mark) => mark.kind).filter(Boolean))].join(" ");
    const links = active.map((mark) => mark.link).filter((link) => link !== undefined);
    const tips = [...new Set(active.map((mark) => mark.tip).filter(Boolean))];
    if (links.length) span.dataset.l = links.join(" ");
    if (tips.length) {
      span.dataset.tip = tips.join("\n\n");
      span.setAttribute("aria-description", span.dataset.tip);
    }
    if (piece.trim()) span.tabIndex = first ? 0 : -1;
    if (piece.trim()) first = false;
    out.append(span);
  }
  return out;
}
