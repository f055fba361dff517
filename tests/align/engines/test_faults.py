"""Engines that fail, hang, or give what no translation is: one line that names them, and nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import align
from align.engines.base import Request, Translation
from align.engines.contract import held
from align.engines.fixed import FixedEngine
from align.errors import EngineError
from align.lexical.attention import Attention
from align.model import Span
from glossary import Glossary

TEXT = "Harga beras naik. Hujan deras merusak jembatan. Ibu mencuci."
GOOD = FixedEngine({"*": "EN {}"}, "table")
Fault = Callable[[list[Translation]], Any]


class Faulty:
    """A sound engine whose answers a fault is put into."""

    annotates = False
    signature = "faulty-1"

    def __init__(self, fault: Fault) -> None:
        self._fault = fault

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        answers: list[Translation] = self._fault(GOOD.translate(batch, attention=attention))
        return answers


def each(**changes: Any) -> Fault:
    return lambda answers: [replace(answer, **changes) for answer in answers]


def attended(change: Callable[[Attention], Any]) -> Fault:
    return lambda answers: [
        replace(a, attention=change(a.attention) if a.attention else None) for a in answers
    ]


def raising(error: Exception) -> Fault:
    def fault(_: object) -> None:
        raise error

    return fault


FAULTS: dict[str, tuple[Fault, str]] = {
    "raises": (raising(RuntimeError("CUDA error:\n  no device")), r"failed \(RuntimeError: CUDA error: no device\)"),
    "raises without a word": (raising(ValueError()), r"failed \(ValueError\)"),
    "out of memory": (raising(MemoryError()), r"failed \(MemoryError\)"),
    "an error of its own": (raising(EngineError("the disk is gone")), "the disk is gone"),
    "too few": (lambda answers: answers[1:], "gave 2 answers to 3 segments"),
    "too many": (lambda answers: answers * 2, "gave 6 answers to 3 segments"),
    "none": (lambda _: [], "gave 0 answers to 3 segments"),
    "no list": (lambda _: None, r"failed \(TypeError"),
    "a number": (lambda _: 7, r"failed \(TypeError"),
    "None": (lambda answers: [None for _ in answers], "gave a NoneType for a Translation to '[HPK]"),
    "bare texts": (lambda answers: [answer.text for answer in answers], "gave a str for a Translation"),
    "no text": (each(text=None), "gave a NoneType for a text"),
    "bytes": (each(text=b"EN"), "gave a bytes for a text"),
    "half a character": (each(text="EN \ud83d"), "gave NUL or half a character"),
    "NUL": (each(text="EN\0"), "gave NUL or half a character"),
    "a score of nan": (each(score=float("nan")), "gave a score of nan"),
    "a score of infinity": (each(score=float("-inf")), "gave a score of -inf"),
    "no score": (each(score=None), "gave a score of None"),
    "flags": (each(flags=(1,)), "gave flags that are no names"),
    "attention of another kind": (attended(lambda a: a.weights), "gave a ndarray for its attention"),
    "attention turned": (attended(lambda a: replace(a, weights=np.zeros((9, 1), np.float32))), r"no \d by \d table"),
    "attention as lists": (attended(lambda a: replace(a, weights=a.weights.tolist())), "table of numbers"),
    "attention of words": (attended(lambda a: replace(a, weights=a.weights.astype(str))), "table of numbers"),
    "attention of nan": (attended(lambda a: replace(a, weights=a.weights * np.nan)), "weights that are no numbers"),
    "tokens beyond the text": (attended(lambda a: replace(a, target=tuple(s.shift(99) for s in a.target))), "not there"),
    "tokens that are none": (attended(lambda a: replace(a, source=tuple((0, 1) for _ in a.source))), "not there"),
}  # fmt: skip


@pytest.mark.parametrize(("fault", "reason"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_engine_is_one_line(fault: Fault, reason: str) -> None:
    with pytest.raises(EngineError, match=reason) as caught:
        align.translate(TEXT, engine=Faulty(fault), glossary=Glossary())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["raises", "too few", "None", "no text"])
def test_so_it_is_where_it_only_helps_to_pair(name: str) -> None:
    fault, reason = FAULTS[name]
    with pytest.raises(EngineError, match=reason.partition(" to ")[0].partition("2 ")[0]):
        align.pair(TEXT, "The price of rice rises. Heavy rain.", engine=Faulty(fault), glossary=Glossary())


def test_an_engine_that_cannot_say_its_name() -> None:
    class Nameless(Faulty):
        @property
        def signature(self) -> str:  # type: ignore[override]
            raise OSError("no weights")

    with pytest.raises(EngineError, match=r"Nameless failed \(OSError: no weights\)"):
        align.translate(TEXT, engine=Nameless(list))


def test_several_answers_are_looked_at_too() -> None:
    class Several(Faulty):
        def alternatives(self, batch: Sequence[Request], count: int) -> Any:
            return [[] for _ in batch]

    with pytest.raises(EngineError, match="gave 1 lists of answers to 1 segments"):
        held(Several(list)).alternatives([Request("Ibu mencuci.")], 3)  # type: ignore[attr-defined]
    assert not hasattr(held(Faulty(list)), "alternatives")


def test_sound_answers_pass_as_they_are() -> None:
    """Also what a source itself holds, an answer without attention, and an empty batch."""
    answers = [Translation("a\0b", -1.0), GOOD.translate([Request("Ibu.")], attention=True)[0]]
    engine = held(Faulty(lambda found: answers[: len(found)]))
    assert engine.translate([Request("x\0"), Request("Ibu.")]) == answers
    assert engine.translate([]) == []
    assert held(engine) is engine
    whole = Attention((Span(0, 1),), (Span(0, 1),), np.ones((1, 1), np.float32))
    assert held(Faulty(each(text="E", attention=whole))).translate([Request("Ibu.")])[0].attention is whole


# A shell starts background jobs with interrupts ignored, which children inherit: here they are as at a terminal.
PROGRAM = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from align.engines import fixed
def hang(self, batch, *, attention=False):
    print("asked", file=sys.stderr, flush=True)
    {hang}
fixed.FixedEngine.translate = hang
fixed.FixedEngine.concurrent = {threads}
from cli.main import main
main()
"""


@pytest.mark.parametrize("threads", [False, True])
def test_an_engine_that_hangs_can_be_interrupted(threads: bool, tmp_path: Path) -> None:
    """Within a second or two, one line, exit 130; what stood at the output before still does."""
    (tmp_path / "table.tsv").write_text("*\tEN {}\n", encoding="utf-8")
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    output = tmp_path / "out.jsonl"
    output.write_text("before", encoding="utf-8")
    program = PROGRAM.format(hang="time.sleep(600)", threads=threads)
    command = [
        sys.executable,
        "-c",
        program,
        "translate",
        "in.txt",
        "--engine",
        "fixed:table.tsv",
        "-o",
        output.name,
    ]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=_path()) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == "asked\n"
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=120)
    assert (running.returncode, said) == (130, "padanan: stopped\n")
    assert output.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.txt", "out.jsonl", "table.tsv"]


def test_a_faulty_engine_at_the_command_is_one_line_and_exit_4(tmp_path: Path) -> None:
    (tmp_path / "table.tsv").write_text("*\tEN {}\n", encoding="utf-8")
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    program = PROGRAM.format(hang="raise KeyError('layer.7')", threads=True)
    command = [
        sys.executable,
        "-c",
        program,
        "translate",
        "in.txt",
        "--engine",
        "fixed:table.tsv",
        "-o",
        "out.txt",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=_path())
    assert done.returncode == 4
    assert done.stderr.splitlines()[-1].startswith("padanan: fixed:")
    assert done.stderr.endswith("failed (KeyError: 'layer.7')\n")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.txt").exists()


def _path() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(align.__file__).parents[1])}
