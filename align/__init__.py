"""Translate Indonesian to English offline, or tie an existing translation to its source.

    import align
    bitext = align.translate("Kementerian Pertahanan Korea Utara membantah.")
    for pair in bitext:
        print(pair.source_text, "|", pair.target_text)

Names are loaded when they are first used, so that importing `align` costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from align.checks import check
    from align.corpus.many import translate_many
    from align.engines import load_engine
    from align.engines.base import Engine, Request, Translation
    from align.errors import AlignError, EngineError, InputError, ModelError, OutputError
    from align.formats import read, write
    from align.lexical.links import words
    from align.memory.store import Memory
    from align.model import Bead, Bitext, Document, Finding, Link, Pair, Segment, Span, TermUse
    from align.pipeline.translating import pair, translate
    from align.text.segment import segment

_HOMES = {
    "AlignError": "align.errors",
    "Bead": "align.model",
    "Bitext": "align.model",
    "Document": "align.model",
    "Engine": "align.engines.base",
    "EngineError": "align.errors",
    "Finding": "align.model",
    "InputError": "align.errors",
    "Link": "align.model",
    "Memory": "align.memory.store",
    "ModelError": "align.errors",
    "OutputError": "align.errors",
    "Pair": "align.model",
    "Request": "align.engines.base",
    "Segment": "align.model",
    "Span": "align.model",
    "TermUse": "align.model",
    "Translation": "align.engines.base",
    "check": "align.checks",
    "load_engine": "align.engines",
    "pair": "align.pipeline.translating",
    "read": "align.formats",
    "segment": "align.text.segment",
    "translate": "align.pipeline.translating",
    "translate_many": "align.corpus.many",
    "words": "align.lexical.links",
    "write": "align.formats",
}

__all__ = [
    "AlignError",
    "Bead",
    "Bitext",
    "Document",
    "Engine",
    "EngineError",
    "Finding",
    "InputError",
    "Link",
    "Memory",
    "ModelError",
    "OutputError",
    "Pair",
    "Request",
    "Segment",
    "Span",
    "TermUse",
    "Translation",
    "check",
    "load_engine",
    "pair",
    "read",
    "segment",
    "translate",
    "translate_many",
    "words",
    "write",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'align' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
