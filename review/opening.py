"""Opening a file for review: its store beside it, begun on the first opening, gone on with on every other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import align
from align.model import Bitext
from align.text.files import read_bytes
from review import rows
from review.alike import all_held
from review.carry import Carried, carry
from review.store import Author, Body, Row, Store

CARRIER = Author("padanan", "")


def store_path(file: Path) -> Path:
    """Where the review of `file` is kept."""
    return file.with_name(file.name + ".review")


def open_review(
    file: Path, *, fresh: bool = False, tell: Callable[[str], None] = lambda _line: None
) -> Store:
    """The store of `file`, a bitext in any format that can be read.

    Where the file has changed since, its review is carried over, and `tell` is given a line that says what was; the
    review before is copied first. `fresh` carries nothing over. Raises InputError where the file cannot be read,
    OutputError where nothing can be written: the review then stands untouched.
    """
    digest = hashlib.sha256(read_bytes(file)).hexdigest()
    path = store_path(file)
    bitext = None if path.exists() else align.read(file)
    store = Store(path)
    try:
        store.bring_up()
        if store.fresh:
            store.begin(*rows.bodies(bitext or align.read(file)), source_hash=digest)
        elif fresh or store.source_hash != digest:
            _renew(store, file, digest, tell, fresh=fresh)
    except BaseException:
        store.close()
        raise
    return store


def changed(file: Path) -> bool:
    """Whether `file` is another than its review knows. Raises InputError."""
    path = store_path(file)
    if not path.exists() or not file.exists():
        return False
    store = Store(path)
    try:
        store.bring_up()
        return not store.fresh and store.source_hash != hashlib.sha256(read_bytes(file)).hexdigest()
    finally:
        store.close()


def reviewed(file: Path, *, marks: bool = False) -> Bitext:
    """The bitext as reviewers left it; the file itself where nobody reviewed it. Raises InputError.

    With `marks`, what people did on a row is told beside it as findings `approved` and `edited`, for who only reads.
    """
    path = store_path(file)
    if not path.exists():
        return align.read(file)
    store = Store(path)
    try:
        store.bring_up()
        bodies = all_held(row.body for row in store.rows())
        told = map(_marked, bodies) if marks else bodies
        return rows.bitext(store.header, told, file=str(path))
    finally:
        store.close()


def _marked(body: Body) -> Body:
    told = []
    if body.get("approved"):
        told.append(("approved", "A reviewer stands by this sentence."))
    if "machine" in body:
        told.append(("edited", f"The machine's version: {body['machine']}"))
    return body | {"findings": [*body.get("findings", ()), *(rows.remark(*one) for one in told)]}


def _renew(store: Store, file: Path, digest: str, tell: Callable[[str], None], *, fresh: bool) -> None:
    """Carries `store` over to `file`; copies are named by the change they come before, so each stays."""
    was = store.source_hash
    header, bodies = rows.bodies(align.read(file))
    number = store.seq() + 1
    copy = store.path.with_name(f"{store.path.name}.before-{number}")
    aside = file.with_name(f"{file.name}.left-{number}.jsonl")
    lines: list[str] = []

    def make(old: list[Row], cut: set[int]) -> list[Row]:
        store.copy(copy)
        if fresh:
            lines.append(f"{file.name}: begun anew; the review before is in {copy.name}")
            return [Row(0, 0, 1, body) for body in bodies]
        made = carry(old, bodies, cut)
        if made.left:
            _write_left(store.header, made.left, aside)
        lines.append(_line(file, made, copy, aside))
        return list(made.rows)

    store.supersede(header, digest, make, CARRIER, was=was)
    for line in lines:
        tell(line)


def _write_left(header: Body, left: tuple[Row, ...], aside: Path) -> None:
    bodies = [row.body for row in left]
    align.write(rows.bitext(header | {"source_tail": "", "target_tail": ""}, bodies), aside)


def _line(file: Path, made: Carried, copy: Path, aside: Path) -> str:
    parts = [f"{_count(made.kept, 'reviewed sentence')} carried over"]
    if made.newer:
        parts[0] += f" ({made.newer} where the machine now says otherwise)"
    if made.fresh:
        parts.append(f"{_count(made.fresh, 'sentence')} new or changed")
    if made.left:
        parts.append(
            f"{_count(len(made.left), 'reviewed sentence')} without a place, written to {aside.name}"
        )
    return f"{file.name} has changed: {', '.join(parts)}; the review before is in {copy.name}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")
