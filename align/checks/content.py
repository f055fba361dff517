"""Content: what is lost, left over, repeated or doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from align.checks.base import Remark
from align.checks.coverage import part_untold
from align.engines.guard import LEAST_RATIO, MOST_RATIO, SLACK, loops
from align.engines.hints import FIRST
from align.facts.placeables import TELLS, facts
from align.facts.verbatim import verbatim
from align.lexical.lexicon import load
from align.lexical.trigrams import load as english
from align.model import Pair, Span
from align.text.tokens import tokenize

# Common Indonesian words that are no English words, names or loans.
_RESIDUE = frozenset(
    "yang dengan untuk tidak adalah pada dari oleh akan dalam telah sudah atau juga bahwa karena namun kepada mereka kami "
    "tersebut seperti lebih hanya bisa dapat harus sebagai antara setelah sebelum ketika saat kata mengatakan menurut "
    "para sebuah seorang tentang hingga sampai belum bukan tetapi melalui terhadap sementara jika agar masih banyak".split()
)
# Indonesian ones that English has, too.
_SHARED = frozenset(
    "guru amok batik gamelan wayang dalang keris jamu becak kampung warung sambal tempe rupiah adat nasi goreng angkot "
    "bajaj mudik reformasi kebaya kretek arak tuak tenun pencak silat kecak subak ojek gotong royong".split()
)
_SMALL = re.compile(r"(?<![\w'’@#./-])[a-z]{4,}(?![\w'’@/-])")
_PLAIN = re.compile(r"(?<![\w'’@#./-])[A-Za-z][a-z]{3,}(?![\w'’@/-])")
_CAPITAL = re.compile(r"(?<![\w'’@#./-])[A-Z][a-z]{3,}(?![\w'’@/-])")
_WORD = re.compile(r"\w+")
_BEFORE = (
    4  # places of the same three words that are looked back at: a word again and again is seen at the third
)
_MARKS_TWICE = re.compile(r"([^\w\s.]) ?\1")
_TWICE = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
_DOUBLED = re.compile(r"\b([A-Za-z]+) \1\b(?!\$)", re.IGNORECASE)
_TWO_DOUBLED = re.compile(r"(?<![\w'’-])([\w'’-]+) ([\w'’-]+) \1 \2(?![\w'’-])", re.IGNORECASE)
_MAY_DOUBLE = frozenset("had that is very so no ha bye now much far many knock blah pom her yes well".split())
_FUNCTION = frozenset("the a an of to in on at by for from and or that which this with as is was be".split())
_FLAT = 0.05  # between the most and the least likely rendering of a word that was met once
_NEXT, _LAST = re.compile(r" ([a-z]{4,})\b"), re.compile(r"\b([a-z]{4,}) $")
_TELLS = re.compile(rf" {TELLS}\b")
_LIKELY, _MEANT = 0.05, 0.3  # of what a word may mean; of what it means
SHORT = 0.65  # of its characters: English is about as long
HALF = 0.58


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
    """Indonesian words left in the English: common ones, and words of the source that the dictionary translates.

    With a capital they may be names, but not where they begin the source and no other name follows; elsewhere that is
    told as information, where English text does not know the word.
    """
    surely = left_in_indonesian(pair.source_text, pair.target_text)
    for place in surely:
        word = place.of(pair.target_text)
        message = f"`{word}` is Indonesian and was left in the translation{_perhaps(word.lower())}."
        severity = "info" if _may_stay(place, pair.source_text, pair.target_text) else None
        yield Remark(message, word, None, place, severity)
    for place in _maybe_left(pair.source_text, pair.target_text):
        word = place.of(pair.target_text)
        if place not in surely and (meant := _perhaps(word.lower())):
            yield Remark(f"`{word}` may be Indonesian{meant}.", word, None, place, severity="info")


def _may_stay(place: Span, source: str, target: str) -> bool:
    """Whether an Indonesian word may be kept on purpose: the dictionary met it once and knows no English for it, the source
    explains it (`graha (barak)`), it stands beside a word that neither language knows (`pecel lele`), or it may be who
    tells something (`Sandi mengatakan`).
    """
    word = place.of(target)
    known = load().translations(word.lower())
    if known and word.lower() not in _RESIDUE and known[0][1] - known[-1][1] <= _FLAT:
        return True
    if re.search(rf"\b{word} \(", source) or (word[0].isupper() and _TELLS.match(source, len(word))):
        return True
    return any(
        near and near[1] in source and near[1] not in load() and near[1] not in english()
        for near in (_NEXT.match(target, place.end), _LAST.search(target[: place.start]))
    )


def left_in_indonesian(source: str, target: str) -> list[Span]:
    """Where the words stand that `residue` finds."""
    if source.strip() == target.strip():
        return []
    first = FIRST.match(source)
    named = first and any(
        fact.kind == "name" and fact.source.start == first.start(1) for fact in facts(source)
    )
    kept = [item.source for item in verbatim(target)]
    own = {*_SMALL.findall(source), *((first[1], first[1].lower()) if first and not named else ())}
    return [
        Span(*match.span())
        for match in _PLAIN.finditer(target)
        if (match[0] in _RESIDUE or (match[0] in own and _indonesian(match[0].lower())))
        and not any(span.overlaps(Span(*match.span())) for span in kept)
    ]


def _maybe_left(source: str, target: str) -> Iterator[Span]:
    """Words of both sides with a capital, a dictionary's and unknown to English, that begin a name: `Danau Onega`."""
    own = set(_CAPITAL.findall(source))
    for match in _CAPITAL.finditer(target) if source.strip() != target.strip() else ():
        word = match[0].lower()
        begins = not target[: match.start()].rstrip(" ").rpartition(" ")[2][:1].isupper()
        if match[0] in own and begins and word in load() and word not in _SHARED and word not in english():
            known = load().translations(word)
            if known[0][1] >= _MEANT and dict(known).get(word, 0.0) < _LIKELY:
                yield Span(*match.span())


def _perhaps(word: str) -> str:
    """What the dictionary says of a word: `: perhaps flippant or reckless`."""
    known = [
        form for form, chance in load().translations(word)
        if chance >= _LIKELY and form.isalpha() and form not in _FUNCTION and form != word
    ][:3]  # fmt: skip
    return f": perhaps {' or '.join(f'`{form}`' for form in known)}" if known else ""


def _indonesian(word: str) -> bool:
    """Whether the dictionary translates this very word, and hardly ever by itself."""
    if word not in load() or word in _SHARED or word in english():
        return False
    known = load().translations(word)
    return not load().is_target(word) or (known[0][1] >= 0.1 and dict(known).get(word, 0.0) < 0.05)


def repetition(pair: Pair) -> Iterator[Remark]:
    """The same words again and again, as models do when they lose the thread."""
    if not _again(pair.target_text):
        return
    times = loops(pair.target_text)
    if (times > 1 and times > loops(pair.source_text)) or (
        _said_twice(pair.target_text) and not _said_twice(pair.source_text)
    ):
        yield Remark(
            "The translation repeats itself where the source does not.",
            "loop",
            None,
            Span(0, len(pair.target_text)),
        )


@lru_cache(maxsize=64)
def _again(text: str) -> bool:
    """Whether two words stand together twice, or a word or a mark beside itself: without that there is no loop."""
    words = _WORD.findall(text.casefold())
    pairs = {*pairwise(words)}
    return (
        len(pairs) < len(words) - 1
        or any(one == two for one, two in pairs)
        or _MARKS_TWICE.search(text) is not None
    )


def _said_twice(text: str) -> bool:
    """Whether three words or more are said again at once, be they a whole sentence."""
    words = text.casefold().split()
    if len({*words}) > len(words) - 3:
        return False
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(words) - 2):
        same = places.setdefault(tuple(words[at : at + 3]), [])
        for before in same[-_BEFORE:]:
            if at - before > 2 and words[before:at] == words[at : at + at - before]:
                return True
        same.append(at)
    return False


def length(pair: Pair) -> Iterator[Remark]:
    """Far shorter or longer than the source, or shorter with the words at one end of the source untranslated."""
    left, right = len(pair.source_text), len(pair.target_text)
    if not left or not right:
        return
    short = right < 0.45 * left - 5 or right < LEAST_RATIO * (left - SLACK)
    short = short or (
        right < SHORT * left and part_untold(pair.source_text, pair.target_text, ends=right < HALF * left)
    )
    if short or right > 2.2 * left + SLACK or right > MOST_RATIO * left + SLACK:
        what = "shorter: is part of it lost?" if short else "longer: is part of it made up?"
        yield Remark(f"The translation ({right} characters) is far {what} The source has {left}.", "length")


def doubled(pair: Pair) -> Iterator[Remark]:
    """One or two words twice in a row. Reduplication in the source is Indonesian grammar and no error."""
    for once, place in doublings(pair.source_text, pair.target_text):
        yield Remark(f"`{once}` stands twice.", once.split()[0].lower(), None, place)


def doublings(source: str, target: str) -> Iterator[tuple[str, Span]]:
    """Such words, and where both of them stand. What the source says twice may be said twice."""
    if not _again(target) or _TWICE.search(source):
        return
    for match in _DOUBLED.finditer(target):
        if match[1].lower() not in _MAY_DOUBLE and not (match[1][0].isupper() and match[0] in source):
            yield match[1], Span(*match.span())
    for match in _TWO_DOUBLED.finditer(target):
        if match[1].lower() != match[2].lower() and match[0] not in source:
            yield f"{match[1]} {match[2]}", Span(*match.span())


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
