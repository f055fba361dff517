"""Sentence boundaries: whether a sentence ends at a candidate, judged by the few characters around it.

Each decision looks at a stretch of bounded length.
"""

from __future__ import annotations

import re

from align.text.candidates import BRACKET, CLOSING_QUOTES, OPENERS, Candidate
from align.text.rules import Kind, abbreviations

_WIDE_STOPS = "。！？｡"
_MARKER = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5}")
_HEADING = re.compile(r"(\w+) (?:[\dIVXLC]{1,6}|[A-Z])(?:\.\d{1,3})*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]|[^\W\d_]")
_ROMAN = re.compile(r"[ivxlc]+|[IVXLC]+")
_WORD = re.compile(r"\s*(\w{1,16})")
_LIST_ITEM = re.compile(r"[a-z][.)]\s+[A-Z]")
_LETTER_LIST = re.compile(r"(?<!\w)[A-Z],? (?:[a-z]+|&) [A-Z]\Z")
_CLIPPED = re.compile(r"[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz][b-df-hj-np-tv-xz]{1,4}")
_SUBJECT = re.compile(r"\w+(?:,|\s+(?:itu|ini|tersebut)\b)")
_TWO_CAPITALS = re.compile(r"[A-Z][a-z]+ [A-Z]")
_MIXED_CASE = re.compile(r"[a-z]{1,2}-?[A-Z]|v\d")
_NAMED_REPORT = re.compile(r"(?:[A-Z][\w'’\-]*\s+){1,3}(?:[a-z]+\s+)?(\w+)")
_JOINERS = frozenset("./@:")
_SYMBOLS = frozenset("$£€¥#@<+")
_LOOK_AHEAD = 300


def ends_sentence(candidate: Candidate) -> bool:
    """Whether a sentence ends at `candidate`; the cheap refusals come first."""
    if candidate.stop[0] in _WIDE_STOPS:
        return True
    if not _may_start(candidate):
        return False
    candidate.look_back()
    if (
        (not candidate.spaced and not _unspaced(candidate))
        or _is_marker(candidate)
        or _inside_bracket(candidate)
    ):
        return False
    stop = candidate.stop
    if stop[-1] == "…" or (stop[-1] == "." and len(stop) > 1):
        return not {"!", "?"}.isdisjoint(stop) or _ellipsis_ends(candidate)
    return (_dot_ends if stop == "." else _strong_ends)(candidate) and not _quoted_report(candidate)


def _may_start(candidate: Candidate) -> bool:
    """Whether what follows could start a sentence at all."""
    word = candidate.word
    place = candidate.next + len(candidate.opening)
    if candidate.opening[:1] in {"-", "–", "—"} and candidate.quoted:
        return False
    if not word:
        return candidate.spaced and place < candidate.end and candidate.text[place] in _SYMBOLS
    if not word[0].islower():
        return word[0].isalpha() or (word[0].isdigit() and candidate.spaced)
    return candidate.spaced and (
        candidate.small
        or candidate.opening.strip()[1:].startswith(("…", "..."))
        or word in candidate.data.small_names
        or _MIXED_CASE.match(word) is not None
        or _LIST_ITEM.match(candidate.text, place) is not None
    )


def _unspaced(candidate: Candidate) -> bool:
    """Whether a stop that runs straight into a word ends a sentence whose space was forgotten."""
    token, word = candidate.token, candidate.word
    place = candidate.next + len(candidate.opening) + len(word)
    after = candidate.text[place : place + 2]
    glued = after[:1] in _JOINERS and after[1:].isalnum()
    if glued or "/" in token or "@" in token or "www." in token:
        return False
    if len(word) > 1 and word.isupper():
        return False
    if candidate.starter:
        return candidate.close != "" or (len(token) > 1 and not token[-1].isupper())
    if candidate.stop[0] == "…" or candidate.stop.startswith(".."):
        return False
    return token.islower() and len(token) > 2 and token[-3:].isalpha()


def _is_marker(candidate: Candidate) -> bool:
    """Whether the stop belongs to a list number or a heading's number, or nothing was said before it."""
    text, token = candidate.text, candidate.token
    plain = candidate.stop == "." and not candidate.close
    if candidate.start - candidate.begin <= 24:
        said = text[candidate.begin : candidate.start].strip(OPENERS + "-–—•[]() ")
        if not said:
            return candidate.stop[0] in ".…"
        heading = _HEADING.fullmatch(said)
        if plain and (_MARKER.fullmatch(said) or (heading and heading[1].lower() in candidate.data.headings)):
            return True
    if not plain or candidate.before[-1:] not in {":", ";", ","}:
        return False
    return (token.isdigit() and len(token) < 3) or (len(token) == 1 and token.islower())


def _inside_bracket(candidate: Candidate) -> bool:
    """Whether the stop stands inside a bracket that opened in mid-sentence and closes further on."""
    text, start = candidate.text, candidate.start
    opened = text.rfind("(", max(candidate.begin, start - _LOOK_AHEAD), start)
    if opened < 0 or ")" in candidate.close or text.rfind(")", opened, start) >= 0:
        return False
    if text[opened + 1].isspace() or not text[candidate.begin : opened].strip(OPENERS + " "):
        return False
    return text.find(")", candidate.next, min(candidate.next + _LOOK_AHEAD, candidate.end)) >= 0


def _ellipsis_ends(candidate: Candidate) -> bool:
    """Before a capital an ellipsis ends a sentence, unless bracketed or after a word that cannot be last."""
    before = candidate.text[max(candidate.start - 1, 0) : candidate.start]
    if before in {"[", "("} and candidate.close[:1] in {"]", ")"}:
        return False
    return candidate.quoted or candidate.token.lower() not in candidate.data.unfinished


def _strong_ends(candidate: Candidate) -> bool:
    """Question and exclamation marks end a sentence unless bracketed as a remark, or part of a name."""
    if candidate.text[max(candidate.start - 1, 0) : candidate.start] == "(" and candidate.close[:1] == ")":
        return False
    return candidate.token + candidate.stop not in candidate.data.stopped_names or candidate.starter


def _quoted_report(candidate: Candidate) -> bool:
    """Whether a reporting clause that starts with a capital follows quoted speech ("Siapa?" Ani bertanya)."""
    if not candidate.quoted or candidate.opening:
        return False
    data, word = candidate.data, candidate.word.lower()
    if word in data.reporting and (candidate.small or data.report_first):
        return _SUBJECT.match(candidate.text, candidate.next) is None
    if candidate.small or candidate.stop == "." or (candidate.starter and candidate.word != "I"):
        return False
    named = _NAMED_REPORT.match(candidate.text, candidate.next, min(candidate.next + 80, candidate.end))
    return named is not None and not data.reporting.isdisjoint(named.group().split())


def _dot_ends(candidate: Candidate) -> bool:
    """A single full stop: abbreviations, initials, numbers, and otherwise a sentence end."""
    key = candidate.key
    if not key or key[-1].isdigit():
        return _number_ends(candidate, key)
    kind = abbreviations(candidate.data.language).get(key)
    note = candidate.match["note"] or ""
    if note.isdigit() and note.isascii() and (kind or len(key) < 3 or not key.islower()):
        return False
    initials = _INITIALS.fullmatch(key) is not None
    degree = kind is Kind.END and candidate.before.endswith(",")
    if initials and key[0].isupper() and not degree and kind is not Kind.LEAD:
        return _initials_end(candidate)
    if kind is not None:
        return _abbreviation_ends(candidate, kind)
    if candidate.starter or not CLOSING_QUOTES.isdisjoint(candidate.opening):
        return True
    return not ((initials and "." in key) or _CLIPPED.fullmatch(key))


def _abbreviation_ends(candidate: Candidate, kind: Kind) -> bool:
    word, data = candidate.word, candidate.data
    if kind is Kind.LEAD or candidate.small:
        return candidate.starter and not CLOSING_QUOTES.isdisjoint(candidate.opening)
    if kind is Kind.NUMBER:
        return not (word[:1].isdigit() or _ROMAN.fullmatch(word) or (len(word) == 1 and word != "I"))
    if kind is Kind.MIDDLE or ")" in candidate.close:
        return candidate.starter
    numbered = word.isdigit() and (len(word) == 4 or not candidate.before[-1:].isdigit())
    if word in data.zones or numbered:
        return False
    if kind is Kind.FIRM and not candidate.starter and _TWO_CAPITALS.match(candidate.text, candidate.next):
        return False
    return not _degree_or_aside_follows(candidate)


def _degree_or_aside_follows(candidate: Candidate) -> bool:
    """Whether another abbreviation follows (S.H. M.Hum.), or a bracket after which the sentence goes on."""
    text, place = candidate.text, candidate.next
    bracket = BRACKET.match(text, place, candidate.end)
    if bracket and text[bracket.end() : bracket.end() + 1].islower():
        return True
    following = text[place : place + 16].split(None, 1)
    degree = following[0].rstrip(",.") if following else ""
    return "." in degree and degree in abbreviations(candidate.data.language)


def _number_ends(candidate: Candidate, key: str) -> bool:
    """A stop after digits; within dates, times and numbers written with spaces it ends nothing."""
    word = candidate.word
    if not word[:1].isdigit() or not key.isdigit() or len(key) > 2:
        return True
    place = candidate.next + len(word)
    zone = _WORD.match(candidate.text, place)
    if zone and zone[1] in candidate.data.zones:
        return False
    return candidate.text[place : place + 1] != "." and len(word) != 3


def _initials_end(candidate: Candidate) -> bool:
    """Single letters: initials of a name, unless a noun or a number they belong to stands before them."""
    before, data = candidate.before.rstrip(","), candidate.data
    if (
        before.lower() in data.lettered
        or before[-1:].isdigit()
        or (candidate.token == "X" and before.islower())
    ):
        return True
    if _LETTER_LIST.search(candidate.text[max(candidate.begin, candidate.start - 24) : candidate.start]):
        return True
    if candidate.token == "I" and before.islower() and before not in data.unfinished | data.reporting:
        return True
    return candidate.starter and not candidate.word.isupper()
