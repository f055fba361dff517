"""Where a sentence may end: runs of stops with what clings to them, and where the border would lie.

`CANDIDATE` finds every run of stops with its closing quotes and brackets, citation numbers and emoji, which all stay
with the sentence before.
"""

from __future__ import annotations

import re

from align.text.rules import Rules, abbreviations

_STOPS = "[.!?…‼⁇⁈⁉。！？｡؟۔।]"
_ZERO = "\u200b-\u200f\u2060\ufeff\u00ad"
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55][\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]*"
_ELLIPSIS = r"(?:…|\.{3})"
_OPENING = rf"""["'“‘„«»‹(\[{{¿¡*_{_ZERO}]{{0,6}}"""
CANDIDATE = re.compile(
    rf"""
    (?P<stop>{_STOPS}++(?:\s+{_STOPS}++(?!\w))*)
    (?P<close>(?:["'”’»›)\]}}*_{_ZERO}]|[“‘«‹](?=\s|\Z|[,.;:]))*+(?:[ \u00a0]+[”»](?=\s|\Z))?)
    (?P<note>(?:\[\d[\d,;–\- ]{{0,20}}\]|[⁰¹²³⁴-⁹]+)+|(?<=[^\W\d_][.!?”"])\d{{1,3}}(?=\s))?
    (?P<emoji>(?:[ \u00a0]?(?:{_EMOJI}|[:;][-']?[()DP](?!\w)))*+)
    (?P<gap>\s*+)
    (?=
        (?P<open>"[ ](?=\w)|(?:\[{_ELLIPSIS}\][ ]?)?(?:[-–—•*]+[ ])?{_OPENING}(?:{_ELLIPSIS}[ ]?)?)
        (?P<word>[\w'’\-]{{0,32}})
    )
    """,
    re.VERBOSE,
)
BRACKET = re.compile(r"\s*(?:\([^()\n.!?]{1,80}\)|\[[^\[\]\n.!?]{1,40}\])(?=\s|\Z)\s*")
_LISTED = re.compile(r"\s*\((?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\)")
_BREAKERS = re.compile(r"[,/(\[–—]")
OPENERS = "\"'“‘„«»‹([{*_\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
CLOSING_QUOTES = frozenset("\"'”’»“«")
_LOOK_BACK = 40


class Candidate:
    """A run of stops that may end the sentence begun at `begin`, with the little that decides it."""

    __slots__ = (
        *("text", "data", "begin", "end", "small", "match"),
        *("stop", "close", "opening", "word", "start", "token", "before"),
    )

    def __init__(
        self, text: str, data: Rules, match: re.Match[str], *, begin: int, end: int, small: bool
    ) -> None:
        """`end` is the paragraph's; `small` says that the paragraph is written without capitals."""
        self.text, self.data, self.begin, self.end, self.small, self.match = (
            text,
            data,
            begin,
            end,
            small,
            match,
        )
        self.stop, self.close, self.opening, self.word = match.group("stop", "close", "open", "word")
        self.start = match.start()
        self.token = self.before = ""

    def look_back(self) -> None:
        """Sets `token`, the word the stop clings to without its openers, and `before`, the word before it."""
        tail = self.text[max(self.begin, self.start - _LOOK_BACK) : self.start]
        words = tail.rsplit(None, 2)
        if tail and not tail[-1].isspace():
            self.token = words.pop().lstrip(OPENERS)
        self.before = words[-1].lstrip(OPENERS) if words else ""

    @property
    def next(self) -> int:
        """Where what follows starts, opening marks included."""
        return self.match.end()

    @property
    def spaced(self) -> bool:
        """Whether something parts the stop from what follows."""
        return bool(self.match["gap"] or self.match["emoji"])

    @property
    def quoted(self) -> bool:
        """Whether a quote closes after the stop."""
        return not CLOSING_QUOTES.isdisjoint(self.close)

    @property
    def starter(self) -> bool:
        """Whether the word that follows typically starts a sentence."""
        return self.word.lower() in self.data.starters

    @property
    def key(self) -> str:
        """The token as abbreviations are looked up: from its last comma, slash, bracket or dash on."""
        if self.token in abbreviations(self.data.language):
            return self.token
        return _BREAKERS.split(self.token)[-1].lstrip(OPENERS)


def border(candidate: Candidate, *, open_quote: bool) -> tuple[int, int]:
    """Where the sentence before a true border ends, and where the one after it starts.

    `open_quote` says whether an odd number of straight quotes stands before the stop.
    """
    text, match, end = candidate.text, candidate.match, candidate.end
    last, first = match.start("gap"), match.end()
    if not candidate.spaced and candidate.close[-1:] == '"' and not open_quote:
        return match.end("close") - 1, match.end("close") - 1
    if candidate.opening == '" ' and open_quote:
        return first + 1, first + 2
    bracket = BRACKET.match(text, last, end)
    if bracket is None or _LISTED.match(text, last, end):
        return last, first
    following = text[bracket.end() : bracket.end() + 3].lstrip(OPENERS)[:1]
    if bracket.end() == end or following.isupper() or following.isdigit():
        return last + len(bracket.group().rstrip()), bracket.end()
    return last, first
