"""Pieces of a sentence with some of its words or phrases replaced, and where the others went."""

from __future__ import annotations

from itertools import pairwise


def rewritten(pieces: list[int], ends: list[int], words: dict[int, list[int]]) -> tuple[list[int], list[int]]:
    """The pieces and borders with other pieces for some of the words."""
    out: list[int] = []
    borders = [0]
    for number, (start, end) in enumerate(pairwise(ends)):
        out += words.get(number, pieces[start:end])
        borders.append(len(out))
    return out, borders


def replaced(target: list[int], renderings: dict[tuple[int, int], list[int]]) -> tuple[list[int], list[int]]:
    """The target with its phrases replaced; new place of each old piece, -1 for those of the phrases."""
    out: list[int] = []
    places = [-1] * len(target)
    starts = {place[0]: (place, rendering) for place, rendering in renderings.items()}
    number = 0
    while number < len(target):
        if number in starts:
            place, rendering = starts[number]
            out += rendering
            number = place[1]
        else:
            places[number] = len(out)
            out.append(target[number])
            number += 1
    return out, places


def start_after(old: int, renderings: dict[tuple[int, int], list[int]]) -> int:
    """New place of the rendering that began at the old place: the change of length before it, added."""
    return old + sum(len(r) - (b - a) for (a, b), r in renderings.items() if b <= old)
