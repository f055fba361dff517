"""A row as the columns of the store: its two texts plain, the rest of its body packed, and what lists are made of.

The rest is JSON compressed against a dictionary of what every body holds; a history is packed the same way. `alike` is
a hash of the source text and `said` one of the translation, both without regard to white space, 0 where there is none:
rows with one source are found by the first and told apart by the second.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import TYPE_CHECKING, Any

from review.marks import marks_of

if TYPE_CHECKING:
    from review.values import Body, Row

Columns = tuple[int, int, int, int, int, int, float, str, str, bytes]
_WORDS = (
    b'"check":"names","message":"The glossary wants ","severity":"warning","signature":"","dismissed":["'
    b'"findings":[{"approved":true,"machine":"","notes":[{"at":"2026-","id":1,"text":"","who":"'
    b'"origin":"news.tsv:","rendering":"","source":[0,"target":[0,"how":"found","note":"the model","term":"'
    b'"},{"how":"model","origin":"news.tsv","rendering":"","terms":[{"links":[[0,'
    b'"score":0.9999,"source_before":"\\n\\n","source_segments":[[0,"target_before":"\\n\\n","target_segments":[[0,'
)


def pack(value: object) -> bytes:
    """`value` as compressed JSON."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    deflate = zlib.compressobj(5, zlib.DEFLATED, -15, 8, zlib.Z_DEFAULT_STRATEGY, _WORDS)
    return deflate.compress(data.encode("utf-8", "surrogatepass")) + deflate.flush()


def unpack(data: bytes) -> Any:
    """What `pack` packed."""
    inflate = zlib.decompressobj(-15, _WORDS)
    return json.loads(inflate.decompress(data).decode("utf-8", "surrogatepass"))


def key_of(text: str) -> int:
    """A hash of `text` without regard to white space, under 2^48 so that scripts can hold it; 0 where it is blank."""
    squeezed = " ".join(text.split())
    if not squeezed:
        return 0
    digest = hashlib.blake2b(squeezed.encode("utf-8", "surrogatepass"), digest_size=6).digest()
    return int.from_bytes(digest) or 1


def columns(row: Row, checks: list[str]) -> Columns:
    """The columns of `row`; a check seen for the first time is appended to `checks`."""
    body = row.body
    rest = {key: value for key, value in body.items() if key not in ("source", "target")}
    return (
        row.id, row.place, row.revision, key_of(body["source"]), key_of(body["target"]), marks_of(body, checks),
        float(body["score"]), body["source"], body["target"], pack(rest),
    )  # fmt: skip


def body_of(source: str, target: str, rest: bytes) -> Body:
    """The body that was stored as these columns."""
    body: Body = {"source": source, "target": target, **unpack(rest)}
    return body
