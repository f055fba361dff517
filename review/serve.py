"""Runs the review server: a socket on loopback, an address with the key of this run, and a quiet end."""

from __future__ import annotations

import gc
import secrets
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from align.errors import OutputError
from review.server import application

if TYPE_CHECKING:
    from review.desk import Desk


def serve(
    desk: Desk, *, who: str, host: str = "127.0.0.1", port: int = 0, ready: Callable[[str], None] = print
) -> None:
    """Serves until it is interrupted. `ready` is given the address; port 0 takes a free one.

    Raises OutputError where the address cannot be had.
    """
    import uvicorn  # noqa: PLC0415  slow to import

    token = secrets.token_urlsafe(32)
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise OutputError(
            f"{host}:{port} cannot be listened on ({error.strerror}); try another --port"
        ) from None
    # Loops set this only on sockets that name their protocol; without it every second answer waits 40 ms for the
    # browser's delayed acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with listener:
        port = listener.getsockname()[1]
        names = {host, "localhost", "127.0.0.1"} if host in ("127.0.0.1", "localhost") else {host}
        hosts = frozenset(f"{name}:{port}" for name in names)
        app = application(desk, who=who, token=token, hosts=hosts, port=port)
        config = uvicorn.Config(
            app,
            log_level="error",
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
            server_header=False,
        )
        threading.Thread(target=_warm, args=(desk,), daemon=True).start()
        ready(f"http://{host}:{port}/?token={token}")
        uvicorn.Server(config).run(sockets=[listener])


def _warm(desk: Desk) -> None:
    desk.warm()
    gc.collect()
    gc.freeze()  # lexicon, glossary and modules stay for good; a collection in an edit need not walk them
