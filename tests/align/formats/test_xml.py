"""Promises of TMX and XLIFF beyond the contract: other tools read ours, we read theirs, safely."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from translate.storage import factory
from translate.storage.base import TranslationStore
from translate.storage.xliff2 import Xliff2File

from align.errors import InputError
from align.formats import parse, read, render
from align.formats.rows import Row, assemble, rows
from align.model import Bead, Bitext, Document, Finding, Segment, Span

SAMPLE = Path(__file__).parents[2] / "golden" / "formats" / "sample.jsonl"


def toolkit(data: bytes, name: str) -> TranslationStore:
    """The store translate-toolkit makes of a file."""
    if b'<xliff version="2' in data:
        return Xliff2File.parsestring(data)
    stream = BytesIO(data)
    stream.name = name
    return factory.getobject(stream)


@pytest.mark.parametrize(("form", "name"), [("tmx", "a.tmx"), ("xliff12", "a.xlf"), ("xliff21", "a.xlf")])
def test_translate_toolkit_reads_the_same_texts(form: str, name: str) -> None:
    """The reference implementation finds every unit of ours, with the same texts in the same order."""
    sample = read(SAMPLE)
    units = toolkit(render(sample, form), name).units
    found = [(str(unit.source or ""), str(unit.target or "")) for unit in units if not unit.isheader()]
    assert found == [(pair.source_text, pair.target_text) for pair in sample]


@pytest.mark.parametrize(("form", "name"), [("tmx", "a.tmx"), ("xliff12", "a.xlf"), ("xliff21", "a.xlf")])
def test_what_translate_toolkit_saves_is_ours_still(form: str, name: str) -> None:
    """Loaded and saved by another program, a file gives back texts, terms, notes, approval and signature."""
    sample = read(SAMPLE)
    approved = replace(sample, beads=(replace(sample.beads[0], approved=True), *sample.beads[1:]))
    back = parse(bytes(toolkit(render(approved, form), name)), form, file=name)
    expected = parse(render(approved, form), form, file=name)
    assert rows(back) == rows(expected)
    assert back.signature == sample.signature


def test_translate_toolkit_reads_notes_and_languages() -> None:
    """Findings are notes to the reference implementation too, and the languages stand where it looks."""
    sample = read(SAMPLE)
    store = toolkit(render(sample, "xliff12"), "a.xlf")
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == ("id", "en")
    assert "2,5 in the source is 2.5" in store.units[2].getnotes()
    assert "2,5 in the source is 2.5" in toolkit(render(sample, "tmx"), "a.tmx").units[2].getnotes()


FOREIGN_TMX = """<?xml version="1.0" encoding="UTF-16"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="*all*" datatype="plaintext" segtype="sentence"/><body>
<tu><note>dari klien</note><tuv xml:lang="ID-id">
<seg>Halo <bpt i="1">&lt;b&gt;</bpt><hi>dunia</hi><ept i="1"/></seg></tuv>
<tuv xml:lang="en-GB"><seg>Hello <ph>{1}</ph>world</seg></tuv><tuv xml:lang="fr"><seg>Bonjour</seg></tuv></tu>
<tu><tuv xml:lang="id"><seg>Kedua</seg></tuv></tu>
</body></tmx>"""


def test_a_foreign_tmx_is_read() -> None:
    """Another tool's memory gives its texts without native codes, whatever its encoding and regions."""
    bitext = parse(FOREIGN_TMX.encode("utf-16"), "tmx", file="a.tmx")
    assert [(pair.source_text, pair.target_text) for pair in bitext] == [
        ("Halo dunia", "Hello world"),
        ("Kedua", ""),
    ]
    assert bitext.findings[0].check == "note"
    assert bitext.findings[0].message == "dari klien"


FOREIGN_XLIFF = [
    """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="id"
target-language="en" original="a" datatype="html"><body><trans-unit id="1" approved="yes"><source>Halo
<g id="1">dunia</g><x id="2"/></source><target state="final">Hello <g id="1">world</g></target></trans-unit>
<group><trans-unit id="2"><source><mrk mtype="term" mid="1">Kedua</mrk></source></trans-unit>
</group></body></file>
</xliff>""",
    """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="id" trgLang="en">
<file id="f">
<unit id="1"><segment><source>Halo
<pc id="1">dunia</pc><ph id="2"/></source><target>Hello <pc id="1">world</pc></target></segment>
<ignorable><source> </source></ignorable>
<segment><source><mrk id="1" type="term">Kedua</mrk></source></segment></unit>
</file></xliff>""",
]


@pytest.mark.parametrize("text", FOREIGN_XLIFF)
def test_a_foreign_xliff_is_read(text: str) -> None:
    """Another tool's XLIFF gives its texts without native codes; the version is told from the file."""
    bitext = parse(text.encode(), "xliff21", file="a.xlf")
    assert [(pair.source_text, pair.target_text) for pair in bitext] == [
        ("Halo\ndunia", "Hello world"),
        ("Kedua", ""),
    ]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<tmx version="1.4"><header srclang="id"/>
<body><tu><tuv xml:lang="id"><seg>&b;</seg></tuv></tu></body></tmx>"""
THIEF = b"""<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<tmx version="1.4"><header srclang="id"/>
<body><tu><tuv xml:lang="id"><seg>&a;</seg></tuv></tu></body></tmx>"""


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (BOMB, "declares entities"),
        (THIEF, "declares entities"),
        (b"<tmx>" + b"<a>" * 200 + b"</a>" * 200 + b"</tmx>", "nests deeper than 100"),
        (b"<tmx>\n<header>\n</tmx>", r"a\.tmx:3: is not well-formed XML: mismatched tag"),
        (b"<xliff/>", r"a\.tmx:1: is not TMX; accepted is <tmx>"),
        (b"", "not well-formed"),
        (b'<?xml version="1.0" encoding="nope"?><tmx/>', "encoding"),
        (b'<tmx>\n<header srclang="id"/><body>\n<tu/></body></tmx>', r"a\.tmx:3: has no <tuv>.*'id'"),
    ],
)
def test_unsafe_and_broken_xml_is_refused(data: bytes, expected: str) -> None:
    """Entities, endless nesting and broken XML are refused with a line, and nothing is fetched."""
    with pytest.raises(InputError, match=expected):
        parse(data, "tmx", file="a.tmx")


@pytest.mark.parametrize(
    "data", [b"<tmx/>", b'<xliff version="3"/>', b'<xliff version="1.2"/>', b'<xliff version="2.1"/>']
)
def test_what_is_no_xliff_is_refused(data: bytes) -> None:
    """Other XML, other versions and empty XLIFF are refused by name."""
    with pytest.raises(InputError, match=r"^a\.xlf:1: is "):
        parse(data, "xliff12", file="a.xlf")


@pytest.mark.parametrize("form", ["tmx", "xliff12", "xliff21"])
def test_control_characters_survive_xml(form: str) -> None:
    """Characters XML cannot hold are written as codes and come back as themselves."""
    text = "a\x07b\x00\ufffe\r\nc ]]> d"
    side = Document(text, "id", (Segment(Span(0, len(text)), 0),))
    bitext = Bitext(side, side, (Bead(Span(0, 1), Span(0, 1), 0.5),))
    data = render(bitext, form)
    assert b"\x07" not in data
    assert [(row.source, row.target) for row in rows(parse(data, form, file="x"))] == [(text, text)]


@pytest.mark.parametrize(
    ("unit", "approved"),
    [
        ('<trans-unit id="1" approved="yes"><source>a</source><target>b</target></trans-unit>', True),
        ('<trans-unit id="1"><source>a</source><target state="final">b</target></trans-unit>', True),
        ('<trans-unit id="1"><source>a</source><target state="signed-off">b</target></trans-unit>', True),
        ('<trans-unit id="1"><source>a</source><target state="translated">b</target></trans-unit>', False),
        (
            '<trans-unit id="1" approved="no"><source>a</source><target state="final">b</target></trans-unit>',
            False,
        ),
        ('<trans-unit id="1"><source>a</source></trans-unit>', False),
    ],
)
def test_approval_is_read_from_other_tools(unit: str, approved: bool) -> None:
    """The attribute `approved` tells, and where it is missing the state of the target."""
    text = f"""<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="id" target-language="en" original="a" datatype="html"><body>{unit}</body></file></xliff>"""
    assert [row.approved for row in rows(parse(text.encode(), "xliff12", file="a.xlf"))] == [approved]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("tmx", ["x-approved", "", ""]),
        ("xliff12", ['state="final"', 'state="needs-review-translation"', 'state="needs-translation"']),
        ("xliff21", ['state="final"', 'subState="padanan:doubtful"', 'state="initial"']),
    ],
)
def test_states_stand_where_other_tools_look(form: str, expected: list[str]) -> None:
    """Approved, in doubt, still to be translated: each in the format's own words, and read back."""
    doubt = (Finding(0, "numbers", "warning", "2 is not 3", None, None),)
    left = [Row("a", "b", approved=True), Row("c", "d", findings=doubt), Row("e", "")]
    text = render(assemble(left, target_language="en-GB"), form).decode()
    units = re.findall(r"<(?:tu|trans-unit|unit) .*?</(?:tu|trans-unit|unit)>", text, re.DOTALL)
    assert all(mark in unit for mark, unit in zip(expected, units, strict=True))
    back = parse(text.encode(), form, file="x")
    assert [(row.target, row.approved) for row in rows(back)] == [("b", True), ("d", False), ("", False)]
    assert back.findings == (replace(doubt[0], bead=1),)


def test_a_memory_holds_no_empty_translation() -> None:
    """An untranslated bead has one variant, for an empty one would blank the sentence; the language is kept."""
    text = render(assemble([Row("satu", "")], target_language="de"), "tmx")
    assert text.count(b"<tuv") == 1
    back = parse(text, "tmx", file="x")
    assert (back.target.language, [row.target for row in rows(back)]) == ("de", [""])


HEAD12 = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:its="http://www.w3.org/2005/11/its"'
DIALECTS = [
    (f'{HEAD12} its:version="2.0"><file><body><trans-unit id="1"><source>a</source><target>b</target></trans-unit>', 1),
    (f'{HEAD12}><file><body><group><bin-unit id="1"><trans-unit id="2"><source>a</source></trans-unit></bin-unit></group>', 1),
    (f'{HEAD12}><file><body><trans-unit id="1"><source>x y</source><seg-source><g id="1"><mrk mtype="seg" mid="1">x</mrk>'
     ' <mrk mtype="seg" mid="2">y</mrk></g></seg-source></trans-unit>', 2),
    (f'{HEAD12}><file><body><trans-unit id="1"><source>x<x id="1" ctype="x-br"/>y</source></trans-unit>', 1),
    (f'{HEAD12}><file><body><trans-unit id="1"><source>x</source><alt-trans><source>q</source><target>r</target>'
     "</alt-trans></trans-unit>", 1),
]  # fmt: skip


@pytest.mark.parametrize(("start", "count"), DIALECTS)
def test_dialects_of_xliff_lose_no_unit(start: str, count: int) -> None:
    """Foreign attributes, units in units, segments, codes of any type: every unit is a row."""
    ends = "</group>" if "<group>" in start and "</group>" not in start else ""
    bitext = parse(f"{start}{ends}</body></file></xliff>".encode(), "xliff12", file="a.xlf")
    assert len(bitext) == count


def test_what_is_left_out_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """A unit that may not be translated or lacks a side is counted and named; a file of nothing else is refused."""
    unit = '<trans-unit id="1" translate="no"><source>a</source></trans-unit>'
    whole = f"{HEAD12}><file><body>{unit}%s</body></file></xliff>"
    data = (whole % '<trans-unit id="2"><source>b</source></trans-unit>').encode()
    assert [pair.source_text for pair in parse(data, "xliff12", file="a.xlf")] == ["b"]
    assert caplog.messages == ["a.xlf: 1 unit left out (line 1): translate is no"]
    with pytest.raises(InputError, match=r"^a\.xlf:1: translate is no"):
        parse((whole % "").encode(), "xliff12", file="a.xlf")


@pytest.mark.parametrize("codes", [("in", "en_US"), ("en", "id"), ("id-ID", "de", "en"), ("ind", "eng")])
def test_a_memory_of_any_codes_is_read_from_indonesian(codes: tuple[str, ...]) -> None:
    """Old codes, regions, the other direction and further languages: the pair is Indonesian and English."""
    texts = {"in": "satu", "id": "satu", "id-ID": "satu", "ind": "satu", "de": "eins"}
    variants = "".join(f'<tuv xml:lang="{c}"><seg>{texts.get(c, "one")}</seg></tuv>' for c in codes)
    text = f'<tmx version="1.4"><header srclang="{codes[0]}"/><body><tu>{variants}</tu></body></tmx>'
    assert [(pair.source_text, pair.target_text) for pair in parse(text.encode(), "tmx", file="a")] == [
        ("satu", "one")
    ]


def test_a_unit_of_several_sentences_says_so() -> None:
    """A program that took it for one sentence would apply none of it."""
    assert b'segtype="paragraph"' in render(
        assemble([Row("Ia pergi. Ia pulang.", "He left. He came.")]), "tmx"
    )
    assert b'segtype="sentence"' in render(assemble([Row("Ia pergi.", "He left.")]), "tmx")
