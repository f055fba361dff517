"""Names of languages, for the heads of columns."""

from __future__ import annotations

_NAMES = {"id": "Indonesian", "en": "English", "ms": "Malay", "jv": "Javanese", "su": "Sundanese"}


def name_of(code: str) -> str:
    """The English name of the language with this code, or the code itself."""
    return _NAMES.get(code.partition("-")[0].lower(), code)
