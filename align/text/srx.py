"""The rules of a language as SRX 2.0, so that a program that reads it (OmegaT and others) cuts texts much as we do.

SRX has no look at quotations and reporting verbs: where these decide, the two may differ. Patterns are those of Java.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from align.text.rules import Kind, abbreviations

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="no">
<formathandle type="start" include="no"/><formathandle type="end" include="yes"/>
<formathandle type="isolated" include="no"/>
</header>
<body>
"""
_AFTER = {
    Kind.LEAD: r"\s",
    Kind.MIDDLE: r"\s",
    Kind.NUMBER: r"\s+[\d(]",
    Kind.FIRM: r"\s+(?:\p{Ll}|\d|\p{Lu}[\p{L}’'-]*\s+\p{Lu})",
    Kind.END: r"\s+(?:\p{Ll}|\d)",
}
"""What follows an abbreviation of each kind where its stop ends no sentence."""


def srx(language: str = "id") -> str:
    """An SRX document with the rules of `language`. Raises `InputError` when it has none."""
    kinds: dict[Kind, list[str]] = {}
    for spelling, kind in abbreviations(language).items():
        kinds.setdefault(kind, []).append(spelling)
    rules = [
        _rule(
            rf"(?<![\p{{L}}\p{{N}}])(?:{'|'.join(map(re.escape, sorted(words)))})\.",
            _AFTER[kind],
            breaks=False,
        )
        for kind, words in kinds.items()
    ]
    rules += [
        _rule(r"(?<![\p{L}\p{N}])\p{Lu}\.", r"\s+\p{Lu}", breaks=False),  # initials
        _rule(r"^\s*\(?(?:\d{1,3}|\p{L})[.)]", r"\s", breaks=False),  # numbers of a list
        _rule(r"[.?!…]+[”’\"')\]]*", r"\s+\p{Ll}", breaks=False),
        _rule(r"[.?!…]+[”’\"')\]]*", r"\s+[“‘\"'(\[]*[\p{Lu}\p{N}]", breaks=True),
        _rule(r"\n", "", breaks=True),
    ]
    name = {"id": "Indonesian", "en": "English"}.get(language, language)
    return (
        f'{_HEAD}<languagerules>\n<languagerule languagerulename="{name}">\n{"".join(rules)}</languagerule>\n'
        f'</languagerules>\n<maprules>\n<languagemap languagepattern="(?i){language}.*" languagerulename="{name}"/>\n'
        "</maprules>\n</body>\n</srx>\n"
    )


def _rule(before: str, after: str, *, breaks: bool) -> str:
    return (
        f'<rule break="{"yes" if breaks else "no"}"><beforebreak>{escape(before)}</beforebreak>'
        f"<afterbreak>{escape(after)}</afterbreak></rule>\n"
    )
