"""A hub on this machine that speaks Hugging Face's protocol, and Remote Settings as Firefox's models have it, with faults."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.align.engines.firefox_model import packed

REVISION = "0123456789abcdef0123456789abcdef01234567"
LARGE = 10_000  # bytes: beyond, a file is stored apart, under its SHA-256, and the hub points there


@dataclass
class Hub:
    """What it serves: models by name, records, attachments. `cut` says after how many bytes of an answer the line breaks."""

    models: dict[str, dict[str, bytes]] = field(default_factory=dict)
    records: list[dict[str, Any]] = field(default_factory=list)
    attachments: dict[str, bytes] = field(default_factory=dict)
    spoil: Callable[[str, bytes], bytes] = lambda _, data: data
    cut: Callable[[int], int | None] = lambda _: None
    url: str = ""
    sent: int = 0
    ranges: list[str] = field(default_factory=list)

    def serve_folder(self, name: str, folder: Path) -> None:
        """A model with the files of a folder."""
        self.models[name] = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    def serve_record(self, kind: str, version: str, data: bytes) -> None:
        """A file of a model of Firefox's from Indonesian to English, packed."""
        place, wrapped = f"{kind}-{version}", packed(data)
        self.attachments[place] = wrapped
        about = {"location": place, "size": len(wrapped), "hash": hashlib.sha256(wrapped).hexdigest()}
        self.records.append({
            "sourceLanguage": "id", "targetLanguage": "en", "version": version, "fileType": kind, "name": f"{kind}.iden",
            "attachment": about, "decompressedHash": hashlib.sha256(data).hexdigest(),
        })  # fmt: skip

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:  # noqa: PLR0911
        """Status, headers and body; files are spoilt, what is said about them is true."""
        if path.startswith("/api/models/"):
            name = path.removeprefix("/api/models/").partition("/revision/")[0]
            if name not in self.models:
                return 404, {}, b'{"error": "Repository not found"}'
            return 200, {}, json.dumps(_described(name, self.models[name])).encode()
        if "/resolve/" in path:
            name, _, rest = path[1:].partition("/resolve/")
            file = rest.partition("/")[2]
            data = self.models[name][file]
            if len(data) > LARGE:
                return 302, {"Location": f"{self.url}/apart/{name}/{file}"}, b""
            return 200, {}, self.spoil(file, data)
        if path.startswith("/apart/"):
            name, _, file = path.removeprefix("/apart/").rpartition("/")
            return 200, {}, self.spoil(file, self.models[name][file])
        if path == "/v1/":
            return (
                200,
                {},
                json.dumps({"capabilities": {"attachments": {"base_url": f"{self.url}/cdn/"}}}).encode(),
            )
        if path.endswith("/records"):
            return 200, {}, json.dumps({"data": self.records}).encode()
        data = self.attachments[path.removeprefix("/cdn/")]
        return 200, {}, self.spoil(path, data)


def _described(name: str, files: dict[str, bytes]) -> dict[str, Any]:
    siblings: list[dict[str, Any]] = [{"rfilename": "tf_model.h5", "size": 1, "blobId": "0"}]
    for file, data in files.items():
        git = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        about: dict[str, Any] = {"rfilename": file, "size": len(data), "blobId": git}
        if len(data) > LARGE:
            about["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 130}
        siblings.append(about)
    return {"id": name, "sha": REVISION, "siblings": siblings, "cardData": {"license": "apache-2.0"}}


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """The hub at a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = hub.answer(self.path.partition("?")[0])
            asked, start = self.headers.get("Range", ""), 0
            if asked and status == 200:
                hub.ranges.append(asked)
                start, status = int(asked.removeprefix("bytes=").rstrip("-")), 206
            left = body[start:]
            limit = (
                hub.cut(len(left))
                if status in (200, 206) and len(body) > 100 and "/api/" not in self.path
                else None
            )
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(left)))
            self.end_headers()
            sending = left if limit is None else left[:limit]
            if "/resolve/" in self.path or "/apart/" in self.path:
                hub.sent += len(sending)  # before whoever asked has it all and counts
            self.wfile.write(sending)
            self.close_connection = True

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        hub.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield hub
        finally:
            server.shutdown()
