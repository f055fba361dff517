"""Small real models, made on the spot: random weights of the architectures that the engines read.

Heavy libraries are imported where they are needed, as in the package.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from align.engines.folder import files, read_folder
from align.errors import EngineError

CORPUS = """
Pemerintah menaikkan harga beras mulai hari Senin.
The government raises the price of rice from Monday.
Menteri pertanian mengatakan bahwa panen tahun ini lebih baik daripada tahun lalu.
The minister of agriculture said this year's harvest is better than last year's.
Kapal itu berlabuh di pelabuhan Surabaya selama 12 hari, lalu berlayar ke utara.
The ship lay in the port of Surabaya for 12 days, then sailed north.
Anak-anak bermain di sungai sementara ibu mereka mencuci pakaian.
The children play in the river while their mothers wash clothes.
Bank sentral menahan suku bunga pada 5,75 persen karena inflasi turun.
The central bank holds its rate at 5.75 per cent because inflation is falling.
“Kami tidak menerima surat itu,” kata juru bicara kementerian luar negeri.
"We did not receive the letter," a spokesman of the foreign ministry said.
Hujan deras merusak jembatan, jalan raya, dan tiga puluh rumah di desa kami.
Heavy rain damaged the bridge, the highway and thirty houses in our village.
Presiden bertemu dengan duta besar di istana untuk membahas perdagangan.
The president met the ambassador at the palace to discuss trade.
"""
SENTENCES = [line for line in CORPUS.splitlines() if line][::2]
SYMBOLS = ("<t>", "<=>", "</t>")


def train_pieces(**options: Any) -> bytes:
    """A SentencePiece model of the corpus, every character known or spelt in bytes."""
    import sentencepiece  # noqa: PLC0415

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(line for line in CORPUS.splitlines() if line),
        model_writer=model,
        minloglevel=2,
        hard_vocab_limit=False,
        **{"model_type": "unigram", "vocab_size": 600} | options,
    )
    return model.getvalue()


@pytest.fixture(scope="session")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SentencePiece model with byte fallback and markup, as the embedded model has it."""
    path = tmp_path_factory.mktemp("pieces") / "spm.model"
    path.write_bytes(
        train_pieces(
            byte_fallback=True,
            normalization_rule_name="identity",
            user_defined_symbols=list(SYMBOLS),
            eos_id=0,
            unk_id=1,
            bos_id=-1,
            pad_id=-1,
        )
    )
    return path


@pytest.fixture(scope="session")
def marian(tmp_path_factory: pytest.TempPathFactory, pieces: Path) -> Path:
    """Checkpoint folder of a MarianMT model, 64 wide, 2 + 2 layers."""
    import sentencepiece  # noqa: PLC0415
    import torch  # noqa: PLC0415
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("marian")
    spm = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
    vocabulary = {spm.id_to_piece(i): i for i in range(spm.get_piece_size())}
    pad = vocabulary.setdefault("<pad>", len(vocabulary))
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    for name in ("source.spm", "target.spm"):
        shutil.copy(pieces, folder / name)
    torch.manual_seed(3)
    sizes = {f"{side}_{what}": n for side in ("encoder", "decoder") for what, n in SIZES.items()}
    config = MarianConfig(
        vocab_size=len(vocabulary), d_model=64, max_position_embeddings=512, pad_token_id=pad, eos_token_id=0,
        decoder_start_token_id=pad, forced_eos_token_id=0, init_std=0.3, scale_embedding=True, **sizes,
    )  # fmt: skip
    MarianMTModel(config).save_pretrained(folder)
    MarianTokenizer(
        source_spm=str(folder / "source.spm"), target_spm=str(folder / "target.spm"),
        vocab=str(folder / "vocab.json"),
    ).save_pretrained(folder)  # fmt: skip
    return folder


SIZES = {"layers": 2, "attention_heads": 4, "ffn_dim": 128}


@pytest.fixture(scope="session")
def opus(tmp_path_factory: pytest.TempPathFactory, marian: Path) -> Path:
    """The Marian checkpoint as ct2-transformers-converter leaves it, int8."""
    from ctranslate2.converters import TransformersConverter  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("opus") / "model"
    TransformersConverter(str(marian), copy_files=["source.spm", "target.spm"]).convert(
        str(folder), quantization="int8"
    )
    return folder


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory, opus: Path, pieces: Path) -> Path:
    """The same weights in padanan's own layout."""
    folder = tmp_path_factory.mktemp("own") / "model"
    shutil.copytree(opus, folder, ignore=shutil.ignore_patterns("*.spm"))
    shutil.copy(pieces, folder / "spm.model")
    described = {
        "name": "tiny", "version": "0.1", "normalisation": "padanan-1", "max_source_pieces": 120,
        "max_length_ratio": 2.0, "markup": dict(zip(("open", "middle", "close"), SYMBOLS, strict=True)),
        "calibration": [0.5, 1.0],
    }  # fmt: skip
    (folder / "padanan.json").write_text(json.dumps(described), encoding="utf-8")
    return folder


def _m2m100(folder: Path, tokenizer: Any, size: int) -> Path:
    import torch  # noqa: PLC0415
    from transformers import M2M100Config, M2M100ForConditionalGeneration  # noqa: PLC0415

    torch.manual_seed(4)
    sizes = {f"{side}_{what}": n for side in ("encoder", "decoder") for what, n in SIZES.items()}
    config = M2M100Config(vocab_size=size, d_model=64, max_position_embeddings=256, init_std=0.3, **sizes)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _m2m_tokenizer(folder: Path) -> tuple[Any, int]:
    """M2M100's tokenizer, whose SentencePiece model normalises by itself (NFKC), and rows of the embeddings."""
    import sentencepiece  # noqa: PLC0415
    from transformers import M2M100Tokenizer  # noqa: PLC0415

    (folder / "raw.model").write_bytes(train_pieces(normalization_rule_name="nmt_nfkc"))
    spm = sentencepiece.SentencePieceProcessor(model_file=str(folder / "raw.model"))
    known = ["<s>", "<pad>", "</s>", "<unk>"]
    found = [spm.id_to_piece(i) for i in range(spm.get_piece_size())]
    vocabulary = {piece: i for i, piece in enumerate([*known, *(p for p in found if p not in known)])}
    (folder / "raw.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    tokenizer = M2M100Tokenizer(str(folder / "raw.json"), str(folder / "raw.model"))
    # It numbers its 100 languages after the vocabulary and does not count them; then come rows that mean nothing.
    return tokenizer, len(vocabulary) + 108


@pytest.fixture(scope="session")
def m2m(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Checkpoint folder of an M2M100 model."""
    folder = tmp_path_factory.mktemp("m2m")
    return _m2m100(folder, *_m2m_tokenizer(folder))


@pytest.fixture(scope="session")
def nllb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Checkpoint folder in NLLB's layout: M2M100 weights, a fast tokenizer, languages such as `ind_Latn`."""
    from transformers import NllbTokenizer  # noqa: PLC0415

    languages = ["ind_Latn", "eng_Latn"]

    characters = sorted({char for char in CORPUS if not char.isspace()} | {"▁"})
    vocabulary = {piece: i for i, piece in enumerate(["<s>", "<pad>", "</s>", "<unk>", *characters])}
    tokenizer = NllbTokenizer(vocab=vocabulary, merges=[], extra_special_tokens=languages)
    return _m2m100(tmp_path_factory.mktemp("nllb"), tokenizer, len(tokenizer))


@pytest.fixture(scope="session")
def nfkc() -> bytes:
    """A SentencePiece model that normalises by itself, as those of OPUS models do."""
    return train_pieces(normalization_rule_name="nmt_nfkc")


def _nllb_tokenizer(folder: Path) -> tuple[Any, int]:
    """NLLB's tokenizer, made from a SentencePiece model, and rows of the embeddings: published ones have two more."""
    from transformers import NllbTokenizer  # noqa: PLC0415

    (folder / "sentencepiece.bpe.model").write_bytes(train_pieces(model_type="bpe", vocab_size=400))
    tokenizer = NllbTokenizer.from_pretrained(folder, extra_special_tokens=["ind_Latn", "eng_Latn"])
    return tokenizer, len(tokenizer) + 2


ANSWERS = (
    "The government said talks would go on on Monday.",
    "The price of rice rose 12 percent in three months.",
    "The president met the ministers in Jakarta.",
    "Police do not yet know what caused the fire.",
    "The ship carried 240 passengers from Surabaya.",
)


@pytest.fixture(scope="session")
def answers() -> tuple[str, ...]:
    """What `taught` says to the probes of a conversion."""
    return ANSWERS


@pytest.fixture(scope="session", params=["nllb", "m2m"])
def taught(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small M2M100 model in either layout that has learnt the answers to the probes by heart."""
    import torch  # noqa: PLC0415
    from transformers import M2M100Config, M2M100ForConditionalGeneration  # noqa: PLC0415

    folder = tmp_path_factory.mktemp(request.param)
    nllb = request.param == "nllb"
    tokenizer, size = (_nllb_tokenizer if nllb else _m2m_tokenizer)(folder)
    tokenizer.src_lang, tokenizer.tgt_lang = ("ind_Latn", "eng_Latn") if nllb else ("id", "en")
    torch.manual_seed(5)
    sides = {f"{side}_{what}": n for side in ("encoder", "decoder") for what, n in SIZES.items()}
    model = M2M100ForConditionalGeneration(M2M100Config(vocab_size=size, d_model=64, dropout=0.0, **sides))
    return _taught_answers(model, tokenizer, folder)


@pytest.fixture(scope="session")
def taught_marian(marian: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Marian model when it has learnt the answers to the probes by heart."""
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("taught")
    tokenizer = MarianTokenizer.from_pretrained(marian)
    config = MarianConfig.from_pretrained(marian, init_std=0.02, dropout=0.0)
    return _taught_answers(MarianMTModel(config), tokenizer, folder)


def _taught_answers(model: Any, tokenizer: Any, folder: Path) -> Path:
    import torch  # noqa: PLC0415

    from align.engines.convert import PROBES  # noqa: PLC0415

    batch = tokenizer(list(PROBES), text_target=list(ANSWERS), return_tensors="pt", padding=True)
    labels = batch["labels"].masked_fill(batch["labels"] == tokenizer.pad_token_id, -100)
    teacher = torch.optim.Adam(model.parameters(), lr=3e-3)
    for _ in range(120):
        teacher.zero_grad()
        model(
            input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], labels=labels
        ).loss.backward()
        teacher.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def with_file(model: Path, folder: Path, name: str, text: str, promise: str) -> Path:
    """A copy of a model in padanan's own layout, a file beside it that its description promises."""
    shutil.copytree(model, folder)
    (folder / name).write_text(text, encoding="utf-8")
    described = json.loads((folder / "padanan.json").read_text(encoding="utf-8"))
    (folder / "padanan.json").write_text(json.dumps(described | {promise: True}), encoding="utf-8")
    return folder


def assert_needed(folder: Path, name: str) -> None:
    """The file counts among the model's, and its absence is told by name."""
    assert folder / name in files(folder)
    (folder / name).rename(folder / "away")
    with pytest.raises(EngineError, match=rf"{re.escape(name)} is missing"):
        read_folder(folder)
    (folder / "away").rename(folder / name)
