"""The key in the address of a review: the same for a document as long as the user's secret stands.

So a page that is open goes on when the server is started again, and a link to a row can be kept. The secret lies in the
user's state folder, readable by that user alone; whoever deletes it makes every address invalid. Where it cannot be
kept, the key is of this run only.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

PORTS = range(41_000, 49_000)  # free ones, mostly


def key_for(files: Iterable[Path]) -> str:
    """The key of the address under which these files are served."""
    secret = _secret()
    if secret is None:
        return secrets.token_urlsafe(32)
    return hmac.new(secret, _names(files), hashlib.sha256).hexdigest()


def port_for(files: Iterable[Path]) -> int:
    """The port these files are served on if it is free: what a browser keeps for an address is found again there."""
    return PORTS[int.from_bytes(hashlib.sha256(_names(files)).digest()[:4]) % len(PORTS)]


def _names(files: Iterable[Path]) -> bytes:
    return "\0".join(str(file.resolve()) for file in files).encode("utf-8", "surrogateescape")


def _secret() -> bytes | None:
    try:
        state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
        file = state / "padanan" / "review.key"
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            scratch = file.with_name(f"{file.name}.{os.getpid()}")
            with os.fdopen(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
                out.write(secrets.token_bytes(32))
            scratch.rename(file)
        secret = file.read_bytes()
    except (OSError, RuntimeError):
        return None
    return secret if len(secret) == 32 else None
