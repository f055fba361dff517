"""Files fetched over HTTP: resumed where they were cut off, held against the hash that was promised, whole or not there."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from align.errors import EngineError, OutputError

TRIES, PAUSE = 5, 0.5  # in a row without a new byte; seconds after the first, doubled each time
SILENCE = 30  # seconds
CHUNK = 1 << 16
MOST_JSON = 64 << 20
PART = ".part"
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file to fetch. `digest` is its SHA-256, or with `git` the hash that git gives it; empty where none is promised."""

    name: str
    url: str
    size: int
    digest: str = ""
    git: bool = False


def fetch(file: RemoteFile, folder: Path, told: Told) -> Path:
    """The file in the folder; what is there already in part is gone on with, what is whole is not fetched again.

    `told` is called with the bytes there are, time and again.

    Raises:
        EngineError: it cannot be had, or is not what was promised; then nothing of it is kept.
        OutputError: it cannot be written. What there is of it stays, to be gone on with.
    """
    whole, part = folder / file.name, folder / (file.name + PART)
    if whole.exists():
        told(file.size)
        return whole
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if part.exists() and part.stat().st_size > file.size:
            part.unlink()
        _complete(file, part, told)
        if not _as_promised(file, part):
            part.unlink()
            raise EngineError(
                f"{file.name}: what came from {_host(file.url)} is not what was promised (its hash differs); "
                "nothing of it is kept, the same command fetches it again"
            )
        part.replace(whole)
    except OSError as error:
        raise unwritable(folder, error, file.size) from error
    return whole


def unwritable(folder: Path, error: OSError, size: int) -> OutputError:
    """What to say where a file of `size` bytes cannot be written into a folder."""
    room = f"; {size / 1e6:,.0f} MB are needed" if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    return OutputError(
        f"{folder}: cannot be written ({error.strerror or error}){room}; the same command goes on from here"
    )


def read_json(url: str, what: str) -> Any:
    """What a service answers. Raises EngineError naming it and `what` was wanted."""
    try:
        with _opened(url, 0) as answer:
            return json.loads(answer.read(MOST_JSON))
    except HTTPError as error:
        raise EngineError(f"{what}: {_host(url)} answers {error.code} {error.reason}") from error
    except (OSError, HTTPException) as error:
        raise EngineError(
            f"{what}: {_host(url)} cannot be reached ({_reason(error)}); is there a network?"
        ) from error
    except ValueError as error:
        raise EngineError(f"{what}: {_host(url)} answers what is no JSON") from error


class _Cut(Exception):  # noqa: N818  no error of ours: the line broke
    """The connection ended before the file did."""


def _complete(file: RemoteFile, part: Path, told: Told) -> None:
    """Asks for what is missing until nothing is, or nothing new comes."""
    tries, had = 0, _size(part)
    while had < file.size or not part.exists():
        try:
            _once(file, part, had, told)
        except _Cut as cut:
            now = _size(part)
            tries = 1 if now > had else tries + 1
            if tries >= TRIES:
                raise EngineError(
                    f"{file.name}: {_host(file.url)} ended at {now:,} of {file.size:,} bytes, {TRIES} times ({cut}); "
                    "the same command goes on from here"
                ) from cut
            time.sleep(PAUSE * 2 ** (tries - 1))
        had = _size(part)


def _once(file: RemoteFile, part: Path, had: int, told: Told) -> None:
    """One request; the bytes that came are in `part` also where it fails."""
    try:
        answer = _opened(file.url, had)
    except HTTPError as error:
        if error.code in (408, 425, 429) or error.code >= 500:
            raise _Cut(f"{error.code} {error.reason}") from error
        if error.code == 416:  # the file has become another
            part.unlink()
            raise _Cut("416") from error
        raise EngineError(f"{file.name}: {_host(file.url)} answers {error.code} {error.reason}") from error
    except (OSError, HTTPException) as error:
        raise _Cut(_reason(error)) from error
    with answer, part.open("ab" if answer.status == 206 else "wb") as out:
        _copied(answer, out, file.size, told)


def _copied(answer: Any, out: BinaryIO, size: int, told: Told) -> None:
    while True:
        try:
            data = answer.read(CHUNK)
        except (OSError, HTTPException) as error:
            raise _Cut(_reason(error)) from error
        if not data:
            break
        out.write(data)
        told(out.tell())
        if out.tell() > size:
            raise EngineError(f"more came than the {size:,} bytes that were promised")
    out.flush()
    if out.tell() < size:
        raise _Cut("closed too early")


def _opened(url: str, start: int) -> Any:
    headers = {"User-Agent": f"padanan/{version('padanan')}", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    if urlsplit(url).scheme not in ("http", "https"):
        raise EngineError(f"{url}: accepted are http and https")
    return urlopen(Request(url, headers=headers), timeout=SILENCE)


def _as_promised(file: RemoteFile, part: Path) -> bool:
    if part.stat().st_size != file.size:
        return False
    if not file.digest:
        return True
    state = hashlib.sha1(usedforsecurity=False) if file.git else hashlib.sha256()
    if file.git:
        state.update(b"blob %d\0" % file.size)
    with part.open("rb") as stream:
        while data := stream.read(1 << 20):
            state.update(data)
    return state.hexdigest() == file.digest.lower()


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _reason(error: Exception) -> str:
    inner = error.reason if isinstance(error, URLError) else error
    return " ".join(str(getattr(inner, "strerror", None) or inner).split())[:120] or type(error).__name__


def offline() -> bool:
    """Whether the user shut the network out, as huggingface_hub has it."""
    return os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE")
