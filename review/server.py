"""The review page over HTTP: the rows, the acts on them, and what changed since; one desk, many tabs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import align.formats
from align.errors import AlignError, InputError
from align.formats.languages import name_of
from glossary import GlossaryError
from review import rows
from review.alike import all_held, held, told
from review.guard import Guard
from review.store import Author, Conflict, Row

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from review.desk import Desk
    from review.store import Body

_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
MOST_ROWS = 500  # in one act


def application(desk: Desk, *, who: str, token: str, hosts: frozenset[str], port: int) -> ASGIApp:
    """The page and its API for one desk, behind the guard."""
    served = _Served(desk, who)
    routes = [
        Route("/", served.page),
        Route("/static/{name}", _static),
        Route("/api/rows", served.all_rows),
        Route("/api/changes/{seq:int}", served.changes),
        Route("/api/history/{row:int}", served.history),
        Route("/api/similar/{row:int}", served.similar),
        Route("/api/act/{name}", served.act, methods=["POST"]),
        Route("/api/term", served.term, methods=["POST"]),
        Route("/export/{format}", served.export),
    ]
    return Guard(Starlette(routes=routes), token=token, hosts=hosts, port=port)


class _Served:
    """Request handlers. What touches the disk or the model runs in threads; the loop stays free."""

    def __init__(self, desk: Desk, who: str) -> None:
        self.desk, self.who = desk, who

    async def page(self, _request: Request) -> Response:
        header = self.desk.store.header
        template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
            (files("review") / "templates" / "page.html").read_text(encoding="utf-8")
        )
        text = template.render(
            title=self.desk.file.name,
            source=name_of(header["source"]),
            target=name_of(header["target"]),
            formats=align.formats.WRITABLE,
        )
        return Response(text, media_type="text/html")

    async def all_rows(self, _request: Request) -> Response:
        def read() -> dict[str, Any]:
            store = self.desk.store
            seq = store.seq()  # first, so that a change in between is told twice rather than never
            found = store.rows()
            bodies = all_held(row.body for row in found)
            views = [_view(row, body) for row, body in zip(found, bodies, strict=True)]
            languages = {key: store.header[key] for key in ("source", "target")}
            memory = self.desk.approvals is not None
            return {"seq": seq, "languages": languages, "memory": memory, "rows": views}

        return await self._answer(read)

    async def changes(self, request: Request) -> Response:
        def read() -> dict[str, Any]:
            store = self.desk.store
            since = store.changed_since(request.path_params["seq"])
            return {
                "seq": since.seq,
                "order": store.order() if since.gone or since.rows else [],
                "rows": self._views(since.rows),
                "inconsistent": told(store, since.texts),
            }

        return await self._answer(read)

    async def history(self, request: Request) -> Response:
        def read() -> dict[str, Any]:
            row = request.path_params["row"]
            changes = self.desk.store.history(row)
            return {
                "changes": [
                    {
                        "at": item.at, "who": item.who, "act": item.act, "undone": item.undone,
                        "target": [body["target"] for own, body in item.after if own == row],
                    }
                    for item in changes
                ]
            }  # fmt: skip

        return await self._answer(read)

    async def similar(self, request: Request) -> Response:
        return await self._answer(
            lambda: {"matches": [asdict(one) for one in self.desk.similar(request.path_params["row"])]}
        )

    async def act(self, request: Request) -> Response:
        body = await _body(request)
        name = request.path_params["name"]

        def run() -> dict[str, Any]:
            author, seen = Author(self.who, _string(body, "tab")), _seen(body)
            store = self.desk.store
            if name == "undo":
                new = store.undo(author)
            elif name == "redo":
                new = store.redo(author)
            elif name == "translate":
                new = self.desk.translate_again(seen, author)
            else:
                new = self.desk.act(name, seen, body, author)
            same = {row.id for row in new} == set(seen)
            return {"rows": self._views(new), "order": [] if same else store.order()}

        return await self._answer(run)

    async def term(self, request: Request) -> Response:
        body = await _body(request)

        def run() -> dict[str, Any]:
            touched = self.desk.add_term(_string(body, "source"), _string(body, "target"))
            return {"touched": touched, "file": self.desk.terms.name}

        return await self._answer(run)

    async def export(self, request: Request) -> Response:
        name = request.path_params["format"]
        store = self.desk.store

        def render() -> bytes:
            bitext = rows.bitext(store.header, all_held(row.body for row in store.rows()))
            return align.formats.render(bitext, name)

        try:
            data = await run_in_threadpool(render)
        except AlignError as error:
            return JSONResponse({"error": str(error)}, 400)
        suffix = next(form.suffixes[0] for form in align.formats.FORMATS if form.name == name)
        disposition = f'attachment; filename="reviewed{suffix}"'
        return Response(
            data, media_type="application/octet-stream", headers={"content-disposition": disposition}
        )

    async def _answer(self, work: Callable[[], dict[str, Any]]) -> Response:
        """What `work` gives, as JSON; 409 with the rows that stand where another tab was first, 400 for what is wrong."""
        try:
            return _json(await run_in_threadpool(work))
        except Conflict as conflict:
            return _json({"error": str(conflict), "rows": self._views(conflict.rows)}, 409)
        except LookupError as error:
            return _json({"error": str(error.args[0])}, 404)
        except InputError as error:
            return _json({"error": str(error)}, 400)
        except (AlignError, GlossaryError) as error:
            return _json({"error": str(error)}, 500)

    def _views(self, rows: Iterable[Row]) -> list[dict[str, Any]]:
        return [_view(row, row.body) for row in held(self.desk.store, rows)]


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    home = files("align") / "data" / "page" if name == "page.css" else files("review") / "static"
    known = {item.name for item in home.iterdir()}
    if name not in known:
        return Response("There is no such file.\n", 404)
    suffix = name[name.rindex(".") :]
    return Response((home / name).read_bytes(), media_type=_TYPES[suffix])


def _json(value: dict[str, Any], status: int = 200) -> Response:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(data, status, media_type="application/json")


def _view(row: Row, body: Body) -> dict[str, Any]:
    return {"id": row.id, "revision": row.revision} | body


async def _body(request: Request) -> dict[str, Any]:
    try:
        value = json.loads(await request.body())
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) else {}


def _string(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > 1000:
        raise InputError(f"{key!r} is a text of 1 to 1,000 characters")
    return value.strip()


def _seen(body: dict[str, Any]) -> dict[int, int]:
    """Rows an act is about, id to revision."""
    found = body.get("rows", {})
    whole = isinstance(found, dict) and len(found) <= MOST_ROWS
    if not whole or not all(key.isdecimal() and type(value) is int for key, value in found.items()):
        raise InputError(f"'rows' tells the revision of each row by its id, {MOST_ROWS} rows at most")
    return {int(key): value for key, value in found.items()}
