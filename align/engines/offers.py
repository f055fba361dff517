"""What can be fetched by name: models of a hub that speaks Hugging Face's protocol, and Firefox's own.

An offer says size, licence and origin before anything is fetched. The hub is HF_ENDPOINT, or huggingface.co; the
service of Firefox's models is FXTRANSLATE_RECORDS_URL, or Mozilla's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from align.engines.download import RemoteFile, offline, read_json
from align.errors import EngineError

HUB = "https://huggingface.co"
FIREFOX = (
    "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records"
)
MAJOR = "3"  # of Firefox's models: what fxtranslate was made for
_NAME = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*", re.ASCII)
_FILE = re.compile(r"[\w-][\w.-]*", re.ASCII)
_BESIDE = frozenset(
    "config.json vocab.json source.spm target.spm sentencepiece.bpe.model tokenizer.json tokenizer_config.json "
    "special_tokens_map.json added_tokens.json generation_config.json padanan.json spm.model hints.tsv vmap.txt".split()
)
_SAFE = re.compile(r"model(-\d+-of-\d+)?\.safetensors(\.index\.json)?")
_PICKLED = re.compile(r"pytorch_model(-\d+-of-\d+)?\.bin(\.index\.json)?")
_VOCABULARY = re.compile(r"\w*vocabulary\.(json|txt)")
_FIREFOX_FILES = {
    "model": "model.bin",
    "vocab": "vocab.spm",
    "srcvocab": "srcvocab.spm",
    "trgvocab": "trgvocab.spm",
    "lex": "lex.bin",
}


@dataclass(frozen=True, slots=True)
class Known:
    """A model with a name of its own. `figures` are BLEU on FLORES-200 devtest, as its makers or others published them."""

    source: str
    licence: str
    figures: str
    about: str


KNOWN = {
    "firefox": Known("firefox", "MPL-2.0", "38.6", "Firefox's own, 17 MB; needs padanan[firefox]"),
    "nllb": Known(
        "facebook/nllb-200-distilled-600M", "cc-by-nc-4.0", "38.7", "200 languages, 2.4 GB to fetch"
    ),
    "opus-mt": Known("Helsinki-NLP/opus-mt-id-en", "apache-2.0", "33.4", "OPUS-MT, 300 MB to fetch"),
    "opus-mt-big": Known(
        "Helsinki-NLP/opus-mt-tc-bible-big-map-en", "apache-2.0", "", "Austronesian to English"
    ),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A model as it can be fetched. `kind` is `checkpoint`, `ct2` (ready) or `firefox`; `unpacked` are the SHA-256 of what
    comes packed.
    """

    name: str
    kind: str
    origin: str
    revision: str
    licence: str
    files: tuple[RemoteFile, ...]
    unpacked: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        """Bytes to fetch."""
        return sum(file.size for file in self.files)


def offer(name: str) -> Offer:
    """What there is under a known name, or a name of the hub. Raises EngineError."""
    known = KNOWN.get(name)
    if known is None and not _NAME.fullmatch(name):
        raise EngineError(f"{name!r} is no model; accepted are {', '.join(KNOWN)}, or OWNER/MODEL of the hub")
    if offline():
        raise EngineError(f"{name}: HF_HUB_OFFLINE shuts the network out; unset it to fetch a model")
    if name == "firefox":
        return _of_firefox()
    return _of_hub(name, known.source if known else name)


def _of_hub(name: str, source: str) -> Offer:
    hub = (os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")
    found = read_json(f"{hub}/api/models/{source}/revision/main?blobs=true", source)
    try:
        listed = [_of_sibling(hub, source, str(found["sha"]), one) for one in found["siblings"]]
        licence = _licence(found)
        revision = str(found["sha"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineError(
            f"{source}: {urlsplit(hub).netloc} answers in another form than the hub's"
        ) from error
    files, kind = _needed([file for file in listed if _FILE.fullmatch(file.name)], source)
    return Offer(name, kind, f"{hub}/{source}", revision, licence, tuple(files))


def _of_sibling(hub: str, source: str, revision: str, about: dict[str, Any]) -> RemoteFile:
    name, large = str(about["rfilename"]), about.get("lfs") or {}
    return RemoteFile(
        name,
        f"{hub}/{source}/resolve/{revision}/{quote(name)}",
        int(large.get("size", about.get("size", 0)) or 0),
        str(large.get("sha256") or about.get("blobId") or ""),
        git="sha256" not in large,
    )


def _licence(found: dict[str, Any]) -> str:
    own = (found.get("cardData") or {}).get("license")
    tagged = [tag[8:] for tag in found.get("tags") or () if str(tag).startswith("license:")]
    return str(own or (tagged[0] if tagged else "not stated"))


def _needed(files: Sequence[RemoteFile], source: str) -> tuple[list[RemoteFile], str]:
    """The files to fetch: a ready folder, else the weights in the one form that is easiest to read, and what is beside."""
    names = {file.name for file in files}
    beside = [file for file in files if file.name in _BESIDE]
    words = [file for file in files if _VOCABULARY.fullmatch(file.name)]
    if {"model.bin", "config.json"} <= names and words:
        return [*beside, *words, *_matching(files, re.compile(r"model\.bin"))], "ct2"
    weights = _matching(files, _SAFE) or _matching(files, _PICKLED)
    if not weights or "config.json" not in names:
        raise EngineError(
            f"{source}: holds no checkpoint; accepted are MarianMT, NLLB, M2M100 and CTranslate2 folders"
        )
    return [*beside, *weights], "checkpoint"


def _matching(files: Iterable[RemoteFile], pattern: re.Pattern[str]) -> list[RemoteFile]:
    return [file for file in files if pattern.fullmatch(file.name)]


def _of_firefox() -> Offer:
    """The newest files for Indonesian to English; where attachments lie, the service says itself."""
    url = os.environ.get("FXTRANSLATE_RECORDS_URL") or FIREFOX
    root = url.partition("/v1/")[0] + "/v1/"
    try:
        records = [one for one in read_json(url, "firefox")["data"] if _of_pair(one)]
        base = str(read_json(root, "firefox")["capabilities"]["attachments"]["base_url"]).rstrip("/")
        chosen = _newest(records)
        files = [_of_record(base, kind, one) for kind, one in chosen.items()]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineError(
            f"firefox: {urlsplit(url).netloc} answers in another form than Remote Settings"
        ) from error
    if "model" not in chosen or (
        not {"vocab"} & chosen.keys() and not {"srcvocab", "trgvocab"} <= chosen.keys()
    ):
        raise EngineError(f"firefox: {urlsplit(url).netloc} has no model of version {MAJOR} from id to en")
    unpacked = tuple(
        (_FIREFOX_FILES[kind], str(one.get("decompressedHash") or "")) for kind, one in chosen.items()
    )
    version = str(chosen["model"].get("version"))
    return Offer("firefox", "firefox", url, version, KNOWN["firefox"].licence, tuple(files), unpacked)


def _of_pair(record: dict[str, Any]) -> bool:
    pair = record.get("sourceLanguage"), record.get("targetLanguage")
    version = str(record.get("version") or "").split(".")[0]
    return pair == ("id", "en") and version == MAJOR and record.get("fileType") in _FIREFOX_FILES


def _newest(records: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    out: dict[str, dict[str, Any]] = {}
    for one in sorted(records, key=lambda one: [int(n) for n in re.findall(r"\d+", str(one["version"]))]):
        out[one["fileType"]] = one
    return out


def _of_record(base: str, kind: str, record: dict[str, Any]) -> RemoteFile:
    own = record["attachment"]
    return RemoteFile(
        _FIREFOX_FILES[kind] + ".zst",
        f"{base}/{str(own['location']).lstrip('/')}",
        int(own["size"]),
        str(own.get("hash") or ""),
    )
