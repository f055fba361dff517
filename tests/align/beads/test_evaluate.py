"""Scores of alignments, pinned to tables worked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.beads.evaluate import Pairing, pairings, parse_beads, read_beads, score_beads, score_links
from align.errors import InputError
from align.model import Bead, Span

GOLD = "0:0\n1,2:1\n3:\n4:2,3\n:4\n5:5\n"

# Worked by hand against GOLD: 6 beads, 4 of them with both sides.
WORKED = {
    "the gold itself": (GOLD, (6 / 6, 4 / 4), (6 / 6, 4 / 4)),
    # 0:0, 3:, :4 and 5:5 are exact; 1:1 and 4:2 share a pair, 2: and :3 share none: precision 4/8 strict,
    # 6/8 lax. Recall: 0:0 and 5:5 of four strict; lax all four, which overlap with 0:0, 1:1, 4:2, 5:5.
    "merges undone": ("0:0\n1:1\n2:\n3:\n4:2\n:3\n:4\n5:5\n", (4 / 8, 2 / 4), (6 / 8, 4 / 4)),
    # 0,1:0 shares 0-0; 2:1 shares 2-1; 3:2 shares nothing; 4:3 shares 4-3; 5:4,5 shares 5-5.
    "gaps filled": ("0,1:0\n2:1\n3:2\n4:3\n5:4,5\n", (0 / 5, 0 / 4), (4 / 5, 4 / 4)),
    # No filled bead at all: recall and F1 are 0; 3: and :4 are right, the other ten are not.
    "nothing paired": (
        "".join(f"{i}:\n" for i in range(6)) + "".join(f":{j}\n" for j in range(6)),
        (2 / 12, 0 / 4),
        (2 / 12, 0 / 4),
    ),
    # Sure beads only: what is left out costs recall alone.
    "left out": ("0:0\n5:5\n", (2 / 2, 2 / 4), (2 / 2, 2 / 4)),
}


@pytest.mark.parametrize("name", WORKED)
def test_worked_examples(name: str) -> None:
    """Strict and lax rates are those worked by hand."""
    hypothesis, strict, lax = WORKED[name]
    score = score_beads([(parse_beads(hypothesis), parse_beads(GOLD))])
    assert (score.strict.precision, score.strict.recall) == pytest.approx(strict)
    assert (score.lax.precision, score.lax.recall) == pytest.approx(lax)


def test_f1_is_the_harmonic_mean() -> None:
    """F1 of precision 4/8 and recall 2/4 is 1/2; of two zeros it is 0."""
    score = score_beads([(parse_beads(WORKED["merges undone"][0]), parse_beads(GOLD))])
    assert score.strict.f1 == pytest.approx(0.5)
    assert score_beads([]).strict.f1 == 0


def test_documents_are_micro_averaged() -> None:
    """Counts are summed before they are divided: 1 of 1 and 0 of 3 make 1 of 4, not the mean of 1 and 0."""
    one: list[Pairing] = [((0,), (0,))]
    gold: list[Pairing] = [((0,), (2,)), ((1,), (0,)), ((2,), (1,))]
    wrong: list[Pairing] = [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    assert score_beads([(one, one), (wrong, gold)]).strict.precision == pytest.approx(1 / 4)
    assert score_beads([(one, one), (wrong, gold)]).lax.recall == pytest.approx(1 / 4)


def test_model_beads_become_numbers() -> None:
    """A Bead of the data model counts as the numbers its spans cover."""
    beads = [Bead(Span(0, 2), Span(0, 1), 1.0), Bead(Span(2, 2), Span(1, 2), 1.0)]
    assert pairings(beads) == [((0, 1), (0,)), ((), (1,))]


def test_parse_reads_both_spellings() -> None:
    """Plain numbers and Vecalign's lists with a cost give the same beads; blank lines do not count."""
    plain = parse_beads("0:0\n\n1,2:1\n3:\n:2\n")
    assert plain == [((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((), (2,))]
    assert parse_beads("[0]:[0]:0.2\n[1, 2]:[1]:0.3\n[3]:[]:0.0\n[]:[2]:0.0\n") == plain


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0:0\nnull\n", "gold.beads:2: 'null' is no bead; expected source numbers, a colon"),
        ("0:0\n1:0\n", "gold.beads:2: a target number stands in two beads"),
        ("0,0:0\n", "gold.beads:1: a source number stands in two beads"),
        ("-1:0\n", "gold.beads:1: '-1:0' is no bead"),
    ],
)
def test_bad_lines_are_named(text: str, says: str, tmp_path: Path) -> None:
    """A line that is no bead, or uses a number again, is refused with file and line."""
    path = tmp_path / "gold.beads"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_beads(path)
    assert says in str(error.value)


# Worked by hand: links, sure, possible, AER.
LINKS = [
    ({(0, 0), (1, 1)}, {(0, 0), (1, 1)}, set(), 0.0),
    ({(0, 0)}, {(0, 0), (1, 1)}, set(), 1 - (1 + 1) / (1 + 2)),
    ({(0, 0), (1, 2)}, {(0, 0)}, {(1, 2)}, 0.0),
    ({(0, 0), (1, 2), (2, 2)}, {(0, 0), (2, 1)}, {(1, 2)}, 1 - (1 + 2) / (3 + 2)),
    (set(), {(0, 0)}, set(), 1.0),
    (set(), set(), set(), 0.0),
]


@pytest.mark.parametrize(("links", "sure", "possible", "aer"), LINKS)
def test_aer_worked(
    links: set[tuple[int, int]], sure: set[tuple[int, int]], possible: set[tuple[int, int]], aer: float
) -> None:
    """AER is that worked by hand: possible links cost nothing, missed sure ones do."""
    assert score_links([(links, sure, possible)]).aer == pytest.approx(aer)


def test_aer_sums_counts_over_sentences() -> None:
    """Two sentences score as one with all their links: A&S 2, A&P 3, A 4, S 4."""
    score = score_links([LINKS[1][:3], LINKS[3][:3]])
    assert score.aer == pytest.approx(1 - (2 + 3) / (4 + 4))
    assert (score.precision, score.recall) == pytest.approx((3 / 4, 2 / 4))
