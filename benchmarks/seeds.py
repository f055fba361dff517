"""Errors to seed into clean pairs: each function gives the translation with one error, or None where it has no place.

A seed gets the source, the translation and a random number generator.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import glossary

Seed = Callable[[str, str, random.Random], str | None]

_FIGURE = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?![\w,.]\d)|(?<![\w.,])[2-9](?![\w.,])")
_SPELT = "two three four five six seven eight nine ten".split()
_MONTHS = "January February April June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NEGATION = re.compile(r"\b(do|does|did) not\b|\b(not|never|no) |n['’]t\b|\bNo (?=\w)|\b(can)not\b")
_OTHER_NAMES = "Hartono Wijaya Susanto Surabaya Makassar Thailand Peru Karlsson Delgado Okafor".split()
_STRAY = (
    "Gardeners are advised to water their roses early in the morning.",
    "The orchestra will tour northern Europe with two symphonies next spring.",
    "Her grandmother taught her to knit sweaters for the neighbours' dogs.",
    "Cheap umbrellas rarely survive the first autumn storm.",
)
_ZONES = ("WIB", "WITA", "WIT", "GMT")
_MARKS = '"“”'


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def _pick(rng: random.Random, found: Sequence[re.Match[str]]) -> re.Match[str] | None:
    return rng.choice(found) if found else None


def digit(source: str, target: str, rng: random.Random) -> str | None:
    """The last digit of a figure that both sides hold."""
    match = _pick(rng, [m for m in re.finditer(r"\d{2,}", target) if m[0] in source])
    if not match:
        return None
    last = str((int(match[0][-1]) + rng.randint(1, 8)) % 10)
    return _put(target, match, match[0][:-1] + last)


def figure_dropped(_source: str, target: str, rng: random.Random) -> str | None:
    """A whole figure, with the word behind it left."""
    match = _pick(rng, list(_FIGURE.finditer(target)))
    return re.sub(r"  +", " ", _put(target, match, "")) if match else None


def scale(_source: str, target: str, _rng: random.Random) -> str | None:
    """Million for billion."""
    for old, new in (
        ("million", "billion"),
        ("billion", "million"),
        ("trillion", "billion"),
        ("thousand", "million"),
    ):
        if re.search(rf"\d {old}\b", target):
            return re.sub(rf"(\d) {old}\b", rf"\1 {new}", target, count=1)
    return None


def decimal(_source: str, target: str, rng: random.Random) -> str | None:
    """The point of a decimal lost, `2.5` as `25`."""
    match = _pick(rng, list(re.finditer(r"(?<![\d.,])(\d+)\.(\d+)(?![\d.,]\d)", target)))
    return _put(target, match, match[1] + match[2]) if match else None


def thousands(_source: str, target: str, rng: random.Random) -> str | None:
    """A group of zeros lost, or the separator of the other language."""
    match = _pick(rng, list(re.finditer(r"(?<![\d.,])(\d{1,3}),(\d{3})(?![\d.,]\d)", target)))
    if not match:
        return None
    return _put(target, match, rng.choice([f"{match[1]}.{match[2]}", match[1], f"{match[1]},{match[2]},000"]))


def swap(words: Sequence[str]) -> Seed:
    """One of `words` for another."""

    def seed(_source: str, target: str, rng: random.Random) -> str | None:
        match = _pick(rng, list(re.finditer(rf"\b(?:{'|'.join(words)})\b", target)))
        return (
            _put(target, match, rng.choice([word for word in words if word != match[0]])) if match else None
        )

    return seed


def clock(_source: str, target: str, rng: random.Random) -> str | None:
    """An hour or its minutes."""
    match = _pick(rng, list(re.finditer(r"\b(\d{1,2}):(\d\d)\b", target)))
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2])
    return _put(target, match, rng.choice([f"{hour % 11 + 1}:{match[2]}", f"{hour}:{(minute + 15) % 60:02}"]))


def day_of_month(_source: str, target: str, rng: random.Random) -> str | None:
    """The day beside a month."""
    month = rf"(?:{'|'.join((*_MONTHS, 'March', 'May'))})"
    match = _pick(rng, list(re.finditer(rf"\b\d{{1,2}}(?= {month})|(?<={'March'} )\d{{1,2}}\b", target)))
    return _put(target, match, str(int(match[0]) % 27 + 1)) if match else None


def date_dropped(_source: str, target: str, _rng: random.Random) -> str | None:
    """A day and its month."""
    month = rf"(?:{'|'.join((*_MONTHS, 'March', 'May'))})"
    new = re.sub(rf",? (?:on |from |since |before )?\d{{1,2}} {month}(?: \d{{4}})?", "", target, count=1)
    return new if new != target else None


def _exchange(*pairs: tuple[str, str]) -> Seed:
    def seed(_source: str, target: str, rng: random.Random) -> str | None:
        fitting = [(old, new) for old, new in pairs if re.search(old, target)]
        if not fitting:
            return None
        old, new = rng.choice(fitting)
        return re.sub(old, new, target, count=1)

    return seed


unit = _exchange(
    (r"(?<=\d )kilomet(?:re|er)s?", "metres"), (r"(?<=\d)-kilometre", "-mile"), (r"(?<=\d )kilograms?", "tonnes"),
    (r"(?<=\d )kg\b", "g"), (r"(?<=\d )hectares", "acres"), (r"(?<=\d )met(?:re|er)s", "kilometres"),
    (r"(?<=\d )years?\b", "months"), (r"(?<=\d )days\b", "weeks"), (r"(?<=\d )minutes\b", "hours"),
    (r"degrees Celsius", "degrees Fahrenheit"),
)  # fmt: skip
currency = _exchange(
    (r"Rp\s?(?=\d)", "US$"), (r"(?<=\d )(?:US )?dollars", "rupiah"), (r"US\$(?=\d)", "€"),
    (r"(?<=lion )(?:US )?dollars", "rupiah"), (r"(?<=\d )euros", "dollars"),
)  # fmt: skip
_PERCENT = re.compile(r"(?<=\d)(?: ?percent(?! of)|%)")
_SHARED = (
    re.compile(r"[-–]$|\b(?:to|from|and|or) $"),
    re.compile(r" (?:to|from|and|or) [\d.,]+(?: ?percent|%)"),
)


def percent(_source: str, target: str, rng: random.Random) -> str | None:
    """The percent sign of a figure that shares none with its neighbour: `from 5.1 to 4.7 percent` is right."""
    found = [
        match
        for match in _PERCENT.finditer(target)
        if not _SHARED[0].search(target[: match.start()].rstrip("0123456789.,"))
        and not _SHARED[1].match(target, match.end())
    ]
    match = _pick(rng, found)
    return _put(target, match, "") if match else None


def _names(source: str, target: str) -> list[re.Match[str]]:
    return [m for m in re.finditer(r"(?<!^)\b[A-Z][a-z]{4,}\b", target) if re.search(rf"\b{m[0]}\b", source)]


def name(source: str, target: str, rng: random.Random) -> str | None:
    """A letter of a name lost, changed, doubled or moved."""
    match = _pick(rng, _names(source, target))
    if not match:
        return None
    word, at = match[0], rng.randrange(1, len(match[0]) - 2)
    other = rng.choice([c for c in "abdegiklmnorstu" if c != word[at]])
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    new = rng.choice([word[:at] + word[at + 1 :], word[:at] + other + word[at + 1 :], swapped])
    return None if new == word else _put(target, match, new)


def name_dropped(source: str, target: str, rng: random.Random) -> str | None:
    """A name of one or more words gone."""
    match = _pick(rng, _names(source, target))
    return re.sub(r"  +", " ", _put(target, match, "")) if match else None


def name_changed(source: str, target: str, rng: random.Random) -> str | None:
    """A name for another one."""
    match = _pick(rng, _names(source, target))
    others = [name for name in _OTHER_NAMES if name not in source]
    return _put(target, match, rng.choice(others)) if match else None


def _acronyms(source: str, target: str) -> list[re.Match[str]]:
    found = re.finditer(r"\b(?![IVXLC]+\b)[A-Z]{3,}\b", target)
    return [match for match in found if re.search(rf"\b{match[0]}\b", source)]


def acronym(source: str, target: str, rng: random.Random) -> str | None:
    """A letter of an acronym changed, or two swapped."""
    match = _pick(rng, _acronyms(source, target))
    if not match:
        return None
    last = "X" if match[0][-1] != "X" else "Y"
    swapped = match[0][0] + match[0][2] + match[0][1] + match[0][3:]
    return _put(
        target, match, rng.choice([match[0][:-1] + last, swapped if swapped != match[0] else match[0][:-1]])
    )


def acronym_dropped(source: str, target: str, rng: random.Random) -> str | None:
    """An acronym gone that says more than what stands beside it.

    Behind its own expansion, `National Police (Polri)`, it may go, and English leaves out zones of time, too.
    """
    found = [
        match
        for match in _acronyms(source, target)
        if target[match.start() - 1 : match.end() + 1] != f"({match[0]})" and match[0] not in _ZONES
    ]
    match = _pick(rng, found)
    return re.sub(r"  +", " ", _put(target, match, "")).strip() if match else None


def quote(source: str, target: str, rng: random.Random) -> str | None:
    """One of the quotation marks."""
    marks = [at for at, char in enumerate(target) if char in _MARKS]
    if not marks or len(marks) != sum(source.count(mark) for mark in _MARKS):
        return None
    at = rng.choice(marks)
    return target[:at] + target[at + 1 :]


def quotes(source: str, target: str, _rng: random.Random) -> str | None:
    """All of them."""
    if not any(mark in target for mark in _MARKS) or not any(mark in source for mark in _MARKS):
        return None
    return target.translate({ord(mark): None for mark in _MARKS})


def bracket(source: str, target: str, rng: random.Random) -> str | None:
    """One bracket."""
    places = [at for at, char in enumerate(target) if char in "()"]
    if not places or source.count("(") != target.count("("):
        return None
    at = rng.choice(places)
    return target[:at] + target[at + 1 :]


def end_lost(_source: str, target: str, _rng: random.Random) -> str | None:
    """The full stop."""
    return target[:-1] if target.endswith((".", "?", "!")) else None


def end_changed(_source: str, target: str, _rng: random.Random) -> str | None:
    """A question for a statement."""
    return target[:-1] + ("." if target.endswith("?") else "?") if target.endswith((".", "?")) else None


def cut(_source: str, target: str, _rng: random.Random) -> str | None:
    """A quarter of a long sentence left."""
    words = target.split()
    return " ".join(words[: len(words) // 4]) + "." if len(words) > 12 else None


def half(_source: str, target: str, rng: random.Random) -> str | None:
    """The first or the second half of a sentence left."""
    words = target.split()
    if len(words) < 14:
        return None
    middle = len(words) // 2
    return " ".join(words[:middle]) + "." if rng.random() < 0.5 else " ".join(words[middle:]).capitalize()


def loop(_source: str, target: str, rng: random.Random) -> str | None:
    """Three words four times over."""
    words = target.split()
    if len(words) < 8:
        return None
    at = rng.randrange(2, len(words) - 4)
    return " ".join(words[:at] + words[at : at + 3] * 4 + words[at + 3 :])


def phrase(_source: str, target: str, rng: random.Random) -> str | None:
    """Two to four words said again at once."""
    words = target.split()
    if len(words) < 9:
        return None
    size = rng.randint(2, 4)
    at = rng.randrange(1, len(words) - size - 1)
    return " ".join([*words[: at + size], *words[at:]])


def twice(_source: str, target: str, _rng: random.Random) -> str | None:
    """The whole sentence said again."""
    return f"{target} {target}"


def added(source: str, target: str, rng: random.Random) -> str | None:
    """A sentence from elsewhere behind it."""
    return f"{target} {rng.choice(_STRAY)}" if source.endswith((".", "?", "!", '"', "”")) else None


def replaced(_source: str, _target: str, rng: random.Random) -> str | None:
    """A sentence from elsewhere in its place."""
    return rng.choice(_STRAY)


def sentence_dropped(source: str, target: str, rng: random.Random) -> str | None:
    """One of its sentences, where both sides have as many."""
    ours, theirs = (re.split(r"(?<=[.!?]) (?=[A-Z])", text) for text in (source, target))
    if len(ours) < 2 or len(ours) != len(theirs):
        return None
    at = rng.randrange(len(theirs))
    return " ".join([*theirs[:at], *theirs[at + 1 :]])


def doubled(_source: str, target: str, rng: random.Random) -> str | None:
    """A small word said twice."""
    match = _pick(rng, list(re.finditer(r"(?<= )(?:the|of|in|to|and|a|said|was|for)(?= )", target)))
    return _put(target, match, f"{match[0]} {match[0]}") if match else None


def residue(source: str, target: str, rng: random.Random) -> str | None:
    """A word of the source in place of one of the translation."""
    words = [w for w in re.findall(r"\b[a-z]{4,}\b", source) if w not in target]
    places = list(re.finditer(r"(?<= )[a-z]{4,}(?= )", target))
    if not words or not places:
        return None
    return _put(target, rng.choice(places), rng.choice(words))


def half_translated(source: str, target: str, _rng: random.Random) -> str | None:
    """The second half in Indonesian."""
    ours, theirs = source.split(), target.split()
    return " ".join([*theirs[: len(theirs) // 2], *ours[len(ours) // 2 :]]) if len(ours) > 7 else None


def negation(source: str, target: str, rng: random.Random) -> str | None:
    """One `not`, `never` or `no` gone."""
    if not re.search(r"\b(?:tidak|bukan|belum|tak|jangan|tanpa)\b", source, re.IGNORECASE):
        return None
    match = _pick(rng, list(_NEGATION.finditer(target)))
    return _put(target, match, match[1] or match[3] or "") if match else None


def decade(source: str, target: str, _rng: random.Random) -> str | None:
    """A decade that became its first year."""
    if not re.search(r"(?:19|20)\d0[ -]*an\b", source):
        return None
    return re.sub(r"\b((?:19|20)\d0)s\b", r"\1", target, count=1)


def week(source: str, target: str, _rng: random.Random) -> str | None:
    """Sunday that became a week."""
    if "Minggu" not in source or re.search(r"\bminggu|\bsepekan|\bpekan", source):
        return None
    return re.sub(r"\b(?:on |On )?Sunday\b", "a week", target, count=1)


def office(source: str, target: str, rng: random.Random) -> str | None:
    """A deputy, a former holder or a candidate made the holder."""
    if not re.search(r"\b(?:wakil|mantan|calon) [a-z]", source, re.IGNORECASE):
        return None
    match = _pick(
        rng, list(re.finditer(r"\b(?:deputy|vice|former|acting|candidate for) (?=[a-zA-Z])", target))
    )
    return _put(target, match, "") if match else None


def half_day(_source: str, target: str, _rng: random.Random) -> str | None:
    """The other half of the day."""
    return re.sub(r"(?<=\d )([ap])(?=\.?m\b)", lambda match: "p" if match[1] == "a" else "a", target, count=1)


movement = _exchange(
    (r"\brose\b", "fell"), (r"\bfell\b(?! ill| through)", "rose"), (r"\bincreased\b", "decreased"),
    (r"\brising\b", "falling"),
)  # fmt: skip
comparison = _exchange(
    (r"\b[Mm]ore than(?= (?:\d|half|a|Rp|US))", "fewer than"), (r"\b[Mm]ore than(?= (?:\d|Rp|US))", "some")
)
compass = _exchange((r"\bWest (?=[A-Z])", "East "), (r"\bEast (?=[A-Z])", "West "), (r"\bNorth (?=[A-Z])", "South "),
                    (r"\bSouth (?=[A-Z])", "North "))  # fmt: skip


def order(_source: str, target: str, rng: random.Random) -> str | None:
    """A number in words that became thousands."""
    match = _pick(rng, list(re.finditer(rf"\b(?:{'|'.join(_SPELT)}) (?=[a-z]+s\b)", target)))
    return _put(target, match, "thousands of ") if match else None


def suffered(source: str, target: str, _rng: random.Random) -> str | None:
    """Who suffers it, made the one who does it."""
    new = re.sub(r"\b(who|that|which) (?:was|were) (?=[a-z]+ed\b)(?![a-z]+ed by)", r"\1 ", target, count=1)
    return new if "yang di" in source and new != target else None


def term(source: str, target: str, rng: random.Random) -> str | None:
    """A term of the news list in other words."""
    found = [
        place
        for match in glossary.default().match(source)
        if len(places := glossary.find_renderings(match.term, target)) == 1
        for place in places
    ]
    if not found:
        return None
    start, end, _ = rng.choice(found)
    return f"{target[:start]}matter{target[end:]}"


def address(_source: str, target: str, rng: random.Random) -> str | None:
    """A letter of an address."""
    match = _pick(
        rng, list(re.finditer(r"https?://\S+[a-z\d]|www\.\S+[a-z\d]|[\w.-]+@[\w.-]+[a-z]|@\w+", target))
    )
    if not match:
        return None
    at = rng.randrange(3, len(match[0]))
    return _put(target, match, match[0][:at] + match[0][at + 1 :])


def mojibake(_source: str, target: str, rng: random.Random) -> str | None:
    """Curly marks as another encoding reads them."""
    curly = re.sub('"([^"]*)"', "“\\1”", target).replace("'", "’")
    broken = curly.encode().decode(rng.choice(["cp1252", "latin-1"]), errors="replace")
    return broken if broken != curly else None


def entity(_source: str, target: str, _rng: random.Random) -> str | None:
    """An apostrophe or a quotation mark as HTML writes it."""
    new = target.replace("'", "&#39;", 1).replace('"', "&quot;", 1)
    return new if new != target else None


def other(_source: str, target: str, _rng: random.Random) -> str | None:
    """Another translation of the same."""
    return "So " + target[0].lower() + target[1:]


KINDS: dict[str, tuple[Seed, frozenset[str]]] = {
    "digit changed": (digit, frozenset({"numbers"})),
    "figure dropped": (figure_dropped, frozenset({"numbers", "gap"})),
    "scale changed": (scale, frozenset({"numbers"})),
    "decimal point lost": (decimal, frozenset({"numbers"})),
    "thousands slipped": (thousands, frozenset({"numbers"})),
    "number word changed": (swap(_SPELT), frozenset({"numbers"})),
    "time changed": (clock, frozenset({"numbers"})),
    "day of the month changed": (day_of_month, frozenset({"numbers"})),
    "date dropped": (date_dropped, frozenset({"numbers", "calendar", "gap"})),
    "month changed": (swap(_MONTHS), frozenset({"calendar"})),
    "day changed": (swap(_DAYS), frozenset({"calendar"})),
    "unit changed": (unit, frozenset({"units"})),
    "currency changed": (currency, frozenset({"units"})),
    "percent lost": (percent, frozenset({"units"})),
    "name misspelt": (name, frozenset({"misspelt", "names", "terms"})),
    "name dropped": (name_dropped, frozenset({"names", "terms", "misspelt", "gap"})),
    "name changed": (name_changed, frozenset({"names", "terms", "misspelt"})),
    "acronym changed": (acronym, frozenset({"names", "terms", "misspelt"})),
    "acronym dropped": (acronym_dropped, frozenset({"names", "terms", "brackets", "gap"})),
    "quotation mark lost": (quote, frozenset({"quotes"})),
    "quotation marks lost": (quotes, frozenset({"quotes"})),
    "bracket lost": (bracket, frozenset({"brackets"})),
    "end mark lost": (end_lost, frozenset({"unfinished"})),
    "end mark changed": (end_changed, frozenset({"end-punctuation"})),
    "most of it missing": (cut, frozenset({"length"})),
    "half of it missing": (half, frozenset({"length", "names", "numbers", "quotes", "gap"})),
    "loop": (loop, frozenset({"repetition"})),
    "phrase repeated": (phrase, frozenset({"repetition", "doubled"})),
    "sentence repeated": (twice, frozenset({"repetition", "length"})),
    "sentence added": (added, frozenset({"made-up", "length"})),
    "another sentence": (replaced, frozenset({"made-up"})),
    "sentence dropped": (sentence_dropped, frozenset({"untold", "length", "names", "numbers", "quotes"})),
    "word doubled": (doubled, frozenset({"doubled"})),
    "Indonesian word left": (residue, frozenset({"residue"})),
    "half untranslated": (half_translated, frozenset({"residue"})),
    "negation lost": (negation, frozenset({"negation"})),
    "untranslated": (lambda source, _target, _rng: source, frozenset({"untranslated"})),
    "empty": (lambda _source, _target, _rng: "", frozenset({"empty"})),
    "decade lost": (decade, frozenset({"numbers"})),
    "Sunday a week": (week, frozenset({"calendar"})),
    "office changed": (office, frozenset({"office", "unsaid", "terms"})),
    "half of the day": (half_day, frozenset({"opposite"})),
    "movement turned": (movement, frozenset({"opposite", "unsaid"})),
    "comparison turned": (comparison, frozenset({"opposite", "numbers"})),
    "compass turned": (compass, frozenset({"opposite", "terms"})),
    "thousands made up": (order, frozenset({"numbers"})),
    "patient made agent": (suffered, frozenset({"roles"})),
    "term in other words": (term, frozenset({"terms"})),
    "address changed": (address, frozenset({"addresses"})),
    "wrong encoding": (mojibake, frozenset({"corrupted"})),
    "entity": (entity, frozenset({"corrupted"})),
    "another translation of the same": (other, frozenset({"inconsistent"})),
}
#: Seeded beside the pair they were made from.
BESIDE = frozenset({"another translation of the same"})
#: Checked with the news list.
WITH_TERMS = frozenset({"term in other words"})
