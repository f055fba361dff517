"""Pages, subtitles, catalogues and XLIFF as programs write them: in capitals all that is said, nothing else changed."""

from io import BytesIO
from itertools import pairwise

import docx
import pytest
from docx.oxml import parse_xml

from align.errors import InputError
from align.formats.documents import Rendering, extract, require_prose
from align.formats.documents.tags import events

PAGES = {
    "empty lines of a post": (
        '<!-- a -->\n\nSatu [gallery ids="1"] dua.\n\n[caption id=\'a\']<img alt="Foto"> Tiga[/caption]\n\n<!-- b -->\n<p>x</p>',
        '<!-- a -->\n\nSATU [gallery ids="1"] DUA.\n\n[caption id=\'a\']<img alt="FOTO"> TIGA[/caption]\n\n<!-- b -->\n<p>X</p>',
    ),
    "tags of templates": ("<p>Halo {{ nama }}, apa kabar?</p>", "<p>HALO {{ nama }}, APA KABAR?</p>"),
    "attributes without quotation marks": (
        "<input placeholder=Cari type=submit value=Kirim>",
        '<input placeholder="CARI" type=submit value="KIRIM">',
    ),
    "math inside a sentence": (
        "<p>Luas <math><mi>x</mi></math> itu besar.</p>",
        "<p>LUAS <math><mi>x</mi></math> ITU BESAR.</p>",
    ),
    "links that touch": (
        "<nav><a href=a>Satu</a><a href=b>Dua</a></nav>",
        "<nav><a href=a>SATU</a><a href=b>DUA</a></nav>",
    ),
    "descriptions of shared pictures": (
        '<meta property="og:image:alt" content="Gambar utama">',
        '<meta property="og:image:alt" content="GAMBAR UTAMA">',
    ),
}
CUES = {
    "old line ends": (
        "1\r00:00:01,000 --> 00:00:02,000\rHalo\r\r2\r00:00:03,000 --> 00:00:04,000\rDua\r",
        "1\r00:00:01,000 --> 00:00:02,000\rHALO\r\r2\r00:00:03,000 --> 00:00:04,000\rDUA\r",
    ),
    "no empty lines between cues": (
        "1\n00:00:01,000 --> 00:00:02,000\nTahun\n1998\n2\n00:00:03,000 --> 00:00:04,000\nDua\n",
        "1\n00:00:01,000 --> 00:00:02,000\nTAHUN\n1998\n2\n00:00:03,000 --> 00:00:04,000\nDUA\n",
    ),
    "speakers and what is heard": (
        "1\n00:00:01,000 --> 00:00:02,000\n>> Apa?\n>> Baik.\n(TAWA)\nBUDI: Ya.\n",
        "1\n00:00:01,000 --> 00:00:02,000\n>> APA?\n>> BAIK.\n(TAWA)\nBUDI: YA.\n",
    ),
    "breaks of Aegisub, brackets that are no tag": (
        "1\n00:00:01,000 --> 00:00:02,000\n{\\i1}Satu{\\i0}\\Ndua <kata>\n",
        "1\n00:00:01,000 --> 00:00:02,000\n{\\i1}SATU{\\i0}\\NDUA <KATA>\n",
    ),
}
XLIFF = (
    '<xliff version="1.2" xmlns:mq="q" xmlns:sdl="s" xml:space="%s"><file source-language="id" target-language="en">'
    "<body>%s</body></file></xliff>"
)
UNITS = {
    "locked by memoQ": '<trans-unit mq:locked="locked"><source>Satu</source></trans-unit>',
    "locked by Trados": (
        '<trans-unit><source>Satu</source><seg-source><mrk mtype="seg" mid="1">Satu</mrk></seg-source>'
        '<sdl:seg-defs><sdl:seg id="1" locked="true"/></sdl:seg-defs></trans-unit>'
    ),
}
TARGETS = {
    "cases of a plural": (
        "{n, plural, =1 {satu pesan} other {# pesan <x id='1'/>}}",
        "{n, plural, =1 {SATU PESAN} other {# PESAN <x id='1'/>}}",
    ),
    "placeholders": ("%1$s butir di %@\\n, 50% dari {0}", "%1$s BUTIR DI %@\\n, 50% DARI {0}"),
    "tags as text": (
        "&lt;b class='x'&gt;Penting&lt;/b&gt; {b&gt;sekali&lt;b}",
        "&lt;b class='x'&gt;PENTING&lt;/b&gt; {b&gt;SEKALI&lt;b}",
    ),
    "text inside native code": (
        'Lihat <ph id="1">&lt;img alt="<sub>gambar</sub>"/&gt;</ph> ini',
        'LIHAT <ph id="1">&lt;img alt="<sub>GAMBAR</sub>"/&gt;</ph> INI',
    ),
    "protected marks": (
        'Kata <mrk mtype="protected">tetap</mrk> ini',
        'KATA <mrk mtype="protected">tetap</mrk> INI',
    ),
    "lines that count": ("Satu\n  dua", "SATU\n  DUA"),
}


def both(source: str, file: str) -> tuple[str, str]:
    """The file with its units in capitals, and with its units as they are."""
    skeleton = extract(source.encode(), file=file)
    return (
        skeleton.rebuild([Rendering(unit.upper()) for unit in skeleton.units]).decode(),
        skeleton.rebuild([Rendering(unit) for unit in skeleton.units]).decode(),
    )


@pytest.mark.parametrize(
    ("file", "source", "expected"),
    [("a.html", *pair) for pair in PAGES.values()] + [("a.srt", *pair) for pair in CUES.values()],
    ids=[*PAGES, *CUES],
)
def test_what_is_said_is_translated_and_nothing_else(file: str, source: str, expected: str) -> None:
    """In capitals the file is the one expected; with its words as they are it is the file itself."""
    assert both(source, file) == (expected, source)


@pytest.mark.parametrize("kind", UNITS)
def test_locked_units_stay(kind: str) -> None:
    """What a program locked gets no target."""
    source = XLIFF % ("default", UNITS[kind])
    assert both(source, "a.xlf") == (source, source)


@pytest.mark.parametrize("kind", TARGETS)
def test_targets_of_xliff_say_what_the_source_says(kind: str) -> None:
    """Placeholders, cases of plurals, protected marks and counting blanks stand in the target as in the source."""
    source, expected = TARGETS[kind]
    unit = "<trans-unit id='1'><source>%s</source>%s</trans-unit>"
    made, same = both(XLIFF % ("preserve", unit % (source, "")), "a.xlf")
    target = '<target state="translated">%s</target>'
    assert made == XLIFF % ("preserve", unit % (source, target % expected))
    assert same == XLIFF % ("preserve", unit % (source, target % source))


def test_xml_stays_in_the_charset_it_declares() -> None:
    """What ISO-8859-1 has no place for is written as a reference; no byte of another charset gets in."""
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + XLIFF % (
        "default",
        "<trans-unit><source>Kafé</source></trans-unit>",
    )
    out = extract(text.encode("latin-1"), file="a.xlf").rebuild([Rendering("“Café”")])
    assert "&#8220;Café&#8221;" in out.decode("latin-1")


def test_a_memory_is_filled_in_its_own_spelling() -> None:
    """An empty variant is filled; a new one has the language as the file spells it, and nobody's name."""
    text = (
        '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="ID"><seg>Satu</seg></tuv>'
        '<tuv xml:lang="EN-US"><seg/></tuv></tu><tu><tuv xml:lang="ID" creationid="budi"><seg>Dua</seg></tuv></tu></body></tmx>'
    )
    made, _ = both(text, "a.tmx")
    assert '<tuv xml:lang="EN-US"><seg>SATU</seg></tuv>' in made
    assert made.endswith('<seg>Dua</seg></tuv><tuv xml:lang="EN-US"><seg>DUA</seg></tuv></tu></body></tmx>')


def test_a_catalogue_into_indonesian_is_refused() -> None:
    """Its messages are in another language; of a plural the form that is missing is filled."""
    head = 'msgid ""\nmsgstr "Language: %s\\n"\n\nmsgid "a"\nmsgid_plural "%%d berkas"\nmsgstr[0] "A"\nmsgstr[1] ""\n'
    with pytest.raises(InputError, match=r"a\.po: is not from Indonesian"):
        extract((head % "id_ID").encode(), file="a.po")
    assert both(head % "en", "a.po")[0].endswith('msgstr[0] "A"\nmsgstr[1] "%d BERKAS"\n')


def test_subtitles_of_other_kinds() -> None:
    """YouTube's are read, and WebVTT says its language; SubStation Alpha is refused by name."""
    assert both("0:00:00.599,0:00:04.160\nHalo\n", "a.sbv")[0] == "0:00:00.599,0:00:04.160\nHALO\n"
    assert "Language: en\n" in both("WEBVTT\nLanguage: id\n\n00:01.000 --> 00:02.000\nHalo\n", "a.vtt")[0]
    with pytest.raises(InputError, match=r"a\.ass: is SubStation Alpha"):
        require_prose(b"[Script Info]\n", file="a.ass")


def test_events_join_to_the_page_however_long() -> None:
    """Reading it piece by piece loses nothing at the borders of pieces."""
    page = "".join(f"<p id={n}>Kata &amp; <b>dua</b> tiga<!-- x --></p>\n" for n in range(6000))
    assert "".join(event.raw for event in events(page)) == page
    kinds = [event.kind for event in events(page)]
    assert kinds.count("comment") == 6000
    assert not any(one == two == "text" for one, two in pairwise(kinds))


def word(body: str) -> bytes:
    """A Word document of these paragraphs."""
    names = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    )
    document = docx.Document()
    for child in list(parse_xml(f"<w:body {names}>{body}</w:body>")):
        document.element.body.insert(0, child)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_says_what_pictures_show_and_links_hold() -> None:
    """Descriptions of pictures are units; a link as a simple field is text, a field worked out anew is not."""
    data = word(
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="2" name="Gambar 2" descr="Foto lama"/></wp:inline></w:drawing></w:r>'
        '<w:fldSimple w:instr=" HYPERLINK &quot;u&quot; "><w:r><w:t>Tautan</w:t></w:r></w:fldSimple>'
        '<w:fldSimple w:instr=" TITLE "><w:r><w:t> Judul</w:t></w:r></w:fldSimple></w:p>'
    )
    skeleton = extract(data, file="a.docx")
    assert skeleton.units == ("Tautan Judul", "Foto lama")
    xml = (
        docx.Document(BytesIO(skeleton.rebuild([Rendering(unit.upper()) for unit in skeleton.units])))
        .element.body[0]
        .xml
    )
    assert ">TAUTAN<" in xml
    assert "> Judul<" in xml
    assert 'descr="FOTO LAMA"' in xml
    assert 'name="Gambar 2"' in xml


def test_word_leaves_runs_alone_whose_words_stay() -> None:
    """A name keeps its no-break hyphen and the runs that it is cut into."""
    run = "<w:r><w:t>Abu</w:t><w:noBreakHyphen/><w:t>Bakar</w:t></w:r>"
    skeleton = extract(word(f"<w:p>{run}</w:p>"), file="a.docx")
    assert skeleton.units == ("Abu-Bakar",)
    assert (
        "noBreakHyphen"
        in docx.Document(BytesIO(skeleton.rebuild([Rendering("Abu-Bakar")]))).element.body[0].xml
    )
