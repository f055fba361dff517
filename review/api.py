"""One document over HTTP: lists of its rows, the rows, the acts on them, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from align.errors import InputError
from review import preview
from review.alike import held
from review.answers import answered, body_of, name_of, runs, seen_rows, string, whole
from review.find import Query
from review.marks import EDITED
from review.packing import key_of
from review.values import Author

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from review.desk import Desk
    from review.presence import Presence
    from review.values import Body, Row

PAGE = 60  # rows that come with a list
TOLD = 40  # rows that come with what changed


@dataclass(frozen=True, slots=True)
class Api:
    """Request handlers. What touches the disk or the model runs in threads; the loop stays free."""

    desk: Desk
    who: str
    presence: Presence

    def routes(self) -> list[Route]:
        """Addresses under that of the document."""
        return [
            Route("/api/view", self.view),
            Route("/api/rows", self.rows),
            Route("/api/changes/{seq:int}", self.changes),
            Route("/api/history/{row:int}", self.history),
            Route("/api/similar/{row:int}", self.similar),
            Route("/api/alike/{row:int}", self.alike),
            Route("/api/concordance", self.concordance),
            Route("/api/terms", self.terms),
            Route("/api/replace", self.replacements),
            Route("/api/act/{name}", self.act, methods=["POST"]),
            Route("/api/term", self.term, methods=["POST"]),
        ]

    async def view(self, request: Request) -> Response:
        """The list that a filter and a search make, with the rows around `at`, and what the page is to know."""

        def read() -> dict[str, Any]:
            store, finder = self.desk.store, self.desk.finder
            query = _query(self.desk, request.query_params)
            seq = store.seq()  # first, so that a change in between is told twice rather than never
            ids = finder.ids(query)
            order = store.order() if query else ids
            at = whole(request.query_params.get("at"), 0)
            near = ids.index(at) if at in set(ids) else 0
            rows = store.rows(ids[max(0, near - PAGE // 3) : near + PAGE])
            return {
                "seq": seq, "order": runs(order), "view": runs(ids) if query else None,
                "count": finder.count(query, ids), "tally": store.tally, "checks": store.checks,
                "languages": {key: store.header[key] for key in ("source", "target")},
                "memory": self.desk.approvals is not None, "who": self.who, "document": store.name,
                "rows": self._views(rows, query),
            }  # fmt: skip

        return await answered(read, self._views)

    async def rows(self, request: Request) -> Response:
        """The rows named by `ids`, or all."""

        def read() -> dict[str, Any]:
            names = request.query_params.get("ids")
            ids = None if names is None else [whole(own, 0) for own in names.split(",")[:1000]]
            found = self.desk.store.rows(ids)
            return {"rows": self._views(found, _query(self.desk, request.query_params))}

        return await answered(read, self._views)

    async def changes(self, request: Request) -> Response:
        """What happened since change number `seq`; `tab`, `who` and `row` tell who looks, and where they are."""

        def read() -> dict[str, Any]:
            asked = request.query_params
            tab = asked.get("tab", "")[:80]
            self.presence.seen(tab, name_of(dict(asked), self.who), whole(asked.get("row"), 0))
            return self._since(request.path_params["seq"], _query(self.desk, asked)) | {
                "others": self.presence.others(tab)
            }

        return await answered(read, self._views)

    def _since(self, seq: int, query: Query, own: Iterable[Row] = ()) -> dict[str, Any]:
        """What happened since; `own` are rows to be told whole."""
        store = self.desk.store
        since = store.changed_since(seq)
        if since.seq == seq:
            return {"seq": seq, "tally": store.tally}
        fits = self.desk.finder.fitting(query, since.rows) if query else set(since.rows)
        told = list(own) or store.rows(since.rows[:TOLD])
        return {
            "seq": since.seq, "all": since.all, "gone": since.gone, "placed": since.placed,
            "changed": since.rows, "fits": [row for row in since.rows if row in fits], "alike": since.alike,
            "rows": self._views(told, query), "tally": store.tally,
        }  # fmt: skip

    async def act(self, request: Request) -> Response:
        """Carries out an act; the rows it made, and what else happened since `seq`."""
        values = await body_of(request)
        name = request.path_params["name"]

        def run() -> dict[str, Any]:
            query = _query(self.desk, _texts(values.get("view")))
            author = Author(name_of(values, self.who), string(values, "tab", longest=80))
            new = self._act(name, author, values)
            seq = values.get("seq")
            if type(seq) is not int:
                return {"rows": self._views(new, query), "seq": self.desk.store.seq()}
            turned = {"turned": self.desk.store.turned(author.tab)} if name in ("undo", "redo") else {}
            return self._since(seq, query, new) | {"rows": self._views(new, query)} | turned

        return await answered(run, self._views)

    def _act(self, name: str, author: Author, values: dict[str, Any]) -> list[Row]:
        step = values.get("step", "")
        if not isinstance(step, str) or len(step) > 80:
            raise InputError("'step' is a text of at most 80 characters")
        seen = seen_rows(values)
        match name:
            case "undo":
                return self.desk.store.undo(author, step)
            case "redo":
                return self.desk.store.redo(author)
            case "translate":
                whole_way = values.get("replace") is True
                return self.desk.translate_again(seen, author, step=step, all_of_them=whole_way)
        return self.desk.act(name, seen, values, author, step)

    async def history(self, request: Request) -> Response:
        """The changes of a row, each with who, when and the text then."""

        def read() -> dict[str, Any]:
            row = request.path_params["row"]
            told = [
                {
                    "seq": item.seq, "at": item.at, "who": item.who, "act": item.act, "undone": item.undone,
                    "before": [body["target"] for own, body in item.before if own == row],
                    "target": [body["target"] for own, body in item.after if own == row],
                    "approved": any(body.get("approved") for own, body in item.after if own == row),
                }
                for item in self.desk.store.history(row)
            ]  # fmt: skip
            return {"changes": told}

        return await answered(read, self._views)

    async def similar(self, request: Request) -> Response:
        """Approved pairs of the memory that are like a row."""
        return await answered(
            lambda: {"matches": [asdict(one) for one in self.desk.similar(request.path_params["row"])]},
            self._views,
        )

    async def alike(self, request: Request) -> Response:
        """The other rows with the source of a row: id, number and translation, twenty at most."""

        def read() -> dict[str, Any]:
            store, row = self.desk.store, request.path_params["row"]
            like = [one for own in store.rows([row]) for one in store.alike(own.body["source"])]
            told = [{"id": i, "number": store.number(i), "target": t} for i, t in like[:20] if i != row]
            return {"count": max(len(like) - 1, 0), "rows": told}

        return await answered(read, self._views)

    async def concordance(self, request: Request) -> Response:
        """Pairs of the memory that hold a text."""
        wanted = request.query_params.get("q", "")[:200]
        return await answered(lambda: {"pairs": self.desk.concordance(wanted)}, self._views)

    async def terms(self, request: Request) -> Response:
        """Terms in force that hold a text, those of reviewers first."""
        wanted = request.query_params.get("q", "")[:200]
        return await answered(lambda: {"terms": self.desk.terms.listed(wanted)}, self._views)

    async def replacements(self, request: Request) -> Response:
        """What finding and replacing would make of each row that is shown."""

        def read() -> dict[str, Any]:
            asked = request.query_params
            query = _query(self.desk, {"show": asked.get("show", "all")})
            ids = self.desk.finder.ids(query) if query else None
            found = preview.replacements(
                self.desk.store, asked.get("q", ""), asked.get("with", ""), ids,
                exact=asked.get("exact") == "1",
            )  # fmt: skip
            people = set(self.desk.store.marked(EDITED, ids=[own["id"] for own in found]))
            return {"rows": [own | {"edited": own["id"] in people} for own in found]}

        return await answered(read, self._views)

    async def term(self, request: Request) -> Response:
        """Adds, changes or takes away a term; the rows it touches, free ones and those of people apart."""
        values = await body_of(request)

        def run() -> dict[str, Any]:
            author = Author(name_of(values, self.who), string(values, "tab", longest=80))
            made = self.desk.terms.change(str(values.get("old") or ""), values, author)
            free, spared = self.desk.holding(made.source) if made else ([], [])
            return {
                "file": self.desk.terms.file.name,
                "term": made.source if made else "",
                "touched": free,
                "spared": spared,
            }

        return await answered(run, self._views)

    def _views(self, rows: Iterable[Row], query: Query | None = None) -> list[dict[str, Any]]:
        store = self.desk.store
        out = []
        for row in held(store, rows):
            view: Body = {"id": row.id, "revision": row.revision} | row.body
            view |= {"alike": key_of(row.body["source"]), "like": store.count_alike(row.body["source"]) - 1}
            if query and query.wanted and (found := self.desk.finder.hits(query, row)):
                view["hits"] = found
            if query is None and (last := store.last(row.id)):  # in a conflict
                view |= {"by": last[0], "at": last[1]}
            out.append(view)
        return out


def _query(desk: Desk, asked: Mapping[str, Any]) -> Query:
    return desk.finder.query(str(asked.get("show") or "all"), str(asked.get("q") or ""))


def _texts(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
