"""What a sentence and its translation have in common before any dictionary is opened.

A sentence becomes a list of tokens in which numbers are written one way for both languages, every kind
of quotation mark is the same mark, and words are lower-cased. `skeleton` gives cognates of the two
languages the same spelling (teknologi/technology, universitas/university).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_TOKEN = re.compile(r"""\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|["“”„«»]|[?!()%$£€;]""")
_QUOTES = frozenset('"“”„«»')
_MARKS = frozenset('"?!()%$£€;')
_CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
_SEPARATORS = {"id": (".", ","), "en": (",", ".")}  # thousands, decimals


def canonical_number(text: str, language: str) -> str:
    """A number as plain digits with a decimal point, or `h:mm` for a time of day; `#` stands before it.

    Indonesian writes `1.500.000`, `2,5` and `pukul 10.30`, English `1,500,000`, `2.5` and `10:30`; both
    become `#1500000`, `#2.5` and `#10:30`. Any other language is read as English is. What fits no pattern
    keeps its digits and separators.
    """
    thousands, decimals = _SEPARATORS.get(language, _SEPARATORS["en"])
    clock = _CLOCK.fullmatch(text)
    if clock and (":" in text or language == "id"):
        return f"#{int(clock[1])}:{clock[2]}"
    whole, point, fraction = text.partition(decimals)
    groups = whole.split(thousands)
    if point and fraction == "000" and len(groups) == 1:  # the other language's thousands
        return f"#{whole}{fraction}"
    if not fraction.isdigit() and point:
        groups, point = text.split(decimals), ""  # 1,500,000 in Indonesian text
    if len(groups) > 1 and any(len(group) != 3 for group in groups[1:]):
        return "#" + text
    fraction = fraction.rstrip("0") if point else ""
    digits = "".join(groups).lstrip("0") or "0"
    return f"#{digits}.{fraction}" if fraction else f"#{digits}"


def english_number(text: str) -> str:
    """A number of an Indonesian text as English writes it: `1.500` is 1,500, `2,5` 2.5, `10.30` 10:30."""
    plain = canonical_number(text, "id").removeprefix("#")
    whole, point, fraction = plain.partition(".")
    grouped = "." in text or ("," in text and plain.isdecimal())
    return (f"{int(whole):,}" if grouped and whole.isdecimal() else whole) + point + fraction


def bead_tokens(text: str, language: str) -> list[str]:
    """Tokens of `text` for comparison: lower-case words, canonical numbers, `"` for any quotation mark.

    Hyphenated words come apart, and a word said twice in a row counts once, which folds Indonesian
    reduplication (negara-negara). An English possessive loses its `'s`.
    """
    tokens: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token[0].isdigit():
            token = canonical_number(token, language)
        elif token in _QUOTES:
            token = '"'
        else:
            token = token.lower().replace("’", "'").removesuffix("'s")
        if not tokens or token != tokens[-1]:
            tokens.append(token)
    return tokens


def is_word(token: str) -> bool:
    """Whether a bead token is a word rather than a number or a mark."""
    return token not in _MARKS and token[0] not in "#\0"


_SPELLING = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?:tion|sion|ssion|si)s?$", "S"),
        (r"(?:ities|ity|itas)$", "T"),
        (r"(?:ically|ical|ics?|ik|is)$", "k"),
        (r"(?:isme|ism)$", "M"),
        (r"ph", "f"),
        (r"(?:x|ks)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"(?:ck|ch|q|c|kh)", "k"),
        (r"v", "f"),
        (r"(?:y|j)", "i"),
        (r"z", "s"),
        (r"(?:th|dh)", "t"),
        (r"(?:oo|ou|u|w)", "u"),
        (r"h", ""),
        (r"(?<=.)[aeiouy]+", ""),
        (r"(.)\1+", r"\1"),
    )
)


def skeleton(word: str) -> str:
    """Consonants of a word in a spelling that Indonesian and English share; empty where too few remain."""
    if len(word) < 4:
        return ""
    for pattern, replacement in _SPELLING:
        word = pattern.sub(replacement, word)
    return word if len(word) >= 3 else ""


def mark_terms(sentences: Sequence[str], phrases: Iterable[tuple[str, str]]) -> list[list[str]]:
    """For each sentence the keys of the phrases found in it, whole words only, case ignored.

    `phrases` holds (phrase, key). A key is a token that no text can produce, so that a term meets only
    its own rendering.
    """
    keys: dict[str, list[str]] = {}
    for phrase, key in phrases:
        keys.setdefault(" ".join(phrase.lower().split()), []).append("\0" + key)
    if not keys:
        return [[] for _ in sentences]
    longest_first = sorted(keys, key=lambda phrase: (-len(phrase), phrase))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    return [
        [key for match in pattern.finditer(" ".join(text.lower().split())) for key in keys[match[0]]]
        for text in sentences
    ]
