"""Tying a translation found elsewhere to its source."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version

from align.beads.blocks import Delimiters
from align.beads.evidence import Evidence
from align.beads.sentences import align_sentences
from align.checks import check
from align.engines.base import Engine, Request, Translation
from align.engines.contract import held
from align.facts.verbatim import outside
from align.lexical.links import Attender, link_pairs
from align.model import Bitext, Document, Link, TermUse
from align.terms.accounts import account
from align.text.segment import signature
from glossary import Glossary


def pair_documents(
    source: Document,
    target: Document,
    *,
    engine: Engine | None,
    glossary: Glossary,
    cautious: bool = False,
    min_score: float = 0.0,
    delimiters: Delimiters = "none",
) -> Bitext:
    """Beads, word links, terms and findings of two documents. Raises EngineError."""
    terms = [
        (match.term.source, target) for match in glossary.match(source.text) for target in match.term.targets
    ]
    evidence = Evidence(translate=_translator(engine), terms=tuple(dict.fromkeys(terms)))
    beads = align_sentences(
        source, target, evidence=evidence, delimiters=delimiters, cautious=cautious, min_score=min_score
    )
    bare = Bitext(
        source, target, beads,
        signature="|".join((
            f"aligner:{evidence.signature}", *((f"engine:{engine.signature}",) if engine else ()),
            f"segmenter:{signature(source.language)},{signature(target.language)}",
            f"glossary:{glossary.hash}", f"padanan:{version('padanan')}",
        )),
    )  # fmt: skip
    linked = _with_words(bare, engine, glossary)
    return replace(linked, findings=check(linked, glossary=glossary))


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
