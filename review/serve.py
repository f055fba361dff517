"""Runs the review server: a socket on loopback, an address with its key, and a quiet end."""

from __future__ import annotations

import gc
import socket
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from align.errors import OutputError
from review.keys import key_for, port_for
from review.server import application

if TYPE_CHECKING:
    from review.desk import Desk


def serve(
    desks: Sequence[Desk], *, who: str, asks: bool = False, host: str = "127.0.0.1", port: int = 0, name: str = "",
    ready: Callable[[str], None] = print,
) -> None:  # fmt: skip
    """Serves until it is interrupted. `ready` is given the address; port 0 takes that of the documents, or a free one.

    `name` is what browsers call the server where a proxy stands before it, as `review.example.org` or with a port.
    Raises OutputError where the address cannot be had.
    """
    import uvicorn  # noqa: PLC0415  slow to import

    files = [desk.file for desk in desks]
    token = key_for(files)
    listener = _listener(host, port, port_for(files))
    # Loops set this only on sockets that name their protocol; without it every second answer waits 40 ms for the
    # browser's delayed acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with listener:
        port = listener.getsockname()[1]
        names = {host, "localhost", "127.0.0.1"} if host in ("127.0.0.1", "localhost") else {host}
        hosts = frozenset({f"{name}:{port}" for name in names} | ({name} if name else set()))
        app = application(desks, who=who, asks=asks, token=token, hosts=hosts, port=port)
        config = uvicorn.Config(
            app,
            log_level="error",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
            server_header=False,
        )
        threading.Thread(target=_warm, args=(desks[0],), daemon=True).start()
        ready(f"{f'https://{name}' if name else f'http://{host}:{port}'}/?token={token}")
        uvicorn.Server(config).run(sockets=[listener])


def _listener(host: str, port: int, usual: int) -> socket.socket:
    for own in (port,) if port else (usual, 0):
        try:
            return socket.create_server((host, own))
        except OSError as error:
            reason = error.strerror
    raise OutputError(f"{host}:{port} cannot be listened on ({reason}); try another --port")


def _warm(desk: Desk) -> None:
    desk.warm()
    gc.collect()
    gc.freeze()  # lexicon, glossary and modules stay for good; a collection in an edit need not walk them
