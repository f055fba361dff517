"""What each act of a reviewer makes of the rows it names. Pure: rows in, rows out; the store makes them last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from align.errors import InputError
from review import remarks
from review.carry import NEWER
from review.marks import signature_of
from review.rows import REVIEW_KEYS, Piece, from_pieces, pieces, refresh, retarget
from review.store import Row

if TYPE_CHECKING:
    from glossary import Glossary
    from review.store import Act, Body

LONGEST = 20_000  # characters of one text a reviewer sends


@dataclass(frozen=True, slots=True)
class Reviewer:
    """What acts need to know: the document's header, the terms in force, who reviews, and when."""

    header: Body
    glossary: Glossary
    who: str
    at: str = ""


def act(name: str, values: dict[str, Any], reviewer: Reviewer) -> Act:
    """The act of that name. Raises InputError for one that does not exist; the act itself for values it cannot use."""
    maker = ACTS.get(name)
    if maker is None:
        raise InputError(f"unknown act {name[:40]!r}; accepted are {', '.join(ACTS)}")
    return lambda rows: maker(rows, values, reviewer)


def _edit(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:
    [row] = _count(rows, 1)
    text = _text(values)
    return [
        row if text.strip() == row.body["target"] else _retargeted(row, retarget(row.body, text), reviewer)
    ]


def _restore(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:  # noqa: ARG001
    """Back to the machine's version."""
    [row] = _count(rows, 1)
    text = row.body.get("machine")
    return [row if text is None else _retargeted(row, retarget(row.body, text), reviewer)]


def _retargeted(row: Row, target: list[Piece], reviewer: Reviewer) -> Row:
    """`row` with another target: no longer approved, and certain, since a person wrote it."""
    old = row.body
    new = from_pieces(pieces(old, "source"), target, score=1.0)
    new |= {key: old[key] for key in REVIEW_KEYS if old.get(key) and key != "approved"}
    machine = old.get("machine", old["target"])
    if new["target"] == machine:
        new.pop("machine", None)
    else:
        new["machine"] = machine
    if old["target"] and not target:
        new["gap"] = old.get("target_before", "")
    return replace(row, body=refresh(new, reviewer.header, reviewer.glossary, was=[old]))


def _approve(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:  # noqa: ARG001
    approved = values.get("approved", True)
    if not isinstance(approved, bool):
        raise InputError("'approved' is true or false")
    return [_with(row, approved=approved, **{NEWER: False}) for row in rows]


def _comment(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:
    """A comment, or an answer to the one with the id `re`."""
    [row] = _count(rows, 1)
    text = _text(values).strip()
    if not text:
        raise InputError("a comment needs a text")
    notes = row.body.get("notes", ())
    re = _note(values, "re", notes) if values.get("re") else 0
    return [_with(row, notes=remarks.added(notes, text, who=reviewer.who, at=reviewer.at, re=re))]


def _uncomment(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:  # noqa: ARG001
    [row] = _count(rows, 1)
    notes = row.body.get("notes", ())
    return [_with(row, notes=remarks.without(notes, _note(values, "note", notes)))]


def _settle(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:
    """A comment is settled, or open again."""
    [row] = _count(rows, 1)
    notes, done = row.body.get("notes", ()), values.get("done", True)
    if not isinstance(done, bool):
        raise InputError("'done' is true or false")
    own = _note(values, "note", notes)
    return [_with(row, notes=remarks.settled(notes, own, reviewer.who if done else ""))]


def _note(values: dict[str, Any], key: str, notes: Sequence[dict[str, Any]]) -> int:
    found = values.get(key)
    if type(found) is not int or found not in [own["id"] for own in notes]:
        raise InputError(f"{key!r} is the number of a comment on this sentence")
    return found


def _rewrite(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:
    """Other translations for several rows: `texts` by id."""
    texts = values.get("texts")
    if not isinstance(texts, dict) or set(texts) != {str(row.id) for row in rows}:
        raise InputError("'texts' holds a text for each of the rows")
    return [new for row in rows for new in _edit([row], {"text": texts[str(row.id)]}, reviewer)]


def _spread(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:
    """What stands in the row `of` is put into the others, which have the same source: text, approval and dismissals."""
    model = next((row for row in rows if row.id == values.get("of")), None)
    if model is None or len({" ".join(row.body["source"].split()) for row in rows}) > 1:
        raise InputError("'of' is one of the rows, and all have the same source")
    out = []
    for row in rows:
        new = row
        if row.id != model.id and row.body["target"] != model.body["target"]:
            new = _retargeted(row, retarget(row.body, model.body["target"]), reviewer)
        both = [*row.body.get("dismissed", ()), *model.body.get("dismissed", ())]
        approved = bool(model.body.get("approved") or new.body.get("approved"))
        out.append(_with(new, dismissed=list(dict.fromkeys(both)), approved=approved))
    return out


def _dismiss(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:  # noqa: ARG001
    """Remembers that a finding is no error, or takes that back."""
    [row] = _count(rows, 1)
    found, wanted = str(values.get("signature")), values.get("dismissed", True)
    if not isinstance(wanted, bool):
        raise InputError("'dismissed' is true or false")
    known = {own["signature"] for own in row.body.get("findings", ())}
    if found not in known | ({signature_of(row.body["source"])} if row.body["source"] else set()):
        raise InputError(f"no finding of this sentence has the signature {found[:20]!r}")
    kept = [own for own in row.body.get("dismissed", ()) if own != found]
    return [_with(row, dismissed=[*kept, found] if wanted else kept)]


def _keep(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:  # noqa: ARG001
    """The person's text stands though the machine says otherwise since the file changed."""
    [row] = _count(rows, 1)
    return [_with(row, **{NEWER: False})]


def _merge(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:  # noqa: ARG001
    first, second = _count(rows, 2)
    source, target = (
        [*pieces(first.body, side), *pieces(second.body, side)] for side in ("source", "target")
    )
    return [replace(first, body=_joined([first, second], source, target, reviewer))]


def _split(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:
    """Two rows: `source` and `target` say how many segments of each side the first one keeps."""
    [row] = _count(rows, 1)
    left, right = pieces(row.body, "source"), pieces(row.body, "target")
    if len(left) < 2 and len(right) < 2:
        raise InputError("this row holds one sentence on each side; there is nothing to split")
    cuts = _place(values, "source", 0, len(left)), _place(values, "target", 0, len(right))
    if cuts in ((0, 0), (len(left), len(right))):
        raise InputError("a split leaves something in both rows")
    head = _joined([row], left[: cuts[0]], right[: cuts[1]], reviewer)
    tail = _joined([row], left[cuts[0] :], right[cuts[1] :], reviewer)
    for key in ("notes", "machine"):
        tail.pop(key, None)
    return [replace(row, body=head), Row(0, 0, 0, tail)]


def _move(rows: list[Row], values: dict[str, Any], reviewer: Reviewer) -> list[Row]:
    """The English sentence at the border of two rows goes to the other one: the first of the second row `up`, or `down`."""
    first, second = _count(rows, 2)
    above, below = pieces(first.body, "target"), pieces(second.body, "target")
    up = values.get("up")
    if not isinstance(up, bool) or not (below if up else above):
        raise InputError("'up' is true or false, and the row it moves from has an English sentence")
    cut = len(above) + (1 if up else -1)
    both = [*above, *below]
    return [
        replace(row, body=_joined([row], pieces(row.body, "source"), own, reviewer))
        for row, own in ((first, both[:cut]), (second, both[cut:]))
    ]


def _joined(old: list[Row], source: list[Piece], target: list[Piece], reviewer: Reviewer) -> Body:
    """A row of these segments that keeps what reviewers left on the rows it comes from."""
    new = from_pieces(source, target, score=min(row.body["score"] for row in old))
    machine = " ".join(str(row.body.get("machine", row.body["target"])) for row in old).strip()
    if len(old) > 1 and any("machine" in row.body for row in old):
        new["machine"] = machine
    elif len(old) == 1 and "machine" in old[0].body:
        new["machine"] = old[0].body["machine"]
    notes = remarks.joined(*(row.body.get("notes", ()) for row in old))
    dismissed = [value for row in old for value in row.body.get("dismissed", ())]
    new |= {key: value for key, value in (("notes", notes), ("dismissed", dismissed)) if value}
    if not source and not target:
        raise InputError("a row holds at least one sentence")
    return refresh(new, reviewer.header, reviewer.glossary, was=[row.body for row in old])


def _with(row: Row, **values: object) -> Row:
    """`row` with these values; an empty one takes its key away."""
    body = row.body | values
    return replace(row, body={key: value for key, value in body.items() if value or key not in values})


def _count(rows: list[Row], count: int) -> list[Row]:
    if len(rows) != count:
        raise InputError(f"this act takes {count} row{'s' if count > 1 else ''}, not {len(rows)}")
    return rows


def _text(values: dict[str, Any]) -> str:
    text = values.get("text")
    if not isinstance(text, str):
        raise InputError("'text' is a text")
    if len(text) > LONGEST:
        raise InputError(f"the text is too long: {len(text):,} characters, of {LONGEST:,} at most")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise InputError("'text' holds half a surrogate pair")
    return text


def _place(values: dict[str, Any], key: str, least: int, most: int) -> int:
    value = values.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InputError(f"{key!r} is a whole number from {least} to {most}")
    return value


ACTS: dict[str, Callable[[list[Row], dict[str, Any], Reviewer], list[Row]]] = {
    "edit": _edit,
    "restore": _restore,
    "approve": _approve,
    "rewrite": _rewrite,
    "spread": _spread,
    "comment": _comment,
    "uncomment": _uncomment,
    "settle": _settle,
    "dismiss": _dismiss,
    "keep": _keep,
    "merge": _merge,
    "split": _split,
    "move": _move,
}
