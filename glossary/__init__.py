"""Terms: what they are, where they stand in a text, and whether a translation holds them.

import glossary
terms = glossary.load("dprk.tsv")
for match in terms.match("Korea Utara menolak."):
    print(match.surface, match.rendering)
"""

from __future__ import annotations

from glossary.acronyms import Introduction, acronyms, first_mention, introductions
from glossary.consistency import EntityReport, audit
from glossary.errors import GlossaryError, SaveError, TermError
from glossary.files import default, load, save, style, styles
from glossary.model import Glossary, Match, short_beside_long, stack
from glossary.rendering import find_forbidden, find_renderings, fit
from glossary.term import Term

__all__ = [
    "EntityReport",
    "Glossary",
    "GlossaryError",
    "Introduction",
    "Match",
    "SaveError",
    "Term",
    "TermError",
    "acronyms",
    "audit",
    "default",
    "find_forbidden",
    "find_renderings",
    "first_mention",
    "fit",
    "introductions",
    "load",
    "save",
    "short_beside_long",
    "stack",
    "style",
    "styles",
]
