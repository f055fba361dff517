"""What is no language through `align.translate`: how much of each kind comes out as it went in, and whether a loss is told.

    python -m benchmarks.placeables [--engine default|none] [--each 50] [--seed 11]

Each kind is put into made sentences, other ones for each seed. `kept` counts sentences in which it stands as often as in
the source, as it must be written; `told` is of the others those with a finding; `check` is of pairs whose placeable was
damaged on purpose those for which `align.check` has one.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import align
from benchmarks.odd import Nothing
from benchmarks.results import keep

FRAMES = (
    "Warga diminta melihat {} sebelum hari Senin.", "Petugas mencatat {} di buku itu.", "Menurut panitia, {} sudah benar.",
    "Kami menerima {} dari kantor desa kemarin.", "Mengapa {} tidak ada di daftar?", "Silakan kirim {} kepada kami.",
    "Ia menulis {}, lalu pulang.", "Kata guru, {} itu penting bagi murid.",
)  # fmt: skip
_WORDS = "kabar desa pasar layanan warga sehat maju terang lestari gotong royong sungai bukit taman".split()


def _some(rng: random.Random, text: str, least: int, most: int) -> str:
    return "".join(rng.choices(text, k=rng.randint(least, most)))


def _digits(rng: random.Random, least: int, most: int = 0) -> str:
    return _some(rng, "0123456789", least, most or least)


def _word(rng: random.Random) -> str:
    return rng.choice(_WORDS)


KINDS: dict[str, Callable[[random.Random], str]] = {
    "address": lambda r: f"https://{_word(r)}-{_word(r)}.contoh.id/{_word(r)}?{_word(r)}={_digits(r, 2)}&b={_word(r)}",
    "short link": lambda r: f"{r.choice(['s.id', 'bit.ly', 'tinyurl.com'])}/{_word(r)}-{_word(r)}",
    "e-mail": lambda r: f"{_word(r)}.{_word(r)}{_digits(r, 1)}@{_word(r)}.go.id",
    "handle": lambda r: f"{r.choice('@#')}{_word(r)}{r.choice(['_', ''])}{_word(r)}{_digits(r, 1, 4)}",
    "file": lambda r: f"{_word(r)}_{_word(r)}-{_digits(r, 2)}.{r.choice(['pdf', 'docx', 'xlsx', 'jpg', 'zip'])}",
    "phone": lambda r: r.choice([f"08{_digits(r, 9, 10)}", f"(0{_digits(r, 2)}) {_digits(r, 3)}-0{_digits(r, 3)}",
                                 f"+62-8{_digits(r, 2)}-{_digits(r, 4)}-{_digits(r, 4)}"]),
    "number": lambda r: f"00{_digits(r, 3, 5)}",
    "code": lambda r: f"{_some(r, 'ABCDEFGHJK', 2, 4)}-{_digits(r, 3)}/{_some(r, 'KLMNPR', 2, 3)}/20{_digits(r, 2)}",
    "plate": lambda r: f"{r.choice('BDFLN')} {_digits(r, 4)} {_some(r, 'ABCDXYZ', 2, 3)}",
    "version": lambda r: f"{r.randint(1, 9)}.{r.randint(0, 20)}.{r.randint(1, 30)}",
    "placeholder": lambda r: r.choice(["{%s}", "{{%s}}", "{{ %s_baru }}", "%%(%s)s", "${%s}"]) % _word(r),
    "emoji": lambda r: r.choice("😀 🎉🎉 🙏🏻 🇮🇩 ⭐ ❤️ 🚨🚨 👨‍👩‍👧 ☕ 📢".split()),
    "symbol": lambda r: r.choice("★ ♪ ↑ → ✓ § © ¶ ● ☎".split()),
    "script": lambda r: _some(r, "東西南北山川水火人口", 2, 4) if r.random() < 0.5 else _some(r, "абвгдежзик", 4, 8),
    "measure": lambda r: f"{r.choice('≥≤≈±')} {r.randint(2, 90)}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A kind: sentences, those that kept it, those of the others with a finding, and damaged pairs that `check` told."""

    kind: str
    sentences: int
    kept: int
    told: int
    checked: int


def sentences(kind: str, count: int, seed: int) -> list[tuple[str, str]]:
    """Pairs of a sentence and what stands in it."""
    rng = random.Random(f"{kind} {seed}")
    made = [KINDS[kind](rng) for _ in range(count)]
    return [(rng.choice(FRAMES).format(item), item) for item in made]


def damaged(item: str, rng: random.Random) -> str:
    """The item with a character lost that is no blank, or nothing of a short one."""
    if len(item) < 4:
        return ""
    place = rng.choice([place for place, char in enumerate(item) if not char.isspace()])
    return item[:place] + item[place + 1 :]


def measure(kind: str, count: int, engine: Any, seed: int) -> Row:
    """One kind."""
    rng, pairs = random.Random(seed), sentences(kind, count, seed)
    kept = told = checked = 0
    for text, item in pairs:
        bitext = align.translate(text, engine=engine)
        english = bitext.target.text
        if english.count(item) >= 1:
            kept += 1
            wrong = english.replace(item, damaged(item, rng))
            pair = align.pair(text, wrong, engine=None)
            checked += any(finding.check in ("addresses", "numbers") for finding in pair.findings)
        else:
            told += bool(bitext.findings)
    return Row(kind, len(pairs), kept, told, checked)


def table(rows: Sequence[Row]) -> str:
    """Markdown, with a line of all."""
    total = Row(
        "all", *(sum(getattr(row, name) for row in rows) for name in ("sentences", "kept", "told", "checked"))
    )
    lines = [
        "| kind | sentences | kept | lost | of them told | damaged, told by check |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for row in (*rows, total):
        lost = row.sentences - row.kept
        lines.append(
            f"| {row.kind} | {row.sentences} | {row.kept} | {lost} | {row.told} | {row.checked} of {row.kept} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", default="default", help="none: everything around a model")
    parser.add_argument("--each", type=int, default=50)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args()
    engine: Any = Nothing() if options.engine == "none" else align.load_engine(options.engine)
    rows = [measure(kind, options.each, engine, options.seed) for kind in KINDS]
    keep(f"placeables-{options.engine}", [asdict(row) for row in rows], table(rows))


if __name__ == "__main__":
    main()
