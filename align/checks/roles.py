"""Who did what to whom: a passive of the source whose English has patient and agent exchanged, and an active likewise.

`Guru dilaporkan orang tua murid`: what stands before `di-` is acted upon, what stands behind it acts. English may turn the
sentence round (`Parents reported the teacher`) or keep its order and say so (`was reported by`). What keeps the order and
says nothing, `The teacher reported the parents`, has the roles exchanged. Read only where verb and both nouns are told at
one place each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.checks.suspects import Told, counts, told
from align.lexical.affixes import active, base_forms
from align.lexical.lexicon import load
from align.model import Pair, Span

# A passive with an actor behind it, not with what something is called or held to be.
_PASSIVE = re.compile(r"di(?!sebut|nama|angg|nilai|duga|nyata|mulai|tutup|buka|kata|kenal)[a-z]{4,}")
_ACTIVE = re.compile(r"me[a-z]{5,}")
_BE = frozenset("is are was were be been being am get gets got getting having ’s 's".split())
_NO_AGENT = frozenset(
    "di ke dari pada dalam untuk dengan sebagai karena saat ketika setelah sebelum hingga sampai oleh dan atau "
    "tetapi yang akan telah sudah belum tidak bahwa agar secara lagi kembali langsung hari sekitar anjlok melalui "
    "sejak selama itu ini tersebut menjadi".split()
)
_TO = frozenset("by to from in on at as of for with after into over".split())
_VERB = re.compile(r"(?:me|ber|ter|di)[a-z]{4,}")
_MAY_BE = re.compile(r"(?<!yang) di[a-z]{4,} [a-z]")
_SAYS_SO = re.compile(r"\b(?:is|are|was|were|be|been|being|by)\b")
_WHO = frozenset("who that which".split())
_WHO_DID = re.compile(r"\b(?:who|that|which) [a-z]+[dtn]\b")
_RECEIVES = frozenset("kepada terhadap".split())
_ONTO, _BY = re.compile(r"\bdi[a-z]{4,} (?:kepada|terhadap) "), re.compile(r"\bby\b")
_SAYS = 1.0  # surprise of a word that says something
_FAR = 6  # words between a verb and its noun


def roles(pair: Pair) -> Iterator[Remark]:
    """Patient and agent exchanged."""
    source, target = pair.source_text, pair.target_text
    yield from _suffered(source, target)
    passives = len(_MAY_BE.findall(source))
    if not (passives > len(_SAYS_SO.findall(target)) or (" me" in source and " by " in target)):
        return
    both = told(source, target)
    for number, word in enumerate(both.ours):
        if not 0 < number < len(both.ours) - 1 or len(both.places[number]) != 1:
            continue
        if both.own[number][0] != word:  # with a capital it may be a name
            continue
        if _PASSIVE.fullmatch(word) and _verb(word) and _kept_active(number, both):
            agent = _agent(number, both)
            yield _remark(
                both.own[number],
                both.own[number if agent is None else agent],
                both.english[both.places[number][0]],
            )
        elif _ACTIVE.fullmatch(word) and _made_passive(number, both):
            yield _remark(both.own[number - 1], both.own[number], both.english[both.places[number][0]])


def _suffered(source: str, target: str) -> Iterator[Remark]:
    """Who suffers it, made the one who does it: `awak yang dirampok`, `dibebankan kepada pedagang`."""
    who, by = _WHO_DID.search(target), _BY.search(target)
    relative = bool(who and "yang di" in source)
    onto = bool(by and " oleh " not in source and _ONTO.search(source))
    both = told(source, target) if relative or onto else None
    for number, word in enumerate(both.ours[:-2] if both else ()):
        assert both is not None  # else there are no words
        verb = number + (word == "yang")
        if not _PASSIVE.fullmatch(both.ours[verb]) or len(both.places[verb]) != 1:
            continue
        first, place = both.own[verb], both.places[verb][0]
        if relative and verb > number and _does(place, both):
            message = f"`{first[0]}` is done to it in the source; in the translation it acts."
            yield Remark(message, first[0].lower(), Span(*first.span()), Span(*both.english[place].span()))
        elif onto and verb == number and both.ours[number + 1] in _RECEIVES:
            receiver = _only(number + 2, both)
            if receiver is not None and "by" in both.theirs[place + 1 : receiver][:2]:
                last = both.own[number + 2]
                message = f"It happens to `{last[0]}` in the source, and is done by it in the translation."
                where = Span(first.start(), last.end())
                yield Remark(message, last[0].lower(), where, Span(*both.english[receiver].span()))


def _verb(word: str) -> bool:
    """Whether a word with di- is a passive, which an active or a base form is known for: not `disinfektan`."""
    return active(word) in load() or any(
        form in load() for form in base_forms(word) if word[2:].startswith(form)
    )


def _does(verb: int, both: Told) -> bool:
    """Whether an English verb is what its `who` or `which` does."""
    words = both.theirs
    return (
        verb > 0
        and words[verb - 1] in _WHO
        and words[verb][-1] in "dtn"
        and words[verb + 1 : verb + 2] != ["by"]
    )


def _remark(first: re.Match[str], last: re.Match[str], verb: re.Match[str]) -> Remark:
    place = Span(first.start(), last.end())
    name = last[0] if _PASSIVE.fullmatch(first[0].lower()) else first[0]
    message = (
        f"In the source `{name}` acts (`{first[0]} … {last[0]}`); the translation seems to turn that round."
    )
    return Remark(message, name.lower(), place, Span(*verb.span()))


def _agent(number: int, both: Told) -> int | None:
    """The first word behind a passive, or behind its `oleh`, that the translation says at one place."""
    start = number + 1 + (both.ours[number + 1] == "oleh")
    for other in range(start, min(start + 3, len(both.ours))):
        if both.ours[other] in _NO_AGENT or not counts(both.ours[other]) or _VERB.match(both.ours[other]):
            return None
        if _only(other, both) is not None:
            return other
    return None


def _only(number: int, both: Told) -> int | None:
    """Where the translation says a word of the source, if at one place and that word is no small one."""
    found = both.places[number]
    plain = both.ours[number] not in _NO_AGENT and not _VERB.match(both.ours[number])
    return found[0] if plain and len(found) == 1 and both.weights[number] >= _SAYS else None


def _kept_active(number: int, both: Told) -> bool:
    """Whether patient, verb and agent stand in this order in the English, too, and nothing makes its verb a passive."""
    agent = _agent(number, both)
    if agent is None or "yang" in both.ours[max(number - 2, 0) : number]:
        return False
    verb, actor = both.places[number][0], both.places[agent][0]
    if not verb < actor <= verb + _FAR // 2:
        return False
    words = both.theirs
    text = both.target[both.english[verb].end() : both.english[actor].start()]
    before = words[max(verb - 4, 0) : verb]
    return (
        words[verb].endswith(("ed", "en", "t", "d", "es", "s"))
        and not words[verb].endswith("ing")
        and not _BE.intersection(before)
        and not {"by", "to", "from", "in", "on", "at", "as", "of", "for", "with", "after", "into", "over"}
        & {*words[verb + 1 : actor]}
        and not re.search(r"[,.;:()\"“”]", text)
        and any(
            other is not None and other < verb
            for other in (_only(n, both) for n in range(max(number - 3, 0), number))
        )
    )


def _made_passive(number: int, both: Told) -> bool:
    """Whether actor, a passive verb, `by` and what it acts upon stand in this order."""
    verb, actor, other = both.places[number][0], _only(number - 1, both), _only(number + 1, both)
    if actor is None or other is None or not actor < verb < other <= verb + _FAR:
        return False
    words = both.theirs
    return (
        bool(_BE & {*words[max(actor, verb - 3) : verb]})
        and "by" in words[verb + 1 : other]
        and words[verb].endswith(("ed", "en", "t", "d", "n"))
    )
