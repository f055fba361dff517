"""The main job: segment, find terms, translate, put terms right, link words, check; and the same for a
translation found elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from typing import Any

import glossary as term_lists
from align.checks import inconsistent
from align.engines import load_engine
from align.engines.base import Engine, Translation
from align.engines.contract import Held, held
from align.engines.reading import links_of
from align.engines.store import resolved
from align.errors import EngineError
from align.facts.verbatim import outside
from align.model import Bead, Bitext, Document, Finding, Link, Segment, Span, TermUse
from align.pipeline.recall import AnyMemory, Recall, recalled
from align.pipeline.results import Made, judged
from align.repair.headlines import as_sentence, dressed
from align.repair.openings import opened
from align.repair.quotations import closed
from align.repair.slips import mended
from align.repair.untranslated import looked_up
from align.terms.accounts import Rendered
from align.terms.mentions import spell_out
from align.terms.render import render_terms
from align.text.segment import segment, signature

Progress = Callable[[int, int], None]
CHUNK = 256  # segments between two reports of progress


def translate(
    text: str | Document,
    *,
    glossary: term_lists.Glossary | None = None,
    engine: Engine | str = "default",
    language: str = "id",
    progress: Progress | None = None,
    first_mention: bool = False,
    memory: AnyMemory | None = None,
) -> Bitext:
    """Translates a text to English; every sentence of it becomes one bead.

    Args:
        text: verbatim text, or a document that is segmented already.
        glossary: terms to hold to; None for the default glossary, `glossary.Glossary()` for none.
        engine: an engine or the name of one, see `align.load_engine`; `padanan engines use` chooses the default.
        language: of a text that is not yet a document.
        progress: called with the segments done and their number.
        first_mention: write the first mention of an acronym of the glossary as `long form (ACRONYM)`, later ones
            short; see `align.terms.mentions`.
        memory: an `align.Memory` or its file, begun where it is missing. Sentences it holds are not translated again,
            with the same result; approved translations win, and their beads are approved and have a score of 1.

    Raises:
        EngineError: where the engine cannot be loaded, or fails.
        InputError: for a memory that is none, or damaged; OutputError: for one that cannot be written.
    """
    document = text if isinstance(text, Document) else segment(text, language)
    engine = held(_named(engine) if isinstance(engine, str) else engine)
    terms = term_lists.default() if glossary is None else glossary
    with recalled(memory, engine, terms, attention=first_mention) as recall:
        made = _make(document.sentences(), engine, terms, progress, recall, linked=not first_mention)
    if first_mention:
        made = _spelt(made, document.sentences(), terms)
    return _assemble(document, made, engine, terms, memory=recall.signature if recall else "none")


def pair(
    source: str | Document,
    target: str | Document,
    *,
    glossary: term_lists.Glossary | None = None,
    engine: Engine | str | None = None,
    language: str = "id",
    target_language: str = "en",
    **options: Any,
) -> Bitext:
    """Ties a translation found elsewhere to its source: sentence beads, word links, terms and findings.

    The lexical table, lengths, numbers and names count; with an engine the source is translated and compared by its
    words, too, and the model's attention joins the word links, at some twenty times the time. The signature says
    which, and whether the texts look like translations of each other (`verdict:aligned`).

    Args:
        source: verbatim text, or a document that is segmented already; `target` alike.
        target: the translation.
        glossary: terms; None for the default glossary.
        engine: an engine, the name of one, or None.
        language: of a source that is not yet a document; `target_language` alike.
        target_language: of the target.
        options: fields of `align.pipeline.pairing.Options`: `cautious`, `min_score`, `delimiters`, `longest`
            (segments a side of a bead), `gap` (gain of an unpaired sentence, 0 or below) and `encode`, which turns a
            list of texts of either language into vectors of one space, shape (texts, dimensions), as LaBSE does;
            or `vectors=True`, for those of the embedded model.

    Raises:
        EngineError: where the engine or encoder fails; InputError for an option outside its bounds.
    """
    from align.pipeline.pairing import Options, pair_documents  # noqa: PLC0415  reaches numpy-heavy modules

    left = source if isinstance(source, Document) else segment(source, language)
    right = target if isinstance(target, Document) else segment(target, target_language)
    loaded = _named(engine) if isinstance(engine, str) else engine
    terms = term_lists.default() if glossary is None else glossary
    return pair_documents(left, right, engine=loaded, glossary=terms, options=Options(**options))


def _named(name: str) -> Engine:
    return _loaded(resolved(name))


@cache
def _loaded(name: str) -> Engine:
    return load_engine(name)


def _make(
    sentences: Sequence[str],
    engine: Held,
    terms: term_lists.Glossary,
    progress: Progress | None,
    recall: Recall | None,
    *,
    linked: bool,
) -> list[Made]:
    """Sentences in order; one that stands in the text twice is translated once, one that is recalled not at all.

    Their words are linked where `linked`.
    """
    distinct = list(dict.fromkeys(sentences))
    done: dict[str, Made] = recall.known(distinct) if recall else {}
    # Like lengths together: an engine that decodes one length at a time gets full batches, the long ones first.
    fresh = sorted((one for one in distinct if one not in done), key=engine.length_of, reverse=True)
    chunks = [fresh[start : start + CHUNK] for start in range(0, len(fresh), CHUNK)]
    pool = ThreadPoolExecutor(2)
    try:
        # An engine that several threads may ask decodes one chunk while Python looks over another.
        each = pool.map if engine.concurrent else map
        answers = each(lambda chunk: _chunk(engine, chunk, terms, linked=linked), chunks)
        for chunk, made in zip(chunks, answers, strict=True):
            done.update(zip(chunk, made, strict=True))
            if recall:
                recall.keep(chunk, made)
            if progress:
                progress(len(done), len(distinct))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # an engine that hangs must not hold an interrupt up
    return [done[sentence] for sentence in sentences]


def _chunk(engine: Held, sentences: Sequence[str], terms: term_lists.Glossary, *, linked: bool) -> list[Made]:
    asked = [as_sentence(sentence, terms) for sentence in sentences]
    rendered = render_terms(engine, asked, terms)
    if len(rendered) != len(sentences):
        raise EngineError(f"{engine.signature} answered {len(rendered)} of {len(sentences)} segments")
    worn = [
        item if own == sentence else dressed(sentence, item, terms)
        for sentence, own, item in zip(sentences, asked, rendered, strict=True)
    ]
    done = [
        closed(sentence, opened(sentence, mended(sentence, looked_up(sentence, item))))
        for sentence, item in zip(sentences, worn, strict=True)
    ]
    made = [
        _linked(sentence, item, engine) if linked else Made(item)
        for sentence, item in zip(sentences, done, strict=True)
    ]
    return [judged(*each, terms, engine.calibration) for each in zip(sentences, made, strict=True)]


def _linked(sentence: str, item: Rendered, engine: Held) -> Made:
    """With word links for its attention, which takes ten times the memory."""
    links = links_of(sentence, item.translation, engine.attender)
    return Made(replace(item, translation=replace(item.translation, attention=None)), links)


def _spelt(made: Sequence[Made], sentences: Sequence[str], terms: term_lists.Glossary) -> list[Made]:
    """The same with first mentions spelt out; what was changed is no longer what a person approved."""
    asked = [as_sentence(sentence, terms) for sentence in sentences]
    matches = [outside(sentence, terms.match(sentence)) for sentence in asked]
    rendered = spell_out([one.rendered for one in made], matches)
    return [one if one.rendered is item else Made(item) for one, item in zip(made, rendered, strict=True)]


def _assemble(
    document: Document, made: Sequence[Made], engine: Held, terms: term_lists.Glossary, *, memory: str
) -> Bitext:
    target, starts = _target(document, [one.rendered.translation for one in made])
    beads, links, uses, findings = [], [], [], []
    for number, (each, own) in enumerate(zip(made, document.segments, strict=True)):
        source, before, after = own.span.of(document.text), own.span.start, starts[number]
        one = judged(source, each, terms, engine.calibration) if each.findings is None else each
        place = Span(number, number + 1)
        beads.append(Bead(place, place, one.score, one.approved))
        links += _links(source, one, before, after, engine)
        uses += [_moved(use, before, after) for use in one.rendered.uses]
        findings += [_placed(finding, number, before, after) for finding in one.findings or ()]
    findings += inconsistent(
        (own.span.of(document.text), english.span.of(target.text), english.span)
        for own, english in zip(document.segments, target.segments, strict=True)
    )
    findings.sort(key=lambda finding: finding.bead)
    return Bitext(
        document, target, tuple(beads), tuple(links), tuple(uses), tuple(findings),
        signature="|".join((
            f"engine:{engine.signature}", f"segmenter:{signature(document.language)}",
            f"glossary:{terms.hash}", *(() if memory == "none" else (f"memory:{memory}",)),
            f"padanan:{version('padanan')}",
        )),
    )  # fmt: skip


def _target(document: Document, translations: Sequence[Translation]) -> tuple[Document, list[int]]:
    """The English document, with the white space of the source between its sentences, and their starts."""
    parts: list[str] = []
    segments: list[Segment] = []
    end = length = 0
    for own, translation in zip(document.segments, translations, strict=True):
        gap = document.text[end : own.span.start]
        if not gap and segments:
            gap = " "  # the source lacks the space after a stop
        length += len(gap)
        segments.append(Segment(Span(length, length + len(translation.text)), own.paragraph))
        parts += [gap, translation.text]
        length, end = length + len(translation.text), own.span.end
    text = "".join([*parts, document.text[end:]])
    return Document(text, "en", tuple(segments)), [item.span.start for item in segments]


def _links(source: str, made: Made, before: int, after: int, engine: Held) -> list[Link]:
    translation = made.rendered.translation
    links = links_of(source, translation, engine.attender) if made.links is None else made.links
    return [Link(link.source.shift(before), link.target.shift(after), link.score) for link in links]


def _moved(use: TermUse, before: int, after: int) -> TermUse:
    target = use.target.shift(after) if use.target else None
    return replace(use, source=use.source.shift(before), target=target)


def _placed(finding: Finding, number: int, before: int, after: int) -> Finding:
    source = finding.source.shift(before) if finding.source else None
    target = finding.target.shift(after) if finding.target else None
    return replace(finding, bead=number, source=source, target=target)
