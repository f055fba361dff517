"""Memory while a checkpoint is converted, and what `align.translate` costs beside CTranslate2 on a model of OPUS-MT's size.

    python -m benchmarks.converting memory [--torch]   a made MarianMT checkpoint of 300 MB, random weights, to int8
    python -m benchmarks.converting overhead FILE      `ct2:` against CTranslate2 alone, in one run

The checkpoint has OPUS-MT's layout: 512 wide, 6 and 6 layers, 58,101 pieces. Memory is the peak of the resident set of a
process that does nothing else, as the kernel counts it. Without `--torch` the process has no torch, as an installation
without the extra: it then compares with CTranslate2 in single precision. Random weights answer at random, so that the
comparison is made and its outcome left aside. For `overhead` one side is `align.translate` with segmentation, glossary,
word links and checks, the other `translate_batch` of the same pieces in batches of one length; answers are held to the
length of their sources, as trained models keep to it.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

import align
from align.engines.ct2 import END, Ct2Engine
from align.engines.embedded import FOLDER
from align.engines.folder import read_folder
from align.engines.layout import write_model
from align.engines.tensors import Tensors
from benchmarks.results import keep

WIDTH, INNER, LAYERS, PIECES, POSITIONS = 512, 2048, 6, 58_101, 512
SHORT = {"sentences": 300, "rounds": 3}


def make_checkpoint(folder: Path, *, pieces: int = PIECES) -> dict[str, Any]:
    """Writes a MarianMT checkpoint with random weights, a tensor at a time; its configuration."""
    import sentencepiece  # noqa: PLC0415

    sizes = {f"{side}_{what}": n for side in ("encoder", "decoder")
             for what, n in (("layers", LAYERS), ("attention_heads", 8), ("ffn_dim", INNER))}  # fmt: skip
    config = {
        "model_type": "marian", "architectures": ["MarianMTModel"], "d_model": WIDTH, "vocab_size": pieces,
        "decoder_vocab_size": pieces, "scale_embedding": True, "activation_function": "swish",
        "max_position_embeddings": POSITIONS, "pad_token_id": pieces - 1, "eos_token_id": 0,
        "decoder_start_token_id": pieces - 1, "forced_eos_token_id": 0, **sizes,
    }  # fmt: skip
    spm = sentencepiece.SentencePieceProcessor(model_file=str(FOLDER / "spm.model"))
    known = dict.fromkeys([END, "<unk>", *(spm.id_to_piece(n) for n in range(spm.get_piece_size()))])
    names = [*known, *(f"made{n}" for n in range(pieces))][: pieces - 1]
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    vocabulary = {name: number for number, name in enumerate([*names, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes((FOLDER / "spm.model").read_bytes())
    _write_tensors(folder / "model.safetensors", _shapes(pieces))
    return config


def _shapes(pieces: int) -> dict[str, tuple[int, ...]]:
    out: dict[str, tuple[int, ...]] = {
        "model.shared.weight": (pieces, WIDTH),
        "final_logits_bias": (1, pieces),
    }
    for side, attentions in (("encoder", ("self_attn",)), ("decoder", ("self_attn", "encoder_attn"))):
        for layer in range(LAYERS):
            place = f"model.{side}.layers.{layer}"
            for name in attentions:
                for part in "qkv":
                    out |= _linear(f"{place}.{name}.{part}_proj", WIDTH, WIDTH)
                out |= _linear(f"{place}.{name}.out_proj", WIDTH, WIDTH) | _norm(f"{place}.{name}_layer_norm")
            out |= _linear(f"{place}.fc1", INNER, WIDTH) | _linear(f"{place}.fc2", WIDTH, INNER)
            out |= _norm(f"{place}.final_layer_norm")
    return out


def _linear(name: str, rows: int, columns: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (rows, columns), f"{name}.bias": (rows,)}


def _norm(name: str) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (WIDTH,), f"{name}.bias": (WIDTH,)}


def _write_tensors(path: Path, shapes: dict[str, tuple[int, ...]]) -> None:
    header, end = {}, 0
    for name, shape in shapes.items():
        size = 4 * int(np.prod(shape))
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [end, end + size]}
        end += size
    told, random = json.dumps(header).encode(), np.random.default_rng(28)
    with path.open("wb") as stream:
        stream.write(struct.pack("<Q", len(told)) + told)
        for name, shape in shapes.items():
            ones = name.endswith("norm.weight")
            values = (
                np.ones(shape) if ones else random.standard_normal(shape, dtype=np.float32) * np.float32(0.03)
            )
            stream.write(values.astype("<f4").tobytes())


def memory(*, torch: bool) -> None:
    """A conversion in a process of its own."""
    with tempfile.TemporaryDirectory() as place:
        make_checkpoint(Path(place) / "checkpoint")
        size = sum(path.stat().st_size for path in (Path(place) / "checkpoint").iterdir())
        command = [
            sys.executable,
            "-m",
            "benchmarks.converting",
            "once",
            place,
            *(["--torch"] if torch else []),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    peak = float(done.stdout.split()[-1])
    figures = {"checkpoint_mb": size / 1e6, "peak_mb": peak, "torch": torch}
    row = f"| {size / 1e6:,.0f} MB | {peak:,.0f} MB | {'yes' if torch else 'no'} |"
    table = f"| checkpoint | peak memory | torch |\n|--:|--:|---|\n{row}"
    keep("converting-torch" if torch else "converting", figures, table)


def once(place: Path, *, torch: bool) -> None:
    """Converts and says the peak of memory in MB."""
    if not torch:
        sys.modules["torch"] = None  # type: ignore[assignment]
    from align.engines import convert  # noqa: PLC0415

    convert.LEAST_ALIKE, convert.PROBES = (
        0.0,
        convert.PROBES[:1],
    )  # what random weights say is slow, and no matter
    convert.convert(str(place / "checkpoint"), place / "made", beam=1)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 * 1.048576)


def overhead(file: Path, sentences: int, rounds: int, beam: int) -> None:
    """Padanan and CTranslate2 take turns."""
    import ctranslate2  # noqa: PLC0415

    texts = list(dict.fromkeys(align.segment(file.read_text(encoding="utf-8")).sentences()))[:sentences]
    with tempfile.TemporaryDirectory() as place:
        source, made = Path(place) / "checkpoint", Path(place) / "made"
        config = make_checkpoint(source)
        numbers = json.loads((source / "vocab.json").read_text(encoding="utf-8"))
        write_model(config, Tensors(source), sorted(numbers, key=numbers.__getitem__), made)
        for name in ("source.spm", "target.spm"):
            (made / name).write_bytes((source / name).read_bytes())
        threads = 2
        engine = _OnceEach(read_folder(made), beam=beam, threads=threads, device="cpu")
        raw = ctranslate2.Translator(str(made), inter_threads=threads, intra_threads=1, compute_type="int8")
        rows = [[*engine._source.encode(text).pieces, END] for text in texts]
        text = "\n".join(texts)
        times: dict[str, list[tuple[float, float]]] = {"padanan": [], "CTranslate2": []}
        for _ in range(rounds + 1):
            for name, taken in times.items():
                begun, spent = time.perf_counter(), time.process_time()
                if name == "padanan":
                    align.translate(text, engine=engine)
                else:
                    _raw(raw, rows, beam)
                taken.append((time.perf_counter() - begun, time.process_time() - spent))
    counted = list(zip(*times.values(), strict=True))[1:]
    wall, processor = (statistics.median(raw[kind] / own[kind] for own, raw in counted) for kind in (0, 1))
    words = sum(len(text.split()) for text in texts)
    figures = {"wall": wall, "processor": processor, "words": words, "seconds": times, "beam": beam}
    row = f"| {len(texts)} | {words:,} | {beam} | {wall:.2f} x | {processor:.2f} x |"
    table = f"| sentences | words | beam | padanan is | by processor |\n|--:|--:|--:|--:|--:|\n{row}"
    keep("converting-overhead", figures, table)


class _OnceEach(Ct2Engine):
    """Answers have the length of their sources and no guard doubts them: random weights would go on without end."""

    def _submit(self, sources: list[Any], longest: int, decoding: Any, *, attention: bool) -> Sequence[Any]:
        jobs: Sequence[Any] = self._translator.translate_batch(
            [self._read(source) for source in sources], beam_size=decoding.beam, return_scores=True,
            return_attention=attention, max_input_length=0, min_decoding_length=longest, max_decoding_length=longest,
            asynchronous=True,
        )  # fmt: skip
        return jobs

    def translate(self, batch: Sequence[Any], *, attention: bool = False) -> list[Any]:
        return self._best(batch, decoding=self._decoding, attention=attention)


def _raw(translator: Any, rows: list[list[str]], beam: int) -> None:
    """Batches of one length, each answer as long as its source."""
    lengths: dict[int, list[list[str]]] = {}
    for row in rows:
        lengths.setdefault(len(row) - 1, []).append(row)
    jobs = [
        job
        for length, own in sorted(lengths.items(), reverse=True)
        for job in translator.translate_batch(
            own,
            beam_size=beam,
            max_batch_size=2048,
            batch_type="tokens",
            return_scores=True,
            asynchronous=True,
            min_decoding_length=max(length, 1),
            max_decoding_length=max(length, 1),
        )
    ]
    for job in jobs:
        job.result()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("memory", "overhead", "once"))
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--torch", action="store_true")
    parser.add_argument("--sentences", type=int, default=SHORT["sentences"])
    parser.add_argument("--rounds", type=int, default=SHORT["rounds"])
    parser.add_argument("--beam", type=int, default=4)
    options = parser.parse_args()
    if options.what == "memory":
        memory(torch=options.torch)
    elif options.what == "once":
        once(options.file, torch=options.torch)
    else:
        overhead(options.file, options.sentences, options.rounds, options.beam)


if __name__ == "__main__":
    main()
