"""The audit of renderings."""

from glossary import EntityReport, audit


def test_audit():
    """The dominant rendering and the variants with their places, most varied entity first."""
    uses = [
        ("KCNA", "KCNA", "a:1"), ("KCNA", "KCNA's", "a:2"),
        ("Korea Utara", "North Korea", "a:1"), ("Korea Utara", "DPRK", "a:2"), ("Korea Utara", "North  Korea's", "b:1"),
        ("Korea Utara", "the North", "b:2"), ("Korea Utara", "DPRK", "b:3"), ("Korea Utara", "north Korea", "b:4"),
    ]  # fmt: skip
    assert audit(uses) == [
        EntityReport(
            "Korea Utara",
            "North Korea",
            3,
            (("DPRK", ("a:2", "b:3")), ("the North", ("b:2",))),
            ("a:1", "b:1", "b:4"),
        ),
        EntityReport("KCNA", "KCNA", 2, (), ("a:1", "a:2")),
    ]


def test_plurals_join_only_their_singular():
    """`missiles` joins `missile`; `Laos` joins nothing; `US` and `USA` stay apart."""
    uses = [("rudal", "missile", "1"), ("rudal", "missiles", "2"), ("rudal", "Missile's", "3"), ("L", "Laos", "4"),
            ("AS", "US", "5"), ("AS", "USA", "6"), ("AS", "US'", "7")]  # fmt: skip
    reports = {report.entity: (report.dominant, report.count, len(report.variants)) for report in audit(uses)}
    assert reports == {"rudal": ("missile", 3, 0), "L": ("Laos", 1, 0), "AS": ("US", 2, 1)}


def test_adjectives_join_their_state():
    """`Russian` and `North Koreans` are no variants of `Russia` and `North Korea`."""
    uses = [
        ("Rusia", "Russia", "1"),
        ("Rusia", "Russian", "2"),
        ("KU", "North Koreans", "3"),
        ("KU", "North Korea", "4"),
    ]
    assert [report.variants for report in audit(uses)] == [(), ()]


def test_empty():
    """No uses, no reports."""
    assert audit([]) == []
