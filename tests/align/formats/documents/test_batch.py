"""Promises of translating a document's units together: each gets back what is its own."""

from hypothesis import given
from hypothesis import strategies as st

from align.formats.documents import Rendering, extract, join, split
from align.model import Bead, Bitext, Document, Link, Segment, Span
from align.text.segment import segment

UNITS = st.lists(st.text('abc .,!?"“”A1é\t', min_size=1).filter(str.strip), max_size=6)


def echo(text: str) -> Bitext:
    """A translation that says the same again, a sentence a line."""
    source = segment(text, "id")
    segments, start = [], 0
    for sentence, place in zip(source.sentences(), source.segments, strict=True):
        segments.append(Segment(Span(start, start + len(sentence)), place.paragraph))
        start += len(sentence) + 1
    target = Document("\n".join(source.sentences()), "en", tuple(segments))
    beads = tuple(Bead(Span(n, n + 1), Span(n, n + 1), 1.0) for n in range(len(segments)))
    links = tuple(
        Link(left.span, right.span, 1.0) for left, right in zip(source.segments, target.segments, strict=True)
    )
    return Bitext(source, target, beads, links)


@given(units=UNITS)
def test_every_unit_gets_its_own_translation_back(units: list[str]) -> None:
    """Cutting an echo of the joined units gives the units, with their edges, and links inside them."""
    renderings = split(echo(join(units)), units)
    assert ["".join(rendering.text.split()) for rendering in renderings] == [
        "".join(unit.split()) for unit in units
    ]
    for unit, rendering in zip(units, renderings, strict=True):
        edge = len(unit) - len(unit.lstrip())
        assert rendering.text[:edge] == unit[:edge]
        assert all(left.of(unit) == right.of(rendering.text) for left, right in rendering.links)
        assert rendering.links


def test_a_unit_without_translation_keeps_its_text() -> None:
    """Where a bitext has nothing of a unit, its text stays rather than vanish."""
    empty = Bitext(Document("Halo", "id", ()), Document("", "en", ()), ())
    assert split(empty, ["Halo"]) == [Rendering("Halo")]


def test_a_page_is_translated_in_one_go() -> None:
    """Links of the whole document carry the markup of every unit."""
    skeleton = extract(b"<h1>Satu <b>dua</b>.</h1><p>Tiga <i>empat.</i></p>", file="a.html")
    bitext = echo(join(skeleton.units))
    assert skeleton.rebuild(split(bitext, skeleton.units)).count(b"</b>") == 1
