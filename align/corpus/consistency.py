"""Over many bitexts: how each term was rendered, and which names and phrases deserve an entry.

Both work on what the bitexts carry: terms with their places, and word links.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from align.facts.dates import CALENDAR
from align.formats import read
from align.model import Link, Pair, Span
from align.text.tokens import tokenize
from glossary import Glossary, audit
from glossary.ordinary import WORDS

LONGEST = 5  # words of a proposed phrase
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{1,7}")
_BEGINS = frozenset(".!?…:\"'“‘«(")
_SMALL_WORDS = re.compile(r"^(?:(?:[a-z]+|The|A|An)\b[ ,]*)+|(?:[ ,]+[a-z]+)+$")


def audit_files(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[str], bool]:
    """A line a term: dominant rendering, then each variant with its places; and whether there are variants."""
    uses = []
    for path in paths:
        for number, pair in enumerate(read(path), start=1):
            for use in pair.terms:
                shown = (
                    use.target.shift(-pair.target_span.start).of(pair.target_text)
                    if use.target
                    else "(missing)"
                )
                uses.append((use.term, shown, f"{os.fspath(path)}:{number}"))
    reports = audit(uses)
    lines = []
    for report in reports:
        variants = "; ".join(
            f"{text} ({len(places)}): {', '.join(places)}" for text, places in report.variants
        )
        lines.append(f"{report.entity}\t{report.dominant} ({report.count})\t{variants}".rstrip())
    return lines, any(report.variants for report in reports)


def propose(paths: Iterable[str | os.PathLike[str]], known: Glossary, *, least: int = 2) -> str:
    """TSV in the glossary's form: phrases seen at least `least` times with their commonest linked English."""
    renderings: dict[str, Counter[str]] = {}
    for path in paths:
        for pair in read(path):
            covered = [(match.start, match.end) for match in known.match(pair.source_text)]
            for start, end, target in _phrases(pair):
                if not any(a < end and start < b for a, b in covered):
                    renderings.setdefault(pair.source_text[start:end], Counter())[target] += 1
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(("source", "target", "aliases", "kind", "case", "note"))
    for source, counts in sorted(renderings.items(), key=lambda item: (-item[1].total(), item[0])):
        if counts.total() >= least:
            target, agreed = counts.most_common(1)[0]
            kind = "acronym" if _ACRONYM.fullmatch(source) else "name" if source[0].isupper() else "term"
            writer.writerow((source, target, "", kind, "", f"{counts.total()}×, {agreed} so"))
    return out.getvalue()


def _phrases(pair: Pair) -> Iterator[tuple[int, int, str]]:
    """Names: runs of capitalised words within a sentence, with the English words linked to them."""
    words = tokenize(pair.source_text)
    number = 0
    while number < len(words):
        last = number
        while last < len(words) and last - number < LONGEST and _is_name(pair.source_text, words, last):
            last += 1
        if last > number:
            start, end = words[number].start, words[last - 1].end
            target = _linked(pair, start, end)
            if target:
                yield start, end, target
        number = max(last, number + 1)


def _is_name(text: str, words: Sequence[Span], place: int) -> bool:
    """An acronym, or a word with a capital that neither a beginning nor the calendar gives it."""
    word = words[place].of(text)
    if _ACRONYM.fullmatch(word):
        return word.lower() not in WORDS
    if not (word[:1].isupper() and word[1:2].islower()) or word.lower() in CALENDAR or word.lower() in WORDS:
        return False
    before = text[: words[place].start].rstrip()
    return bool(before) and before[-1] not in _BEGINS


def _linked(pair: Pair, start: int, end: int) -> str:
    """The English between the first and the last word linked to source characters [start, end)."""
    before, after = pair.source_span.start, pair.target_span.start

    def inside(link: Link) -> bool:
        return start <= link.source.start - before and link.source.end - before <= end

    targets = [link.target for link in pair.links if inside(link)]
    if not targets:
        return ""
    text = pair.target_text[min(t.start for t in targets) - after : max(t.end for t in targets) - after]
    if any(map(str.isupper, text)):  # a name: small words around it are its surroundings
        text = _SMALL_WORDS.sub("", text).strip(" ,;:.")
    return text if len(text.split()) <= LONGEST + 2 else ""
