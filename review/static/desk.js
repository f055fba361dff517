// The list of documents keeps up with what is done in them.
const cells = (row, one) => {
  const [, approved, rows, words, flagged, who] = row.cells;
  approved.querySelector("progress").value = one.approved;
  approved.querySelector("span").textContent = one.approved;
  rows.textContent = one.rows;
  words.textContent = `${one.approved_words} of ${one.words}`;
  flagged.textContent = one.flagged;
  who.textContent = one.who.map((at) => at.who).join(", ");
};

setInterval(async () => {
  if (document.hidden) return;
  try {
    const { documents } = await (await fetch("/api/desk")).json();
    documents.forEach((one, at) => cells(document.getElementById("documents").rows[at], one));
  } catch { /* it is asked again */ }
}, 3000);
