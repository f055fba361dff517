"""Sentence segmentation: one linear pass over verbatim text, after the rules of a language (`align.rules`).

Within a paragraph (`align.paragraphs`) one regular expression finds every run of stops with what clings to
it; each such candidate is then judged by the few characters before and after it. A sentence keeps its closing
quotes and brackets, citation numbers and emoji.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.model import Document, Segment, Span
from align.paragraphs import paragraphs
from align.rules import Kind, Rules, abbreviations, rules

_STOPS = "[.!?…‼⁇⁈⁉。！？｡؟۔।]"
_ZERO = "\u200b-\u200f\u2060\ufeff\u00ad"
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55][\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]*"
_CANDIDATE = re.compile(
    rf"""
    (?P<stop>{_STOPS}++(?:\s+{_STOPS}++(?!\w))*)
    (?P<close>(?:["'”’»›)\]}}*_{_ZERO}]|[“‘«‹](?=\s|\Z|[,.;:]))*+(?:[ \u00a0]+[”»](?=\s|\Z))?)
    (?P<note>(?:\[\d[\d,;–\- ]{{0,20}}\]|[⁰¹²³⁴-⁹]+)+|(?<=[^\W\d_][.!?”"])\d{{1,3}}(?=\s))?
    (?P<emoji>(?:[ \u00a0]?{_EMOJI})*+)
    (?P<gap>\s*+)
    (?=(?P<open>"[ ](?=\w)|(?:\[(?:…|\.{{3}})\][ ]?)?(?:[-–—•*]+[ ])?["'“‘„«»‹(\[{{¿¡*_{_ZERO}]{{0,6}}(?:(?:…|\.{{3}})[ ]?)?)(?P<word>[\w'’\-]{{0,32}}))
    """,
    re.VERBOSE,
)
_MARKER = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5}")
_HEADING = re.compile(r"(\w+) (?:[\dIVXLC]{1,6}|[A-Z])(?:\.\d{1,3})*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]|[^\W\d_]")
_ROMAN = re.compile(r"[ivxlc]+|[IVXLC]+")
_BRACKET = re.compile(r"\s*(?:\([^()\n.!?]{1,80}\)|\[[^\[\]\n.!?]{1,40}\])(?=\s|\Z)\s*")
_LISTED = re.compile(r"\s*\((?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\)")
_WORD = re.compile(r"\s*(\w{1,16})")
_LIST_ITEM = re.compile(r"[a-z][.)]\s+[A-Z]")
_MIXED_CASE = re.compile(r"[a-z]{1,2}-?[A-Z]|v\d")
_NAMED_REPORT = re.compile(r"(?:[A-Z][\w'’\-]*\s+){1,3}(\w+)")
_OPENERS = "\"'“‘„«»‹([{*_\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CLOSING_QUOTES = "\"'”’»“«"
_SYMBOLS = frozenset("$£€¥#@<+")
_LOOK_BACK, _LOOK_AHEAD = 40, 300


def segment(text: str, language: str = "id") -> Document:
    """`text` as sentences; `Segment.paragraph` counts its paragraphs from 0.

    Segments carry no white space at their edges and only white space lies between them. Raises `InputError`
    when `language` has no rules.
    """
    data = rules(language)
    found = tuple(
        Segment(sentence, number)
        for number, paragraph in enumerate(paragraphs(text))
        for sentence in _sentences(text, paragraph, data)
    )
    return Document(text, language, found)


def lines(text: str, language: str = "id") -> Document:
    r"""`text` with every line that is not blank as one segment, each a paragraph of its own.

    Lines end as in line-parallel files: at LF, CR LF or CR only.
    """
    spans = (
        (match.start(), match.start() + len(match.group().rstrip()))
        for match in re.finditer(r"(?=\S)[^\n\r]+", text)
    )
    found = tuple(Segment(Span(start, end), number) for number, (start, end) in enumerate(spans))
    return Document(text, rules(language).language, found)


def signature(language: str = "id") -> str:
    """Names the rules `segment` follows, as `id-1`: the `segmenter` field of a `Bitext` signature."""
    return rules(language).signature


@dataclass(slots=True)
class _Candidate:
    """A run of stops that may end the sentence begun at `begin`, with the little that decides it."""

    text: str
    data: Rules
    begin: int
    end: int
    small: bool
    """The paragraph is written without capitals."""
    match: re.Match[str]
    stop: str
    close: str
    opening: str
    word: str
    start: int
    """Where the stops start."""
    token: str = ""
    before: str = ""

    def look_back(self) -> None:
        """Sets `token`, the word the stop clings to without its openers, and `before`, the word before it."""
        tail = self.text[max(self.begin, self.start - _LOOK_BACK) : self.start]
        words = tail.rsplit(None, 2)
        if tail and not tail[-1].isspace():
            self.token = words.pop().lstrip(_OPENERS)
        self.before = words[-1].lstrip(_OPENERS) if words else ""

    @property
    def spaced(self) -> bool:
        return bool(self.match["gap"] or self.match["emoji"])

    @property
    def key(self) -> str:
        """The token as abbreviations are looked up: what follows its last comma, slash or bracket."""
        if abbreviations(self.data.language).get(self.token):
            return self.token
        return re.split(r"[,/(\[–—]", self.token)[-1].lstrip(_OPENERS)

    @property
    def starter(self) -> bool:
        return self.word.lower() in self.data.starters


def _sentences(text: str, paragraph: Span, data: Rules) -> Iterator[Span]:
    """Sentences of one paragraph: contiguous but for white space."""
    begin, end = paragraph.start, paragraph.end
    small = text[begin:end].islower()
    quotes, counted = 0, begin
    for match in _CANDIDATE.finditer(text, begin, end):
        place = match.start()
        if match.end() == end or place < begin:
            continue
        candidate = _Candidate(
            text,
            data,
            begin,
            end,
            small,
            match,
            match["stop"],
            match["close"],
            match["open"],
            match["word"],
            place,
        )
        if not _ends_sentence(candidate):
            continue
        quotes += text.count('"', counted, place)
        counted = place
        last, first = _border(candidate, open_quote=quotes % 2 == 1)
        if first >= end:
            continue
        yield Span(begin, last)
        begin = first
    yield Span(begin, end)


def _border(candidate: _Candidate, *, open_quote: bool) -> tuple[int, int]:
    """Where the sentence before a true border ends, and where the one after it starts."""
    text, match, end = candidate.text, candidate.match, candidate.end
    last, first = match.start("gap"), match.end()
    if not candidate.spaced and candidate.close[-1:] == '"' and not open_quote:
        return match.end("close") - 1, match.end("close") - 1
    if candidate.opening == '" ' and open_quote:
        return first + 1, first + 2
    bracket = _BRACKET.match(text, match.start("gap"), end)
    if bracket is None or _LISTED.match(text, match.start("gap"), end):
        return last, first
    following = text[bracket.end() : bracket.end() + 2].lstrip("\"'“‘«(")
    if bracket.end() == end or following[:1].isupper() or following[:1].isdigit():
        return match.start("gap") + len(bracket.group().rstrip()), bracket.end()
    return last, first


def _ends_sentence(candidate: _Candidate) -> bool:
    """Whether a sentence ends at `candidate`; cheap refusals first."""
    if candidate.stop[0] in "。！？｡":
        return True
    if not _may_start(candidate):
        return False
    candidate.look_back()
    if not candidate.spaced and not _unspaced(candidate):
        return False
    if _is_marker(candidate) or _inside_bracket(candidate):
        return False
    stop = candidate.stop.strip()
    if stop[-1] in "…" or stop.endswith(".."):
        return any(mark in stop for mark in "!?") or _ellipsis_ends(candidate)
    if stop == ".":
        return _dot_ends(candidate) and not _quoted_report(candidate)
    return _strong_ends(candidate) and not _quoted_report(candidate)


def _may_start(candidate: _Candidate) -> bool:
    """Whether what follows could start a sentence at all."""
    word, text = candidate.word, candidate.text
    place = candidate.match.end() + len(candidate.opening)
    if not word:
        return candidate.spaced and place < candidate.end and text[place] in _SYMBOLS
    first = word[0]
    if first.islower():
        if not candidate.spaced:
            return False
        return (
            candidate.small
            or _MIXED_CASE.match(word) is not None
            or candidate.opening.strip()[1:].startswith(("…", "..."))
            or word in candidate.data.small_names
            or _LIST_ITEM.match(text, place) is not None
        )
    if candidate.opening[:1] in {"-", "–", "—"} and any(mark in candidate.close for mark in _CLOSING_QUOTES):
        return False
    return first.isalpha() or (first.isdigit() and candidate.spaced)


def _unspaced(candidate: _Candidate) -> bool:
    """Whether a stop that runs straight into a word ends a sentence whose space was forgotten."""
    token, word, text = candidate.token, candidate.word, candidate.text
    after = text[candidate.match.end() + len(candidate.opening) + len(word) :][:2] if len(word) < 32 else "."
    if "/" in token or "@" in token or "www." in token or (after[:1] in "./@:" and after[1:].isalnum()):
        return False
    if (
        not word[:1].isupper()
        and candidate.stop in {".", "…", "..."}
        and word[:1].lower() != word[:1].upper()
    ):
        return False
    if len(word) > 1 and word.isupper():
        return False
    if candidate.starter:
        return (
            len(token) > 1
            and not token.endswith(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            or candidate.close != ""
        )
    if candidate.stop.startswith("..") or candidate.stop[0] == "…":
        return False
    return token.islower() and len(token) > 2 and token[-3:].isalpha()


def _is_marker(candidate: _Candidate) -> bool:
    """Whether the stop belongs to a list number or a heading's number, or nothing was said yet."""
    text, token = candidate.text, candidate.token
    if candidate.start - candidate.begin <= 24:
        said = text[candidate.begin : candidate.start].strip(_OPENERS + "-–—•[]() ")
        if not said:
            return candidate.stop[0] in ".…"
        if candidate.stop == "." and not candidate.close:
            heading = _HEADING.fullmatch(said)
            if _MARKER.fullmatch(said) or (heading and heading[1].lower() in candidate.data.headings):
                return True
    listed = candidate.before[-1:] in {":", ";", ","} and candidate.stop == "."
    return listed and ((token.isdigit() and len(token) < 3) or (len(token) == 1 and token.islower()))


def _inside_bracket(candidate: _Candidate) -> bool:
    """Whether the stop stands inside a bracket that opened in mid-sentence and closes further on."""
    text, start = candidate.text, candidate.start
    floor = max(candidate.begin, start - _LOOK_AHEAD)
    opened = text.rfind("(", floor, start)
    if opened < 0 or text.rfind(")", opened, start) >= 0 or ")" in candidate.close:
        return False
    if text[opened + 1].isspace() or not text[candidate.begin : opened].strip(_OPENERS + " "):
        return False
    ahead = candidate.match.end()
    return text.find(")", ahead, min(ahead + _LOOK_AHEAD, candidate.end)) >= 0


def _ellipsis_ends(candidate: _Candidate) -> bool:
    """Before a capital an ellipsis ends the sentence, unless bracketed or after a word that cannot be last."""
    if candidate.text[candidate.start - 1 : candidate.start] in {"[", "("} and candidate.close[:1] in {
        "]",
        ")",
    }:
        return False
    return candidate.token.lower() not in candidate.data.unfinished


def _strong_ends(candidate: _Candidate) -> bool:
    """Question and exclamation marks."""
    text = candidate.text
    if text[candidate.start - 1 : candidate.start] == "(" and candidate.close[:1] == ")":
        return False
    return candidate.token + candidate.stop not in candidate.data.stopped_names or candidate.starter


def _quoted_report(candidate: _Candidate) -> bool:
    """Whether a reporting clause that starts with a capital follows quoted speech ("Mengapa?" Ani bertanya)."""
    if not any(mark in candidate.close for mark in _CLOSING_QUOTES) or candidate.opening:
        return False
    reporting = candidate.data.reporting
    word = candidate.word.lower()
    if word in reporting and candidate.data.language == "id" and word != "demikian" and word != "aku":
        return True
    if candidate.small:
        return word in reporting
    if candidate.stop == "." or (candidate.starter and candidate.word != "I"):
        return False
    named = _NAMED_REPORT.match(
        candidate.text, candidate.match.end(), min(candidate.match.end() + 80, candidate.end)
    )
    return named is not None and named[1] in reporting


def _dot_ends(candidate: _Candidate) -> bool:
    """A single full stop: abbreviations, initials, numbers, and otherwise a sentence end."""
    key = candidate.key
    if not key:
        return True
    kind = abbreviations(candidate.data.language).get(key)
    if (
        candidate.match["note"]
        and candidate.match["note"].isdigit()
        and (kind or len(key) < 3 or not key.islower())
    ):
        return False
    initials = _INITIALS.fullmatch(key) is not None and key[0].isupper()
    degree = kind is Kind.END and candidate.before.endswith(",")
    if initials and not degree and kind is not Kind.LEAD:
        return _initial_ends(candidate)
    if kind is not None:
        return _abbreviation_ends(candidate, kind)
    if key[-1].isdigit():
        return _number_ends(candidate, key)
    return "." not in key or not _INITIALS.fullmatch(key) or candidate.starter


def _abbreviation_ends(candidate: _Candidate, kind: Kind) -> bool:
    word = candidate.word
    if kind is Kind.LEAD or candidate.small:
        return False
    if kind is Kind.NUMBER:
        return not (word[:1].isdigit() or _ROMAN.fullmatch(word) or (len(word) == 1 and word != "I"))
    if kind is Kind.MIDDLE or ")" in candidate.close:
        return candidate.starter
    if candidate.opening[:1] == "(":
        bracket = _BRACKET.match(candidate.text, candidate.match.end(), candidate.end)
        if bracket and candidate.text[bracket.end() : bracket.end() + 1].islower():
            return False
    if word in candidate.data.zones or (word[0].isdigit() and not candidate.before[-1:].isdigit()):
        return False
    place = candidate.match.end()
    following = candidate.text[place : place + 16].split(None, 1)
    degree = following[0].rstrip(",.") if following else ""
    return "." not in degree or abbreviations(candidate.data.language).get(degree) is None


def _number_ends(candidate: _Candidate, key: str) -> bool:
    """A stop after digits; within dates, times and numbers written with spaces it ends nothing."""
    word = candidate.word
    if not word[:1].isdigit() or not key.isdigit() or len(key) > 2:
        return True
    place = candidate.match.end() + len(word)
    zone = _WORD.match(candidate.text, place)
    return not (
        candidate.text[place : place + 1] == "."
        or len(word) == 3
        or (zone and zone[1] in candidate.data.zones)
    )


def _initial_ends(candidate: _Candidate) -> bool:
    """Single letters: initials of a name, unless a noun or a number they belong to stands before them."""
    before = candidate.before.rstrip(",")
    if before.lower() in candidate.data.lettered or before[-1:].isdigit():
        return True
    return candidate.starter and not candidate.word.isupper()
