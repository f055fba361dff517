"""Indonesian as it is spoken and typed, written out as the papers write it: `gak` is `tidak`, `yg` is `yang`, `Rp 3 M`
`Rp 3 miliar`.

A model that learnt from books and manuals drops a `gak`, and says the contrary. Words that mean something else in
writing, too (`gua`, a cave; `lo`), stay. Compare Salsabila et al. 2018, Colloquial Indonesian Lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WRITTEN = {
    "tidak": "gak ga gk nggak ngga enggak engga kagak kaga ndak tdk",
    "tidak usah": "gausah",
    "tidak bisa": "gabisa",
    "tahu": "tau",
    "sudah": "udah udh sdh",
    "belum": "blm blum",
    "saja": "aja doang",
    "sekali": "banget bgt",
    "seperti": "kayak kyk",
    "sepertinya": "kayaknya",
    "bagaimana": "gimana gmn",
    "begini": "gini",
    "begitu": "gitu",
    "kalau": "kalo klo klu",
    "memang": "emang emg",
    "membuat": "bikin",
    "dibuat": "dibikin",
    "mau": "pengen pengin",
    "nanti": "ntar entar",
    "karena": "krn",
    "yang": "yg",
    "dengan": "dgn",
    "untuk": "utk",
    "dalam": "dlm",
    "juga": "jg",
    "hanya": "cuman",
    "banyak": "bnyk byk",
    "sampai": "sampe",
    "benar": "bener",
    "sebenarnya": "sebenernya",
    "teman": "temen",
    "teman-teman": "temen-temen",
    "senang": "seneng",
    "dapat": "dapet dpt",
    "cepat": "cepet",
    "pakai": "pake",
    "ramai": "rame",
    "malas": "males",
    "dekat": "deket",
    "terus": "trus trs",
    "saya": "gue",
    "kamu": "elo",
    "besar": "gede",
    "memberi": "ngasih",
    "melihat": "ngeliat ngelihat",
    "menyuruh": "nyuruh",
    "menunggu": "nunggu",
    "mengejar": "ngejar",
    "mengirim": "ngirim",
    "mencari": "nyari",
    "mencicil": "nyicil",
    "mengerti": "ngerti",
    "membantu": "ngebantu",
    "mengobrol": "ngobrol",
    "berbicara": "ngomong",
    "memimpin": "mimpin",
    "terima kasih": "makasih",
    "tidak mau": "emoh ogah",
}
_STANDARD = {form: word for word, forms in _WRITTEN.items() for form in forms.split()}
_FORMS = sorted(_STANDARD, key=len, reverse=True)
# Protein tau, the Gini ratio, ramie.
_APART = (
    "".join(
        f"(?<!{before} )"
        for before in ("protein", "partikel", "lepton", "rasio", "indeks", "koefisien", "serat")
    )
    + "(?!gini (?:rasio|ratio|indeks|index|koefisien))"
)
_AFTER = r"(?![\w@/-]|\.\w)"
# With a capital where a sentence or a quotation begins; elsewhere that is a name or an acronym, as the short ones are.
_FORM = re.compile(
    rf"(?<![\w@#/.-]){_APART}(?:{'|'.join(_FORMS)}){_AFTER}"
    rf"|(?:^|(?<=[.!?\"'(\[] )|(?<=[\"'“‘(]))(?:{'|'.join(form.capitalize() for form in _FORMS if len(form) > 2)}){_AFTER}"
)

# `Rp 3 M` is three billion, which an English reader takes for million; headlines write `5 Juta`.
_SUM = re.compile(
    r"(?:(?<![^\W\d])(?:Rp|IDR|USD|US\$|\$)\.? ?\d[\d.,]* ?(?P<short>T|M|Jt|jt|Rb|rb)"
    r"|(?<![\w.,])\d[\d.,]* ?(?P<alone>Jt|jt|JT|Rb|rb|RB)"
    r"|\d (?P<before>T|M)(?= (?:rupiah|dolar))"
    r"|\d (?P<long>(?:Ribu|Juta|Miliar|Milyar|Triliun)(?:an)?))(?![\w@/-]|\.\w)"
)
_VOWEL = re.compile("[aiueo].*[aiueo]")
_UNTIL = re.compile(r"(?<!\w)s(?:\.d\.|\.d|/d)(?= ?[\w\"])", re.IGNORECASE)
# Short forms with a stop, which is theirs.
_STOPPED = {
    "pukul": "pkl pk",
    "tanggal": "tgl",
    "atas nama": "a.n",
    "halaman": "hlm",
    "telepon": "telp tlp",
}
_SPELT = {form: word for word, forms in _STOPPED.items() for form in forms.split()}
_ABBREVIATED = re.compile(
    rf"(?<![\w.])(?:{'|'.join(map(re.escape, sorted(_SPELT, key=len, reverse=True)))})\.(?= ?[\w\"(+])",
    re.IGNORECASE,
)
_NOTHING_MORE = re.compile(r"(?<=\d),-(?!\w)")  # behind a price: no cents
# A word said twice, with what stands behind it: `rumah2`, `tiba2`, `teman2nya`; of `bersama2` its root alone.
_TWICE = re.compile(
    r"(?<![\w-])(?P<head>[Bb]er(?=[a-z]{4,}[2²])|[Tt]er(?=[a-z]{4,}[2²]))?(?P<word>[A-Za-z]?[a-z]{2,})[2²](?P<tail>nya|an|lah|kah|ku|mu)?(?![\w-])"
)
_POWERS = {"t": "triliun", "m": "miliar", "jt": "juta", "rb": "ribu"}


def written_out(text: str) -> list[tuple[int, int, str]]:
    """Start and end of each spoken or short form, in order, and what stands for it in writing."""
    found = sorted([*_words(text), *_sums(text), *_shortened(text)])
    return [each for each, before in zip(found, [(0, 0, ""), *found], strict=False) if each[0] >= before[1]]


def in_writing(text: str) -> str:
    """`text` with what stands in writing for its spoken and short forms; offsets are not kept."""
    parts, done = [], 0
    for start, end, form in written_out(text):
        parts += [text[done:start], form]
        done = end
    return "".join(parts) + text[done:]


def said_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Where in `text` the characters [start, end) of `in_writing(text)` stand; of a form written out, the whole form."""
    longer, first, last = 0, start, end
    for own, after, form in written_out(text):
        begins, ends = own + longer, own + longer + len(form)
        if begins >= end:
            break
        longer += len(form) - (after - own)
        first = own if begins <= start < ends else start - longer if ends <= start else first
        last = after if begins < end <= ends else end - longer
    return first, last


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _FORM.finditer(text):
        form = match.group()
        word = _STANDARD[form.lower()]
        yield match.start(), match.end(), word.capitalize() if form[0].isupper() else word


def _sums(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _SUM.finditer(text):
        start = match.start(match.lastgroup or 0)
        power = text[start : match.end()].lower()
        yield start, match.end(), ("" if text[start - 1] == " " else " ") + _POWERS.get(power, power)


def _shortened(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _UNTIL.finditer(text):
        yield match.start(), match.end(), "sampai"
    for match in _ABBREVIATED.finditer(text):
        word = _SPELT[match[0][:-1].lower()]
        yield match.start(), match.end(), word.capitalize() if match[0][0].isupper() else word
    for match in _NOTHING_MORE.finditer(text):
        yield match.start(), match.end(), ""
    for match in _TWICE.finditer(text):
        word = match["word"]
        if not _VOWEL.search(word):
            continue  # km2
        yield match.start(), match.end(), f"{match['head'] or ''}{word}-{word.lower()}{match['tail'] or ''}"
