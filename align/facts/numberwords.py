"""Number words of both languages: units, English teens and tens, and what prose writes in words, two to twelve."""

from __future__ import annotations

UNITS = {
    "id": "satu dua tiga empat lima enam tujuh delapan sembilan".split(),
    "en": "one two three four five six seven eight nine".split(),
}
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
INDONESIAN = [*UNITS["id"][1:], "sepuluh", "sebelas", "dua belas"]
ENGLISH = [*UNITS["en"][1:], *TEENS[:3]]
