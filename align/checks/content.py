"""Content: what is lost, left over, repeated or doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.engines.guard import LEAST_RATIO, MOST_RATIO, SLACK, flags
from align.model import Pair, Span
from align.tokens import tokenize

# Common Indonesian words that are no English words, names or loans.
_RESIDUE = frozenset(
    "yang dengan untuk tidak adalah pada dari oleh akan dalam telah sudah atau juga bahwa karena namun kepada mereka kami "
    "tersebut seperti lebih hanya bisa dapat harus sebagai antara setelah sebelum ketika saat kata mengatakan menurut "
    "para sebuah seorang tentang hingga sampai belum bukan tetapi melalui terhadap sementara jika agar masih banyak".split()
)
_DOUBLED = re.compile(r"\b([A-Za-z]+) \1\b", re.IGNORECASE)
_MAY_DOUBLE = frozenset("had that is very so no ha bye now much far many knock blah pom her yes well".split())
LOW = 0.2


def empty(pair: Pair) -> Iterator[Remark]:
    """A side without text."""
    if pair.source_text.strip() and not pair.target_text.strip():
        yield Remark("This sentence has no translation.", "target", Span(0, len(pair.source_text)))
    if pair.target_text.strip() and not pair.source_text.strip():
        yield Remark("This English has no source.", "source", None, Span(0, len(pair.target_text)))


def untranslated(pair: Pair) -> Iterator[Remark]:
    """The translation is the source, though it holds ordinary words."""
    if pair.source_text.strip() and pair.source_text.strip() == pair.target_text.strip():
        words = [word.of(pair.source_text) for word in tokenize(pair.source_text)]
        if sum(word.isalpha() and word.islower() for word in words) >= 2:
            yield Remark(
                "The translation is the source itself.", "same", None, Span(0, len(pair.target_text))
            )


def residue(pair: Pair) -> Iterator[Remark]:
    """Indonesian words left in the English: common ones, and words of the source that the dictionary translates."""
    if pair.source_text.strip() == pair.target_text.strip():
        return
    own = {word.of(pair.source_text) for word in tokenize(pair.source_text)}
    for word in tokenize(pair.target_text):
        text = word.of(pair.target_text)
        if text in _RESIDUE or (text in own and _indonesian(text)):
            yield Remark(f"`{text}` is Indonesian and was left in the translation.", text, None, word)


def _indonesian(word: str) -> bool:
    """Whether the dictionary translates this word, never by itself, and no word into it."""
    from align.lexicon import load  # noqa: PLC0415

    if len(word) < 4 or not (word.isalpha() and word.islower()):
        return False
    known = load().translations(word)
    return bool(known) and not load().is_target(word) and dict(known).get(word, 0.0) < 0.1


def repetition(pair: Pair) -> Iterator[Remark]:
    """The same words again and again, as models do when they lose the thread."""
    if "repetition" in flags(pair.source_text, pair.target_text):
        yield Remark(
            "The translation repeats itself where the source does not.",
            "loop",
            None,
            Span(0, len(pair.target_text)),
        )


def length(pair: Pair) -> Iterator[Remark]:
    """Far shorter or longer than the source."""
    left, right = len(pair.source_text), len(pair.target_text)
    if not left or not right:
        return
    short = right < 0.45 * left - 5 or right < LEAST_RATIO * (left - SLACK)
    if short or right > 2.2 * left + SLACK or right > MOST_RATIO * left + SLACK:
        what = "shorter: is part of it lost?" if short else "longer: is part of it made up?"
        yield Remark(f"The translation ({right} characters) is far {what} The source has {left}.", "length")


def doubled(pair: Pair) -> Iterator[Remark]:
    """A word twice in a row. Reduplication in the source is Indonesian grammar and no error."""
    for match in _DOUBLED.finditer(pair.target_text):
        if match[1].lower() not in _MAY_DOUBLE and not (
            match[1][0].isupper() and match[0] in pair.source_text
        ):
            yield Remark(f"`{match[1]}` stands twice.", match[1].lower(), None, Span(*match.span()))


def terms(pair: Pair) -> Iterator[Remark]:
    """Glossary terms without an accepted rendering."""
    start = pair.source_span.start
    for use in pair.terms:
        if not use.honoured:
            source = Span(use.source.start - start, use.source.end - start)
            yield Remark(
                f"The glossary wants `{use.rendering}` for `{use.term}` ({use.origin}); {use.note}.",
                use.term,
                source,
            )


def confidence(pair: Pair) -> Iterator[Remark]:
    """A score so low that the translation should be compared with its source."""
    if pair.target_text.strip() and pair.source_text.strip() and 0 < pair.score < LOW:
        yield Remark(f"The model is unsure of this translation (confidence {pair.score:.2f}).", "score")
