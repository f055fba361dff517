"""A document as people left it, as a file to keep: its name after the article, its bytes in the format asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

import align.formats
from align.errors import AlignError
from review import rows
from review.alike import all_held
from review.answers import json_answer

if TYPE_CHECKING:
    from review.desk import Desk


def formats(desk: Desk) -> list[dict[str, str]]:
    """Names of the formats, the one of the file itself first, each with the name of the file that comes out."""
    own = desk.file.suffix.lower()
    found = [form for form in align.formats.FORMATS if form.name in align.formats.WRITABLE]
    found.sort(key=lambda form: own not in form.suffixes)
    return [{"name": form.name, "file": file_name(desk, form.name)} for form in found]


def file_name(desk: Desk, name: str) -> str:
    """`article.reviewed.tmx`; formats that share a suffix have their names in it."""
    form = next(form for form in align.formats.FORMATS if form.name == name)
    shared = [one.name for one in align.formats.FORMATS if one.suffixes[0] == form.suffixes[0]]
    return f"{desk.file.stem}.reviewed{'.' + name if len(shared) > 1 else ''}{form.suffixes[0]}"


async def exported(desk: Desk, name: str) -> Response:
    """The file in that format; what stands in the way in a line."""

    def render() -> bytes:
        bitext = rows.bitext(desk.store.header, all_held(row.body for row in desk.store.rows()))
        return align.formats.render(bitext, name)

    try:
        data = await run_in_threadpool(render)
    except AlignError as error:
        return json_answer({"error": str(error)}, 400)
    disposition = f"attachment; filename*=utf-8''{quote(file_name(desk, name))}"
    headers = {"content-disposition": disposition}
    return Response(data, media_type="application/octet-stream", headers=headers)
