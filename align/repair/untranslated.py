"""Words that a translation left in Indonesian, looked up in the lexical table where it has one answer."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from align.checks.content import left_in_indonesian
from align.lexical.lexicon import load
from align.terms.accounts import Rendered, rewritten

LEAST, CLEAR = 0.25, 1.5  # share of the likeliest English word in all its forms; times that of the next
MOST = 0.1  # of the words, besides one
_ROOT = 4  # letters that the forms of a word have in common


def looked_up(sentence: str, rendered: Rendered) -> Rendered:
    """The same with such words in English; those of which the table is in doubt stay, for `checks.residue` to tell.

    So does all of a text in which there are many: it is no translation, and would be none word by word.
    """
    text = rendered.translation.text
    places = left_in_indonesian(sentence, text)
    if len(places) > 1 + MOST * len(text.split()):
        return rendered
    for place in reversed(places):
        word = place.of(rendered.translation.text)
        english = english_of(word.lower())
        if english:
            written = english.capitalize() if word[0].isupper() else english
            rendered = rewritten(rendered, place, written)
    return rendered


@lru_cache(maxsize=1024)
def english_of(word: str) -> str | None:
    """The commonest form of the word that the table has for another, if no other word comes near it."""
    roots: defaultdict[str, float] = defaultdict(float)
    known = [(form, chance) for form, chance in load().translations(word) if form.isalpha() and len(form) > 2]
    for form, chance in known:
        roots[form[:_ROOT]] += chance
    best, second = sorted([0.0, 0.0, *roots.values()], reverse=True)[:2]
    if best < max(LEAST, CLEAR * second):
        return None
    return next(form for form, _ in known if roots[form[:_ROOT]] == best)
