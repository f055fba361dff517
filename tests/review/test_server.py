"""The server as another program on the network sees it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

import align


@pytest.fixture
def server(start, article: Path):  # type: ignore[no-untyped-def]
    return start(article)


@pytest.fixture
def client(server) -> Iterator[httpx.Client]:  # type: ignore[no-untyped-def]
    with httpx.Client(base_url=server.base, timeout=30) as opened:
        answer = opened.get(server.address)
        assert answer.status_code == 303
        yield opened


def edit(client: httpx.Client, row: int, revision: int, text: str) -> httpx.Response:
    body = {"rows": {str(row): revision}, "tab": "t", "text": text}
    return client.post("/api/act/edit", json=body)


def test_only_the_page_of_this_run_is_let_in(server, client: httpx.Client) -> None:  # type: ignore[no-untyped-def]
    assert client.get("/").status_code == 200
    assert httpx.get(server.base + "/api/rows").status_code == 403
    assert httpx.get(server.base + "/?token=wrong").status_code == 403
    assert client.get("/api/rows", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/api/rows", headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.get("/api/rows", headers={"Origin": server.base}).status_code == 200
    plain = client.post("/api/act/undo", content=b'{"tab":"t"}', headers={"Content-Type": "text/plain"})
    assert plain.status_code == 415


def test_every_answer_carries_the_strict_policy(server, client: httpx.Client) -> None:  # type: ignore[no-untyped-def]
    for answer in (client.get("/"), client.get("/static/main.js"), httpx.get(server.base)):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
    cookie = httpx.get(server.address).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_the_page_loads_nothing_from_elsewhere(client: httpx.Client) -> None:
    page = client.get("/").text
    names = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert all(name.startswith("/static/") and client.get(name).status_code == 200 for name in names)
    assert client.get("/static/..%2fserver.py").status_code == 404
    assert client.get("/static/nonesuch").status_code == 404


def test_requests_are_bounded(client: httpx.Client) -> None:
    assert edit(client, 2, 1, "x" * 300_000).status_code == 413
    chunks = (b"x" * 50_000 for _ in range(10))
    headers = {"Content-Type": "application/json"}
    try:
        answer = client.post("/api/act/edit", content=chunks, headers=headers)
        assert answer.status_code >= 400
    except httpx.TransportError:
        pass  # the server hung up: as good a refusal
    assert client.get("/api/rows").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"rows":{"2":"1"},"tab":"t"}',
        b'{"rows":{"x":1},"tab":"t"}',
        b'{"rows":{"2":1}}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_what_is_no_act_is_refused_in_a_line(client: httpx.Client, body: bytes) -> None:
    answer = client.post("/api/act/edit", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_an_edit_is_answered_seen_by_others_and_exported(client: httpx.Client) -> None:
    seq = client.get("/api/view").json()["seq"]
    made = edit(client, 2, 1, "A <b>better</b> sentence.")
    assert made.status_code == 200
    changes = client.get(f"/api/changes/{seq}").json()
    assert [row["target"] for row in changes["rows"]] == ["A <b>better</b> sentence."]
    second = edit(client, 2, 1, "Too late.")
    assert second.status_code == 409
    assert second.json()["rows"][0]["target"] == "A <b>better</b> sentence."
    assert client.get("/api/history/2").json()["changes"][0]["who"] == "Rina"
    for name in align.formats.WRITABLE:
        assert client.get(f"/export/{name}").content, name
    assert client.get("/export/nonesuch").status_code == 400


def test_a_term_is_written_and_its_rows_translated_again(client: httpx.Client, article: Path) -> None:
    answer = client.post(
        "/api/term", json={"tab": "t", "source": "Korea Utara", "targets": "DPR Korea"}
    ).json()
    listed = (article.parent / answer["file"]).read_text(encoding="utf-8")
    assert "Korea Utara\tDPR Korea" in listed
    rows = {row["id"]: row for row in client.get("/api/rows").json()["rows"]}
    assert set(answer["touched"]) == {key for key, row in rows.items() if "Korea Utara" in row["source"]}
    some = answer["touched"][:2]
    body = {"tab": "t", "rows": {str(key): rows[key]["revision"] for key in some}}
    again = client.post("/api/act/translate", json=body).json()["rows"]
    assert all("DPR Korea" in row["target"] for row in again)
    assert (
        client.post("/api/act/undo", json={"tab": "t"}).json()["rows"][0]["target"] == rows[some[0]]["target"]
    )
    wrong = client.post("/api/term", json={"tab": "t", "source": " ", "targets": "x"})
    assert wrong.status_code == 400


def test_200_requests_at_once_are_all_answered(client: httpx.Client) -> None:
    def ask(number: int) -> int:
        if number % 4:
            return client.get("/api/rows").status_code
        body = {"rows": {"3": 1 + number // 4}, "tab": "t", "text": f"Version {number}."}
        return client.post("/api/act/edit", json=body).status_code

    with ThreadPoolExecutor(40) as pool:
        codes = list(pool.map(ask, range(200)))
    assert set(codes) <= {200, 409}
    assert codes.count(200) >= 151  # every read, and at least the first edit


def test_killed_and_started_again_everything_is_there(
    start, server, client: httpx.Client, article: Path
) -> None:  # type: ignore[no-untyped-def]
    for number in range(1, 6):
        assert edit(client, 2, number, f"Edit {number}.").status_code == 200
    server.kill()
    again = start(article)
    with httpx.Client(base_url=again.base) as other:
        other.get(again.address)
        rows = other.get("/api/rows").json()["rows"]
    assert rows[1]["target"] == "Edit 5."
    assert json.dumps(rows[1]["machine"])
