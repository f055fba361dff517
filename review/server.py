"""The review over HTTP: a list of the documents on the desk, the page of each, and its API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import Mount, Route

import align.formats
from align.formats.languages import name_of
from review import exporting
from review.answers import json_answer
from review.api import Api
from review.guard import Guard
from review.marks import AGREED
from review.presence import Presence

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from review.desk import Desk

_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def application(
    desks: Sequence[Desk], *, who: str, asks: bool = False, token: str, hosts: frozenset[str], port: int
) -> ASGIApp:
    """The pages and APIs of the documents, behind the guard. `asks` makes each browser ask for a name once."""
    pages = [_Page(desk, who, Presence(), asks=asks, several=len(desks) > 1) for desk in desks]
    static = Route("/static/{name}", _static)
    if len(pages) == 1:
        routes: list[Any] = [static, *pages[0].routes()]
    else:
        listed = _Listed(pages)
        mounts = [Mount(f"/d/{number}", routes=page.routes()) for number, page in enumerate(pages, 1)]
        routes = [static, Route("/", listed.page), Route("/api/desk", listed.told), *mounts]
    return Guard(Starlette(routes=routes), token=token, hosts=hosts, port=port)


@dataclass(frozen=True, slots=True)
class _Page:
    """The page of one document."""

    desk: Desk
    who: str
    presence: Presence
    asks: bool
    several: bool

    def routes(self) -> list[Route]:
        """Addresses under that of the document."""
        api = Api(self.desk, self.who, self.presence)
        return [Route("/", self.page), Route("/export/{format}", self.export), *api.routes()]

    async def page(self, _request: Request) -> Response:
        """The page, without rows."""
        header = self.desk.store.header
        return _rendered(
            "page.html", title=self.desk.file.name, source=name_of(header["source"]), target=name_of(header["target"]),
            formats=exporting.formats(self.desk), asks=self.asks, several=self.several, who=self.who,
        )  # fmt: skip

    async def export(self, request: Request) -> Response:
        """The document in a format."""
        name = request.path_params["format"]
        if name not in align.formats.WRITABLE:
            name = name[:40]
            return json_answer(
                {"error": f"unknown format {name!r}; accepted are {', '.join(align.formats.WRITABLE)}"}, 400
            )
        return await exporting.exported(self.desk, name)

    def told(self) -> dict[str, Any]:
        """What the list of documents says of this one."""
        store = self.desk.store
        flagged = len(set(self.desk.finder.ids(self.desk.finder.query("flagged", ""))))
        counts = store.tally | {"flagged": flagged, "inconsistent": len(store.inconsistent(AGREED))}
        return {"name": self.desk.file.name, "who": self.presence.others("")} | counts


@dataclass(frozen=True, slots=True)
class _Listed:
    """The list of documents."""

    pages: Sequence[_Page]

    async def page(self, _request: Request) -> Response:
        """The list as a page."""
        return _rendered("desk.html", documents=await run_in_threadpool(self._all))

    async def told(self, _request: Request) -> Response:
        """The list as values."""
        return json_answer({"documents": await run_in_threadpool(self._all)})

    def _all(self) -> list[dict[str, Any]]:
        return [page.told() for page in self.pages]


def _rendered(template: str, **values: Any) -> Response:
    text = (files("review") / "templates" / template).read_text(encoding="utf-8")
    made = Environment(autoescape=True, undefined=StrictUndefined).from_string(text).render(**values)
    return Response(made, media_type="text/html")


def _plain(text: str, status: int) -> Response:
    return Response(text + "\n", status, media_type="text/plain")


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    home = files("align") / "data" / "page" if name == "page.css" else files("review") / "static"
    known = {item.name for item in home.iterdir()}
    if name not in known:
        return _plain("There is no such file.", 404)
    suffix = name[name.rindex(".") :]
    return Response((home / name).read_bytes(), media_type=_TYPES[suffix])
