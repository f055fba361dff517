"""A chat server on this machine, which answers as it is told to, and an engine that asks it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from align.engines.base import Request, Translation
from align.engines.chat import Chat, Limits
from align.engines.openai import OpenAIEngine, parse

Question = dict[str, Any]


@dataclass
class Reply:
    """What goes over the line; `hold` seconds pass before it, and between its bytes where `drip` is set."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hold: float = 0.0
    drip: bool = False
    length: int | None = None


Player = Callable[[Question], "Reply | str | Sequence[dict[str, Any]]"]


def chat(content: object) -> bytes:
    """A chat completion that says `content`."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


def right(question: Question) -> list[dict[str, Any]]:
    """Each line with EN before it, terms put in."""
    out = []
    for line in question["lines"]:
        text = line["text"]
        for source, target in line.get("terms", {}).items():
            text = text.replace(source, target)
        out.append({"id": line["id"], "text": f"EN {text}"})
    return out


@dataclass
class Server:
    """Its address, and everything that was asked: bodies, headers, and the questions in them."""

    url: str
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def questions(self) -> list[Question]:
        return [json.loads(body["messages"][1]["content"]) for body in self.bodies]

    @property
    def asked(self) -> list[list[str]]:
        """The lines of each question."""
        return [[line["text"] for line in question["lines"]] for question in self.questions]


@contextmanager
def serving(*players: Player) -> Iterator[Server]:
    """A server that plays each of `players` once, and the last for ever."""
    stop, lock = threading.Event(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                server.bodies.append(body)
                server.headers.append(dict(self.headers))
                player = players[min(len(server.bodies), len(players)) - 1]
            played = player(json.loads(body["messages"][1]["content"]))
            if not isinstance(played, Reply):
                said = played if isinstance(played, str) else json.dumps({"translations": played})
                played = Reply(chat(said))
            assert self.path == "/v1/chat/completions"
            self._send(played)

        def _send(self, reply: Reply) -> None:
            try:
                if reply.hold and not reply.drip:
                    stop.wait(reply.hold)
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(reply.length or len(reply.body)))
                self.end_headers()
                for at in range(0, len(reply.body), 1 if reply.drip else 1 << 16):
                    self.wfile.write(reply.body[at : at + (1 if reply.drip else 1 << 16)])
                    if reply.drip and stop.wait(reply.hold):
                        return
            except OSError:
                self.close_connection = True  # the asker has gone

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(f"http://127.0.0.1:{http.server_port}/v1")
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        stop.set()
        http.shutdown()
        thread.join()
        http.server_close()


# Whatever else the machine does, an answer comes in time; HASTY is for those that never come.
QUICK = Limits(tries=3, timeout=60.0, wait=0.01, longest_wait=0.05, most_bytes=1 << 16)
HASTY = replace(QUICK, timeout=1.0)
LINES = [
    "Harga beras naik.",
    "Hujan deras merusak jembatan.",
    "Ibu mencuci.",
    "Kapal itu berlabuh.",
    "Panen baik.",
]


def engine(server: Server, limits: Limits = QUICK, key: str = "") -> OpenAIEngine:
    model, url = parse(f"tiny:1b@{server.url}")
    return OpenAIEngine(Chat(url, model, key, limits))


def texts(answers: Sequence[Translation]) -> list[str]:
    return [answer.text for answer in answers]


def ask(server: Server, lines: Sequence[str] = LINES, limits: Limits = QUICK) -> list[str]:
    return texts(engine(server, limits).translate([Request(line) for line in lines]))


def said(content: str) -> Player:
    return lambda _: content


def reply(*arguments: Any, **options: Any) -> Player:
    return lambda _: Reply(*arguments, **options)


RIGHT = [f"EN {line}" for line in LINES]
