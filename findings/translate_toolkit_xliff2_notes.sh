#!/bin/sh
# translate-toolkit: notes of XLIFF 2 are written where the standard has no place for them and not read where it has.
# Guess: addnote on a unit of xliff2.Xliff2File writes <notes> into <unit>, and getnotes gives the notes that stand there.
# Seen: getnotes is empty for a note of the unit; addnote makes a second <notes> inside <segment>, which has none in XLIFF 2.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile translate-toolkit==3.20.4
cd "$tmp"
"$tmp/venv/bin/python" - <<'END'
from importlib.metadata import version

from lxml import etree
from translate.storage import xliff2

SPACE = "{urn:oasis:names:tc:xliff:document:2.0}"
SOURCE = b'''<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="id" trgLang="en"><file id="f">
<unit id="u"><notes><note>judul</note></notes><segment><source>Berita hari ini</source></segment></unit></file></xliff>'''
print("translate-toolkit", version("translate-toolkit"))
store = xliff2.Xliff2File.parsestring(SOURCE)
[unit] = store.units
before = unit.getnotes()
unit.addnote("pendek")
tree = etree.fromstring(bytes(store))
parents = [notes.getparent().tag.removeprefix(SPACE) for notes in tree.iter(SPACE + "notes")]
print(f"getnotes before: {before!r}; after addnote {unit.getnotes()!r}; <notes> stand in {parents}")
assert before == "" and unit.getnotes() == "pendek" and parents == ["unit", "segment"]
END
