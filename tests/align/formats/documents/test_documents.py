"""Promises of `align.formats.documents`: text goes out and comes back translated, and everything around it stays."""

import re
from collections import Counter
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.formats.documents import Rendering, extract
from align.model import Span

MARKDOWN = """---
judul: Laporan
---
# Harga **beras** naik #

Menurut *badan pangan*, harga
[naik lagi](https://contoh.example/a_b?c=1 "Laporan") dan `kode_x` tetap.

> - Butir satu
>   yang panjang
> - Butir ![gambar](g.png) kedua

| Nama | Nilai |
|:-----|------:|
| Budi | 2 |
| a \\| b | tiga |

```python
print("jangan")
```
<div class="x"><p>Teks <b>tebal</b></p></div>

- [ ] Lihat <https://y.example>.
"""

PAGE = """<!DOCTYPE html>
<html lang="id-ID"><head><title>Berita &amp; opini</title><style>p > a {color: red}</style></head>
<body><p class=a>Halo <b>dunia yang</b> <a href="x?a=1&b=2">luas</a>, ini <code>kode</code>.<br>Baris dua</p>
<p>Gambar <img src=x alt="y"> akhir</p>
<ul><li>Satu<li>Dua <i>tiga</i></ul><script>if (a<b) alert("jangan")</script><!-- catatan -->
<p translate="no">Jangan</p><div>123</div><pre>tetap</pre>harga < batas &copy; 2024</body></html>
"""

CUES = """1
00:00:01,000 --> 00:00:02,500
<i>Halo semua orang
yang ada di sini</i>

2
00:00:03,000 --> 00:00:04,000 X1:40
- Siapa?
- Saya.

3
00:00:05,000 --> 00:00:06,000

4
00:00:07,000 --> 00:00:08,000
{\\an8}Selesai
"""


def shout(data: bytes, file: str) -> bytes:
    """The document with every unit in capitals: a translation that keeps the words apart."""
    skeleton = extract(data, file=file)
    return skeleton.rebuild([Rendering(unit.upper()) for unit in skeleton.units])


def test_markdown_keeps_its_structure() -> None:
    """Headings, emphasis, links, lists, tables, code, front matter and HTML stay what they were."""
    assert (
        shout(MARKDOWN.encode(), "a.md").decode()
        == """---
judul: LAPORAN
---
# HARGA **BERAS** NAIK #

MENURUT *BADAN PANGAN*, HARGA [NAIK LAGI](https://contoh.example/a_b?c=1 "LAPORAN") DAN `kode_x` TETAP.

> - BUTIR SATU YANG PANJANG
> - BUTIR ![GAMBAR](g.png) KEDUA

| NAMA | NILAI |
|:-----|------:|
| BUDI | 2 |
| A \\| B | TIGA |

```python
print("jangan")
```
<div class="x"><p>TEKS <b>TEBAL</b></p></div>

- [ ] LIHAT <https://y.example>.
"""
    )


def test_a_page_keeps_its_structure() -> None:
    """Blocks, inline elements, entities, scripts, comments and what must not be translated stay."""
    assert (
        shout(PAGE.encode(), "a.html").decode()
        == """<!DOCTYPE html>
<html lang="en"><head><title>BERITA &amp; OPINI</title><style>p > a {color: red}</style></head>
<body><p class=a>HALO <b>DUNIA YANG</b> <a href="x?a=1&b=2">LUAS</a>, INI <code>kode</code>.<br>BARIS DUA</p>
<p>GAMBAR <img src=x alt="Y"> AKHIR</p>
<ul><li>SATU<li>DUA <i>TIGA</i></ul><script>if (a<b) alert("jangan")</script><!-- catatan -->
<p translate="no">Jangan</p><div>123</div><pre>tetap</pre>HARGA &lt; BATAS © 2024</body></html>
"""
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_subtitles_keep_cues_and_times(newline: str) -> None:
    """Numbers, times, tags, speakers and the count of lines stay, whatever ends the lines."""
    expected = """1
00:00:01,000 --> 00:00:02,500
<i>HALO SEMUA ORANG
YANG ADA DI SINI</i>

2
00:00:03,000 --> 00:00:04,000 X1:40
- SIAPA?
- SAYA.

3
00:00:05,000 --> 00:00:06,000

4
00:00:07,000 --> 00:00:08,000
{\\an8}SELESAI
"""
    out = shout(CUES.replace("\n", newline).encode(), "a.srt")
    assert out.decode() == expected.replace("\n", newline)


def test_text_keeps_its_blank_lines_and_encoding() -> None:
    """A Windows-1252 text comes back in Windows-1252 with every line end where it was."""
    data = "Kafé satu.\r\n\r\n\r\nDua.\r\n".encode("cp1252")
    assert shout(data, "a.txt") == "KAFÉ SATU.\r\n\r\n\r\nDUA.\r\n".encode("cp1252")


def word_file() -> bytes:
    """A Word document with a heading, formats, a break, a list, a table, a link and a header."""
    document = docx.Document()
    document.add_heading("Judul utama", 1)
    paragraph = document.add_paragraph("Ini ")
    paragraph.add_run("teks tebal").bold = True
    paragraph.add_run(" lalu")
    paragraph.add_run(" biasa").add_break()
    paragraph.add_run("baris dua.")
    linked = document.add_paragraph("Lihat ")
    link = docx.oxml.OxmlElement("w:hyperlink")
    link.set(docx.oxml.ns.qn("w:anchor"), "bab2")
    link.append(linked.add_run("bab dua")._r)
    linked._p.append(link)
    document.add_paragraph("Butir satu", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Sel satu", "12"
    document.sections[0].header.paragraphs[0].text = "Kepala halaman"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_keeps_styles_runs_tables_and_headers() -> None:
    """Styles, bold runs, breaks, links, cells and headers stay where their words are."""
    document = docx.Document(BytesIO(shout(word_file(), "a.docx")))
    looks = [[(run.text, run.bold) for run in paragraph.runs] for paragraph in document.paragraphs]
    assert [paragraph.style.name for paragraph in document.paragraphs][::3] == ["Heading 1", "List Bullet"]
    assert looks[1] == [
        ("INI ", None),
        ("TEKS TEBAL", True),
        (" LALU BIASA", None),
        ("\n", None),
        ("BARIS DUA.", None),
    ]
    assert [link.text for link in document.paragraphs[2].hyperlinks] == ["BAB DUA"]
    assert document.tables[0].cell(0, 0).text == "SEL SATU"
    assert document.tables[0].cell(0, 1).text == "12"
    assert document.sections[0].header.paragraphs[0].text == "KEPALA HALAMAN"


def test_markup_follows_the_word_links() -> None:
    """Where links tell which words answer, bold and link go there, whatever the order of words."""
    skeleton = extract(b"<p>Rumah <b>besar</b> itu <a href=x>mahal</a>.</p>", file="a.html")
    assert skeleton.units == ("Rumah besar itu mahal.",)
    links = ((Span(0, 5), Span(8, 13)), (Span(6, 11), Span(4, 7)), (Span(16, 21), Span(17, 26)))
    out = skeleton.rebuild([Rendering("The big house is expensive.", links)])
    assert out == b"<p>The <b>big</b> house is <a href=x>expensive</a>.</p>"


def test_markup_without_links_goes_to_the_same_words_or_their_share() -> None:
    """Names keep their markup without links; other words get it at the same share of the text."""
    out = extract(b"Kata *Siti Aminah* kemarin", file="a.md").rebuild(
        [Rendering("Siti Aminah said yesterday")]
    )
    assert out == b"*Siti Aminah* said yesterday"
    out = extract(b"Harga **naik tajam** kemarin", file="a.md").rebuild(
        [Rendering("Prices rose sharply yesterday")]
    )
    assert out == b"Prices **rose sharply** yesterday"


def test_translations_are_never_read_as_markup() -> None:
    """What a translation holds stands as text, in HTML and in Markdown alike."""
    nasty = "<b>x</b> *y* [z](u) `c` & &amp; # 1. _w_"
    page = extract(b"<p>Teks</p>", file="a.html").rebuild([Rendering(nasty)]).decode()
    assert page == "<p>&lt;b&gt;x&lt;/b&gt; *y* [z](u) `c` &amp; &amp;amp; # 1. _w_</p>"
    again = extract(extract(b"Teks", file="a.md").rebuild([Rendering(nasty)]), file="a.md")
    assert again.units == (nasty,)
    for start in ("1. satu", "- satu", "# satu", "+ satu", "> satu"):
        marked = extract(b"Teks", file="a.md").rebuild([Rendering(start)])
        assert extract(marked, file="a.md").units == (start,)


def tags(markup: str) -> Counter[str]:
    """How often each tag stands in a page."""
    return Counter(re.findall(r"<[^<>]+>", markup))


INLINE = st.recursive(
    st.sampled_from(["satu", "dua tiga", "<br>", "<img src=a>", "<code>x y</code>", " ", "&amp;", "Ali"]),
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["b", "i", "a", "span", "p", "div"]),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


def test_a_mark_inside_a_moved_mark_moves_with_it() -> None:
    """Two words under three marks: no letter is written twice."""
    skeleton = extract(b"satu<b>satu</b><b><b>satu</b></b>", file="a.html")
    out = skeleton.rebuild([Rendering("two words", ((Span(0, 5), Span(0, 5)),))])
    assert re.sub(rb"<[^<>]+>", b"", out).replace(b" ", b"") == b"twowords"


@settings(max_examples=100)
@given(markup=st.lists(INLINE, max_size=4).map("".join), data=st.data())
def test_no_tag_is_lost_or_made(markup: str, data: st.DataObject) -> None:
    """Whatever the translation and its links, every tag of a page comes back, and in a sound order."""
    skeleton = extract(markup.encode(), file="a.html")
    renderings = []
    for unit in skeleton.units:
        text = data.draw(st.sampled_from(["", "one", "two words", "Ali went home, and slept"]))
        place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
            lambda pair: Span(*sorted(pair))
        )
        origin = st.tuples(st.integers(0, len(unit)), st.integers(0, len(unit))).map(
            lambda pair: Span(*sorted(pair))
        )
        renderings.append(Rendering(text, tuple(data.draw(st.lists(st.tuples(origin, place), max_size=4)))))
    out = skeleton.rebuild(renderings).decode()
    assert tags(out) == tags(markup)
    words = [rendering.text for rendering in renderings]
    plain = re.sub(r"<code>.*?</code>|<[^<>]+>", "", out)
    assert (
        not words
        or "<code>" in markup
        or all("".join(word.split()) in "".join(plain.split()) for word in words)
    )
    depth: list[str] = []
    for close, tag in re.findall(r"<(/?)(b|i|a|span|p|div|code)>", out):
        if close:
            assert depth.pop() == tag
        else:
            depth.append(tag)
