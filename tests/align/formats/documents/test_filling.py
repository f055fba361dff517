"""Promises of filling XLIFF, TMX and PO files in place: what lacks a translation gets one, all else stays."""

import pytest
from translate.storage import factory

from align.errors import InputError
from align.formats.documents import Rendering, extract, require_prose

OPEN = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" datatype="html" '
)
XLIFF = (
    OPEN + 'source-language="id" target-language="en"><body>\n'
    '<trans-unit id="1"><source>Menteri <g id="1">itu</g><x id="2"/> pergi.</source></trans-unit>\n'
    '<trans-unit id="2" approved="yes"><source>Dua</source><target>Two</target></trans-unit>\n'
    '<trans-unit id="3" translate="no"><source>KODE</source></trans-unit>\n'
    '<trans-unit id="4"><source>Satu. Dua.</source><seg-source><mrk mtype="seg" mid="1">Satu.</mrk> '
    '<mrk mtype="seg" mid="2">Dua.</mrk></seg-source><target><mrk mtype="seg" mid="1">One.</mrk> '
    '<mrk mtype="seg" mid="2"/></target></trans-unit>\n</body></file></xliff>\n'
)


def shout(text: str, file: str) -> str:
    """The file with every unit in capitals."""
    skeleton = extract(text.encode(), file=file)
    return skeleton.rebuild([Rendering(unit.upper()) for unit in skeleton.units]).decode()


@pytest.mark.parametrize("suffix", [".xlf", ".sdlxliff"])
def test_units_of_xliff_without_a_target_get_one(suffix: str) -> None:
    """Codes stand around their words, states are set; what is translated, approved or locked stays byte for byte."""
    target = '<target state="translated">MENTERI <g id="1">ITU</g><x id="2"/> PERGI.</target>'
    expected = XLIFF.replace("pergi.</source>", f"pergi.</source>{target}").replace(
        '<mrk mtype="seg" mid="2"/>', '<mrk mtype="seg" mid="2">DUA.</mrk>'
    )
    assert shout(XLIFF, "a" + suffix) == expected


def test_segments_of_xliff_2_get_a_target_and_a_state() -> None:
    """The segment says that it is translated, the file into which language."""
    text = (
        '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="id"><file id="f"><unit id="u">'
        '<segment state="initial"><source>Satu <pc id="1">dua</pc></source></segment></unit></file></xliff>'
    )
    assert shout(text, "a.xlf") == text.replace('srcLang="id"', 'srcLang="id" trgLang="en"').replace(
        "initial", "translated"
    ).replace("</source>", '</source><target>SATU <pc id="1">DUA</pc></target>')


def test_units_of_a_memory_get_a_variant() -> None:
    """A unit without English gets one; one that has it stays."""
    unit = '<tu><tuv xml:lang="id"><seg>Satu</seg></tuv>%s</tu>'
    done = '<tuv xml:lang="en"><seg>One</seg></tuv>'
    text = '<tmx version="1.4"><header srclang="id"/><body>' + unit % "" + unit % done + "</body></tmx>"
    assert shout(text, "a.tmx") == text.replace(
        "</tuv></tu>", '</tuv><tuv xml:lang="en"><seg>SATU</seg></tuv></tu>', 1
    )


PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

#, c-format
msgid "Berkas %s hilang\\n"
msgstr ""

msgid "Sudah"
msgstr "Already"
"""


def test_messages_without_a_translation_get_one() -> None:
    """Marked fuzzy, with its placeholders; the others stay, and translate-toolkit reads the file."""
    out = shout(PO, "a.po")
    assert '#, fuzzy, c-format\nmsgid "Berkas %s hilang\\n"\nmsgstr "BERKAS %s HILANG\\n"' in out
    assert out.endswith(PO[PO.index('msgid "Sudah"') :])
    from io import BytesIO  # noqa: PLC0415

    stream = BytesIO(out.encode())
    stream.name = "a.po"
    units = factory.getobject(stream).units
    assert [(str(unit.target), unit.isfuzzy()) for unit in units[1:]] == [
        ("BERKAS %s HILANG\n", True),
        ("Already", False),
    ]


def test_a_file_from_another_language_is_refused() -> None:
    """English is not translated as Indonesian."""
    with pytest.raises(InputError, match=r"a\.xlf: has the source language 'en'; accepted is Indonesian"):
        extract(XLIFF.replace('source-language="id"', 'source-language="en"').encode(), file="a.xlf")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"WEBVTT\n", "WebVTT"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"<!doctype html><p>a", "HTML"),
        (b"{\\rtf1", "RTF"),
    ],
)
def test_markup_under_an_unknown_name_is_refused(data: bytes, kind: str) -> None:
    """It is not translated as prose; the line says what it is and what would be accepted."""
    with pytest.raises(InputError, match=rf"a\.foo: is {kind}, not plain text; accepted are \.txt"):
        require_prose(data, file="a.foo")
