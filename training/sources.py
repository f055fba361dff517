"""How much of each source the model sees: repeats per epoch, by source name (data, not code).

News, reports and talks are what readers bring; scripture, interface strings and machine-made documentation
teach vocabulary but would dominate the style if they came at full weight.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

#: First matching pattern of `group/source` wins. 0 leaves a source out.
WEIGHTS: tuple[tuple[str, float], ...] = (
    ("*/*malay*", 0.0),  # Malay is close to Indonesian, but it is not Indonesian
    ("nlp/panl_bppt_*", 2.0),
    ("nlp/guntara_*", 2.0),
    ("nlp/desmond_bbc", 2.0),
    ("nlp/ud_*", 2.0),
    ("nlp/iwslt17_*", 1.5),
    ("nlp/desmond_ausaid", 1.5),
    ("nlp/hadith_*", 0.2),
    ("nlp/quran_*", 0.3),
    ("nlp/bible_*", 0.3),
    ("nlp/bibtri_*", 0.3),
    ("nlp/xpersona", 0.5),
    ("nlp/xsid", 0.5),
    ("nlp/*", 1.0),
    ("docs/openclaw+*", 0.3),
    ("docs/asp*", 0.3),
    ("docs/groupdocs*", 0.3),
    ("docs/*", 0.6),
    ("l10n/*", 0.3),
    ("lexicon/*", 0.2),
    ("back/greedy", 0.6),  # the same English twice
    ("back/sampled", 0.4),
    ("back/*", 1.0),
)

#: Later stages lean further towards whole sentences of running text.
STAGE_FACTORS: dict[str, dict[str, float]] = {
    "general": {},
    "news": {"docs": 0.4, "l10n": 0.2, "lexicon": 0.2, "back": 0.7},
}


def weight(group: str, source: str, stage: str = "general") -> float:
    """Repeats an epoch for a source of a group in a stage of the curriculum."""
    name = f"{group}/{source}"
    base = next((value for pattern, value in WEIGHTS if fnmatchcase(name, pattern)), 1.0)
    return base * STAGE_FACTORS[stage].get(group, 1.0)
