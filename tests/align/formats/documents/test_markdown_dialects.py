"""Markdown as site generators, Pandoc and note takers write it: in capitals all that readers see, nothing else changed."""

import pytest

from align.formats.documents import Rendering, extract

KINDS = {
    "tags in links": (
        'Lihat [posting]({% post_url 2020-01-01-a %}) dan [{{ a.judul }}]({{< relref "b.md" >}}).',
        'LIHAT [POSTING]({% post_url 2020-01-01-a %}) DAN [{{ a.judul }}]({{< relref "b.md" >}}).',
    ),
    "parameters that show": (
        '{{< figure src="/a.png" title="Judul gambar" >}}\n',
        '{{< figure src="/a.png" title="JUDUL GAMBAR" >}}\n',
    ),
    "code in tags": (
        '{% highlight ruby %}\ndef salam\n  puts "halo"\nend\n{% endhighlight %}\n',
        '{% highlight ruby %}\ndef salam\n  puts "halo"\nend\n{% endhighlight %}\n',
    ),
    "lines of attributes": ("Paragraf.\n{: .lead }\n", "PARAGRAF.\n{: .lead }\n"),
    "folded and literal scalars": (
        "---\ndescription: >\n  Satu yang\n  dilipat.\nparams:\n  summary: |\n    Baris a.\n    Baris b.\n  x: y\n---\n",
        "---\ndescription: >\n  SATU YANG DILIPAT.\nparams:\n  summary: |\n    BARIS A.\n    BARIS B.\n  x: y\n---\n",
    ),
    "escapes in the head": (
        "---\ntitle: \"Kata \\\"a\\\"\"\ncaption: 'Jum''at'\nimage_title_font: x\n---\n",
        '---\ntitle: "KATA \\"A\\""\ncaption: "JUM\'AT"\nimage_title_font: x\n---\n',
    ),
    "Pandoc's head": ("% Judul\n% Budi\n\nIsi.\n", "% JUDUL\n% Budi\n\nISI.\n"),
    "spans, citations, notes in place": (
        "[Teks *gaya*]{.smallcaps} [@santoso2020, hlm. 33]^[Ini *catatan*.] akhir.",
        "[TEKS *GAYA*]{.smallcaps} [@santoso2020, hlm. 33]^[INI *CATATAN*.] AKHIR.",
    ),
    "definitions and notes of several paragraphs": (
        "Kata\n\n:   Arti yang\n    panjang.\n\n    Kedua.\n\n[^a]: Isi.\n\n    Lagi.\n\n        kode\n",
        "KATA\n\n:   ARTI YANG PANJANG.\n\n    KEDUA.\n\n[^a]: ISI.\n\n    LAGI.\n\n        kode\n",
    ),
    "admonitions": (
        '!!! note "Judul note"\n    Isi.\n\n        kode\n\nAkhir.\n',
        '!!! note "JUDUL NOTE"\n    ISI.\n\n        kode\n\nAKHIR.\n',
    ),
    "callouts": ("> [!tip]- Judul\n> Isi ini.\n", "> [!tip]- JUDUL\n> ISI INI.\n"),
    "titles of containers": (":::tip Judul\nIsi.\n:::\n", ":::tip JUDUL\nISI.\n:::\n"),
    "lists and verse": (
        "#. Satu\n#. Dua\n\n| Baris a\n| baris b\n",
        "#. SATU\n#. DUA\n\n| BARIS A\n| BARIS B\n",
    ),
    "marks": (
        "Teks ==sorot== dan H~2~O, m^2^ ++baru++ %%diam%%",
        "TEKS ==SOROT== DAN H~2~O, m^2^ ++BARU++ %%diam%%",
    ),
    "MDX": (
        "import Tab from '@a/Tab';\nexport const x = 1;\n\nHalo {props.nama}\n",
        "import Tab from '@a/Tab';\nexport const x = 1;\n\nHALO {props.nama}\n",
    ),
    "TeX": (
        "\\newpage\n\n\\begin{align}\na &= b \\\\\n\\end{align}\n",
        "\\newpage\n\n\\begin{align}\na &= b \\\\\n\\end{align}\n",
    ),
    "links by reference": (
        'Lihat [Rujukan ini][lis] dan [Pendek].\n\n[lis]: u "Judul"\n[Pendek]: v\n',
        'LIHAT [RUJUKAN INI][lis] DAN [PENDEK][Pendek].\n\n[lis]: u "JUDUL"\n[Pendek]: v\n',
    ),
    "bars in cells": (
        "| a | b |\n|---|---|\n| `x \\| y` | c \\| d |\n",
        "| A | B |\n|---|---|\n| `x \\| y` | C \\| D |\n",
    ),
    "tags of HTML in a line": (
        'Tekan <kbd>Ctrl</kbd>+<kbd>C</kbd> <abbr title="Komisi">KPK</abbr>.',
        'TEKAN <kbd>Ctrl</kbd>+<kbd>C</kbd> <abbr title="KOMISI">KPK</abbr>.',
    ),
    "line breaks": ("> Satu  \n> dua\n", "> SATU  \n> DUA\n"),
    "brackets that are no link": ("Kata [siapa] itu.", "KATA [SIAPA] ITU."),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_is_translated_and_nothing_else(kind: str) -> None:
    """With the words in capitals the file is the one expected; with the words as they are it is the file itself."""
    source, expected = KINDS[kind]
    for text, wanted in ((source, expected), (source.replace("\n", "\r\n"), expected.replace("\n", "\r\n"))):
        skeleton = extract(text.encode(), file="a.md")
        made = skeleton.rebuild([Rendering(unit.upper()) for unit in skeleton.units]).decode()
        assert made == wanted
        assert skeleton.rebuild([Rendering(unit) for unit in skeleton.units]).decode() == text


def test_a_table_drawn_as_a_grid_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """It stays as it is, and a line says so."""
    grid = "Teks.\n\n+---+---+\n| a | b |\n+---+---+\n"
    skeleton = extract(grid.encode(), file="a.md")
    assert skeleton.units == ("Teks.",)
    assert "a.md: 1 unit left out (line 3): a table drawn as a grid" in caplog.text
