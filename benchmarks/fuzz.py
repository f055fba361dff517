"""Parsers on damaged files: every input ends in a bitext, a glossary or an error raised on purpose.

    python -m benchmarks.fuzz [--inputs 20000] [--seed 1]

Sound files of every format are damaged: bytes changed, taken out, doubled, swapped with parts of another format.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import align
import glossary
from align import formats
from align.errors import AlignError
from align.formats import documents
from benchmarks.results import keep

SAMPLE = Path(__file__).parents[1] / "tests" / "golden" / "formats" / "sample.jsonl"
TERMS = (
    "source\ttarget\taliases\tkind\tcase\tnote\nKorea Utara\tDPRK|North Korea\tKorut\tname\texact\tnegara\n"
)
PAGES = {
    ".html": b"<html><body><h1>Judul</h1><p>Harga <b>naik</b> 2,5 persen.</p><ul><li>satu</li></ul></body></html>",
    ".md": b"# Judul\n\nHarga **naik** [2,5](http://a.b) persen.\n\n- satu\n- dua\n",
    ".srt": b"1\n00:00:01,000 --> 00:00:02,000\nHalo dunia.\n\n2\n00:00:03,000 --> 00:00:04,000\nSelesai.\n",
    ".txt": "Satu kalimat. “Dua kalimat.”\n\nTiga.".encode(),
}
_PIECES = (
    b"<",
    b">",
    b"&",
    b'"',
    b"\x00",
    b"\xff",
    b"\t",
    b"\n",
    b"{",
    b"]",
    b"<!DOCTYPE x>",
    b"&#0;",
    b"-1",
    b"1e999",
    b"\xed\xa0\x80",
)

CSV = 'Indonesia;English\n"Korea Utara; lagi";"North Korea; again"\nSatu;One\n'


def targets(folder: Path) -> list[tuple[str, bytes, Callable[[bytes], object]]]:
    """Name, a sound file, and what reads it."""
    bitext = align.read(SAMPLE)
    sound = {name: formats.render(bitext, name) for name in set(formats.READABLE) & set(formats.WRITABLE)}
    sound |= {"csv": CSV.encode()}  # read, never written
    out: list[tuple[str, bytes, Callable[[bytes], object]]] = [
        (name, data, lambda data, name=name: formats.parse(data, name, file="f"))  # type: ignore[misc]
        for name, data in sorted(sound.items())
    ]
    tsv = folder / "terms.tsv"
    tsv.write_text(TERMS, encoding="utf-8")
    for suffix in (".tsv", ".csv", ".tbx"):
        file = folder / f"sound{suffix}"
        glossary.save(glossary.load(tsv), file)
        out.append((f"glossary{suffix}", file.read_bytes(), _glossary_reader(folder / f"damaged{suffix}")))
    for suffix, page in PAGES.items():
        out.append((f"document{suffix}", page, lambda data, s=suffix: documents.extract(data, file=f"f{s}")))  # type: ignore[misc]
    return out


def _glossary_reader(file: Path) -> Callable[[bytes], object]:
    def read(data: bytes) -> object:
        file.write_bytes(data)
        return glossary.load(file)

    return read


def damage(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """`data` with one to four changes."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice((1, 1, 2, 8, 64, 400)))
        kind = rng.randrange(6)
        if kind == 0:
            data = data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        elif kind == 1:
            data = data[:at] + data[end:]
        elif kind == 2:
            data = data[:end] + data[at:end] + data[end:]
        elif kind == 3:
            data = data[:at] + rng.choice(_PIECES) + data[at:]
        elif kind == 4:
            other = rng.choice(others)
            begin = rng.randrange(len(other))
            data = data[:at] + other[begin : begin + 40] + data[end:]
        else:
            data = data[:at]
    return data


def run(inputs: int, seed: int) -> tuple[Counter[str], dict[str, str]]:
    """How inputs ended, and for each kind of traceback one example."""
    rng, ends, examples = random.Random(seed), Counter[str](), {}
    with tempfile.TemporaryDirectory() as folder:
        known = targets(Path(folder))
        others = [data for _, data, _ in known]
        for number in range(inputs):
            name, data, read = known[number % len(known)]
            try:
                read(damage(data, others, rng))
                ends["read"] += 1
            except (AlignError, glossary.GlossaryError):
                ends["refused"] += 1
            except Exception as error:
                ends["traceback"] += 1
                examples.setdefault(f"{name}: {type(error).__name__}", traceback.format_exc())
    return ends, examples


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    ends, examples = run(options.inputs, options.seed)
    rows = [f"| {end} | {ends[end]:,} |" for end in ("read", "refused", "traceback")]
    keep("fuzz", {"seed": options.seed, **ends}, "\n".join(["| ended | inputs |", "|---|--:|", *rows]))
    for kind, text in examples.items():
        print(f"\n{kind}\n{text}")
    if examples:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
