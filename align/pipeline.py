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
from align.engines.contract import held
from align.errors import EngineError
from align.mentions import spell_out
from align.model import Bead, Bitext, Document, Finding, Link, Segment, Span, TermUse
from align.places import reader
from align.segment import segment, signature
from align.terms import Rendered, render_terms
from align.words import links_from_attention, words

Progress = Callable[[int, int], None]
CHUNK = 256  # segments between two reports of progress
MOST_READ = (
    1 << 24
)  # characters of a pair, multiplied, beyond which its words are not linked without attention

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

    Raises:
        EngineError: where the engine cannot be loaded, or fails.
    """
    document = text if isinstance(text, Document) else segment(text, language)
    engine = held(_named(engine) if isinstance(engine, str) else engine)
    terms = term_lists.default() if glossary is None else glossary
    rendered = _render(document.sentences(), engine, terms, progress)
    if first_mention:
        rendered = spell_out(rendered, [terms.match(sentence) for sentence in document.sentences()])
    return _assemble(document, rendered, engine, terms)


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


def _render(
    sentences: Sequence[str], engine: Engine, terms: term_lists.Glossary, progress: Progress | None
) -> list[Rendered]:
    """Sentences in order; one that stands in the text twice is translated once."""
    distinct = list(dict.fromkeys(sentences))
    done: dict[str, Rendered] = {}
    chunks = [distinct[start : start + CHUNK] for start in range(0, len(distinct), CHUNK)]
    pool = ThreadPoolExecutor(2)
    try:
        # An engine that several threads may ask decodes one chunk while Python looks over another.
        each = pool.map if getattr(engine, "concurrent", False) else map
        answers = each(lambda chunk: render_terms(engine, chunk, terms), chunks)
        for chunk, rendered in zip(chunks, answers, strict=True):
            if len(rendered) != len(chunk):
                raise EngineError(f"{engine.signature} answered {len(rendered)} of {len(chunk)} segments")
            done.update(zip(chunk, rendered, strict=True))
            if progress:
                progress(len(done), len(distinct))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # an engine that hangs must not hold an interrupt up
    return [done[sentence] for sentence in sentences]


def _assemble(
    document: Document, rendered: Sequence[Rendered], engine: Engine, terms: term_lists.Glossary
) -> Bitext:
    target, starts = _target(document, [item.translation for item in rendered])
    beads, links, uses, findings = [], [], [], []
    for number, (item, own) in enumerate(zip(rendered, document.segments, strict=True)):
        source = own.span.of(document.text)
        one = Span(number, number + 1)
        beads.append(Bead(one, one, confidence(source, item.translation, engine)))
        links += _links(source, item.translation, own.span.start, starts[number])
        uses += [_moved(use, own.span.start, starts[number]) for use in item.uses]
        findings += _flagged(number, item.translation, own.span, target.segments[number].span)
    bitext = Bitext(
        document, target, tuple(beads), tuple(links), tuple(uses),
        signature="|".join((
            f"engine:{engine.signature}", f"segmenter:{signature(document.language)}",
            f"glossary:{terms.hash}", f"padanan:{version('padanan')}",
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


def _links(source: str, translation: Translation, before: int, after: int) -> list[Link]:
    if translation.attention is None:  # a chat server's: read again by the embedded model
        short = len(source) * len(translation.text) <= MOST_READ
        links = words(source, translation.text, engine=reader()) if short else ()
    else:
        links = links_from_attention(translation.attention, source, translation.text)
    return [Link(link.source.shift(before), link.target.shift(after), link.score) for link in links]


def _moved(use: TermUse, before: int, after: int) -> TermUse:
    target = use.target.shift(after) if use.target else None
    return replace(use, source=use.source.shift(before), target=target)


def _flagged(number: int, translation: Translation, source: Span, target: Span) -> list[Finding]:
    return [
        Finding(number, flag, "error", _FLAGS.get(flag, flag), source, target) for flag in translation.flags
    ]
