"""One text by several engines, so that a reader can choose by their own text."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from align.engines import load_engine
from align.engines.base import BEAM
from align.errors import InputError
from align.formats.beside import Column
from align.model import Document
from align.pipeline.translating import translate
from align.text.segment import lines, segment
from glossary import Glossary

Progress = Callable[[int, int], None]


def compare(
    text: str,
    names: Sequence[str],
    *,
    glossary: Glossary | None = None,
    reference: Sequence[str] | None = None,
    beam: int = BEAM,
    progress: Progress | None = None,
    file: str = "",
) -> list[Column]:
    """The text by each engine, as `align.translate` gives it, with the seconds it took once the engine was loaded.

    Args:
        text: Indonesian; with a reference each line is one segment.
        names: of engines, as of `align.load_engine`.
        glossary: terms to hold to; None for the default glossary.
        reference: English, a line for each of the text: BLEU and chrF (sacrebleu) are of this.
        beam: beam size of those that have one.
        progress: called with the segments done by all engines and their number.
        file: name of the reference, for errors.

    Raises:
        EngineError: where one cannot be loaded or fails.
        InputError: a reference with another number of lines, or without sacrebleu to score with.
    """
    document = segment(text, "id") if reference is None else lines(text, "id")
    if reference is not None and len(reference) != len(text.splitlines()):
        message = (
            f"has {len(reference)} lines, the text {len(text.splitlines())}; a reference has a line for each"
        )
        raise InputError(message, file=file, line=min(len(reference), len(text.splitlines())) + 1)
    score = _scorer(reference) if reference is not None else None
    out = []
    for number, name in enumerate(names):
        told = _shifted(progress, number, len(names))
        out.append(_column(document, name, glossary, beam, told, score))
    return out


def _shifted(progress: Progress | None, number: int, count: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, total: progress(number * total + done, count * total)


def _column(
    document: Document,
    name: str,
    glossary: Glossary | None,
    beam: int,
    progress: Progress | None,
    score: Callable[[str], dict[str, float]] | None,
) -> Column:
    engine = load_engine(name, beam=beam)
    begun = time.perf_counter()
    bitext = translate(document, glossary=glossary, engine=engine, progress=progress)
    seconds = time.perf_counter() - begun
    return Column(name, bitext, seconds, score(bitext.target.text) if score else {})


def _scorer(reference: Sequence[str]) -> Callable[[str], dict[str, float]]:
    try:
        from sacrebleu import BLEU, CHRF  # noqa: PLC0415
    except ImportError as error:
        raise InputError("a reference needs sacrebleu: pip install 'padanan[score]'") from error

    def score(text: str) -> dict[str, float]:
        own = text.splitlines()
        metrics = (("BLEU", BLEU()), ("chrF2", CHRF()))
        return {name: float(metric.corpus_score(own, [list(reference)]).score) for name, metric in metrics}

    return score
