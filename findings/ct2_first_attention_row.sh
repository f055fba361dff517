#!/bin/sh
# CTranslate2: under a target prefix and a beam, the first attention row is another sentence's.
# Guess: translating a batch gives each sentence the attention it gets when translated alone.
# Seen: words, scores and later rows do; the first row of sentence i is that of source i // beam.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile ctranslate2==4.8.5 numpy==2.4.6
cd "$tmp"
PYTHONPATH=$here TMPDIR=$tmp CT2_VERBOSE=-1 PYTHONDONTWRITEBYTECODE=1 "$tmp/venv/bin/python" - <<'END'
import ctranslate2
import numpy as np
import random_model

model = random_model.translator()
sources = [["w1", "w2", "w3"], ["w4", "w5", "w6"], ["w7", "w8", "w9"], ["w10", "w11", "w12"]]


def attentions(batch, beam):
    results = model.translate_batch(
        batch, target_prefix=[["w8"]] * len(batch), beam_size=beam, max_decoding_length=6, return_attention=True
    )
    return [(result.hypotheses[0], np.array(result.attention[0])) for result in results]


print("ctranslate2", ctranslate2.__version__)
for beam, owners in ((1, [0, 1, 2, 3]), (2, [0, 0, 1, 1]), (4, [0, 0, 0, 0])):
    alone = [attentions([source], beam)[0] for source in sources]
    together = attentions(sources, beam)
    for (words, rows), (own_words, own_rows) in zip(together, alone):
        assert words == own_words, (words, own_words)
        assert np.allclose(rows[1:], own_rows[1:], atol=1e-3)
    seen = [int(np.argmin([np.abs(rows[0] - own[0]).max() for _, own in alone])) for _, rows in together]
    print(f"beam {beam}: the first rows of sentences 0 1 2 3 are those of sources", *seen)
    assert seen == owners, seen
    assert all(np.allclose(together[i][1][0], alone[owner][1][0], atol=1e-3) for i, owner in enumerate(owners))
END
