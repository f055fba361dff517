"""A CTranslate2 model of random weights in a folder: twenty words, width 16, two layers. Same numbers at every call."""

import tempfile

import ctranslate2
import numpy as np
from ctranslate2.specs import TransformerSpec

WORDS = ["<unk>", "<s>", "</s>", *(f"w{number}" for number in range(17))]
WIDTH, INNER = 16, 32
SHAPES = {"linear_0": (INNER, WIDTH), "linear_1": (WIDTH, INNER)}
FUSED = {"self_attention": (3, 1), "attention": (1, 2, 1)}


def translator() -> ctranslate2.Translator:
    """The model, loaded on one thread."""
    draw = np.random.default_rng(5)

    def fill(node: object, shape: tuple[int, int]) -> None:
        if hasattr(node, "gamma"):
            node.gamma, node.beta = np.ones(WIDTH, "f4"), np.zeros(WIDTH, "f4")
        elif hasattr(node, "encodings"):
            node.encodings = draw.normal(0, 0.3, (64, WIDTH)).astype("f4")
        elif hasattr(node, "weight"):
            node.weight = draw.normal(0, 0.6, shape).astype("f4")
            if hasattr(node, "bias"):
                node.bias = draw.normal(0, 0.1, shape[0]).astype("f4")
        else:
            walk(node)

    def walk(node: object) -> None:
        for name, child in vars(node).items():
            if name in FUSED:
                for times, linear in zip(FUSED[name], child.linear, strict=True):
                    fill(linear, (times * WIDTH, WIDTH))
                fill(child.layer_norm, (0, 0))
                continue
            for part in child if isinstance(child, list) else [child]:
                if isinstance(part, ctranslate2.specs.model_spec.LayerSpec):
                    fill(part, SHAPES.get(name, (len(WORDS), WIDTH)))

    spec = TransformerSpec.from_config(2, 2, pre_norm=True)
    walk(spec)
    spec.register_source_vocabulary(WORDS)
    spec.register_target_vocabulary(WORDS)
    spec.validate()
    folder = tempfile.mkdtemp()
    spec.save(folder)
    return ctranslate2.Translator(folder, intra_threads=1)
