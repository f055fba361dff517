"""Models fetched from a hub: resumed, held against their hashes, converted, and kept whole or not at all."""

from __future__ import annotations

import errno
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import align
from align.engines import download, load_engine, store
from align.engines.convert import LEAST_ALIKE
from align.engines.get import _files, get
from align.engines.offers import offer
from align.errors import EngineError, OutputError
from glossary import Glossary
from tests.align.engines.firefox_model import write_model
from tests.align.engines.hub import REVISION, Hub, serving

NAME = "desa/opus-kecil"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home: no models, no default."""
    for place in ("data", "config"):
        monkeypatch.setenv(f"XDG_{place.upper()}_HOME", str(tmp_path / place))
    monkeypatch.delenv("PADANAN_ENGINE", raising=False)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setattr(download, "PAUSE", 0.0)
    return tmp_path


@pytest.fixture
def hub(own: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with serving(Hub()) as found:
        monkeypatch.setenv("HF_ENDPOINT", found.url)
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", f"{found.url}/v1/buckets/main/collections/x/records")
        yield found


def whole_home() -> list[str]:
    """What lies in the folder of models."""
    return sorted(path.name for path in store.home().iterdir()) if store.home().exists() else []


def test_a_checkpoint_is_fetched_converted_and_used_offline(
    hub: Hub, taught_marian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the hub to a translation without it, by the model's short name and as the default."""
    hub.serve_folder(NAME, taught_marian)
    offered = offer(NAME)
    assert (offered.kind, offered.licence, offered.revision) == ("checkpoint", "apache-2.0", REVISION)
    assert "tf_model.h5" not in {file.name for file in offered.files}
    told: list[tuple[int, int]] = []
    made = get(offered, progress=lambda done, total: told.append((done, total)))
    assert made.alike is not None
    assert made.alike >= LEAST_ALIKE
    assert told[-1] == (offered.size, offered.size)
    assert whole_home() == ["opus-kecil"]
    with pytest.raises(EngineError, match="is here already"):
        get(offered)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(EngineError, match="HF_HUB_OFFLINE"):
        offer(NAME)
    store.use("opus-kecil")
    for name in ("opus-kecil", NAME, "default", f"ct2:{made.folder}"):
        assert load_engine(name).signature == load_engine(made.engine).signature
    bitext = align.translate("Polisi belum mengetahui penyebab kebakaran itu.", glossary=Glossary())
    assert load_engine(made.engine).signature in bitext.signature
    store.drop("opus-kecil")
    assert (whole_home(), store.chosen()) == ([], "embedded")


def test_it_goes_on_after_twenty_cuts(hub: Hub, marian: Path, own: Path) -> None:
    """Cut off at 20 random places, mid-file and for good, and gone on with: no byte comes twice, and all is as served."""
    hub.serve_folder(NAME, marian)
    offered, chance = offer(NAME), random.Random(28)
    for number in range(20):
        folder, hub.sent = own / f"{number}", 0
        left = [chance.randrange(1, offered.size)]

        def cut(size: int, left: list[int] = left) -> int | None:
            room, left[0] = left[0], max(left[0] - size, 0)
            return room if room < size else None

        hub.cut = cut
        with pytest.raises(EngineError, match=r"ended at .* the same command goes on"):
            _files(offered, folder, None)
        hub.cut = lambda _: None
        _files(offered, folder, None)
        assert hub.sent == offered.size
        for name, data in hub.models[NAME].items():
            if (folder / name).exists():
                assert (folder / name).read_bytes() == data
        assert {file.name for file in offered.files} <= {path.name for path in folder.iterdir()}
    assert len(hub.ranges) >= 20


def test_a_line_that_breaks_now_and_then_needs_no_second_command(hub: Hub, marian: Path, own: Path) -> None:
    hub.serve_folder(NAME, marian)
    hub.cut = lambda size: max(size * 2 // 3, 1) if size > 500 else None
    folder = _files(offer(NAME), own / "all", None)
    assert (folder / "model.safetensors").read_bytes() == hub.models[NAME]["model.safetensors"]


@pytest.mark.parametrize("name", ["model.safetensors", "vocab.json", "config.json"])
def test_what_is_not_as_promised_is_refused_in_one_line(hub: Hub, marian: Path, name: str) -> None:
    """One byte another, in a large file or a small one: nothing of that file is kept."""
    hub.serve_folder(NAME, marian)
    hub.spoil = lambda file, data: data[:-1] + b"?" if file == name else data
    with pytest.raises(EngineError, match=rf"{name}: what came .* is not what was promised") as caught:
        get(offer(NAME))
    assert "\n" not in str(caught.value)
    assert store.installed() == []
    assert not list(store.home().rglob(f"{name}*"))
    hub.spoil = lambda _, data: data
    _files(offer(NAME), store.fetched("opus-kecil"), None)


def test_a_disk_that_is_full_is_one_line(
    hub: Hub, marian: Path, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told before anything is fetched where the room is known, and else as it happens; what is there stays."""
    hub.serve_folder(NAME, marian)
    offered = offer(NAME)
    with monkeypatch.context() as patched:
        patched.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 1000})())
        with pytest.raises(OutputError, match=r"0 MB are free.* MB are needed"):
            get(offered)
    assert hub.sent == 0
    copied = download._copied

    def full(answer: Any, out: Any, size: int, told: Any) -> None:
        if size > 10_000:
            out.write(answer.read(4096))
            out.flush()
            raise OSError(errno.ENOSPC, "No space left on device")
        copied(answer, out, size, told)

    with monkeypatch.context() as patched:
        patched.setattr(download, "_copied", full)
        with pytest.raises(OutputError, match="No space left on device"):
            get(offered)
    assert store.installed() == []
    hub.sent = 0
    _files(offered, store.fetched("opus-kecil"), None)
    assert 0 < hub.sent <= offered.size - 4096


def test_what_the_hub_cannot_give(hub: Hub, marian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No such model, no checkpoint, no network, no name: one line each."""
    for name, match in (
        ("desa/tiada", "404"),
        ("tiada", "accepted are firefox, nllb, opus-mt"),
        ("../x/y", "is no model"),
    ):
        with pytest.raises(EngineError, match=match):
            offer(name)
    hub.models["desa/kosong"] = {"README.md": b"#", "config.json": b"{}"}
    with pytest.raises(EngineError, match="holds no checkpoint; accepted are"):
        offer("desa/kosong")
    hub.serve_folder("desa/lain", marian)
    hub.models["desa/lain"]["config.json"] = b'{"model_type": "bert"}'
    with pytest.raises(EngineError, match="is a bert; accepted are MarianMT"):
        get(offer("desa/lain"))
    assert store.installed() == []
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(EngineError, match=r"127\.0\.0\.1:9 cannot be reached"):
        offer(NAME)


def test_firefoxs_model_comes_from_its_own_service(hub: Hub, pieces: Path, tmp_path: Path) -> None:
    """The newest of the version that is known, unpacked and held against both hashes; then it is refused as no English."""
    import sentencepiece  # noqa: PLC0415

    size = sentencepiece.SentencePieceProcessor(model_file=str(pieces)).get_piece_size()
    model = write_model(tmp_path / "m.bin", size, louder=40).read_bytes()
    for version, kind, data in (("3.0", "model", b"old"), ("3.1", "model", model), ("3.1", "vocab", pieces.read_bytes()),
                                ("4.0", "model", b"new")):  # fmt: skip
        hub.serve_record(kind, version, data)
    offered = offer("firefox")
    assert (offered.kind, offered.revision, len(offered.files)) == ("firefox", "3.1", 2)
    with pytest.raises(EngineError, match="what it says is no English"):
        get(offered)
    assert store.installed() == []
    hub.records = []
    with pytest.raises(EngineError, match="no model of version 3 from id to en"):
        offer("firefox")


def test_a_ready_folder_is_taken_as_it_is(hub: Hub, marian: Path, opus: Path) -> None:
    """A CTranslate2 folder of the hub needs no conversion; one whose weights say nothing is not kept."""
    hub.serve_folder("desa/siap", opus)
    offered = offer("desa/siap")
    assert (offered.kind, {file.name for file in offered.files}) == (
        "ct2",
        {path.name for path in opus.iterdir()},
    )


def test_the_default_and_what_wins_over_it(
    own: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = tmp_path / "t.tsv"
    table.write_text("*\tEN {}\n", encoding="utf-8")
    assert store.resolved("default") == "embedded"
    store.use(f"fixed:{table}")
    assert load_engine("default").signature.startswith("fixed:")
    assert align.translate("Ibu.", glossary=Glossary()).target.text == "EN Ibu."
    monkeypatch.setenv("PADANAN_ENGINE", "embedded")
    assert store.resolved("default") == "embedded"
    monkeypatch.setenv("PADANAN_ENGINE", "opus-mt")
    with pytest.raises(
        EngineError, match=r"default engine 'opus-mt' is not here; `padanan engines get opus-mt`"
    ):
        load_engine("default")
    monkeypatch.delenv("PADANAN_ENGINE")
    store.use("embedded")
    assert store.resolved("default") == "embedded"
    with pytest.raises(EngineError, match="no such model here; there is none"):
        store.drop("opus-mt")
