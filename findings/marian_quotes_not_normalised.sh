#!/bin/sh
# transformers: the Marian tokenizer has Moses' punctuation normaliser at hand and does not use it.
# Guess: with sacremoses installed, as it asks for, calling it turns typographic quotes into those the models were made with.
# Seen: quotes become unknown pieces, and skip_special_tokens drops these from the text; only tokenizer.normalize helps.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile transformers==5.24.0 sentencepiece==0.2.3 sacremoses==0.2.0
cd "$tmp"
PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 "$tmp/venv/bin/python" - <<'END'
import json
from importlib.metadata import version

import small_pieces
import transformers

model = small_pieces.train('"ibu"')
with open("piece.model", "wb") as file:
    file.write(model.serialized_model_proto())
names = ["</s>", "<unk>", *(model.id_to_piece(i) for i in range(3, model.get_piece_size())), "<pad>"]
with open("vocab.json", "w") as file:
    json.dump({name: i for i, name in enumerate(names)}, file)
tokenizer = transformers.MarianTokenizer(source_spm="piece.model", target_spm="piece.model", vocab="vocab.json")
text = "\u201cibu\u201d"
print("transformers", transformers.__version__, "sacremoses", version("sacremoses"))
seen = {}
for name, given in {"as it is": text, "after normalize": tokenizer.normalize(text)}.items():
    ids = tokenizer(given).input_ids
    seen[name] = (ids.count(tokenizer.unk_token_id), tokenizer.decode(ids, skip_special_tokens=True).strip())
    print(f"{name}: {given!r} -> {tokenizer.convert_ids_to_tokens(ids)} -> {seen[name][1]!r}")
assert seen == {"as it is": (2, "ibu"), "after normalize": (0, '"ibu"')}
END
