"""Programs and schemas of others, as Debian packages them; and a bitext of real translations with hard characters."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import align
from align.formats.rows import assemble, rows
from align.model import Bitext, Finding

INSTALL = "apt-get install --no-install-recommends omegat php-symfony-translation"

ARTICLE = """Korea Utara membantah tuduhan itu. “Harga <beras> & gula naik 2,5 persen,” kata Menteri 😀.

KPK menahan dua pejabat pada 23 September 2022. Kode 𝄞 berarti 'aman' atau "siaga".
Hujan turun di kota itu selama tiga hari.
"""


def installed(path: str | Path | None, what: str) -> Path:
    """`path` where it exists; the test fails in one line that tells what to install where it does not."""
    if path is None or not Path(path).exists():
        pytest.fail(f"{what} is not installed; `{INSTALL}` gets it", pytrace=False)
    return Path(path)


@pytest.fixture(scope="session")
def omegat() -> Path:
    return installed(shutil.which("omegat"), "omegat")


@pytest.fixture(scope="session")
def oasis() -> Path:
    """The folder with the schemas of XLIFF 1.2 and 2, as OASIS publishes them."""
    folder = "/usr/share/php/Symfony/Component/Translation/Resources/schemas"
    return installed(folder, "php-symfony-translation, which holds the XLIFF schemas,")


@pytest.fixture(scope="session")
def tmx_dtd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The DTD of TMX 1.4, which OmegaT carries."""
    jar = installed("/usr/share/omegat/OmegaT.jar", "omegat, which holds the DTD of TMX,")
    with zipfile.ZipFile(jar) as archive:
        return Path(archive.extract("schemas/tmx14.dtd", tmp_path_factory.mktemp("dtd")))


@pytest.fixture(scope="session")
def article() -> Bitext:
    """Sentences the embedded model translated; the last but one is left without a translation, the first approved."""
    return reviewed(align.translate(ARTICLE))


def reviewed(bitext: Bitext) -> Bitext:
    """`bitext` as a reviewer leaves it: the first row approved, the last but one still to be translated.

    The second has a finding whatever the model makes of it.
    """
    items = rows(bitext)
    items[0] = replace(items[0], approved=True)
    told = Finding(1, "numbers", "error", "The source has `2,5`, the translation does not.", None, None)
    items[1] = replace(items[1], findings=(*items[1].findings, told))
    untranslated = tuple(replace(use, target=None, how="missed") for use in items[-2].terms)
    items[-2] = replace(items[-2], target="", terms=untranslated)
    return assemble(items, signature=bitext.signature)


def pairs(bitext: Bitext) -> list[tuple[str, str]]:
    """Source and target of every row."""
    return [(row.source, row.target) for row in rows(bitext)]
