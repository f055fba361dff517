"""Inline codes, dialects and wrappers: what stands around the words stays around them."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest

from align.formats.documents import Rendering, extract
from align.model import Span
from tests.align.formats.documents.test_documents import shout


def test_nested_codes_of_one_span_keep_their_order() -> None:
    """Code in a link, code in bold, a link in emphasis: what was inside stays inside."""
    for markup in ("[`ambil`](u)", "**`ambil`**", "*[ambil data](u)*"):
        data = f"Kata {markup} di sini.".encode()
        assert shout(data, "a.md").lower() == data.lower()
        out = extract(data, file="a.md").rebuild([Rendering("Here is the word ambil data.")])
        assert out.count(b"`ambil`") == data.count(b"`ambil`")


def test_code_is_put_in_and_nothing_is_deleted() -> None:
    """Links that lead astray from code cost no word; code that was not copied is put in."""
    skeleton = extract(b"Berkas `task.md` berdiri untuk satu tugas.", file="a.md")
    links = ((Span(7, 14), Span(4, 30)),)
    out = skeleton.rebuild([Rendering("The task.md file stands for one task.", links)])
    assert out == b"The `task.md` file stands for one task."
    assert b"stands for one task" in skeleton.rebuild([Rendering("It stands for one task.", links)])
    assert b"`task.md`" in skeleton.rebuild([Rendering("It stands for one task.", links)])


DIALECTS = """Catatan[^1] dan $x_i$ serta [[Halaman|wiki]] :smile: {{ nilai }}.

[^1]: Isi catatan.

:::note
Isi kotak.
:::

$$
a_b
$$

Istilah
: Arti istilah

*[PBB]: Perserikatan Bangsa
"""


def test_dialects_of_markdown_stay_alive() -> None:
    """Notes, math, wiki links, containers, definitions: the syntax stays, the words are translated."""
    kept = [
        "[^1]",
        "$x_i$",
        "[[Halaman|wiki]]",
        ":smile:",
        "{{ nilai }}",
        "[^1]:",
        ":::note",
        "a_b",
        "*[PBB]:",
    ]
    out = shout(DIALECTS.encode(), "a.md").decode()
    assert all(part in out for part in kept)
    assert "\n: ARTI ISTILAH\n" in out
    same = extract(DIALECTS.encode(), file="a.md")
    assert same.rebuild([Rendering(unit) for unit in same.units]).decode() == DIALECTS


def test_a_page_in_an_old_charset_stays_in_it() -> None:
    """What the declared charset has no place for becomes a character reference."""
    page = b'<meta charset="iso-8859-1"><p>&ldquo;Kami,&rdquo; kata Ren\xe9.</p>'
    assert shout(page, "a.html") == b'<meta charset="iso-8859-1"><p>&#8220;KAMI,&#8221; KATA REN\xc9.</p>'


def test_a_sentence_over_two_cues_is_one_unit() -> None:
    """It is translated whole and laid back over the cues; each keeps its time and its tags."""
    data = b"1\n00:00:01,000 --> 00:00:03,000\n<i>Saya tidak akan</i>\n\n2\n00:00:03,000 --> 00:00:05,000\npergi ke sana.\n"
    skeleton = extract(data, file="a.srt")
    assert skeleton.units == ("Saya tidak akan pergi ke sana.",)
    out = skeleton.rebuild([Rendering("I will not go there.")]).decode()
    assert out == (
        "1\n00:00:01,000 --> 00:00:03,000\n<i>I will not</i>\n\n2\n00:00:03,000 --> 00:00:05,000\ngo there.\n"
    )


def test_webvtt_keeps_what_is_not_spoken() -> None:
    """Notes, styles, settings and voices stay, entities are read and written."""
    data = (
        b"WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:03.000 align:start\n<v Budi>Tom &amp; Siti.\n\n"
        b"NOTE komentar\n\n00:04.000 --> 00:06.000\n<i>Apa?</i>\n"
    )
    skeleton = extract(data, file="a.vtt")
    assert skeleton.units == ("Tom & Siti.", "Apa?")
    assert shout(data, "a.vtt") == data.replace(b"Tom &amp; Siti.", b"TOM &amp; SITI.").replace(
        b"Apa?", b"APA?"
    )


def raw_word(*paragraphs: str) -> bytes:
    """A Word document whose body holds these paragraphs of WordprocessingML."""
    document = docx.Document()
    for markup in paragraphs:
        document.element.body.insert(
            -1, docx.oxml.parse_xml(f"<w:p {docx.oxml.ns.nsdecls('w')}>{markup}</w:p>")
        )
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def body_of(data: bytes) -> str:
    """The body of a Word document without declarations."""
    xml = docx.Document(BytesIO(data)).element.body.xml
    return re.sub(r">\s+<", "><", re.sub(r' (?:xmlns:\w+|xml:space)="[^"]*"', "", xml))


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    "markup",
    [
        '<w:smartTag w:element="x"><w:r><w:t>Korea Utara</w:t></w:r></w:smartTag>',
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>isian</w:t></w:r></w:sdtContent></w:sdt>",
        '<w:ins w:id="1" w:author="a"><w:hyperlink w:anchor="x"><w:r><w:t>tautan</w:t></w:r></w:hyperlink></w:ins>',
        '<w:moveTo w:id="1" w:author="a"><w:r><w:t>pindahan</w:t></w:r></w:moveTo>',
        '<w:bookmarkStart w:id="1" w:name="b"/><w:r><w:rPr><w:b/></w:rPr><w:t>tebal</w:t></w:r><w:bookmarkEnd w:id="1"/>',
        FIELD,
    ],
)
def test_wrappers_of_word_hold_what_they_held(markup: str) -> None:
    """Text inside a wrapper is translated in its sentence; wrappers, marks and fields stay around the same words."""
    data = raw_word(f"<w:r><w:t>Lihat </w:t></w:r>{markup}<w:r><w:t> di sini.</w:t></w:r>")
    skeleton = extract(data, file="a.docx")
    assert len(skeleton.units) == 1
    assert body_of(skeleton.rebuild([Rendering(unit) for unit in skeleton.units])) == body_of(data)
    upper = body_of(skeleton.rebuild([Rendering(unit.upper()) for unit in skeleton.units]))
    assert upper.upper() == body_of(data).upper()
    assert re.findall(r"<w:t>[^<]*[a-z][^<]*</w:t>", upper) == []


def test_tabs_of_word_part_units() -> None:
    """Name and value beside each other are translated apart, and the tabs stay."""
    data = raw_word("<w:r><w:t>Nama</w:t><w:tab/><w:t>: Budi</w:t></w:r>")
    assert extract(data, file="a.docx").units == ("Nama", ": Budi")
    assert docx.Document(BytesIO(shout(data, "a.docx"))).paragraphs[-1].text == "NAMA\t: BUDI"
