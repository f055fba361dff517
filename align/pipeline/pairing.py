"""Tying a translation found elsewhere to its source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import version

from align.beads.blocks import Delimiters
from align.beads.evidence import Encode, Evidence
from align.beads.search import LONGEST
from align.beads.sentences import align_sentences, sure
from align.beads.verdict import Verdict, judge
from align.checks import check
from align.engines.base import Engine, Request, Translation
from align.engines.contract import held
from align.engines.embedded import FOLDER
from align.engines.vectors import encoder_of
from align.facts.verbatim import outside
from align.lexical.links import Attender, link_pairs
from align.model import Bitext, Document, Link, TermUse
from align.terms.accounts import account
from align.text.segment import signature
from glossary import Glossary


@dataclass(frozen=True, slots=True)
class Options:
    """How sentences are tied, see `align.beads.sentences.align_sentences`.

    `encode` gives sentence vectors; without one `vectors` takes those of the embedded model's encoder.
    """

    cautious: bool = False
    min_score: float = 0.0
    delimiters: Delimiters = "none"
    longest: int = LONGEST
    gap: float | None = None
    encode: Encode | None = None
    vectors: bool = False


PLAIN = Options()


def pair_documents(
    source: Document, target: Document, *, engine: Engine | None, glossary: Glossary, options: Options = PLAIN
) -> Bitext:
    """Beads, word links, terms and findings of two documents. Raises as `tie` does."""
    return tie(source, target, engine=engine, glossary=glossary, options=options)[0]


def tie(
    source: Document, target: Document, *, engine: Engine | None, glossary: Glossary, options: Options = PLAIN
) -> tuple[Bitext, Verdict]:
    """The same with the verdict on both texts, whose kind the signature says, too.

    Raises EngineError, and InputError for options outside their bounds.
    """
    terms = [
        (match.term.source, target) for match in glossary.match(source.text) for target in match.term.targets
    ]
    encode = encoder_of(FOLDER) if options.vectors and options.encode is None else options.encode
    evidence = Evidence(_translator(engine), encode, tuple(dict.fromkeys(terms)))
    beads = align_sentences(
        source, target, evidence=evidence, delimiters=options.delimiters, longest=options.longest,
        gap=options.gap,
    )  # fmt: skip
    verdict = judge(source.sentences(), target.sentences(), beads)
    beads = sure(beads, cautious=options.cautious, min_score=options.min_score)
    bare = Bitext(
        source, target, beads,
        signature="|".join((
            f"aligner:{evidence.signature}", f"verdict:{verdict.kind}",
            *((f"engine:{engine.signature}",) if engine else ()),
            f"segmenter:{signature(source.language)},{signature(target.language)}",
            f"glossary:{glossary.hash}", f"padanan:{version('padanan')}",
        )),
    )  # fmt: skip
    linked = _with_words(bare, engine, glossary)
    return replace(linked, findings=check(linked, glossary=glossary)), verdict


def _translator(engine: Engine | None):  # type: ignore[no-untyped-def]
    if engine is None:
        return None
    sound = held(engine)
    return lambda texts: [answer.text for answer in sound.translate([Request(text) for text in texts])]


def _with_words(bitext: Bitext, engine: Engine | None, glossary: Glossary) -> Bitext:
    full = [pair for pair in bitext if pair.source_text and pair.target_text]
    texts = [(pair.source_text, pair.target_text) for pair in full]
    found = [
        account(outside(left, glossary.match(left)), Translation(right, 0.0), "found", ()).uses
        for left, right in texts
    ]
    evidence = [[(use.source, use.target) for use in uses if use.target] for uses in found]
    words = link_pairs(texts, engine=engine if isinstance(engine, Attender) else None, terms=evidence)
    links: list[Link] = []
    terms: list[TermUse] = []
    for pair, uses, own in zip(full, found, words, strict=True):
        before, after = pair.source_span.start, pair.target_span.start
        links += [Link(link.source.shift(before), link.target.shift(after), link.score) for link in own]
        terms += [
            replace(
                use, source=use.source.shift(before), target=use.target.shift(after) if use.target else None
            )
            for use in uses
        ]
    return replace(bitext, links=tuple(links), terms=tuple(terms))
