"""Terms and glossaries: promises of the values, stacking, hashes."""

import pickle

import pytest

import glossary
from glossary import Glossary, Term, TermError, stack


def of(*rows, origin="a.tsv"):
    return Glossary(
        tuple(
            Term(source, tuple(targets.split("|")), origin=f"{origin}:{n}", **more)
            for n, (source, targets, more) in enumerate(rows, start=2)
        )
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"source": ""}, "f:1: the source is empty; a term needs both"),
        ({"targets": ()}, "f:1: the target is empty; a term needs both"),
        ({"kind": "noun"}, "f:1: kind 'noun' is unknown; known: term, name, acronym, keep"),
        ({"case": "lower"}, "f:1: case 'lower' is unknown; known: exact, any"),
        ({"targets": ("x", "")}, "f:1: target holds an empty entry; expected text between `|`"),
        ({"targets": ("x", "x")}, "f:1: target holds 'x' twice; keep one of them"),
        ({"note": "a\nb"}, "f:1: note 'a\\nb' holds a control character or padding; expected plain text"),
        ({"source": " a"}, "f:1: source ' a' holds a control character or padding; expected plain text"),
        ({"aliases": ("\u200b",)}, "f:1: '\\u200b' holds nothing visible; expected text"),
        ({"kind": "keep"}, "f:1: 's' is kept, so its only target is itself; found 't'"),
        ({"forbidden": ("t",)}, "f:1: 't' is both accepted and forbidden; keep one of them"),
    ],
)
def test_term_refuses(values, message):
    """A term that breaks a promise is refused with its place and what would be accepted."""
    with pytest.raises(TermError) as caught:
        Term(**({"source": "s", "targets": ("t",), "origin": "f:1"} | values))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (("a b", "x", {}), ("A b", "x", {}), "a.tsv:3: 'A b' stands in a.tsv:2 already; keep one of them"),
        (("a", "x", {}), ("a", "y", {}), "a.tsv:3: 'a' is 'y' here and 'x' in a.tsv:2; keep one of them"),
        (
            ("A", "x", {"kind": "name"}),
            ("b", "x", {"kind": "name", "aliases": ("A",)}),
            "a.tsv:3: 'A' stands",
        ),
        (("Ab", "x", {"kind": "name"}), ("Ab", "y", {}), "a.tsv:3: 'Ab' is 'y' here and 'x' in a.tsv:2"),
    ],
)
def test_glossary_refuses_rivals(first, second, message):
    """Two rows that claim one spelling are an error that names both lines."""
    with pytest.raises(TermError) as caught:
        of(first, second)
    assert str(caught.value).startswith(message)


def test_term_refuses_its_own_alias():
    """A spelling that a term has twice is an error too."""
    with pytest.raises(TermError, match=r"'a' stands in this term twice"):
        of(("a", "x", {"aliases": ("a",)}))


def test_case_default():
    """Names, acronyms and what is kept are exact, terms are not; capitals alone are an acronym of any kind."""
    exact = {kind: Term("Aa", ("Aa",), kind=kind).exact("Aa") for kind in ("term", "name", "acronym", "keep")}
    assert exact == {"term": False, "name": True, "acronym": True, "keep": True}
    assert Term("AS", ("US",)).exact("AS")
    assert Term("Perahu Layar", ("Perahu Layar Tea",)).exact("Perahu Layar")
    assert not Term("AS", ("US",), case="any").exact("AS")


def test_stack_later_wins():
    """A later spelling takes the place of an earlier one, whose other spellings stay; origins tell the file."""
    first = of(("Korea Utara", "North Korea", {"kind": "name", "aliases": ("Korut",)}), origin="news.tsv")
    second = of(("Korea Utara", "DPRK", {"kind": "name"}), origin="house.tsv")
    found = [(m.surface, m.rendering, m.term.origin) for m in (first + second).match("Korea Utara, Korut")]
    assert found == [("Korea Utara", "DPRK", "house.tsv:2"), ("Korut", "North Korea", "news.tsv:2")]
    assert (first + second).terms == stack([first, second]).terms
    assert (second + first).match("Korea Utara")[0].rendering == "North Korea"


def test_stack_binds_within_longer_terms():
    """A longer earlier term takes over the later rendering and says so, rather than hide it; names stay whole."""
    first = of(
        ("Korea Utara", "North Korea|North Korean", {"kind": "name"}),
        ("pemimpin Korea Utara", "North Korean leader|leader of North Korea", {}),
        ("warga Korea Utara", "North Koreans|North Korean citizens", {}),
        ("orang Korea Utara", "North Koreans", {}),
        ("ibu kota Korea Utara", "Pyongyang", {}),
        ("Universitas Studi Korea Utara", "University of North Korean Studies", {"kind": "name"}),
    )
    both = first + of(("Korea Utara", "DPRK", {}), origin="house.tsv")

    def rendered(text):
        return [match.rendering for match in both.match(text)]

    assert rendered("pemimpin Korea Utara") == ["DPRK leader"]
    assert rendered("warga Korea Utara") == ["DPRK citizens"]
    assert rendered("orang Korea Utara") == ["DPRK"]
    assert [match.term.origin for match in both.match("pemimpin Korea Utara")] == [
        "a.tsv:3 after house.tsv:2"
    ]
    assert rendered("ibu kota Korea Utara") == ["Pyongyang"]
    assert rendered("Universitas Studi Korea Utara") == ["University of North Korean Studies"]


def test_stack_restates_in_small_letters():
    """An article of a later rendering stays small inside longer terms, and is not doubled."""
    first = of(("PBB", "UN", {"kind": "acronym"}), ("sanksi PBB", "UN sanctions|sanctions by the UN", {}))
    (match,) = (first + of(("PBB", "the United Nations", {}))).match("sanksi PBB")
    assert match.term.targets == ("the United Nations sanctions", "sanctions by the United Nations")


def test_stack_lets_a_club_be():
    """A later acronym does not bind where an earlier name holds it."""
    first = of(("AS Roma", "AS Roma", {"kind": "name"}), ("presiden AS Roma", "AS Roma president", {}))
    both = first + of(("AS", "USA", {"kind": "acronym"}))
    assert [match.rendering for match in both.match("presiden AS Roma")] == ["AS Roma president"]


def test_stack_across_case_rules():
    """A later spelling in any case replaces a name, but an axle leaves the country alone."""
    first = of(("AS", "US", {"kind": "acronym"}), ("Korea Utara", "North Korea", {"kind": "name"}))
    both = first + of(("as", "axle", {}), ("korea utara", "DPRK", {}))
    assert [m.rendering for m in both.match("AS, as, Korea Utara")] == ["US", "axle", "DPRK"]


@pytest.mark.parametrize("name", glossary.styles())
def test_styles_stack_on_default(name):
    """Every house style stacks on the default glossary, and wins."""
    style = glossary.style(name)
    both = glossary.default() + style
    for term in style:
        assert term in both.terms


def test_hash():
    """The hash is that of the content: not of order, notes or origins."""
    a, b = ("a", "x", {}), ("b", "y", {})
    assert of(a, b).hash == of(b, a, origin="else.tsv").hash == of(a, ("b", "y", {"note": "n"})).hash
    others = [
        (b,),
        (a, ("b", "y|z", {})),
        (a, ("b", "y", {"kind": "name"})),
        (a, ("b", "y", {"forbidden": ("n",)})),
    ]
    assert len({of(a, b).hash, *(of(*rows).hash for rows in others)}) == 5
    assert Glossary().hash == "none"
    assert len(of(a).hash) == 8


def test_pickle():
    """A glossary travels to another process without its automaton."""
    terms = of(("Korea", "Korea", {"kind": "name"}))
    terms.match("Korea")
    again = pickle.loads(pickle.dumps(terms))
    assert again == terms
    assert "_matcher" not in again.__dict__
    assert again.match("Korea") == terms.match("Korea")


def test_sequence():
    """A glossary counts and lists its terms; an empty one is still a choice."""
    assert len(of(("a", "x", {}))) == 1
    assert [term.source for term in of(("a", "x", {}))] == ["a"]
    assert Glossary()
