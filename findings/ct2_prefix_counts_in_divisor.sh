#!/bin/sh
# CTranslate2: the score of an answer with a target prefix leaves the prefix out of the sum but not out of the length.
# Guess: the score is the mean log-probability of the tokens generated after the prefix.
# Seen: it is their sum divided by the length of prefix and tokens together, so longer prefixes look more certain.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile ctranslate2==4.8.5 numpy==2.4.6
cd "$tmp"
PYTHONPATH=$here TMPDIR=$tmp CT2_VERBOSE=-1 PYTHONDONTWRITEBYTECODE=1 "$tmp/venv/bin/python" - <<'END'
import ctranslate2
import random_model

model = random_model.translator()
source = ["w1", "w2", "w3"]
print("ctranslate2", ctranslate2.__version__)
whole = ["w5", "w9", "w3", "w7", "w4", "w8"]
for known in (2, 4, 5):
    [result] = model.translate_batch(
        [source], target_prefix=[whole[:known]], max_decoding_length=6, beam_size=1, return_scores=True
    )
    words = result.hypotheses[0]
    [scored] = model.score_batch([source], [words])
    generated = sum(scored.log_probs[known:6])
    print(
        f"prefix {known}, generated {6 - known}: score {result.scores[0]:.4f};",
        f"mean of the generated {generated / (6 - known):.4f}; their sum over all six {generated / 6:.4f}",
    )
    assert len(words) == 6, words
    assert abs(result.scores[0] - generated / 6) < 1e-3
    assert abs(result.scores[0] - generated / (6 - known)) > 1e-2
END
