"""Numbers: every quantity of the source has its counterpart, as English writes it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from align.checks.base import Remark
from align.checks.quantities import DATE, FIGURE, LOOSE, MONTH, WORD, Value, values
from align.checks.units import converted, unit
from align.facts.carried import settled
from align.model import Pair

_ABOUT = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|more than|over|under|less than|fewer than|just|"
    r"close to|up to|at least|estimated)\s(?:(?:Rp|US)?[$€£]?\s?)?$",
    re.IGNORECASE,
)
_APART = re.compile(r"(?<![\d.,])(\d+), (\d+)(?![\d.,]*\d)")
_ROUNDING = 0.06  # what `about` may hide
_DOZENS = 0.25  # `two dozen` is said of twenty
_THIS_YEAR = re.compile(
    r"\b(?:(?:this|last|next|previous|same|that|following|current)\s(?:\w+['’]s\s)?(?:fiscal\s)?(?:years?|periods?|quarters?|months?)"
    r"|years?\s(?:earlier|ago|before|later)|(?:this|last|next)\s(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|spring|summer|autumn|fall|winter))\b",
    re.IGNORECASE,
)


def numbers(pair: Pair) -> Iterator[Remark]:
    """Figures of the source that are missing in the translation, and the other way round."""
    source, target = settled(_joined(pair.source_text, pair.target_text), pair.target_text)
    left, right = values(source, "id"), values(target, "en")
    if not left and not right:
        return
    lost, made_up = _alone(left, right), _alone(right, left)
    ours = {unit(value, source) for value in lost}
    theirs = {unit(value, target) for value in made_up}
    gone = [
        value
        for value in lost
        if value.kind != DATE
        and not (
            unit(value, source) not in theirs and any(converted(value, source, o, target) for o in right)
        )
        and not any(_rounded(value, other, target) for other in made_up)
        and not (1900 < value.value < 2100 and _THIS_YEAR.search(target))
    ]
    new = [
        value
        for value in made_up
        if not (unit(value, target) not in ours and any(converted(value, target, o, source) for o in left))
        and not any(_rounded(other, value, target) for other in lost)
    ]
    if all(value.kind == WORD for value in (*gone, *new)):
        gone, new = (
            gone or (_surplus(left, right) if new else []),
            new or (_surplus(right, left) if gone else []),
        )
    if any(value.kind == FIGURE for value in gone) or not (gone and new):
        # a word left over on one side alone may have been phrased otherwise
        gone = [value for value in gone if value.kind == FIGURE]
        new = new if gone else [value for value in new if value.kind in (FIGURE, DATE)]
    yield from _remarks(pair, gone, new)


def _joined(source: str, target: str) -> str:
    """The source without a blank that somebody put into a decimal, `29, 48 detik`, where the English has 29.48; characters
    keep their places.
    """
    return _APART.sub(
        lambda match: f" {match[1]},{match[2]}" if f"{match[1]}.{match[2]}" in target else match[0], source
    )


def _remarks(pair: Pair, gone: Sequence[Value], new: Sequence[Value]) -> Iterator[Remark]:
    for value in gone:
        text = value.span.of(pair.source_text).strip()
        other = f"; it has {new[0].span.of(pair.target_text).strip()}" if new else ""
        yield Remark(
            f"The source says {text} ({value.value:,g}); the translation does not{other}.",
            text,
            value.span,
            new[0].span if new else None,
        )
    if not gone:
        for value in new:
            text = value.span.of(pair.target_text).strip()
            yield Remark(
                f"The translation says {text} ({value.value:,g}), which the source does not.",
                text,
                None,
                value.span,
            )


def _alone(own: Sequence[Value], other: Sequence[Value]) -> list[Value]:
    """Values without an equal on the other side; a figure may be repeated."""
    by_size = sorted(other, key=lambda item: item.value)
    otherwise = [item for item in other if item.clock or item.decade]
    return [
        value
        for value in own
        if value.kind not in (LOOSE, MONTH)
        and not any(value.equals(item) for item in _near(value, by_size))
        and not any(value.equals(item) for item in (other if value.clock or value.decade else otherwise))
    ]


def _near(value: Value, by_size: Sequence[Value]) -> Sequence[Value]:
    """Those that are equal but for rounding, and a little more."""
    reach = 1e-5 * max(abs(value.value), 1)
    first = bisect_left(by_size, value.value - reach, key=lambda item: item.value)
    return by_size[first : bisect_right(by_size, value.value + reach, key=lambda item: item.value)]


def _surplus(own: Sequence[Value], other: Sequence[Value]) -> list[Value]:
    """Values that stand here more often than on the other side: one of them may be a wrong one."""
    counted = [value for value in own if value.kind in (FIGURE, WORD)]
    return [
        value
        for value in counted
        if sum(value.equals(item) for item in counted) > sum(value.equals(item) for item in other) > 0
    ]


def _rounded(value: Value, other: Value, target: str) -> bool:
    """Whether the English value is the Indonesian one rounded, and says so: `5.987`, `nearly 6,000`."""
    apart = abs(value.value - other.value)
    if "dozen" in other.span.of(target):
        return apart <= _DOZENS * value.value
    return (
        value.value >= 20
        and apart <= _ROUNDING * value.value
        and _digits(other.value) < _digits(value.value)
        and bool(_ABOUT.search(target[: other.span.start]))
    )


def _digits(value: float) -> int:
    """Figures that count, `6,000` has one."""
    return len(f"{value:.10g}".replace(".", "").strip("0"))


__all__ = ["numbers", "values"]
