"""What is no language: addresses, codes, numbers that are names, placeholders, symbols, other scripts.

Translators' tools call these placeables. They stand in a translation as they stand in the source; found here, with their
places, for the engines that must not see them, for whatever holds a translation to them, and for the checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

from align.facts.dates import MONTHS, dates_of
from align.facts.persons import initials, villages
from align.lexical.anchors import english_number
from align.model import Span
from align.text.tokens import HOSTS
from glossary import Match

Kind = Literal[
    "blob", "inline", "address", "handle", "file", "number", "code", "script", "measure", "symbol", "names"
]

LONGEST_WORD = 60  # characters; beyond this it is a key, a hash or a blob
_Found = TypeVar("_Found", bound=Match)
_SENTENCE = 2000  # characters that are remembered at most
# Scripts other than Latin with their marks; half-width forms; neither ideographic space nor punctuation of English.
_SCRIPT = (
    "\u0370-\u1dff\u1f00-\u1fff\u2c00-\u2dff\u2e80-\u2fff\u3001-\ud7ff\uf900-\ufdff\ufe70-\ufefc\uff66-\uff9f"
    "\U00010000-\U0001cfff\U00020000-\U0003ffff"
)
_SYMBOL = (
    "\u00a6\u00a7\u00a9\u00ac\u00ae\u00b0\u00b6\u2020-\u2022\u2030\u2031\u203b\u20e3\u2100-\u2211\u2213-\u2bff"
    "\U0001d000-\U0001faff"
)
_JOINS = "\u200d\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f"  # what makes one emoji of several
_ENGLISH = "°½¼¾×²³±™"  # that English writes of itself
#: Characters that no translation has unless its source does: symbols, scripts, controls, marks of direction.
ODD = re.compile(
    f"[{_SYMBOL}{_SCRIPT}{_JOINS}\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ue000-\uf8ff\ufeff\ufff9-\uffff]"
)
_END = r"[^\s<>\"“”«».,;:!?'’)\]}…]"
_PAGE = rf"[^\s<>\"“”«»]*{_END}"
_NUM = r"\d+(?:[.,]\d+)*"
_FILES = (
    "pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|md|csv|tsv|jsonl?|xml|ya?ml|toml|ini|log|html?|css|js|ts|py|php|java|sql|sh|"
    "exe|apk|dmg|iso|zip|rar|7z|tar|gz|jpe?g|png|gif|svg|webp|bmp|tiff?|mp[34]|wav|avi|mkv|mov|srt|vtt|epub|tmx|xlf"
)
_MONTH = "|".join(MONTHS["id"])
_PATTERN = re.compile(
    rf"""
    (?:(?<![A-Za-z\d])|(?=[^A-Za-z\d]))(?=\S)  # inside a word nothing begins
    (?:(?P<blob> (?<!\S)\S{{{LONGEST_WORD + 1},}})
    | (?P<inline> \{{\{{[^{{}}\n]{{1,80}}\}}\}} | \$?\{{[^\W\d]?[\w.:$-]{{0,60}}\}} | %\(\w{{1,40}}\)[a-z]
      | (?<![\w%])%(?:\d\$)?[sdifgxu@](?!\w) | (?<![\w$])\$(?![\s$])[^$\n]{{0,80}}[\\^_=][^$\n]{{0,80}}\$
      | </?[A-Za-z][^<>\n]{{0,200}}> | \[\^[\w-]{{1,40}}\] | `[^`\n]{{1,120}}`)
    | (?P<address> (?<![A-Za-z\d])[A-Za-z][A-Za-z\d+.-]{{1,20}}://{_PAGE} | (?<!\w)www\.{_PAGE}
      | (?<!\w)(?:tel|mailto|sms|sip|urn|geo|whatsapp):(?!\s){_PAGE}
      | (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}})+
      | (?<![\w.@-])(?:[a-zA-Z\d][a-zA-Z\d-]{{0,62}}\.){{1,5}}(?:(?:{HOSTS})(?![\w-]|\.\w)(?:[/:?]{_PAGE})?
        |[a-z]{{2,6}}/{_PAGE}))
    | (?P<handle> (?<![\w@\#/&.])[@\#][\w](?:[\w.]{{0,60}}\w)?)
    | (?P<file> (?<![\w./\\-])[\w.-]{{1,100}}\.(?:{_FILES})(?![\w-]|\.\w) | (?<!\w)[A-Za-z]:\\[^\s"<>|]{{1,200}}
      | (?<![\w/.~])~?(?:/[\w.-]{{0,79}}[\w-]){{2,20}}/?
      | (?<![\w/.-])(?:[\w.-]{{1,60}}/){{1,12}}[\w.-]{{1,80}}\.(?:{_FILES})(?!\w))
    | (?P<measure> [≥≤≈±√−~][ ]?{_NUM}(?:[ ]?°[CF]?(?!\w))? | {_NUM}(?:[ ]?[×÷±][ ]?{_NUM})+
      | (?:\d+[ ]?)?[¼-¾⅐-⅞] | {_NUM}[ ]?°(?:[ ]?[CF](?!\w))? | (?<!\w)(?:[kcdm]?m|h)[²³]
      | (?<!\w)[A-Za-z]{{1,4}}[₀-₉][\w₀-₉]*)
    | (?P<number> (?<!\w)RT[ .]?\d{{1,3}}[ ]?/[ ]?RW[ .]?\d{{1,3}}(?!\d) | \d\d:\d\d:\d\d[,.]\d{{3}}
      | (?<![\w+])\+\d[\d ()./-]{{5,18}}\d | \(0\d{{1,4}}\)[ ]?\d[\d -]{{3,14}}\d
      | (?<![\w.,:/+-])0\d{{1,4}}(?:[ -]\d{{3,5}}){{1,4}}(?!\d)
      | (?<![\w.,:/+-])0\d+(?![\d]|[.,:/]\d|-\d\d?-\d{{4}}(?!\d)|\W(?:{_MONTH}))
      | (?<![\w.,:/-])\d{{4}}(?:[ ]\d{{4}}){{2,4}}\d{{0,3}}(?!\d) | (?<![\w.,:/-])\d+(?:-\d+){{2,}}(?![\w-])
      | (?<![\w.,:/-])\d{{3,}}-0\d+(?!\d) | (?<![\w.,:/-])\d{{7,}}(?!\d|[.,]\d)
      | (?<![\w.,:/-])\d+(?:\.\d+){{2,}}-\d+(?:[.-]\d+)*(?![\w-])
      | (?<![\w.,:/-])\d+(?:\.\d+){{2,}}(?:[:/]\d+)?(?![\w]|[.,]\d) | (?<!\w)v\d+(?:\.\d+)+)
    | (?P<code> (?<=,[ ])(?:[SMD]\.[A-Z][a-z]{{0,4}}\.?(?:[A-Z]\.)?|Ph\.?D\.?)(?![\w-])
      | (?<![\w.])[A-Z]{{1,2}}[ ]\d{{1,4}}[ ][A-Z]{{1,3}}(?!\w) | (?<!\w)[CF](?:\+\+|\#)(?!\w)
      | (?<![\w@\#/.-])[A-Z][A-Z\d]{{0,60}}(?:[-/._][A-Z\d]{{1,60}}){{0,12}}(?![\w])
      | (?<![\w@\#/.,-])\d{{1,20}}(?:[-/._][A-Z\d]{{1,60}}){{1,12}}(?!\w)
      | (?<![\w])[A-Za-z\d]{{1,60}}(?:_[A-Za-z\d]{{1,60}})+(?!\w)
      | (?<!\w)[0-9a-fA-F]{{8,128}}(?:-[0-9a-fA-F]{{4,32}})*(?!\w))
    | (?P<script> [{_SCRIPT}]+(?:[ ·-]?[{_SCRIPT}]+)*)
    | (?P<symbol> (?:(?:[\d#*]\ufe0f?\u20e3|[{_SYMBOL}])[{_JOINS}\U0001f3fb-\U0001f3ff]*)+
      | (?<![\w<=-])(?:[-=]{{1,2}}>|<[-=]{{1,2}})(?![\w>=-])))
    """,
    re.VERBOSE,
)
# A plain sentence has none of this, and costs one look.
_MAYBE = re.compile(
    r"[\d@#\\{}%<>_=$~`]|\S{61}|/\w|\w\.[A-Za-z]{2}|tel:|mailto:|sms:|sip:|urn:|geo:|\+\+|"
    r", [SMDP]h?\.|[^\x00-\x7f‘’“”–—…À-ɏ]"
)
_HOUR_BEFORE = re.compile(r"(?:pukul|jam|tanggal|tgl\.?)\s$", re.IGNORECASE)
_LABEL = re.compile(r"(?<![\w.-])[A-Z]{2,5} $")  # `NIK` before its number
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_IP_BEFORE = re.compile(r"\bIP\b[^.;]{0,40}$", re.IGNORECASE)
_MONEY = ("IDR", "USD", "EUR", "SGD", "MYR", "JPY", "AUD", "GBP", "KRW", "CNY", "RM", "SAR")
_DEGREE = re.compile(r"[SMD]\.[A-Z]|Ph\.?D")
_YEARLY = re.compile(r"[A-Z]{2,}[-/](?:19|20)\d\d")
_NUMERAL = re.compile(_NUM)


@dataclass(frozen=True, slots=True)
class Placeable:
    """What is no language at `source`, and `target`, what must stand in the translation for it."""

    source: Span
    target: str
    kind: Kind

    @property
    def loose(self) -> bool:
        """Whether the sentence around it is whole without it: a symbol, a tag, a mark of a note."""
        return self.kind == "symbol" or (self.kind == "inline" and self.target[0] in "<[")


def verbatim(text: str) -> Sequence[Placeable]:
    """The placeables of a text, left to right, disjoint. Linear in its length."""
    if len(text) <= _SENTENCE:
        return _sentence(text)
    return tuple(_found(text)) if _MAYBE.search(text) else ()


@lru_cache(maxsize=1024)
def _sentence(text: str) -> tuple[Placeable, ...]:
    return tuple(_found(text)) if _MAYBE.search(text) else ()


def _found(text: str) -> Iterator[Placeable]:
    done = 0
    for match in _PATTERN.finditer(text):
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # the groups are the kinds
        if kind == "measure":
            yield Placeable(Span(*match.span()), _NUMERAL.sub(lambda m: english_number(m[0]), match[0]), kind)
        elif not (kind == "number" and _counts(match)) and not (kind == "code" and not _names(match[0])):
            start = _with_label(text, match.start(), done) if kind == "number" else match.start()
            yield Placeable(Span(start, match.end()), text[start : match.end()], kind)
        else:
            continue
        done = match.end()


def _with_label(text: str, start: int, done: int) -> int:
    """Where a number begins with the capitals that say what it is, which no model should take apart: `ISBN 978-…`."""
    label = _LABEL.search(text, max(start - 8, done), start)
    return label.start() if label else start


def _counts(match: re.Match[str]) -> bool:
    """Whether digits are a quantity, an hour or a day after all: `1.500.000`, `pukul 08`."""
    before = match.string[max(match.start() - 44, 0) : match.start()]
    if any(dates_of(match[0])):
        return True
    if match[0][0] == "0" and match[0].isdigit() and len(match[0]) <= 2 and _HOUR_BEFORE.search(before):
        return True
    return bool(_GROUPED.fullmatch(match[0])) and not _IP_BEFORE.search(before)


def _names(code: str) -> bool:
    """Whether letters and digits are a code: `INV/2025/0012`, `MH370`, `M.Sc.`; not `IDR50`, `S2`, `KPK`, `APBN-2024`."""
    if any(mark in code for mark in " +#_") or _DEGREE.match(code):
        return True
    digits = sum(map(str.isdigit, code))
    if digits == len(code.replace("-", "").replace("/", "").replace(".", "")):
        return False  # dates, ranges, numbers with groups
    return digits >= 2 and not code.startswith(_MONEY) and not _YEARLY.fullmatch(code)


def outside(text: str, matches: Iterable[_Found]) -> list[_Found]:
    """Of terms found in a text those outside placeables, names of villages and streets, and initials of persons."""
    names = [*villages(text), *initials(text)]
    inside = [*(item.source for item in verbatim(text)), *names]
    return [
        match
        for match in matches
        if not any(
            place.start <= match.start
            and match.end <= place.end
            and (len(place) > match.end - match.start or place in names)
            for place in inside
        )
    ]


def absent(text: str, translation: str) -> list[Placeable]:
    """Placeables of `text` that `translation` has less often than the text does."""
    wanted = verbatim(text)
    if not wanted:
        return []
    left: dict[str, int] = {}
    out = []
    for item in sorted(wanted, key=lambda item: -len(item.target)):
        if item.target not in left:
            left[item.target] = translation.count(item.target)
        left[item.target] -= 1
        if left[item.target] < 0:
            out.append(item)
    return sorted(out, key=lambda item: item.source)


def strange(text: str, translation: str) -> list[Span]:
    """Where a translation has symbols, letters of other scripts or controls that its source does not have."""
    found = [match.span() for match in ODD.finditer(translation)]
    return [Span(*place) for place in found if translation[place[0]] not in _ENGLISH + text]
