"""Documents that come back: an engine that says the same, and one that says it in capitals, over files made here.

    python -m benchmarks.documents [--files 26] [--seed 1]

Files of every kind are made at random from own sentences and markup. Independent libraries read them before and after
(python-docx, lxml.html, mistletoe, translate-toolkit): with the first engine texts and structure must be equal, with the
second no letter that is to be translated may be small.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from align.formats.documents import Rendering, extract
from benchmarks.results import keep

SENTENCES = (
    "Menteri itu membantah kabar tersebut.",
    "Presiden tiba di Jakarta pada hari Kamis, 5 Mei 2024.",
    "Harga beras naik 2,5 persen & minyak turun < 3 persen.",
    "“Kami tidak tahu,” kata Siti Aminah.",
    "Rumah-rumah di tepi sungai itu akan dipindahkan.",
    "Rapat ditunda hingga pukul 14.30 WIB.",
)


def words(rng: random.Random) -> list[str]:
    """One or two sentences as words."""
    return " ".join(rng.sample(SENTENCES, rng.randint(1, 2))).split()


def marked(
    rng: random.Random, kinds: dict[str, tuple[str, str]], quote: Callable[[str], str], atoms: list[str]
) -> str:
    """Sentences with nested markup over random runs of words and atoms between them."""
    parts = [quote(word) for word in words(rng)]
    for _ in range(rng.randint(0, 3)):
        start = rng.randrange(len(parts))
        end = min(len(parts), start + rng.randint(1, 3))
        opening, closing = kinds[rng.choice(sorted(kinds))]
        if "<a" in opening and any("<a" in part for part in parts[start:end]):
            continue
        parts[start:end] = [opening + " ".join(parts[start:end]) + closing]
    for _ in range(rng.randint(0, 2)):
        parts.insert(rng.randrange(1, len(parts) + 1), rng.choice(atoms))
    return " ".join(parts)


def xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


HTML = {
    "b": ("<b>", "</b>"),
    "em": ("<em>", "</em>"),
    "a": ('<a href="x?a=1&amp;b=2">', "</a>"),
    "s": ('<span class="x">', "</span>"),
}
HTML_ATOMS = ["<br>", '<img src="a.png">', "<code>simpan data</code>", "<!-- catatan -->", "<sup>2</sup>"]


def page(rng: random.Random) -> bytes:
    body = ""
    for _ in range(rng.randint(2, 8)):
        tag = rng.choice(["p", "h2", "li", "td", "div", "blockquote"])
        inner = marked(rng, HTML, xml, HTML_ATOMS)
        shown = f' title="{xml(rng.choice(SENTENCES))}"' if rng.random() < 0.3 else ""
        piece = f"<{tag}{shown}>{inner}</{tag}>"
        body += {"li": f"<ul>{piece}</ul>", "td": f"<table><tr>{piece}</tr></table>"}.get(tag, piece) + "\n"
    return f'<!DOCTYPE html>\n<html lang="id"><head><title>Berita</title></head><body>\n{body}</body></html>'.encode()


def read_page(data: bytes) -> Any:
    import lxml.html  # noqa: PLC0415

    root = lxml.html.document_fromstring(data.decode())
    return [
        (
            str(node.tag),
            sorted(item for item in node.attrib.items() if item[0] != "lang"),
            _flat(node.text),
            _flat(node.tail),
        )
        for node in root.iter()
    ]


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def small_page(data: bytes) -> list[str]:
    import lxml.html  # noqa: PLC0415

    root = lxml.html.document_fromstring(data.decode())
    texts = [text for text in root.xpath("//text()[not(ancestor::code)]") if not isinstance(text, bytes)]
    return [text for text in [*texts, *root.xpath("//@title")] if re.search("[a-z]", text)]


MD = {"b": ("**", "**"), "i": ("*", "*"), "a": ("[", "](https://contoh.example/a_b)"), "s": ("~~", "~~")}
MD_ATOMS = ["`git commit`", "[`ambil`](u)", "**`kode`**", "![gambar](g.png)", "<https://contoh.example>"]


def _md(text: str) -> str:
    return re.sub(r"([\\`*_<])", r"\\\1", text)


def markdown(rng: random.Random) -> bytes:
    blocks = ["---\ntitle: Berita utama\n---"]
    for _ in range(rng.randint(2, 8)):
        start = rng.choice(["", "", "# ", "- ", "1. ", "> ", "- - "])
        blocks.append(start + marked(rng, MD, _md, MD_ATOMS))
    blocks.append("| Nama | Nilai |\n|---|--:|\n| " + marked(rng, {"b": MD["b"]}, _md, ["`x`"]) + " | 2 |")
    return ("\n\n".join(blocks) + "\n").encode()


def read_markdown(data: bytes) -> Any:
    import mistletoe  # noqa: PLC0415

    return " ".join(mistletoe.markdown(data.decode().split("---\n", 2)[2]).split())


def small_markdown(data: bytes) -> list[str]:
    text = re.sub(
        r"<code>.*?</code>|<a href=\"https[^>]*>https.*?</a>|<[^>]+>",
        "",
        read_markdown(data),
        flags=re.DOTALL,
    )
    return re.findall(r"\b[a-z]{2,}\b(?<!lt)(?<!gt)(?<!amp)(?<!quot)", text)


def _stamp(seconds: int, comma: str) -> str:
    return f"00:{seconds // 60:02}:{seconds % 60:02}{comma}000"


def cues(rng: random.Random, *, web: bool) -> bytes:
    out = ["WEBVTT\n\nNOTE catatan\n\n" if web else ""]
    second = 1
    for number in range(1, rng.randint(3, 9)):
        kinds = {"i": ("<i>", "</i>"), "b": ("<b>", "</b>")}
        text = marked(rng, kinds, xml if web else str, ["♪"])
        lines = text.split(". ", 1)
        shape = rng.randint(0, 3)
        text = (
            "\n".join(f"- {line}" for line in lines)
            if shape == 0
            else "\n".join(lines)
            if shape == 1
            else text
        )
        comma = "." if web else ","
        out.append(f"{number}\n{_stamp(second, comma)} --> {_stamp(second + 3, comma)}\n{text}\n\n")
        second += 4
    return "".join(out).encode()


def read_cues(data: bytes) -> Any:
    blocks = re.split(r"\n{2,}", data.decode().strip())
    return [(block.split("\n")[:2], " ".join(block.split("\n")[2:])) for block in blocks]


def small_cues(data: bytes) -> list[str]:
    texts = [re.sub(r"<[^>]+>|&\w+;", "", text) for head, text in read_cues(data) if "-->" in head[-1]]
    return [text for text in texts if re.search("[a-z]", text)]


def word(rng: random.Random) -> bytes:
    import docx  # noqa: PLC0415
    from docx.oxml import parse_xml  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = rng.choice(SENTENCES)
    for _ in range(rng.randint(2, 8)):
        paragraph = document.add_paragraph(style=rng.choice(["Normal", "Heading 1", "List Bullet"]))
        for piece in words(rng):
            run = paragraph.add_run(piece)
            run.bold, run.italic = rng.random() < 0.2 or None, rng.random() < 0.2 or None
            paragraph.add_run(" ")
            odd = rng.random()
            if odd < 0.05:
                paragraph.add_run("\t")
            elif odd < 0.1:
                wrapper = rng.choice(
                    ['smartTag w:element="x"', 'hyperlink w:anchor="b"', 'ins w:id="9" w:author="a"']
                )
                markup = (
                    f"<w:{wrapper} {nsdecls('w')}><w:r><w:t>Siti Aminah</w:t></w:r></w:{wrapper.split()[0]}>"
                )
                paragraph._p.append(parse_xml(markup))
    table = document.add_table(1, 2)
    table.cell(0, 0).text = rng.choice(SENTENCES)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def read_word(data: bytes) -> Any:
    import docx  # noqa: PLC0415

    document = docx.Document(BytesIO(data))
    found = []
    for paragraph in [*document.paragraphs, *document.sections[0].header.paragraphs]:
        looks: list[list[Any]] = []
        for run in paragraph._p.xpath(".//w:r"):
            look = bool(run.xpath("./w:rPr/w:b")), bool(run.xpath("./w:rPr/w:i")), run.getparent().tag
            text = "".join(
                "\t" if part.tag.endswith("}tab") else part.text or "" for part in run.xpath("./w:t|./w:tab")
            )
            if looks and looks[-1][0] == look:
                looks[-1][1] += text
            elif text:
                looks.append([look, text])
        found.append((paragraph.style.name, looks))
    return found, [cell.text for table in document.tables for cell in table._cells]


def small_word(data: bytes) -> list[str]:
    paragraphs, cells = read_word(data)
    texts = [text for _, looks in paragraphs for _, text in looks] + cells
    return [text for text in texts if re.search("[a-z]", text)]


X, PH = ['<x id="9"/>'], ['<ph id="9"/>']
CODES = {"g": ('<g id="1">', "</g>"), "b": ('<bpt id="2">&lt;b&gt;</bpt>', '<ept id="2">&lt;/b&gt;</ept>')}
XLIFF12 = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="id" '
XLIFF20 = '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="id" trgLang="en"><file id="f">'


def xliff12(rng: random.Random) -> bytes:
    units = "".join(
        f'<trans-unit id="{n}"><source>{marked(rng, CODES, xml, X)}</source></trans-unit>\n'
        for n in range(rng.randint(2, 8))
    )
    return f'{XLIFF12}target-language="en" datatype="html"><body>\n{units}</body></file></xliff>'.encode()


def xliff20(rng: random.Random) -> bytes:
    kinds = {"pc": ('<pc id="1">', "</pc>"), "mrk": ('<mrk id="m" type="term">', "</mrk>")}
    units = "".join(
        f'<unit id="u{n}"><segment><source>{marked(rng, kinds, xml, PH)}</source></segment></unit>\n'
        for n in range(rng.randint(2, 8))
    )
    return f"{XLIFF20}\n{units}</file></xliff>".encode()


def tmx(rng: random.Random) -> bytes:
    units = "".join(
        f'<tu><tuv xml:lang="id"><seg>{marked(rng, {"b": CODES["b"]}, xml, ["<ph>&lt;br/&gt;</ph>"])}</seg></tuv></tu>\n'
        for _ in range(rng.randint(2, 8))
    )
    return f'<tmx version="1.4"><header srclang="id"/><body>\n{units}</body></tmx>'.encode()


def read_units(data: bytes) -> Any:
    """Source and target of every unit as they stand; the target must be the source once it is filled."""
    from lxml import etree  # noqa: PLC0415

    root = etree.fromstring(data)
    names = {"source", "target", "seg"}
    inner = [
        etree.tostring(node, encoding="unicode", with_tail=False).split(">", 1)[1].rpartition("<")[0]
        for node in root.iter()
        if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in names
    ]
    return sorted(set(inner))


def small_units(data: bytes) -> list[str]:
    from lxml import etree  # noqa: PLC0415

    root = etree.fromstring(data)
    targets = root.xpath("//*[local-name()='target']|//tuv[@xml:lang='en']/seg")
    native = "not(ancestor::*[local-name()='bpt' or local-name()='ept' or local-name()='ph'])"
    texts = [text for target in targets for text in target.xpath(f".//text()[{native}]")]
    return [text for text in texts if re.search("[a-z]", text)] + ([] if targets else ["nothing filled"])


def catalogue(rng: random.Random) -> bytes:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    texts = dict.fromkeys(marked(rng, {"b": ("<b>", "</b>")}, str, ["%s", "{nama}"]) for _ in range(6))
    return (head + "".join(f'msgid "{text}"\nmsgstr ""\n\n' for text in texts)).encode()


def read_catalogue(data: bytes) -> Any:
    from translate.storage.po import pofile  # noqa: PLC0415

    units = pofile.parsestring(data).units[1:]
    return sorted(
        {str(unit.source) for unit in units} | {str(unit.target) for unit in units if str(unit.target)}
    )


def small_catalogue(data: bytes) -> list[str]:
    from translate.storage.po import pofile  # noqa: PLC0415

    targets = [
        re.sub(r"%s|\{nama\}|</?b>", "", str(unit.target)) for unit in pofile.parsestring(data).units[1:]
    ]
    return [text for text in targets if re.search("[a-z]", text) or not text]


@dataclass(frozen=True)
class Kind:
    """How files of a suffix are made, read by another library, and looked through for small letters."""

    suffix: str
    make: Callable[[random.Random], bytes]
    read: Callable[[bytes], Any]
    small: Callable[[bytes], list[str]]


KINDS = (
    Kind(".docx", word, read_word, small_word),
    Kind(".docm", word, read_word, small_word),
    Kind(".html", page, read_page, small_page),
    Kind(".xhtml", page, read_page, small_page),
    Kind(".md", markdown, read_markdown, small_markdown),
    Kind(".srt", lambda rng: cues(rng, web=False), read_cues, small_cues),
    Kind(".vtt", lambda rng: cues(rng, web=True), read_cues, small_cues),
    Kind(".xlf", xliff12, read_units, small_units),
    Kind(".sdlxliff", xliff12, read_units, small_units),
    Kind(".xliff", xliff20, read_units, small_units),
    Kind(".tmx", tmx, read_units, small_units),
    Kind(".po", catalogue, read_catalogue, small_catalogue),
)


def translated(data: bytes, suffix: str, say: Callable[[str], str]) -> bytes:
    """The document with every unit said by `say`."""
    skeleton = extract(data, file=f"a{suffix}")
    return skeleton.rebuild([Rendering(say(unit)) for unit in skeleton.units])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--files", type=int, default=26)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="Print the first difference of each kind.")
    options = parser.parse_args()
    lines = ["| kind | files | equal with the same words | files with small letters |", "|---|--:|--:|--:|"]
    total = same = wrong = 0
    for kind in KINDS:
        rng = random.Random(f"{options.seed}{kind.suffix}")
        files = [kind.make(rng) for _ in range(options.files)]
        good = [data for data in files if kind.read(translated(data, kind.suffix, str)) == kind.read(data)]
        small = [data for data in files if kind.small(translated(data, kind.suffix, str.upper))]
        if options.show:
            _show(kind, [data for data in files if data not in good], small)
        lines.append(f"| {kind.suffix} | {len(files)} | {len(good)} | {len(small)} |")
        total, same, wrong = total + len(files), same + len(good), wrong + len(small)
    lines.append(f"| all | {total} | {same / total:.4f} | {wrong} |")
    keep("documents", {"files": total, "equal": same, "small": wrong}, "\n".join(lines))


def _show(kind: Kind, bad: list[bytes], small: list[bytes]) -> None:
    if bad:
        print(kind.suffix, kind.read(bad[0]), kind.read(translated(bad[0], kind.suffix, str)), sep="\n")
    if small:
        print(kind.suffix, kind.small(translated(small[0], kind.suffix, str.upper)))


if __name__ == "__main__":
    main()
