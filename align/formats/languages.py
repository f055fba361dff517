"""Codes and names of languages, as the many producers of files write them."""

from __future__ import annotations

_NAMES = {"id": "Indonesian", "en": "English", "ms": "Malay", "jv": "Javanese", "su": "Sundanese"}
_OLD = {"in": "id", "ind": "id", "eng": "en"}  # ISO 639-1 before 1989, ISO 639-2


def name_of(code: str) -> str:
    """The English name of the language with this code, or the code itself."""
    return _NAMES.get(base(code), code)


def standard(code: str) -> str:
    """The code as BCP 47 writes it: `in_ID` is `id-ID`."""
    first, dash, rest = code.strip().replace("_", "-").partition("-")
    return _OLD.get(first.lower(), first) + dash + rest


def base(code: str) -> str:
    """The language of a code in lower case, whatever its region: `id` of `id-ID`, `in_ID` and `ind`."""
    return standard(code).partition("-")[0].lower()
