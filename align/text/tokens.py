"""Word tokens with verbatim offsets, for word alignment and checks; the same rules for every language.

One token is: a URL, e-mail address or host name; a number with its separators (`1.500.000`, `2,5`, `10.30`,
`23/09/2022`); a word with its inner hyphens and apostrophes (`negara-negara`, `Jum'at`, `don't`, `COVID-19`,
`1990-an`), Indonesian clitics attached; an abbreviation of single letters with its stops (`B.J.`, `S.H.`,
`p.m.`); an English clitic of its own after its word (`DPRK` `'s`, `we` `'ve`; `n't` stays in its word); an
ellipsis or a run of hyphens; an emoji with its modifiers; a currency sign (`Rp`, `US$`, `€`); any other
punctuation mark or symbol.
White space and invisible characters (U+200B, U+2060, U+FEFF) belong to no token.
"""

from __future__ import annotations

import re
from functools import lru_cache

from align.model import Span

_ACCENTS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e4e"
_MARKS = _ACCENTS + "\u200c\u200d\u00ad"
_CHAR = rf"[\w{_MARKS}]"
_LETTER = r"[^\W\d_]"
_CLITIC = rf"['’](?:s|S|re|ve|ll|d|m)(?!{_CHAR})"
#: What names of hosts end in, as a pattern.
HOSTS = (
    "com|co|id|net|org|go|ac|sch|mil|edu|gov|info|tv|io|int|uk|us|kr|kp|jp|cn|sg|my|au|eu|ru|de|fr|nl|"
    "ly|me|app|dev|ai|xyz|site|online|news|blog|biz|cc|link|shop|store|asia"
)
_EMOJI = "[\U0001f000-\U0001faff\u2600-\u27bf]"
_SENTENCE = 2000  # characters that are remembered at most
_PART = 40  # the same of what spaces delimit
_TOKEN = re.compile(
    rf"""
    (?:https?://|ftp://|www\.)[^\s<>"“”«»]*[^\s<>"“”«».,;:!?'’)\]}}…]
    | [\w.+\-]{{1,64}}@[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}})+
    | (?:[A-Za-z0-9\-]{{1,63}}\.){{1,4}}(?:{HOSTS})(?![\w\-]|\.\w)(?:/[^\s<>"“”«»]*[^\s<>"“”«».,;:!?'’)\]}}…])?
    | (?:Rp|IDR|USD|EUR|KRW)(?=\d) | (?:US|S|A|HK|NZ|C|R)\$
    | \d++(?:[.,:/]\d++)++
    | (?:{_LETTER}\.){{2,}}(?!{_CHAR})
    | [A-Z]\.[A-Z][a-z]{{0,3}}(?:\.[A-Z]{{1,2}})?(?!{_CHAR})
    | (?<={_CHAR}){_CLITIC}
    | \d++(?=[-‐‑]\d)
    | {_CHAR}+(?:(?:[-‐‑]|(?!{_CLITIC})['’ʼ])(?=\w){_CHAR}+)*
    | \.{{2,}} | …+ | \.(?:[ ]\.){{2,}} | -{{2,}}
    | {_EMOJI}(?:\ufe0f|[\U0001f3fb-\U0001f3ff]|\u200d{_EMOJI})*
    | [^\s\u200b\u2060\ufeff]
    """,
    re.VERBOSE,
)


def tokenize(text: str) -> list[Span]:
    """Spans of the tokens of `text`, in order and disjoint; offsets count code points of `text` itself."""
    return list(_sentence(text) if len(text) <= _SENTENCE else _tokens(text))


def _tokens(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in _TOKEN.finditer(text))


@lru_cache(maxsize=1024)  # terms, links and checks each ask for the same sentences
def _sentence(text: str) -> tuple[Span, ...]:
    return _tokens(text)


def words(text: str) -> list[str]:
    """The tokens of `text` as strings."""
    if ". ." in text:  # the one token that white space may stand in
        return _TOKEN.findall(text)
    return [
        token
        for part in text.split()
        for token in (_known(part) if len(part) <= _PART else _TOKEN.findall(part))
    ]


@lru_cache(maxsize=1 << 14)  # most of what a text is made of stands in it more than once
def _known(part: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(part))
