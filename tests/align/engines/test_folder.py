"""Model folders: what they are known by, and what is told of one that will not do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from align.engines import load_engine
from align.engines.ct2 import files
from align.errors import EngineError
from tests.align.engines.test_ct2 import tiny


def test_signatures_name_the_weights(own: Path, opus: Path, tmp_path: Path) -> None:
    """Name and version where a description gives them, else a digest of the weights; and the beam."""
    assert tiny(own).signature == "tiny-0.1+beam2"
    assert tiny(own).calibration == (0.5, 1.0)
    shutil.copytree(opus, tmp_path / "copy")
    assert tiny(opus).signature.startswith("ct2:")
    assert tiny(opus).signature == tiny(tmp_path / "copy").signature
    assert {path.name for path in files(opus)} >= {"model.bin", "config.json", "source.spm", "target.spm"}


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("model.bin", "model.bin is missing"),
        ("config.json", "config.json is missing"),
        ("shared_vocabulary.json", "shared_vocabulary.json is missing"),
        ("spm.model", "spm.model is missing"),
        ("padanan.json", "padanan.json is missing"),
    ],
)
def test_a_missing_file_is_named(own: Path, tmp_path: Path, missing: str, message: str) -> None:
    """One line that names folder and file."""
    shutil.copytree(own, tmp_path / "model")
    (tmp_path / "model" / missing).unlink()
    with pytest.raises(EngineError, match=message):
        load_engine(f"ct2:{tmp_path / 'model'}")


@pytest.mark.parametrize(
    ("description", "message"),
    [
        ("{", "not readable as JSON"),
        ("[]", "expected a JSON object"),
        ({"name": None, "version": None}, "'normalisation' is missing"),
        ({"normalisation": "other"}, "normalisation 'other'; known: padanan-1"),
        ({"max_source_pieces": "many"}, "invalid literal"),
        ({"markup": {"open": "<t>"}}, "'middle' is missing"),
    ],
)
def test_a_bad_description_is_one_clear_error(
    own: Path, tmp_path: Path, description: str | dict[str, object], message: str
) -> None:
    """The message names the file and what is wrong in it."""
    shutil.copytree(own, tmp_path / "model")
    path = tmp_path / "model" / "padanan.json"
    good = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(description, dict):
        changed = good | description if "name" not in description else description
        path.write_text(json.dumps(changed), encoding="utf-8")
    else:
        path.write_text(description, encoding="utf-8")
    with pytest.raises(EngineError, match=message) as caught:
        load_engine(f"ct2:{tmp_path / 'model'}")
    assert "padanan.json" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_corrupt_weights_are_one_clear_error(own: Path, tmp_path: Path) -> None:
    """Half a download is refused when the engine is loaded, not in mid-document."""
    shutil.copytree(own, tmp_path / "model")
    weights = (tmp_path / "model" / "model.bin").read_bytes()
    (tmp_path / "model" / "model.bin").write_bytes(weights[: len(weights) // 2])
    with pytest.raises(EngineError, match="CTranslate2 cannot load this model") as caught:
        load_engine(f"ct2:{tmp_path / 'model'}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nonsense", "known: embedded, ct2:DIR"),
        ("ct2", "known: embedded, ct2:DIR"),
        ("embedded:x", "known: embedded, ct2:DIR"),
        ("ct2:/no/such/folder", "no such model folder"),
        ("fixed:/no/such/file.tsv", "/no/such/file.tsv"),
    ],
)
def test_an_engine_that_is_not_there_is_one_clear_error(name: str, message: str) -> None:
    """The message says what is known, or what is missing."""
    with pytest.raises(EngineError, match=message):
        load_engine(name)
