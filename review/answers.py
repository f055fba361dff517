"""What the API answers, and how it reads what it is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from align.errors import AlignError, InputError
from glossary import GlossaryError
from review.values import Conflict

if TYPE_CHECKING:
    from starlette.requests import Request

    from review.values import Row

MOST_ROWS = 500  # in one act
LONGEST_NAME = 60


def json_answer(value: dict[str, Any], status: int = 200) -> Response:
    """`value` as JSON; halves of surrogate pairs become question marks."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(data, status, media_type="application/json")


async def answered(
    work: Callable[[], dict[str, Any]], views: Callable[[Iterable[Row]], list[dict[str, Any]]]
) -> Response:
    """What `work` gives, as JSON; 409 with the rows that stand where another tab was first, 400 for what is wrong."""
    try:
        return json_answer(await run_in_threadpool(work))
    except Conflict as conflict:
        return json_answer({"error": str(conflict), "rows": views(conflict.rows)}, 409)
    except LookupError as error:
        return json_answer({"error": str(error.args[0])}, 404)
    except InputError as error:
        return json_answer({"error": str(error)}, 400)
    except (AlignError, GlossaryError) as error:
        return json_answer({"error": str(error)}, 500)


async def body_of(request: Request) -> dict[str, Any]:
    """The object in the request's body; an empty one where it holds none."""
    try:
        value = json.loads(await request.body())
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) else {}


def string(values: dict[str, Any], key: str, *, longest: int = 1000) -> str:
    """The text of that name. Raises InputError."""
    value = values.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise InputError(f"{key!r} is a text of 1 to {longest:,} characters")
    return value.strip()


def name_of(values: dict[str, Any], default: str) -> str:
    """Who acts: `who`, in one line, or `default`."""
    value = values.get("who")
    name = " ".join(value.split())[:LONGEST_NAME] if isinstance(value, str) else ""
    return name if name.isprintable() and name else default


def seen_rows(values: dict[str, Any]) -> dict[int, int]:
    """Rows an act is about, id to revision. Raises InputError."""
    found = values.get("rows", {})
    whole = isinstance(found, dict) and len(found) <= MOST_ROWS
    if not whole or not all(key.isdecimal() and type(value) is int for key, value in found.items()):
        raise InputError(f"'rows' tells the revision of each row by its id, {MOST_ROWS} rows at most")
    return {int(key): value for key, value in found.items()}


def whole(text: str | None, default: int) -> int:
    """A number of a query; `default` where there is none. Raises InputError."""
    if not text:
        return default
    if not text.isdecimal() or len(text) > 15:
        raise InputError(f"{text[:20]!r} is no whole number")
    return int(text)


def runs(ids: Iterable[int]) -> list[list[int]]:
    """Ids as `[first, count]` of those that follow one another."""
    out: list[list[int]] = []
    for own in ids:
        if out and own == out[-1][0] + out[-1][1]:
            out[-1][1] += 1
        else:
            out.append([own, 1])
    return out
