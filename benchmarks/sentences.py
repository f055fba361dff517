"""Time, memory and accuracy of sentence alignment as texts grow, beside Gale and Church's from nltk.

    python -m benchmarks.sentences [--folder DIR] [--lines 2500,5000,10000,20000] [--peer-lines 625,1250,2500]

Without a folder the texts are composed from a small grammar of news sentences: every line carries names
made of syllables, numbers and a choice of clauses; some lines are joined, some lost on either side, and the
right beads are known. With a folder its `NAME.id`, `NAME.en` and `NAME.gold` are scored, and put one after
another, again and again, until the lengths asked for are reached. No engine is used: the figures are those
of lexicon and length.

Each length runs in a process of its own, whose peak of resident memory is given with and without what it
held before (interpreter, numpy, the texts and the lexicon). nltk's Gale-Church fills the whole grid, in
time and memory that grow with the square, so it gets lengths of its own: --peer-lines.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from align.beads.evaluate import BeadScore, Pairing, pairings, read_beads, score_beads
from align.beads.sentences import align_sentences
from align.lexical.lexicon import load
from benchmarks.results import keep

Text = tuple[list[str], list[str], list[Pairing]]

_SUBJECTS = (
    ("Menteri Pertahanan {n}", "Defence Minister {n}"),
    ("Gubernur {n}", "Governor {n}"),
    ("Juru bicara polisi {n}", "Police spokesman {n}"),
    ("Seorang warga bernama {n}", "A resident named {n}"),
    ("Ketua partai oposisi {n}", "Opposition party leader {n}"),
    ("Profesor {n} dari universitas negeri", "Professor {n} of the state university"),
    ("Perusahaan {n}", "The company {n}"),
    ("Pengadilan tinggi di {n}", "The high court in {n}"),
)
_ACTIONS = (
    ("mengatakan bahwa harga beras naik {d} persen", "said that the price of rice rose {d} percent"),
    (
        "menolak rencana pembangunan jembatan senilai {b} rupiah",
        "rejected a plan for a bridge worth {b} rupiah",
    ),
    ("mengunjungi korban banjir di desa {p}", "visited flood victims in the village of {p}"),
    ("menandatangani kerja sama dagang dengan {p}", "signed a trade agreement with {p}"),
    ("menahan {i} tersangka kasus korupsi", "detained {i} suspects in a corruption case"),
    ("akan membuka rumah sakit baru pada tahun {y}", "will open a new hospital in {y}"),
    ("memperingatkan bahaya gempa bumi di {p}", "warned of the danger of an earthquake in {p}"),
    ("kehilangan {i} pekerja dalam kebakaran pabrik", "lost {i} workers in a factory fire"),
    ("meminta parlemen mengubah undang-undang pemilu", "asked parliament to change the election law"),
    ("membantah tuduhan dari {p}", "denied the allegations from {p}"),
)
_ENDINGS = (
    ("pada hari Senin", "on Monday"),
    ("pada hari Jumat", "on Friday"),
    ("sejak bulan lalu", "since last month"),
    ("di hadapan para wartawan", "in front of reporters"),
    ("setelah pertemuan tertutup", "after a closed meeting"),
    ("meskipun hujan lebat", "despite heavy rain"),
    ("menurut laporan resmi", "according to an official report"),
    ("untuk kedua kalinya", "for the second time"),
)
_ONSETS, _VOWELS = ("b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "w"), "aeiou"


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(3)).capitalize()


def sentence(chance: random.Random) -> tuple[str, str]:
    """An invented sentence and its translation."""
    parts = [chance.choice(choices) for choices in (_SUBJECTS, _ACTIONS, _ENDINGS)]
    whole, tenth, year = chance.randrange(2, 900), chance.randrange(1, 10), chance.randrange(2024, 2060)
    billions = chance.randrange(10**6, 10**9)
    shared = {"n": f"{_name(chance)} {_name(chance)}", "p": _name(chance), "i": str(whole), "y": str(year)}
    indonesian = {**shared, "d": f"{whole % 40},{tenth}", "b": f"{billions:,}".replace(",", ".")}
    english = {**shared, "d": f"{whole % 40}.{tenth}", "b": f"{billions:,}"}
    return (
        " ".join(part[0] for part in parts).format(**indonesian) + ".",
        " ".join(part[1] for part in parts).format(**english) + ".",
    )


def compose(lines: int, seed: int = 1) -> Text:
    """About so many lines a side: 8 of 100 sentences lost on one side, 12 of 100 joined with the next."""
    chance = random.Random(seed)
    sides: tuple[list[str], list[str]] = [], []
    gold: list[Pairing] = []
    while max(map(len, sides)) < lines:
        roll = chance.random()
        run = [sentence(chance) for _ in range(2 if roll < 0.12 else 1)]
        texts = [[pair[0] for pair in run], [pair[1] for pair in run]]
        if roll < 0.12:
            joined = chance.randrange(2)
            texts[joined] = [" ".join(texts[joined])]
        elif roll < 0.2:
            texts[chance.randrange(2)] = []
        before = [len(side) for side in sides]
        for side, more in zip(sides, texts, strict=True):
            side.extend(more)
        source, target = (tuple(range(n, len(side))) for n, side in zip(before, sides, strict=True))
        gold.append((source, target))
    return *sides, gold


def read_folder(folder: Path) -> Iterator[tuple[str, Text]]:
    """Name and text of each `NAME.gold` with its `NAME.id` and `NAME.en`."""
    for path in sorted(folder.glob("*.gold")):
        source, target = (
            path.with_suffix(f".{code}").read_text("utf-8").splitlines() for code in ("id", "en")
        )
        yield path.stem, (source, target, read_beads(path))


def repeat(texts: list[Text], lines: int) -> Text:
    """Texts one after another, from the first again after the last, up to so many source lines."""
    source: list[str] = []
    target: list[str] = []
    gold: list[Pairing] = []
    number = 0
    while len(source) < lines:
        text = texts[number % len(texts)]
        i, j = len(source), len(target)
        gold += [(tuple(i + n for n in left), tuple(j + n for n in right)) for left, right in text[2]]
        source, target, number = source + text[0], target + text[1], number + 1
    return source, target, gold


def galechurch(text: Text) -> list[Pairing]:
    """Beads that nltk's Gale-Church gives: it returns links, which are joined where they share a line."""
    from nltk.translate.gale_church import align_blocks  # noqa: PLC0415  only the peer needs nltk

    lengths = [[len(line) for line in side] for side in text[:2]]
    beads: list[tuple[set[int], set[int]]] = []
    for i, j in align_blocks(*lengths):
        if beads and (i in beads[-1][0] or j in beads[-1][1]):
            beads[-1][0].add(i)
            beads[-1][1].add(j)
        else:
            beads.append(({i}, {j}))
    return [(tuple(sorted(left)), tuple(sorted(right))) for left, right in beads]


def padanan(text: Text) -> list[Pairing]:
    """Beads by lexicon and length."""
    return pairings(align_sentences(text[0], text[1]))


ALIGNERS = {"padanan": padanan, "nltk gale_church": galechurch}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(aligner: str, lines: int, folder: Path | None) -> dict[str, float]:
    """Run one aligner on one length in this process."""
    text = compose(lines) if folder is None else repeat([text for _, text in read_folder(folder)], lines)
    load()
    before, start = _peak(), time.perf_counter()
    beads = ALIGNERS[aligner](text)
    seconds = time.perf_counter() - start
    score = score_beads([(beads, text[2])])
    return {
        "lines": max(len(text[0]), len(text[1])),
        "seconds": seconds,
        "peak": _peak(),
        "grown": _peak() - before,
        "strict": score.strict.f1,
        "lax": score.lax.f1,
    }


def _line(name: str, score: BeadScore) -> str:
    rates = (
        f"{rate.precision:.4f} / {rate.recall:.4f} / {rate.f1:.4f}" for rate in (score.strict, score.lax)
    )
    return f"| {name} | {' | '.join(rates)} |"


def accuracy(folder: Path) -> list[str]:
    """A table of micro-averaged scores over the documents of a folder, each aligned by itself."""
    texts = [text for _, text in read_folder(folder)]
    rows = ["| aligner | strict P / R / F1 | lax P / R / F1 |", "|---|---|---|"]
    return rows + [
        _line(name, score_beads([(aligner(text), text[2]) for text in texts]))
        for name, aligner in ALIGNERS.items()
    ]


_ROW = (
    "| {name} | {lines:,} | {seconds:.1f} | {each:.2f} | {peak:.0f} | {grown:.0f} "
    "| {strict:.3f} | {lax:.3f} |"
)


def growth(lengths: dict[str, str], folder: Path | None) -> list[dict[str, Any]]:
    """Time and memory of each aligner at its lengths, one process a figure."""
    out = []
    for aligner, wanted in lengths.items():
        for lines in filter(None, wanted.split(",")):
            command = [sys.executable, "-m", "benchmarks.sentences", "--one", aligner, "--lines", lines]
            command += ["--folder", str(folder)] if folder else []
            found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            out.append({"name": aligner, **found, "each": 1000 * found["seconds"] / found["lines"]})
    return out


def main() -> None:
    """Read the options and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--folder", type=Path, help="documents to score and repeat: NAME.id NAME.en NAME.gold"
    )
    parser.add_argument("--lines", default="2500,5000,10000,20000", help="lengths to run")
    parser.add_argument("--peer-lines", default="625,1250,2500", help="lengths for nltk; empty for none")
    parser.add_argument("--one", choices=ALIGNERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one, int(arguments.lines), arguments.folder)))
        return
    figures = growth({"padanan": arguments.lines, "nltk gale_church": arguments.peer_lines}, arguments.folder)
    table = ["| aligner | lines | seconds | ms a line | peak MB | of it aligning | strict F1 | lax F1 |"]
    table += ["|---" * 8 + "|", *(_ROW.format(**found) for found in figures)]
    keep(
        "sentences",
        figures,
        "\n".join([*(accuracy(arguments.folder) if arguments.folder else ()), "", *table]),
    )


if __name__ == "__main__":
    main()
