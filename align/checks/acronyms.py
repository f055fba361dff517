"""Acronyms: how English says the Indonesian ones, by their letters, by others, or spelt out."""

from __future__ import annotations

import re
from functools import cache

from align.lexical.lexicon import load
from glossary import Term, default, find_renderings

# Everyday ones that no list of terms holds, and beginnings of what English says for them.
_EVERYDAY = {
    "SAR": "rescue search", "UU": "law legislat act bill statut", "TK": "kindergarten preschool pre-school", "SM": "bc",
    "TV": "televis show", "SD": "elementary primary school", "SMP": "junior middle secondary school",
    "SMK": "vocational school", "SMA": "senior high secondary school", "RI": "indonesia", "USD": "$ dollar",
    "IDR": "rp rupiah", "RS": "hospital", "HP": "phone mobile cell", "KTP": "identity id", "SIM": "licen",
    "DKI": "jakarta", "PM": "prime premier", "KRI": "navy ship warship vessel", "KM": "ferry ship boat vessel kilom",
    "KA": "train", "PN": "court", "MA": "supreme", "UMP": "wage", "UMR": "wage", "UMK": "wage",
    "THR": "bonus allowance", "NU": "nahdlatul", "ESDM": "energy", "PUPR": "public",
    "OTT": "sting raid caught arrest", "KDRT": "domestic", "SDM": "human", "KUHP": "criminal penal", "BI": "bank",
    "KRL": "train", "LP": "prison", "TPS": "poll", "PKL": "vendor", "PRT": "domestic maid", "UKM": "small sme",
    "PBJ": "procurement", "AC": "air-con", "BBG": "gas", "TNI": "soldier troop military army",
    "AS": "us u.s. usa america united washington dollar $ cent", "RUU": "bill draft law legislat",
    "PDB": "gdp gross", "HUT": "anniversary", "WIB": "", "WITA": "", "WIT": "", "RT": "", "RW": "", "PT": "",
    "CV": "", "UD": "", "Tbk": "", "RSUD": "hospital", "RSUP": "hospital", "PSBB": "social restriction",
    "PPKM": "restriction", "CPNS": "civil", "BPJS": "insurance social", "KUR": "loan credit",
    "OTG": "asymptomatic", "ODP": "monitor", "PDP": "patient", "ITE": "electronic", "UGD": "emergency",
    "IGD": "emergency", "SPBU": "petrol gas fuel filling", "PAM": "water", "PDAM": "water", "LPG": "gas",
    "WNI": "indonesia citizen", "WNA": "foreign national", "MK": "court", "US": "$ america united",
    "CEO": "chief", "CFO": "chief financ", "BUMN": "state", "BUMD": "owned", "IT": "information", "PNS": "servant",
    "PHK": "layoff lay-off laid fire job dismiss redundan cut", "KAI": "rail train", "KCI": "rail train",
    "TKI": "migrant worker", "TKW": "migrant worker maid", "PMI": "red migrant worker", "LPSK": "witness",
    "KPPU": "competition antitrust", "KKP": "fisher marine maritime", "BPN": "land", "PTUN": "administrative",
    "TPPU": "launder", "ISPA": "respirat", "ASI": "breast", "PAUD": "preschool pre-school early kindergarten",
    "TPA": "landfill dump", "KB": "family contracept", "LBH": "legal", "PGI": "church", "KWI": "bishop", "BLT": "cash",
    "ABK": "crew sailor", "KBRI": "embass", "KJRI": "consul", "PTN": "universit", "ODGJ": "mental", "TKP": "scene",
    "DPO": "wanted", "KLB": "outbreak extraordinary", "APD": "protective", "TBC": "tuberc tb", "LSM": "group ngo",
    "PSSI": "football soccer", "KONI": "sport", "KY": "judicial", "PPPK": "contract", "PSK": "sex prostitut",
    "PMK": "foot-and-mouth", "SUV": "car vehicle", "PBB": "u.n. un united", "CPO": "palm", "DPT": "voter electoral",
    "DPRD": "council legislat assembl", "TI": "information", "DK": "council",
    "AKBP": "comr commissioner superintendent", "AKP": "comr commissioner inspector captain",
}  # fmt: skip
_MEANT = 0.15  # what a dictionary gives for an acronym more seldom is noise
_STAYS = 0.4  # and one that it gives as itself so often stays as it is
_COMMON = frozenset("US UK UN EU TV AI PM".split())
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_ROMAN = re.compile(r"[IVXLC]+")
_TOKENS = re.compile(r"(?<![^\W_])[A-Z][A-Z\d]+\b")
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z](?:[a-z]?[A-Z])+(?![A-Z])")
_RUN = re.compile(r"(?:[A-Z][\w’'-]+ (?:(?:of|for|and|the|&) ){0,2}){1,7}[A-Z][\w’'-]+")


def is_acronym(text: str) -> bool:
    """Whether it is two to six capital letters."""
    return text.isupper() and text.isalpha() and 2 <= len(text) <= 6


def undotted(text: str) -> str:
    """`U.S.` as `US`."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), text) if "." in text else text


def held(acronym: str, source: str, target: str) -> bool:
    """Whether `target`, without dots in its acronyms, says the acronym in one of the ways English has."""
    misspelt = any(other_spelling(acronym, match[0], target) for match in new_acronyms(source, target))
    if misspelt or _written(acronym, target) or _ROMAN.fullmatch(acronym):
        return True
    lower = target.lower()
    words = lower.split()
    said = _EVERYDAY.get(acronym)
    if said is not None and (not said or _begins(words, tuple(said.split()))):
        return True
    introduced = f"({acronym})" in source  # as English would, too
    if any(not introduced or text.isupper() for text in renderings(acronym, target)):
        return True
    if not introduced and len(acronym) > 2 and _initialled(acronym).search(lower):
        return True
    meant = load().translations(acronym.lower())
    stays = dict(meant).get(acronym.lower(), 0.0) >= _STAYS
    if not stays and any(chance >= _MEANT and len(word) > 3 and word in words for word, chance in meant):
        return True
    return _other(acronym, source, target) or (
        not introduced and _spelt_out(source, target, acronym if stays else "")
    )


def _written(acronym: str, target: str) -> bool:
    """Whether it stands there as it is, or as a word, `HAMAS` as `Hamas`."""
    return acronym in {word.upper() for word in _CAPITALS.findall(target)} or (
        len(acronym) > 3 and acronym.capitalize() in target
    )


@cache
def _initialled(acronym: str) -> re.Pattern[str]:
    """Words that begin with the letters of an acronym: `gross domestic product`."""
    return re.compile(r"\b" + r"[a-z]{2,}[ -](?:of |and |the )?".join(acronym.lower()) + r"[a-z]{2,}")


def renderings(name: str, target: str) -> list[str]:
    """What of the news list stands in the translation for a name or an acronym of one word."""
    return [text for term in _terms().get(name, ()) for _, _, text in find_renderings(term, target)]


def listed(source: str, start: int, end: int, target: str) -> bool:
    """Whether source[start:end] lies in a term of the news list, `Selandia Baru`, that the translation renders.

    An acronym has its own ways to be told (`held`): that the term around it is rendered says nothing of it.
    """
    return not is_acronym(source[start:end]) and any(
        match.start < end and start < match.end and find_renderings(match.term, target)
        for match in default().match(source)
    )


def _begins(words: list[str], beginnings: tuple[str, ...]) -> bool:
    """Whether a word begins with one of these; `$` may stand inside, as in `US$5`."""
    return any(
        word.strip("(\"'“‘").startswith(beginnings) or ("$" in beginnings and "$" in word) for word in words
    )


def slipped(acronym: str, other: str) -> bool:
    """Whether `other` is the acronym with one letter lost, added or changed, or two swapped."""
    if abs(len(acronym) - len(other)) > 1 or len(acronym) < 3 or other in _COMMON:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(acronym, other, strict=False)) if a != b),
        min(len(acronym), len(other)),
    )
    longest = max(len(acronym), len(other))
    if len(acronym) != len(other):
        longer, shorter = (acronym, other) if len(acronym) == longest else (other, acronym)
        return longer[:start] + longer[start + 1 :] == shorter
    return acronym[start + 1 :] == other[start + 1 :] or (
        acronym[start : start + 2] == other[start : start + 2][::-1]
        and acronym[start + 2 :] == other[start + 2 :]
    )


def other_spelling(acronym: str, other: str, target: str) -> bool:
    """Whether `other` is the acronym misspelt, and not how English writes it (`UEA`, `UAE`)."""
    known = any(find_renderings(term, target) for term in _terms().get(acronym, ()))
    return slipped(acronym, other) and not (
        known and other in {t for term in _terms()[acronym] for t in term.targets}
    )


def new_acronyms(source: str, target: str) -> list[re.Match[str]]:
    """Acronyms of the translation that the source does not have."""
    ours = {*_TOKENS.findall(source)}
    return [match for match in _TOKENS.finditer(target) if match[0] not in ours]


def _other(acronym: str, source: str, target: str) -> bool:
    """Whether English has another acronym instead, which no other one of the source accounts for: `PDB`, `GDP`."""
    told = {
        rendering.replace(".", "")
        for other in _TOKENS.findall(source)
        if other != acronym
        for term in _terms().get(other, ())
        for rendering in term.targets
    }
    return any(
        match[0] not in told and match[0] not in _COMMON and not slipped(acronym, match[0])
        for match in new_acronyms(source, target)
    )


def _spelt_out(source: str, target: str, initials: str) -> bool:
    """Whether the translation has a name of several words, with these initials, that the source has not."""
    for match in _RUN.finditer(target):
        words = re.findall(r"[A-Z][\w’'-]+", match[0])
        if sum(word not in source for word in words) >= 2 and initials in "".join(word[0] for word in words):
            return True
    return False


@cache
def _terms() -> dict[str, tuple[Term, ...]]:
    """Terms of the news list by the names of one word that they stand under."""
    out: dict[str, tuple[Term, ...]] = {}
    for term in default():
        for name in (term.source, *term.aliases):
            if name[0].isupper() and " " not in name:
                out[name] = (*out.get(name, ()), term)
    return out
