#!/bin/sh
# sacreBLEU: chrF++ does not charge an answer of one word for the pairs of words it lacks.
# Guess: an answer whose spaces are gone matches no word and no pair, so chrF++ is 6 parts of 8: 75.
# Seen: orders of which the answer has none are left out of the mean: 6 of 7 parts, 85.7; one more word costs 10 points.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile sacrebleu==2.6.0
cd "$tmp"
"$tmp/venv/bin/python" - <<'END'
import sacrebleu

reference = ["the house stands by the river"]
print("sacrebleu", sacrebleu.__version__)
seen = []
for answer in ("thehousestandsbytheriver", "thehousestandsby theriver"):
    plain = sacrebleu.CHRF().sentence_score(answer, reference).score
    plus = sacrebleu.CHRF(word_order=2).sentence_score(answer, reference).score
    print(f"{answer!r}: chrF {plain:.1f}, chrF++ {plus:.1f}")
    seen.append((round(plain, 1), round(plus, 1)))
assert seen == [(100.0, 85.7), (100.0, 75.0)]
END
