"""Engines by name, each module loaded when it is asked for."""

from __future__ import annotations

from importlib import import_module

from align.engines.base import BEAM, Engine
from align.engines.store import resolved
from align.errors import EngineError

#: Name before the colon -> module with `load(argument, *, beam, threads, device) -> Engine`.
ENGINES = {
    "embedded": "align.engines.embedded",
    "ct2": "align.engines.ct2",
    "hf": "align.engines.hf",
    "firefox": "align.engines.firefox",
    "fixed": "align.engines.fixed",
    "openai": "align.engines.openai",
}
USAGE = (
    "embedded, ct2:DIR, firefox:DIR, hf:NAME_OR_DIR, openai:MODEL@URL, fixed:FILE, names of `padanan engines`"
)


def load_engine(name: str, *, beam: int = BEAM, threads: int = 0, device: str = "cpu") -> Engine:
    """The engine of that name.

    Args:
        name: `embedded`, a model that was fetched by `padanan engines get`, `ct2:DIR`, `firefox:DIR`, `hf:NAME_OR_DIR`,
            `openai:MODEL@URL` or `fixed:FILE`; `default` is PADANAN_ENGINE, else what `padanan engines use` chose, else
            `embedded`.
        beam: beam size; 1 is greedy.
        threads: CPU threads, 0 for all cores.
        device: `cpu` or `cuda`.

    Raises:
        EngineError: an unknown name (the message lists the known ones), or weights that cannot be loaded.
    """
    kind, _, argument = resolved(name).partition(":")
    if kind not in ENGINES or bool(argument) != (kind != "embedded"):
        from align.engines.offers import KNOWN  # noqa: PLC0415  reaches urllib

        if name in KNOWN:
            raise EngineError(
                f"{name} is not here; `padanan engines get {name}` fetches it, once, with a network"
            )
        raise EngineError(f"unknown engine {name!r}; known: {USAGE}")
    engine: Engine = import_module(ENGINES[kind]).load(argument, beam=beam, threads=threads, device=device)
    return engine
