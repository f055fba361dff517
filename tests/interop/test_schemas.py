"""What we write is valid: XLIFF by the schemas of OASIS, TMX by its DTD, whatever the bitext holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from align.formats import read, render
from align.formats.rows import assemble
from align.formats.xmltree import ILLEGAL
from align.model import Bitext
from tests.align.formats.test_contract import bitexts

ROOT = Path(__file__).parents[2]
OURS = ROOT / "docs" / "padanan-xliff.xsd"
SAMPLE = ROOT / "tests" / "golden" / "formats" / "sample.jsonl"
XLIFF = {
    "xliff12": ("urn:oasis:names:tc:xliff:document:1.2", "xliff-core-1.2-strict.xsd"),
    "xliff21": ("urn:oasis:names:tc:xliff:document:2.0", "xliff-core-2.0.xsd"),
}
FORMS = [*XLIFF, "tmx"]

Validate = Callable[[str, bytes], Any]


@pytest.fixture(scope="session")
def validate(oasis: Path, tmx_dtd: Path) -> Validate:
    """Parses a document of a format and fails with what its schema says against it."""

    @cache
    def schema(form: str) -> Any:
        return etree.DTD(str(tmx_dtd)) if form == "tmx" else _schema(form, oasis)

    def check(form: str, data: bytes) -> Any:
        document = etree.fromstring(data)
        assert schema(form).validate(document), f"{schema(form).error_log}\n{data.decode()}"
        return document

    return check


def _schema(form: str, oasis: Path) -> Any:
    """The schema of an XLIFF version beside that of our attributes, since 1.2 allows only declared ones.

    The namespace of `xml:` comes first: the schemas name a place on the web for it, and nothing is fetched.
    """
    wanted = [("http://www.w3.org/XML/1998/namespace", oasis / "xml.xsd"), ("urn:padanan:1", OURS)]
    wanted.append((XLIFF[form][0], oasis / XLIFF[form][1]))
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="{file.as_uri()}"/>' for namespace, file in wanted
    )
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text))


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bitext=bitexts())
def test_every_bitext_is_valid(validate: Validate, form: str, bitext: Bitext) -> None:
    """Approved or not, with terms, notes, control characters, n to m or empty sides: the schema has no objection."""
    validate(form, render(bitext, form))


@pytest.mark.parametrize("form", FORMS)
def test_real_translations_are_valid(validate: Validate, article: Bitext, form: str) -> None:
    """What the embedded model made, with one row approved and one untranslated, is valid."""
    validate(form, render(article, form))
    validate(form, render(read(SAMPLE), form))


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_valid_too(validate: Validate, form: str) -> None:
    """A bitext without a row still makes a document the schema accepts."""
    validate(form, render(assemble([]), form))


@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("xliff12", b'state="final"', b'state="splendid"'),
        ("xliff12", b'mtype="term"', b'mtype="terminus"'),
        ("xliff12", b"padanan:score", b"padanan:mood"),
        ("xliff21", b'state="final"', b'state="approved"'),
        ("xliff21", b"<notes>", b"<notes></notes><notes>"),
        ("tmx", b"<note>", b"<seg/><note>"),
        ("tmx", b' segtype="sentence"', b""),
    ],
)
def test_the_schemas_bite(validate: Validate, article: Bitext, form: str, good: bytes, bad: bytes) -> None:
    """The validators see what is wrong: a document bent in one place is refused."""
    data = next(data for data in (render(article, form), render(read(SAMPLE), form)) if good in data)
    with pytest.raises(AssertionError):
        validate(form, data.replace(good, bad, 1))


NS = {"x": "urn:oasis:names:tc:xliff:document:2.0"}


@settings(max_examples=60)
@given(bitext=bitexts())
def test_xliff21_keeps_the_constraints_no_schema_can_say(bitext: Bitext) -> None:
    """The constraints of the text of XLIFF 2.1: identifiers, languages, states, and what `cp` may stand for."""
    root = etree.fromstring(render(bitext, "xliff21"))

    def found(path: str) -> list[Any]:
        return list(root.xpath(path, namespaces=NS))

    assert root.get("version") == "2.1"
    for path in ("//x:group/@id", "//x:unit/@id"):
        assert len(set(found(path))) == len(found(path))
    for unit in found("//x:unit"):
        own = unit.xpath(".//x:source//x:mrk", namespaces=NS)
        known = {mark.get("id"): (mark.get("type"), mark.get("value")) for mark in own}
        assert len(known) == len(own)
        for mark in unit.xpath(".//x:target//x:mrk", namespaces=NS):
            assert known[mark.get("id")] == (mark.get("type"), mark.get("value"))
    language = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
    assert all(language.fullmatch(root.get(name)) for name in ("srcLang", "trgLang"))
    own_value = re.compile(r"[^\s:]+:[^\s:]+")
    assert all(own_value.fullmatch(value) for value in found("//@subState | //x:group/@type"))
    assert not found("//x:segment[@subState and not(@state)]")
    assert not found("//x:segment[@state != 'initial' and not(x:target)]")
    assert all(ILLEGAL.fullmatch(chr(int(value, 16))) for value in found("//x:cp/@hex"))
