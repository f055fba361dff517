"""Promises of EPUB books and OpenDocument texts: the words are translated, the archive stays what it was."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from align.errors import InputError
from align.formats.documents import Rendering, extract

ODT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:o" xmlns:text="urn:t"><office:body>
<text:p>Lihat <text:span text:style-name="T1">Siti &amp; Budi</text:span><text:note><text:note-citation>1</text:note-citation>
<text:note-body><text:p>Isi catatan.</text:p></text:note-body></text:note> di sini.</text:p>
<text:p>Nama<text:tab/>: Budi</text:p><text:p/></office:body></office:document-content>"""
BOOK = {
    "a.opf": "<package><dc:title>Judul buku</dc:title><dc:language>id</dc:language></package>",
    "toc.ncx": "<ncx><navLabel><text>Bab satu</text></navLabel></ncx>",
    "c.xhtml": '<html lang="id"><body><p>Bab <b>satu</b>.</p></body></html>',
    "a.css": "p { color: red }",
}


def archive(kind: str, parts: dict[str, str]) -> bytes:
    """A zip file that says its type first, as both formats ask."""
    out = BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr("mimetype", kind, ZIP_STORED)
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, str]:
    """The parts of an archive."""
    with ZipFile(BytesIO(data)) as made:
        return {name: made.read(name).decode() for name in made.namelist()}


def test_an_opendocument_text_keeps_its_structure() -> None:
    """Spans, notes and tabs stay; a note is a unit of its own; the same words give the same bytes."""
    data = archive("application/vnd.oasis.opendocument.text", {"content.xml": ODT})
    skeleton = extract(data, file="a.odt")
    assert skeleton.units == ("Lihat Siti & Budi di sini.", "Isi catatan.", "Nama", ": Budi")
    assert parts_of(skeleton.rebuild([Rendering(unit) for unit in skeleton.units])) == parts_of(data)
    upper = parts_of(skeleton.rebuild([Rendering(unit.upper()) for unit in skeleton.units]))["content.xml"]
    assert '<text:span text:style-name="T1">SITI &amp; BUDI</text:span><text:note>' in upper
    assert "<text:p>ISI CATATAN.</text:p>" in upper
    assert "NAMA<text:tab/>: BUDI" in upper


def test_a_book_keeps_its_structure() -> None:
    """Chapters, contents and title are translated, the language changes, the type stays first and stored."""
    data = archive("application/epub+zip", BOOK)
    skeleton = extract(data, file="a.epub")
    out = skeleton.rebuild([Rendering(unit.upper()) for unit in skeleton.units])
    parts = parts_of(out)
    assert list(parts) == ["mimetype", *BOOK]
    assert parts["c.xhtml"] == '<html lang="en"><body><p>BAB <b>SATU</b>.</p></body></html>'
    assert parts["a.opf"] == "<package><dc:title>JUDUL BUKU</dc:title><dc:language>en</dc:language></package>"
    assert parts["a.css"] == BOOK["a.css"]
    assert ZipFile(BytesIO(out)).infolist()[0].compress_type == ZIP_STORED


@pytest.mark.parametrize("suffix", [".odt", ".epub"])
def test_other_archives_are_refused(suffix: str) -> None:
    """A zip file of another type, and what is none, are named."""
    with pytest.raises(InputError, match="is neither an EPUB book nor an OpenDocument text"):
        extract(archive("text/plain", {}), file="a" + suffix)
    with pytest.raises(InputError, match=rf"is not a {suffix} document"):
        extract(b"halo", file="a" + suffix)
