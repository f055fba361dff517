"""Loading and saving by suffix; what ships."""

import pytest

import glossary
from glossary import Glossary, GlossaryError, SaveError, Term

TERMS = Glossary((Term("Korea Utara", ("DPRK",), ("Korut",), "name", forbidden=("North Korea",)),))


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.tbx", "A.TSV"])
def test_round_trip(tmp_path, name):
    """Each suffix is read as it is written, and nothing else is left in the folder."""
    TERMS.save(tmp_path / name)
    (term,) = glossary.load(tmp_path / name)
    assert (term.source, term.targets, term.aliases, term.kind, term.forbidden) == (
        "Korea Utara", ("DPRK",), ("Korut",), "name", ("North Korea",),
    )  # fmt: skip
    assert term.origin.startswith(f"{tmp_path / name}:")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("dialect", ["v2", "dca", "dct"])
def test_dialects(tmp_path, dialect):
    """Every TBX dialect can be asked for."""
    glossary.save(TERMS, tmp_path / "a.tbx", dialect=dialect)
    assert glossary.load(tmp_path / "a.tbx").hash == TERMS.hash


def test_several(tmp_path):
    """Of several files the later wins, and each term names its own."""
    (tmp_path / "a.tsv").write_text("Korea Utara\tNorth Korea\nKCNA\tKCNA\n")
    (tmp_path / "b.csv").write_text("Korea Utara,DPRK\n")
    terms = glossary.load([tmp_path / "a.tsv", str(tmp_path / "b.csv")])
    found = [(m.rendering, m.term.origin) for m in terms.match("Korea Utara KCNA")]
    assert found == [("DPRK", f"{tmp_path / 'b.csv'}:1"), ("KCNA", f"{tmp_path / 'a.tsv'}:2")]


def test_default_and_styles():
    """The default glossary and every style load; an unknown style is an error that lists the known ones."""
    assert len(glossary.default()) >= 800
    assert glossary.default() is glossary.default()
    assert "rok-dprk" in glossary.styles()
    assert {"DPRK", "ROK"} <= {term.targets[0] for term in glossary.style("rok-dprk")}
    with pytest.raises(GlossaryError, match=r"^style 'x' is unknown; known: american, british, .*rok-dprk"):
        glossary.style("x")


def test_load_errors(tmp_path):
    """A file that is not there, a folder and an unknown suffix are named."""
    with pytest.raises(GlossaryError, match=r"none\.tsv: No such file or directory; expected a term list$"):
        glossary.load(tmp_path / "none.tsv")
    with pytest.raises(
        GlossaryError, match=r"a\.xls: suffix '\.xls' is unknown; known: \.tsv, \.txt, \.csv, \.tbx, \.xlsx$"
    ):
        glossary.load(tmp_path / "a.xls")
    (tmp_path / "b.tsv").mkdir()
    with pytest.raises(GlossaryError, match=r"b\.tsv: Is a directory; expected a term list$"):
        glossary.load(tmp_path / "b.tsv")


def test_save_errors(tmp_path):
    """What cannot be written is named, the old file stays whole, and nothing is left beside it."""
    with pytest.raises(SaveError, match=r"a\.xls: suffix '\.xls' is unknown; known: \.tsv, \.csv, \.tbx$"):
        TERMS.save(tmp_path / "a.xls")
    with pytest.raises(SaveError, match=r"cannot be written: No such file or directory$"):
        TERMS.save(tmp_path / "none" / "a.tsv")
    (tmp_path / "a.tsv").write_text("old")
    with pytest.raises(SaveError, match="has no place"):
        Glossary((Term("a", ("x|y",)),)).save(tmp_path / "a.tsv")
    (tmp_path / "b.tsv").mkdir()
    with pytest.raises(SaveError, match=r"b\.tsv: cannot be written: Is a directory$"):
        TERMS.save(tmp_path / "b.tsv")
    assert (tmp_path / "a.tsv").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.tsv", "b.tsv"]


def test_exit_codes():
    """Bad input ends the command line with 3, output that cannot be written with 5."""
    assert (GlossaryError.exit_code, glossary.TermError.exit_code, SaveError.exit_code) == (3, 3, 5)


def test_public_names():
    """`__all__` is sorted and holds every public name, and no other."""
    public = {
        name for name, value in vars(glossary).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("glossary.")
    }  # fmt: skip
    assert list(glossary.__all__) == sorted(glossary.__all__)
    assert set(glossary.__all__) == public
