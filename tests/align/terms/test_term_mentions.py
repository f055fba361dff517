"""First mentions spelt out, with the embedded model and with given translations."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import align
from align.engines.base import Translation
from align.terms.accounts import account
from align.terms.mentions import spell_out
from cli.cmd_check import command as check
from cli.cmd_translate import command as translate
from glossary import Glossary, Term

KPK = Term("KPK", ("KPK", "Corruption Eradication Commission"), kind="acronym")
UN = Term("PBB", ("UN", "United Nations"), kind="acronym")
SHIP = Term("kapal", ("ship",))
TERMS = Glossary((KPK, UN, SHIP))


def spelt(*pairs: tuple[str, str]) -> list[str]:
    matches = [TERMS.match(source) for source, _ in pairs]
    items = [
        account(own, Translation(text, 0.0), "model", ())
        for own, (_, text) in zip(matches, pairs, strict=True)
    ]
    out = spell_out(items, matches)
    for item in out:
        for use in item.uses:
            assert use.target is None or use.target.of(item.translation.text).lower() == use.rendering.lower()
    return [item.translation.text for item in out]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("KPK dan KPK", "KPK and KPK")], ["Corruption Eradication Commission (KPK) and KPK"]),
        ([("PBB", "a UN man"), ("PBB", "the United Nations said")], ["a United Nations (UN) man", "the UN said"]),
        ([("PBB", "UN-led"), ("PBB", "the UN")], ["UN-led", "the United Nations (UN)"]),
        ([("PBB", "The United Nations (UN) met"), ("PBB", "the UN")], ["The United Nations (UN) met", "the UN"]),
        ([("KPK", "The police"), ("KPK", "KPK")], ["The police", "Corruption Eradication Commission (KPK)"]),
        ([("PBB, KPK", "KPK, UN"), ("kapal", "a ship")],
         ["Corruption Eradication Commission (KPK), United Nations (UN)", "a ship"]),
    ],
)  # fmt: skip
def test_first_mention(pairs: list[tuple[str, str]], expected: list[str]) -> None:
    """Long with the short form once, short later; compounds and what the text introduces itself are left."""
    assert spelt(*pairs) == expected


def test_translate_with_first_mention() -> None:
    """Only segments with such a term change, and the report agrees with the text."""
    text = "KPK menahan dua orang.\nHarga beras naik.\nKPK menolak usul itu."
    plain = align.translate(text, glossary=TERMS)
    bitext = align.translate(text, glossary=TERMS, first_mention=True)
    before, after = ([pair.target_text for pair in each] for each in (plain, bitext))
    assert "Corruption Eradication Commission (KPK)" in after[0]
    assert before[1:] == after[1:]
    for use in bitext.terms:
        assert use.target is not None
        assert use.target.of(bitext.target.text) == use.rendering


def test_command(tmp_path: Path) -> None:
    """`padanan translate --first-mention` does the same; `padanan check -g` finds what a list forbids."""
    article, terms, out = tmp_path / "a.txt", tmp_path / "own.tsv", tmp_path / "a.jsonl"
    article.write_text("KPK menahan dua orang.\n\nKPK menolak usul itu.\n", encoding="utf-8")
    terms.write_text("source\ttarget\tforbidden\nKPK\tAntigraft Body\tKPK\n", encoding="utf-8")
    runner = CliRunner()
    shown = runner.invoke(translate, [str(article), "--first-mention"])
    assert shown.output.count("Corruption Eradication Commission (KPK)") == 1
    runner.invoke(translate, [str(article), "-o", str(out)])
    found = runner.invoke(check, [str(out), "-g", str(terms), "--only", "forbidden"])
    assert found.exit_code == 1
    assert found.output.count("The glossary forbids `KPK`") == 2
