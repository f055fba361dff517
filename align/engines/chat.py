"""One question to an OpenAI-compatible chat server, asked again where that may help.

The one module that speaks to a network, and only to the server a person named: no redirect is followed, no proxy
used, and the key stands in one header and nowhere else.
"""

from __future__ import annotations

import json
import random
import socket
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult

from align.errors import EngineError

PIECE = 1 << 16  # bytes read at once
AGAIN = (408, 409, 425, 429)  # and 500 to 599: statuses that may pass
REMEDIES = {
    401: "set PADANAN_API_KEY to a key it takes",
    403: "set PADANAN_API_KEY to a key it takes",
    404: "is the model's name right, and does the address end where /chat/completions follows, as in .../v1?",
    413: "it takes no text of that length",
}
OPTIONAL = ("temperature", "max_tokens", "response_format")  # left out for servers that refuse them by name


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how often a server is asked. Times in seconds.

    `timeout` is for one whole answer, not for a pause in it; `wait` comes before the second try and doubles, up to
    `longest_wait`, which also bounds what a server's Retry-After may ask for.
    """

    tries: int = 4
    timeout: float = 120.0
    wait: float = 1.0
    longest_wait: float = 60.0
    most_bytes: int = 4 << 20


class UnreadableError(Exception):
    """The server answered, but with nothing to use; another question may fare better."""


class _AgainError(Exception):
    """A failure that may pass, and the seconds the server asks to wait."""

    def __init__(self, reason: str, after: float = 0.0) -> None:
        super().__init__(reason)
        self.after = after


@dataclass(slots=True)
class Chat:
    """A model behind `url`, which lacks user and query. Safe to ask from several threads."""

    url: SplitResult
    model: str
    key: str = field(repr=False)
    limits: Limits
    _refused: set[str] = field(default_factory=set)

    def ask(self, system: str, user: str, *, most_tokens: int) -> str:
        """The model's answer.

        Raises:
            UnreadableError: an answer without text, or one beyond `Limits.most_bytes`.
            EngineError: a server that cannot be reached, refuses, or is none of this kind.
        """
        body = {
            "model": self.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "stream": False,
            "temperature": 0,
            "max_tokens": most_tokens,
            "response_format": {"type": "json_object"},
        }
        tries = 0
        while True:
            known = {name: value for name, value in body.items() if name not in self._refused}
            try:
                status, after, data = self._post(json.dumps(known, ensure_ascii=True).encode())
                if status == 400 and self._drop(data, known):
                    continue
                return self._read(status, after, data)
            except _AgainError as error:
                tries += 1
                if tries >= self.limits.tries:
                    raise EngineError(f"{self.place}: {error}; asked {tries} times") from None
                time.sleep(self._pause(tries, error.after))

    @property
    def place(self) -> str:
        """The server as a person would name it."""
        return self.url.geturl()

    def _drop(self, data: bytes, sent: dict[str, Any]) -> bool:
        """Whether the refusal names something that can be left out; it is, from now on."""
        message = data.decode(errors="replace")
        named = {name for name in OPTIONAL if name in sent and name in message}
        self._refused |= named
        return bool(named)

    def _pause(self, tries: int, after: float) -> float:
        """Seconds: doubling, with chance in it so that many askers do not come back at once."""
        backoff = self.limits.wait * 2.0 ** (tries - 1) * random.uniform(0.5, 1.0)
        return min(max(backoff, after), self.limits.longest_wait)

    def _post(self, body: bytes) -> tuple[int, float, bytes]:
        """Status, Retry-After in seconds, and at most one byte more than `most_bytes` of the answer."""
        kind = HTTPSConnection if self.url.scheme == "https" else HTTPConnection
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        late = threading.Event()
        with closing(kind(self.url.hostname or "", self.url.port, timeout=self.limits.timeout)) as line:
            try:
                line.connect()
                with _deadline(line.sock, self.limits.timeout, late):
                    line.request("POST", f"{self.url.path}/chat/completions", body, headers)
                    with closing(line.getresponse()) as answer:
                        data = b""
                        while len(data) <= self.limits.most_bytes and (piece := answer.read1(PIECE)):
                            data += piece
                        left = answer.length if len(data) <= self.limits.most_bytes else 0
                        if late.is_set() or left:  # read1 does not tell an end from a broken line
                            raise OSError("the line broke")
                        return answer.status, _seconds(answer.headers.get("Retry-After", "")), data
            except (OSError, HTTPException) as error:
                if late.is_set() or isinstance(error, TimeoutError):
                    raise _AgainError(f"no answer within {self.limits.timeout:g} s") from None
                raise _AgainError(f"cannot be reached ({_first_line(error)})") from None

    def _read(self, status: int, after: float, data: bytes) -> str:
        if status in AGAIN or 500 <= status < 600:
            raise _AgainError(f"status {status}{self._message(data)}", after)
        if status != 200:
            remedy = "it redirects; name the address itself" if 300 <= status < 400 else REMEDIES.get(status)
            raise EngineError(
                f"{self.place}: status {status}{self._message(data)}" + (f"; {remedy}" if remedy else "")
            )
        if len(data) > self.limits.most_bytes:
            raise UnreadableError(f"an answer of more than {self.limits.most_bytes:,} bytes")
        try:
            content = json.loads(data.decode(errors="replace"))["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            raise EngineError(
                f"{self.place}: not the answer of an OpenAI-compatible chat server{self._message(data)}"
            ) from None
        if not isinstance(content, str):
            raise UnreadableError("an answer without text")
        return content

    def _message(self, data: bytes) -> str:
        """What the server says is wrong, short and on one line, the key blotted out."""
        text = data[:4096].decode(errors="replace")
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            text = str(json.loads(text)["error"]["message"])
        text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
        text = text.replace(self.key, "***") if self.key else text
        return f" ({text[:160]})" if text else ""


class _deadline:  # noqa: N801  reads as a word
    """Cuts the line after so many seconds: a server that sends a byte now and then hangs all the same."""

    def __init__(self, line: socket.socket, seconds: float, late: threading.Event) -> None:
        self._line, self._late = line, late
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()

    def _cut(self) -> None:
        self._late.set()
        with suppress(OSError):
            # Of the plain socket: one with TLS would forget its state under the reader's hands.
            socket.socket.shutdown(self._line, socket.SHUT_RDWR)


def _seconds(header: str) -> float:
    """Retry-After as seconds; a date counts as nothing, for the wait doubles anyway."""
    return float(header) if header.strip().isascii() and header.strip().isdigit() else 0.0


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:160] or type(error).__name__
