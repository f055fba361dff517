"""The main job: segment, find terms, translate, put terms right, link words, check; and the same for a
translation found elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from importlib.metadata import version

import glossary as term_lists
from align.checks import check
from align.confidence import confidence
from align.engines import load_engine
from align.engines.base import Engine, Translation
from align.engines.contract import Held, held
from align.errors import EngineError
from align.headlines import as_sentence, dressed
from align.leftovers import looked_up
from align.made import Made, links_of
from align.mentions import spell_out
from align.model import Bead, Bitext, Document, Finding, Link, Segment, Span, TermUse
from align.quotations import closed
from align.recall import AnyMemory, Recall, recalled
from align.segment import segment, signature
from align.terms import render_terms

Progress = Callable[[int, int], None]
CHUNK = 256  # segments between two reports of progress

_FLAGS = {
    "repetition": "The model repeated itself here and a second try did not mend it; compare with the source.",
    "length": "This translation is far shorter or longer than its source; part of it may be missing or made up.",
    "unlikely": "The model itself finds this translation improbable; compare with the source.",
    "empty": "The model gave no translation; the source stands in its place.",
}


def translate(
    text: str | Document,
    *,
    glossary: term_lists.Glossary | None = None,
    engine: Engine | str = "embedded",
    language: str = "id",
    progress: Progress | None = None,
    first_mention: bool = False,
    memory: AnyMemory | None = None,
) -> Bitext:
    """Translates a text to English; every sentence of it becomes one bead.

    Args:
        text: verbatim text, or a document that is segmented already.
        glossary: terms to hold to; None for the default glossary, `glossary.Glossary()` for none.
        engine: an engine or the name of one, see `align.load_engine`.
        language: of a text that is not yet a document.
        progress: called with the segments done and their number.
        first_mention: write the first mention of an acronym of the glossary as `long form (ACRONYM)`, later ones
            short; see `align.mentions`.
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
    engine: Engine | str | None = "embedded",
    language: str = "id",
    target_language: str = "en",
    cautious: bool = False,
) -> Bitext:
    """Ties a translation found elsewhere to its source: sentence beads, word links, terms and findings.

    With an engine the source is translated and compared by its words; with None only the lexical table,
    lengths, numbers and names count. The signature says which.
    """
    from align.pairing import pair_documents  # noqa: PLC0415  reaches numpy-heavy modules

    left = source if isinstance(source, Document) else segment(source, language)
    right = target if isinstance(target, Document) else segment(target, target_language)
    loaded = _named(engine) if isinstance(engine, str) else engine
    terms = term_lists.default() if glossary is None else glossary
    return pair_documents(left, right, engine=loaded, glossary=terms, cautious=cautious)


@cache
def _named(name: str) -> Engine:
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

    Their words are linked where `linked`, or where the memory does so.
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
        answers = each(lambda chunk: _chunk(engine, chunk, terms, linked=linked and not recall), chunks)
        for chunk, rendered in zip(chunks, answers, strict=True):
            made = recall.keep(chunk, [one.rendered for one in rendered]) if recall else rendered
            done.update(zip(chunk, made, strict=True))
            if progress:
                progress(len(done), len(distinct))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # an engine that hangs must not hold an interrupt up
    return [done[sentence] for sentence in sentences]


def _chunk(
    engine: Engine, sentences: Sequence[str], terms: term_lists.Glossary, *, linked: bool
) -> list[Made]:
    rendered = render_terms(engine, [as_sentence(sentence, terms) for sentence in sentences], terms)
    if len(rendered) != len(sentences):
        raise EngineError(f"{engine.signature} answered {len(rendered)} of {len(sentences)} segments")
    done = [
        closed(sentence, looked_up(sentence, dressed(sentence, item, terms)))
        for sentence, item in zip(sentences, rendered, strict=True)
    ]
    return [
        Made(item, links_of(sentence, item.translation) if linked else None)
        for sentence, item in zip(sentences, done, strict=True)
    ]


def _spelt(made: Sequence[Made], sentences: Sequence[str], terms: term_lists.Glossary) -> list[Made]:
    """The same with first mentions spelt out; what was changed is no longer what a person approved."""
    matches = [terms.match(as_sentence(sentence, terms)) for sentence in sentences]
    rendered = spell_out([one.rendered for one in made], matches)
    return [one if one.rendered is item else Made(item) for one, item in zip(made, rendered, strict=True)]


def _assemble(
    document: Document, made: Sequence[Made], engine: Engine, terms: term_lists.Glossary, *, memory: str
) -> Bitext:
    target, starts = _target(document, [one.rendered.translation for one in made])
    beads, links, uses, findings = [], [], [], []
    for number, (one, own) in enumerate(zip(made, document.segments, strict=True)):
        source, item, start = own.span.of(document.text), one.rendered, starts[number]
        place = Span(number, number + 1)
        score = 1.0 if one.approved else confidence(source, item.translation, engine)
        beads.append(Bead(place, place, score, one.approved))
        links += _links(source, one, own.span.start, start)
        uses += [_moved(use, own.span.start, start) for use in item.uses]
        findings += _flagged(number, item.translation, own.span, target.segments[number].span)
    bitext = Bitext(
        document, target, tuple(beads), tuple(links), tuple(uses),
        signature="|".join((
            f"engine:{engine.signature}", f"segmenter:{signature(document.language)}",
            f"glossary:{terms.hash}", *(() if memory == "none" else (f"memory:{memory}",)),
            f"padanan:{version('padanan')}",
        )),
    )  # fmt: skip
    return replace(bitext, findings=(*findings, *check(bitext, glossary=terms)))


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


def _links(source: str, made: Made, before: int, after: int) -> list[Link]:
    links = links_of(source, made.rendered.translation) if made.links is None else made.links
    return [Link(link.source.shift(before), link.target.shift(after), link.score) for link in links]


def _moved(use: TermUse, before: int, after: int) -> TermUse:
    target = use.target.shift(after) if use.target else None
    return replace(use, source=use.source.shift(before), target=target)


def _flagged(number: int, translation: Translation, source: Span, target: Span) -> list[Finding]:
    return [
        Finding(number, flag, "error", _FLAGS.get(flag, flag), source, target) for flag in translation.flags
    ]
