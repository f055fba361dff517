#!/bin/sh
# pySBD: spans of sentences overlap although the sentences do not.
# Guess: with char_span and clean=False the spans tile the text, as the sentences do.
# Seen: a spaced ellipsis after a stop: the second span begins two characters before the first ends, and a gap follows.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile pysbd==0.3.4
cd "$tmp"
"$tmp/venv/bin/python" - <<'END'
from importlib.metadata import version

import pysbd

print("pysbd", version("pysbd"))
text = "Halo. . . ya. Baik."
spans = pysbd.Segmenter(language="en", clean=False, char_span=True).segment(text)
print(repr(text), [(span.sent, span.start, span.end) for span in spans])
assert "".join(span.sent for span in spans) == text
edges = [(a.end, b.start) for a, b in zip(spans, spans[1:])]
print("end of one and start of the next:", edges)
assert edges[0] == (6, 4) and edges[1] == (8, 10)
END
