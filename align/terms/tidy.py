"""What a model asked for a rendering leaves around it, made as a writer would leave it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from align.engines.base import Translation
from align.engines.splice import put, splice
from align.facts.numberwords import ENGLISH, INDONESIAN
from align.model import Span, TermUse

_STOPS = re.compile(r"\.+(?=[\s\"'”’)]|$)")
_LOOSE_DASH = re.compile(r"(?<=\w)(?: –|– )(?=\w)")
# The first word of a sentence; iPhone and pH keep their small letter.
_PLAIN_WORD = re.compile(r"(?:^|(?<=[a-z\d]{2}[.!?] ))[\"'“‘(\[]*([a-z]+)(?![A-Z\w])")
_SEVERAL = (
    "belas puluh ratus ribu puluhan belasan ratusan ribuan jutaan beberapa sejumlah banyak para berbagai"
)
_COUNTED = re.compile(
    rf"(?<!\w)(?:{'|'.join([*INDONESIAN, *_SEVERAL.split()])}|[2-9]|[1-9][\d.]+)"
    r"(?: (?:orang|buah|ekor|unit|butir))? $",
    re.IGNORECASE,
)
_MANY = (
    "twenty thirty forty fifty hundred thousand dozens? tens hundreds thousands several some many these those both few "
    "various"
)
_MANY_BEFORE = re.compile(
    rf"(?<!\w)(?:{'|'.join([*ENGLISH, *_MANY.split()])}|[2-9]|[1-9][\d,]+)(?: of)?(?: [a-z]+)? $",
    re.IGNORECASE,
)
_GROUP = re.compile(r"(?<!\w)para $", re.IGNORECASE)
_ONE_BEFORE = re.compile(r"(?<!\w)(?:an?|one|each|every) (?:\w+ )?$", re.IGNORECASE)
_ONE_DOES = re.compile(r" (was|is|has)(?!\w)")
_INSIDE = re.compile(r"(?<!\w)(?:of|in|on|with|for|by|from|to|one|each) (?:\w+ )?$", re.IGNORECASE)
# Names that need an article where nothing that they describe follows: `condemned the US because`.
_WITH_ARTICLE = frozenset(
    "US,U.S.,UK,U.K.,UN,U.N.,EU,UAE,United States,United Kingdom,United Nations,European Union,United Arab Emirates,"
    "Philippines,Netherlands,Maldives,Bahamas,Vatican,Kremlin,Pentagon".split(",")
)
_INSTITUTION = re.compile(
    r"[A-Z].* (?:Department|Ministry|Assembly|Council|House|Commission|Committee|Court|Agency|Bureau|Secretariat)|"
    r"(?:[A-Z][\w-]* )*"
    r"(?:Department|Ministry|House|University|Bureau|Office|Court|Council|Association|Directorate General) (?:of|for) .+"
)
_OFFICE = re.compile(
    r"(?:ambassador|chair(?:man|woman|person)?|chief|commander|deputy|director|envoy|(?<!-)general|governor|head|"
    r"member|president|secretary|spokes(?:man|woman|person))s?$",
    re.IGNORECASE,
)
# What an article may follow, so that `US State Department` and `new State Department` stay.
_BEFORE_ARTICLE = re.compile(
    r"(?:^|[,;:.!?] |(?<!\w)(?:in|at|of|by|to|from|with|and|or|before|during|for|on|against|that|than|as|into|over|after|"
    r"between|through|when|while|if|because) )[\"'“‘(\[]*$",
    re.I,
)
_HAS_ARTICLE = re.compile(
    r"(?:(?<!\w)(?:the|an?|this|that|its|his|her|their|our|my|no|both|v|vs)|['’]s?|[-–/&(])\s*$", re.I
)
_NOT_DESCRIBED = re.compile(
    r"['’]s\b|[,;:!?)\"”]|\.?$| (?:because|to|for|and|or|of|in|on|at|by|with|from|that|which|who|as|but|if|when|while|"
    r"after|before|has|have|had|is|are|was|were|will|would|can|could|should|must|may|might|said|says|also|did|does|do|"
    r"not)\b"
)
_FALSE_PLURAL = re.compile(
    r"(?:[^aeiou]y|(?:spokes|chair|police|service|business|fire)(?:wo)?man)s$"
)  # Agencys
_NO_PLURAL = re.compile(
    r"(?:s|[^aeiou]y|[A-Z\d]|folk|people|men|personnel|staff|fish|craft|police|ware|ment)$| of "
)  # the last word of `resolution of the Council` is not what is counted


def tidy(sentence: str, answer: Translation, uses: Sequence[TermUse]) -> Translation:
    """The answer with articles, stops, dashes and the first letter around its renderings put right.

    `the` is neither doubled nor missing before the US and before institutions, nor `of the` between an office and its
    institution, the last word of a rendering is not said twice, `a` follows the sound, the stop of an abbreviation ends
    the sentence too, a dash without spaces in the source has none, a noun that is counted on both sides stands in the
    plural, and a rendering that begins a sentence begins it with a capital.
    """
    for use in sorted(uses, key=lambda use: use.target or Span(0, 0), reverse=True):
        if use.target is not None:
            others = [other.target for other in uses if other.target and other is not use]
            belongs = _belongs(sentence, answer.text, use, uses)
            place, answer = _singular(answer, use.target)
            answer = _counted(sentence, _around(_agreed(_once(answer, place, others), use), place), use)
            if belongs is not None:
                answer = splice(answer, Span(belongs, belongs), " of the")
    if "–" in sentence and not re.search(r" –|– ", sentence):
        for match in reversed(list(_LOOSE_DASH.finditer(answer.text))):
            answer = splice(answer, Span(*match.span()), "–")
    if sentence.lstrip("\"'“‘([ ")[:1].isupper():
        for word in _PLAIN_WORD.finditer(answer.text):
            if any(use.target and use.target.start == word.start(1) for use in uses):
                answer = splice(answer, Span(*word.span(1)), word[1].capitalize())
    return answer


def _singular(answer: Translation, place: Span) -> tuple[Span, Translation]:
    """The place and the answer without an s that makes no plural."""
    if not _FALSE_PLURAL.search(place.of(answer.text)):
        return place, answer
    return Span(place.start, place.end - 1), splice(answer, Span(place.end - 1, place.end), "")


def _counted(sentence: str, answer: Translation, use: TermUse) -> Translation:
    """The rendering with a plural s where its term and itself stand behind a number, or its term behind `para`."""
    place, text = use.target, answer.text
    if place is None or place.of(text) != use.rendering or _NO_PLURAL.search(use.rendering):
        return answer
    grouped = _GROUP.search(sentence[: use.source.start]) and not _ONE_BEFORE.search(text[: place.start])
    counted = _COUNTED.search(sentence[: use.source.start]) and _MANY_BEFORE.search(text[: place.start])
    if not grouped and not counted:
        return answer
    ending = "es" if re.search(r"(?:[xz]|[cs]h)$", use.rendering) else "s"
    return splice(answer, Span(place.end, place.end), ending)


def _agreed(answer: Translation, use: TermUse) -> Translation:
    """`boats were` in place of `boats was`, where the plural is the subject."""
    place, text = use.target, answer.text
    if place is None or place.of(text) == use.rendering or not place.of(text).endswith("s"):
        return answer
    verb = _ONE_DOES.match(text, place.end)
    if verb is None or _INSIDE.search(text[: place.start]):
        return answer
    return splice(answer, Span(*verb.span(1)), {"was": "were", "is": "are", "has": "have"}[verb[1]])


def _once(answer: Translation, place: Span, others: Sequence[Span]) -> Translation:
    """The last word of a rendering, left standing behind it by what was replaced, taken out."""
    last = re.split(r"[\s-]", place.of(answer.text))[-1]
    slip = r"\w?" if len(last) > 4 else ""  # `Coffee Coffeee`
    again = re.compile(rf"\s+{re.escape(last)}{slip}(?!\w)", re.IGNORECASE).match(answer.text, place.end)
    if again is None or any(other.overlaps(Span(*again.span())) for other in others):
        return answer
    return splice(answer, Span(*again.span()), "")


def _belongs(sentence: str, text: str, house: TermUse, uses: Sequence[TermUse]) -> int | None:
    """Where an office ends that stands before the institution `house` on both sides; in Indonesian that says `of the`."""
    if house.target is None or not _INSTITUTION.fullmatch(house.target.of(text)):
        return None
    for office in uses:
        place = office.target
        if place is None or sentence[office.source.end : house.source.start] != " ":
            continue
        if text[place.end : house.target.start] == " " and _OFFICE.search(place.of(text)):
            return place.end
    return None


def _around(answer: Translation, place: Span) -> Translation:
    text = answer.text
    stops = _STOPS.match(text, place.end) if text[: place.end].endswith(".") else None
    if stops:
        answer = splice(answer, Span(*stops.span()), "")
    fitted = put(answer, place, place.of(text))
    if fitted.text != answer.text:
        return fitted
    if _lacks_article(place.of(text), text[: place.start]) and _NOT_DESCRIBED.match(text, place.end):
        article = "the " if text[: place.start].strip('"“‘([ ') else "The "
        return splice(answer, Span(place.start, place.start), article)
    return answer


def _lacks_article(name: str, before: str) -> bool:
    if _INSTITUTION.fullmatch(name):
        return _BEFORE_ARTICLE.search(before) is not None
    return name in _WITH_ARTICLE and not _HAS_ARTICLE.search(before)
