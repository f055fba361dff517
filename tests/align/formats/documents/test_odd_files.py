"""Odd documents: taken or refused in a line, and nothing around their text changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import InputError, ModelError, OutputError
from align.formats.documents import SUFFIXES, Rendering, extract
from tests.align.formats.documents.test_documents import word_file

ODD_PIECES = (
    "kata |\n|\n\n|*|**|_|`|```\n|[|](|)|<b>|</b>|<|>|&|# |- |> |<!--|-->|<script>|</script>|---\n|    |\t|\\"
    "|1. |~~|![|é|\r|{\\an8}|00:00:01,000 --> 00:00:02,000\n|</p|<a href='"
)


ODD = st.lists(st.sampled_from([*ODD_PIECES.split("|"), "|", "|-|-|\n"]), max_size=25).map("".join)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".srt"])
@settings(max_examples=150)
@given(text=ODD)
def test_odd_files_are_taken_or_refused(suffix: str, text: str) -> None:
    """However broken the markup, a file is read and rebuilt, or refused by name."""
    try:
        skeleton = extract(text.encode(), file=f"odd{suffix}")
    except InputError as error:
        assert str(error).startswith("odd")  # noqa: PT017
        return
    assert all(any(char.isalpha() for char in unit) for unit in skeleton.units) or suffix == ".txt"
    skeleton.rebuild([Rendering("one two") for _ in skeleton.units])


@pytest.mark.parametrize("suffix", [".txt", ".html", ".srt"])
@given(text=ODD)
def test_nothing_outside_the_units_changes(suffix: str, text: str) -> None:
    """A file without a word in it comes back byte for byte."""
    data = text.replace("kata", "1").replace("é", "2").encode()
    try:
        skeleton = extract(data, file=f"odd{suffix}")
    except InputError:
        return
    if not any(any(char.isalpha() for char in unit) for unit in skeleton.units):
        assert skeleton.rebuild([Rendering(unit) for unit in skeleton.units]) == data


def test_what_cannot_be_is_told() -> None:
    """An unknown kind, no cues, a broken .docx, a wrong count, control characters: each is one clear line."""
    with pytest.raises(InputError, match=r"a\.pdf: .*accepted are \.txt, \.md"):
        extract(b"x", file="a.pdf")
    with pytest.raises(InputError, match=r"a\.srt: has no cue"):
        extract(b"halo", file="a.srt")
    with pytest.raises(InputError, match=r"a\.docx: is not a \.docx"):
        extract(b"halo", file="a.docx")
    with pytest.raises(InputError, match=r"a\.docx: is a damaged \.docx"):
        extract(word_file().replace(b"word/document.xml", b"word/documenX.xml"), file="a.docx")
    with pytest.raises(ModelError, match="0 renderings for 1 units"):
        extract(b"<p>Halo</p>", file="a.html").rebuild([])
    with pytest.raises(OutputError, match="control character"):
        extract(word_file(), file="a.docx").rebuild([Rendering("\x07")] * 6)


def test_every_suffix_is_read() -> None:
    """Each suffix of the table has a reader that finds the one paragraph."""
    cue = b"1\n00:00:01,000 --> 00:00:02,000\nHalo\n"
    samples = {".srt": cue, ".vtt": cue, ".sbv": cue} | dict.fromkeys(
        (".docx", ".docm", ".dotx"), word_file()
    )
    for suffix in set(SUFFIXES) - {".odt", ".epub"}:  # see test_archive
        assert extract(samples.get(suffix, b"Halo"), file="A" + suffix.upper()).units[-1] in (
            "Halo",
            "Kepala halaman",
        )


def test_wrapped_line_that_ends_in_a_preposition_goes_on() -> None:
    """A sentence is not cut where its line ends in a word that ends no Indonesian sentence."""
    text = "Kapal itu dibawa ke pelabuhan oleh tim dari\nPolda Metro, kata seorang juru bicara.\n"
    assert list(extract(text.encode(), file="a.txt").units) == [text.strip()]
