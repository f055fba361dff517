"""How much of each source the model sees: repeats per epoch, by source name (data, not code).

News, reports and talks are what readers bring; scripture, interface strings and machine-made documentation
teach vocabulary but would dominate the style if they came at full weight.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

#: First matching pattern of `group/source` wins: repeats in the general stage, and in that of news, which ends on what
#: was written for this model. 0 leaves a source out.
WEIGHTS: tuple[tuple[str, float, float], ...] = (
    ("*/*malay*", 0.0, 0.0),  # Malay is close to Indonesian, but it is not Indonesian
    ("nlp/desk_own*", 4.0, 6.0),
    ("nlp/desk_*", 2.0, 3.5),
    ("nlp/panl_bppt_*", 1.5, 1.0),
    ("nlp/guntara_*", 1.5, 0.8),
    ("nlp/desmond_bbc", 1.5, 1.0),
    ("nlp/ud_*", 1.5, 1.5),
    ("nlp/iwslt17_*", 1.5, 1.0),
    ("nlp/desmond_ausaid", 1.5, 1.0),
    ("nlp/hadith_*", 0.2, 0.1),
    ("nlp/quran_*", 0.2, 0.1),
    ("nlp/bible_*", 0.2, 0.1),
    ("nlp/bibtri_*", 0.2, 0.1),
    ("nlp/xpersona", 0.4, 0.1),
    ("nlp/xsid", 0.5, 0.2),
    ("nlp/3b1b_captions", 0.5, 0.2),
    ("nlp/*", 1.0, 0.5),
    ("docs/openclaw+*", 0.08, 0.02),
    ("docs/asp*", 0.08, 0.02),
    ("docs/groupdocs*", 0.08, 0.02),
    ("docs/*", 0.15, 0.05),
    ("l10n/*", 0.12, 0.05),
    ("lexicon/*", 0.3, 0.1),
    ("back/greedy", 0.6, 0.4),  # the same English twice
    ("back/sampled", 0.4, 0.3),
    ("back/*", 1.0, 0.7),
)
STAGES = ("general", "news")


def weight(group: str, source: str, stage: str = "general") -> float:
    """Repeats an epoch for a source of a group in a stage of the curriculum."""
    name = f"{group}/{source}"
    return next(
        row[1 + STAGES.index(stage)] for row in (*WEIGHTS, ("*", 1.0, 1.0)) if fnmatchcase(name, row[0])
    )
