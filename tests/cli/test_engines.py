"""`padanan engines`: what is here, what is fetched and chosen, and engines side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sentencepiece

from align.engines import store
from tests.align.engines.conftest import train_pieces
from tests.align.engines.firefox_model import write_model
from tests.align.engines.hub import Hub, serving
from tests.cli.conftest import Padanan

TEXT = "Harga beras naik.\n\nHujan deras merusak jembatan.\n"


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home with one model that was fetched, which is none."""
    for place in ("data", "config"):
        monkeypatch.setenv(f"XDG_{place.upper()}_HOME", str(tmp_path / place))
    monkeypatch.delenv("PADANAN_ENGINE", raising=False)
    made = tmp_path / "made"
    made.mkdir()
    (made / "model.bin").write_bytes(bytes(2_000_000))
    store.home().mkdir(parents=True)
    store.keep(made, store.Installed("opus-mt", "ct2", "https://hub/opus", "0123", "apache-2.0", 0.98))


def test_the_list_tells_what_is_here(padanan: Padanan) -> None:
    """Sizes, licences, figures, origins, and which is the default; what is here is not offered again."""
    here, _, rest = padanan("engines").stdout.partition("to be fetched")
    assert "* embedded" in here
    assert (
        "opus-mt             2 MB  apache-2.0       BLEU 33.4 on FLORES devtest; from https://hub/opus"
        in here
    )
    assert "38.6" in rest
    assert "nllb" in rest
    assert "opus-mt  " not in rest
    assert padanan("engines", "list").stdout == padanan("engines").stdout


def test_a_default_is_chosen_and_told(padanan: Padanan, tmp_path: Path) -> None:
    """`use` loads what it is told to use; the default translates; PADANAN_ENGINE and --engine win."""
    table = tmp_path / "t.tsv"
    table.write_text("*\tEN {}\n", encoding="utf-8")
    done = padanan("engines", "use", f"fixed:{table}")
    assert done.stdout.startswith(f"fixed:{table} is the default")
    assert padanan("translate", given=TEXT).stdout.startswith("EN Harga beras naik.")
    assert f"* fixed:{table}" in padanan("engines").stdout
    broken = padanan("engines", "use", "opus-mt")
    assert (broken.returncode, broken.stderr.count("\n")) == (4, 1)
    assert "config.json is missing" in broken.stderr
    assert padanan("engines", "use", "tiada").returncode == 4
    absent = padanan("translate", "--engine", "firefox", given=TEXT)
    assert absent.stderr.startswith("padanan: firefox is not here; `padanan engines get firefox` fetches it")
    assert padanan("engines", "use", "embedded").returncode == 0
    assert "* embedded" in padanan("engines").stdout


def test_a_model_is_dropped(padanan: Padanan) -> None:
    assert padanan("engines", "drop", "opus-mt").stdout.startswith("removed ")
    assert store.installed() == []
    again = padanan("engines", "drop", "opus-mt")
    assert (again.returncode, again.stderr) == (4, "padanan: opus-mt: no such model here; there is none\n")


def test_what_cannot_be_fetched_is_one_line(padanan: Padanan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    for name in ("nllb", "x/y", "tiada"):
        done = padanan("engines", "get", name, "--yes")
        assert (done.returncode, done.stderr.count("\n"), done.stdout) == (4, 1, "")


def test_a_model_is_fetched_and_used(
    padanan: Padanan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told before it is fetched; then by its name, with no service left to ask; what says nothing is refused."""
    spelt = train_pieces(byte_fallback=True, eos_id=0, unk_id=1, bos_id=-1, pad_id=-1)
    size = sentencepiece.SentencePieceProcessor(model_proto=spelt).get_piece_size()
    model = write_model(tmp_path / "m.bin", size, louder=40).read_bytes()
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    with serving(Hub()) as hub:
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", f"{hub.url}/v1/buckets/main/collections/x/records")
        hub.serve_record("model", "3.0", model)
        hub.serve_record("vocab", "3.0", spelt)
        refused = padanan("engines", "get", "firefox", "--yes")
        assert refused.returncode == 4
        told, error = refused.stderr.splitlines()
        assert " MB in 2 files, licence MPL-2.0, from http://127.0.0.1:" in told
        assert "no English" in error
        monkeypatch.setattr("align.engines.get._proved", lambda *_: None)  # random weights
        done = padanan("engines", "get", "firefox", "--yes")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("padanan translate FILE --engine firefox ")
    checked = padanan("engines", "check", "--engine", "firefox")
    assert "model.bin" in checked.stdout
    assert "no network needed" in checked.stdout
    out = padanan("translate", "--engine", "firefox", "-f", "jsonl", given="Ibu mencuci.")
    assert "engine:firefox:" in out.stdout
    assert "from http://127.0.0.1:" in padanan("engines").stdout


def test_engines_stand_side_by_side(padanan: Padanan, tmp_path: Path) -> None:
    """Rows with both answers, findings and missed terms; a page marks the words that differ; a reference gives scores."""
    first, second = tmp_path / "a.tsv", tmp_path / "b.tsv"
    first.write_text(
        "Harga beras naik.\tThe price of rice rose.\nHujan deras merusak jembatan.\tRain.\n", encoding="utf-8"
    )
    second.write_text(
        "Harga beras naik.\tThe rice price rose.\nHujan deras merusak jembatan.\tRain.\n", encoding="utf-8"
    )
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")
    names = ("--engine", f"fixed:{first}", "--engine", f"fixed:{second}")
    rows = padanan("engines", "compare", tmp_path / "in.txt", *names)
    assert rows.returncode == 0, rows.stderr
    lines = [line.split("\t") for line in rows.stdout.splitlines()]
    assert len(lines) == 3
    assert lines[1][2] == "The price of rice rose."
    assert [line[-1] for line in lines] == ["differ", "yes", "no"]
    page = tmp_path / "out.html"
    assert padanan("engines", "compare", tmp_path / "in.txt", *names, "-o", page).returncode == 0
    text = page.read_text(encoding="utf-8")
    assert "<mark>of rice</mark>" in text
    assert "http" not in text.replace("http-equiv", "")
    (tmp_path / "lines.txt").write_text(
        "Harga beras naik.\nHujan deras merusak jembatan.\n", encoding="utf-8"
    )
    (tmp_path / "ref.txt").write_text(
        "The price of rice rose.\nHeavy rain damaged the bridge.\n", encoding="utf-8"
    )
    scored = padanan("engines", "compare", tmp_path / "lines.txt", *names, "-r", tmp_path / "ref.txt")
    assert scored.stderr.count("chrF2") == 2
    (tmp_path / "ref.txt").write_text("The price of rice rose.\n", encoding="utf-8")
    short = padanan("engines", "compare", tmp_path / "lines.txt", *names, "-r", tmp_path / "ref.txt")
    assert (short.returncode, "has 1 lines, the text 2" in short.stderr) == (3, True)
    assert padanan("engines", "compare", tmp_path / "in.txt", *names[:2]).returncode == 2


def test_an_engine_that_is_damaged_says_how_to_be_rid_of_it(padanan: Padanan) -> None:
    about = store.home() / "opus-mt" / store.ABOUT
    for text in ("{", json.dumps({"kind": "ct2"})):
        about.write_text(text, encoding="utf-8")
        done = padanan("engines")
        assert (done.returncode, done.stderr.count("\n")) == (4, 1)
        assert "padanan engines drop opus-mt" in done.stderr
