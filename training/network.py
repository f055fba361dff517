"""The network: a BART (Lewis et al. 2020) written for training speed.

Post-norm, GELU, learnt positions, a layer norm after the embeddings: the layout of the pretrained encoder that it
begins from (`training.begin`). Source pieces have embeddings of their own; those of the target are the output layer,
too. One cross-attention head of the last decoder layer is supervised with word alignments (Garg et al. 2019,
Jointly Learning to Align and Translate with Transformer Models). `bart_state` gives the weights under the names of
transformers' BartForConditionalGeneration.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

PAD_OFFSET = 1  # padding is the last piece of the vocabulary
ENCODER_HEAD, DECODER_HEAD = 32, 64  # numbers a head


@dataclass(frozen=True)
class Shape:
    """Sizes of the network."""

    vocabulary: int = 16384
    width: int = 384
    encoder_layers: int = 8
    decoder_layers: int = 2
    positions: int = 512

    @property
    def pad(self) -> int:
        """Number of the padding piece, which also starts decoding."""
        return self.vocabulary - PAD_OFFSET

    @property
    def heads(self) -> dict[str, int]:
        """Attention heads of the encoder and the decoder."""
        return {"encoder": self.width // ENCODER_HEAD, "decoder": self.width // DECODER_HEAD}

    @property
    def feedforward(self) -> int:
        """Width of the hidden layer between two others."""
        return 4 * self.width


class Dropout(nn.Module):
    """Dropout with one mask for all places of a sequence: cheap on a CPU, and as good a regulariser
    (Gal and Ghahramani 2016, A Theoretically Grounded Application of Dropout in Recurrent Neural Networks).
    """

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return x
        keep = 1 - self.rate
        mask = torch.rand(x.shape[0], 1, x.shape[2], device=x.device, dtype=torch.float32) < keep
        return x * (mask.to(x.dtype) / keep)


class Attention(nn.Module):
    """Multi-head attention; with `memory` it attends there, else to its own input."""

    def __init__(self, width: int, heads: int, *, cross: bool) -> None:
        super().__init__()
        self.heads = heads
        self.first = nn.Linear(width, width if cross else 3 * width)
        self.memory = nn.Linear(width, 2 * width) if cross else None
        self.out = nn.Linear(width, width)

    def split(self, x: Tensor, parts: int) -> tuple[Tensor, ...]:
        """`parts` projections side by side, as heads: (batch, heads, length, part) each."""
        batch, length, _ = x.shape
        return x.view(batch, length, parts, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)

    def forward(
        self, x: Tensor, memory: Tensor | None, mask: Tensor | None, *, causal: bool
    ) -> tuple[Tensor, Tensor, Tensor]:
        if self.memory is not None and memory is not None:
            (query,) = self.split(self.first(x), 1)
            key, value = self.split(self.memory(memory), 2)
        else:
            query, key, value = self.split(self.first(x), 3)
        if causal:
            length = x.shape[1]
            mask = x.new_full((length, length), -1e4).triu_(1)
        return self.mix(query, key, value, mask), query[:, 0], key[:, 0]

    def mix(self, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
        """What (batch, heads, length, part) queries find, (batch, length, width); the mask is added to scores."""
        # Plain products: on a CPU in bfloat16 the backward pass of the fused kernel is six times slower.
        scores = (query @ key.transpose(-1, -2)) * query.shape[-1] ** -0.5
        if mask is not None:
            scores = scores + mask
        return self.out((scores.softmax(-1) @ value).transpose(1, 2).flatten(2))  # type: ignore[no-any-return]


class Layer(nn.Module):
    """An encoder layer, or with `cross` a decoder layer."""

    def __init__(self, shape: Shape, dropout: float, *, cross: bool) -> None:
        super().__init__()
        width, heads = shape.width, shape.heads["decoder" if cross else "encoder"]
        self.self_attention = Attention(width, heads, cross=False)
        self.self_norm = nn.LayerNorm(width)
        self.cross_attention = Attention(width, heads, cross=True) if cross else None
        self.cross_norm = nn.LayerNorm(width) if cross else None
        self.up, self.down = nn.Linear(width, shape.feedforward), nn.Linear(shape.feedforward, width)
        self.norm = nn.LayerNorm(width)
        self.dropout = Dropout(dropout)

    def forward(
        self,
        x: Tensor,
        own_mask: Tensor | None,
        memory: Tensor | None = None,
        memory_mask: Tensor | None = None,
    ) -> tuple[Tensor, tuple[Tensor, Tensor] | None]:
        mixed, _, _ = self.self_attention(x, None, own_mask, causal=self.cross_attention is not None)
        x = self.self_norm(x + self.dropout(mixed))
        head = None
        if self.cross_attention is not None and self.cross_norm is not None:
            mixed, query, key = self.cross_attention(x, memory, memory_mask, causal=False)
            x, head = self.cross_norm(x + self.dropout(mixed)), (query, key)
        return self.norm(x + self.dropout(self.down(F.gelu(self.up(x))))), head


class Embedding(nn.Module):
    """Pieces and their places as vectors, normalised."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width)
        self.dropout = Dropout(dropout)
        for table in (self.pieces, self.places):
            nn.init.normal_(table.weight, std=shape.width**-0.5)

    def forward(self, tokens: Tensor, first: int = 0) -> Tensor:
        """Vectors (batch, length, width) of pieces (batch, length) that stand from the place `first` on."""
        places = self.places.weight[first : first + tokens.shape[1]]
        return self.dropout(self.norm(self.pieces(tokens) + places))  # type: ignore[no-any-return]


class Network(nn.Module):
    """Encoder and decoder. Token arrays are int64 of shape (batch, length)."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.source, self.target = Embedding(shape, dropout), Embedding(shape, dropout)
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))
        self.encoder = nn.ModuleList(Layer(shape, dropout, cross=False) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(Layer(shape, dropout, cross=True) for _ in range(shape.decoder_layers))
        for name, weight in self.named_parameters():
            if weight.dim() == 2 and name.startswith(("encoder", "decoder")):
                fused = 3 if "first" in name and weight.shape[0] == 3 * weight.shape[1] else 1
                for part in weight.chunk(2 if "memory" in name else fused):
                    nn.init.xavier_uniform_(part)

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """Hidden states (batch, length, width) and the additive mask of real source places."""
        real = source.ne(self.shape.pad)
        x = self.source(source)
        mask = torch.zeros(real.shape, dtype=x.dtype, device=x.device).masked_fill_(~real, -1e4)[
            :, None, None, :
        ]
        for layer in self.encoder:
            x, _ = layer(x, mask)
        return x, mask

    def forward(self, source: Tensor, target_in: Tensor) -> tuple[Tensor, Tensor]:
        """Decoder states (batch, target, width) and the supervised head's log-attention
        (batch, target, source).
        """
        memory, mask = self.encode(source)
        x, head = self.target(target_in), None
        for layer in self.decoder:
            x, head = layer(x, None, memory, mask)
        assert head is not None
        query, key = head
        scores = (query @ key.transpose(1, 2)).float() / math.sqrt(query.shape[-1]) + mask[:, 0].float()
        return x, scores.log_softmax(-1)

    def loss(self, states: Tensor, target: Tensor, smoothing: float) -> Tensor:
        """Sum of label-smoothed cross-entropies; states (n, width), target (n,)."""
        return _OutputLoss.apply(states, self.target.pieces.weight, self.bias, target, smoothing)


class _OutputLoss(torch.autograd.Function):
    """Output layer and cross-entropy in one, a slice of rows at a time: the (n, vocabulary) matrix of scores
    never exists, and its gradient is taken while it is in the cache.
    """

    rows = 256

    @staticmethod
    def forward(ctx, states, weight, bias, target, smoothing):  # type: ignore[no-untyped-def]
        grad_states, grad_weight = [], torch.zeros_like(weight, dtype=torch.float32)
        grad_bias = torch.zeros_like(bias, dtype=torch.float32)
        total = torch.zeros((), dtype=torch.float32, device=states.device)
        rows = _OutputLoss.rows if states.device.type == "cpu" else 4096
        for part, wanted in zip(states.split(rows), target.split(rows), strict=True):
            scores = F.linear(part, weight, bias).float()
            right, mean = scores.gather(1, wanted[:, None]), scores.mean(1, keepdim=True)
            top = scores.amax(-1, keepdim=True)
            mass = scores.sub_(top).exp_().sum(-1, keepdim=True)
            total += (top + mass.log() - (1 - smoothing) * right - smoothing * mean).sum()
            grad = scores.mul_(1 / mass).sub_(smoothing / weight.shape[0])
            grad.scatter_add_(1, wanted[:, None], torch.full_like(right, smoothing - 1))
            low = grad.to(states.dtype)
            grad_states.append(low @ weight)
            grad_weight += low.t() @ part
            grad_bias += grad.sum(0)
        ctx.save_for_backward(torch.cat(grad_states), grad_weight.to(weight.dtype), grad_bias.to(bias.dtype))
        return total

    @staticmethod
    def backward(ctx, grad):  # type: ignore[no-untyped-def]
        states, weight, bias = ctx.saved_tensors
        return states * grad, weight * grad, bias * grad, None, None


def bart_config(shape: Shape) -> dict[str, object]:
    """Keyword arguments of transformers' BartConfig for this shape."""
    sides: dict[str, object] = {}
    for side, layers in (("encoder", shape.encoder_layers), ("decoder", shape.decoder_layers)):
        sides |= {
            f"{side}_layers": layers,
            f"{side}_attention_heads": shape.heads[side],
            f"{side}_ffn_dim": shape.feedforward,
        }
    return sides | {
        "vocab_size": shape.vocabulary, "d_model": shape.width, "max_position_embeddings": shape.positions,
        "activation_function": "gelu", "scale_embedding": False, "tie_word_embeddings": False,
        "pad_token_id": shape.pad, "bos_token_id": shape.pad, "eos_token_id": 0, "decoder_start_token_id": shape.pad,
        "forced_eos_token_id": 0, "num_beams": 4, "dropout": 0.1,
    }  # fmt: skip


def bart_state(weights: dict[str, Tensor], shape: Shape) -> dict[str, Tensor]:
    """The weights under the names of BartForConditionalGeneration; padding is never said."""
    bias = weights["bias"].clone()
    bias[shape.pad] = -1e4
    out = {"lm_head.weight": weights["target.pieces.weight"], "final_logits_bias": bias[None, :]}
    for side, own in (("encoder", "source"), ("decoder", "target")):
        out[f"model.{side}.embed_tokens.weight"] = weights[f"{own}.pieces.weight"]
        # BART's first two places are padding.
        out[f"model.{side}.embed_positions.weight"] = F.pad(weights[f"{own}.places.weight"], (0, 0, 2, 0))
        for kind in ("weight", "bias"):
            out[f"model.{side}.layernorm_embedding.{kind}"] = weights[f"{own}.norm.{kind}"]
    for name, tensor in weights.items():
        side, _, rest = name.partition(".")
        if side in ("encoder", "decoder"):
            number, _, rest = rest.partition(".")
            out |= {f"model.{side}.layers.{number}.{key}": value for key, value in _layer_names(rest, tensor)}
    return out


def _layer_names(name: str, tensor: Tensor) -> list[tuple[str, Tensor]]:
    module, _, rest = name.partition(".")
    norms = {
        "self_norm": "self_attn_layer_norm",
        "cross_norm": "encoder_attn_layer_norm",
        "norm": "final_layer_norm",
    }
    if module in norms:
        return [(f"{norms[module]}.{rest}", tensor)]
    if module in ("up", "down"):
        return [(f"fc{1 if module == 'up' else 2}.{rest}", tensor)]
    target = "self_attn" if module == "self_attention" else "encoder_attn"
    part, _, kind = rest.partition(".")
    if part == "out":
        return [(f"{target}.out_proj.{kind}", tensor)]
    heads = {"first": "qkv" if target == "self_attn" else "q", "memory": "kv"}[part]
    return [(f"{target}.{h}_proj.{kind}", t) for h, t in zip(heads, tensor.chunk(len(heads)), strict=True)]


__all__ = ["PAD_OFFSET", "Network", "Shape", "bart_config", "bart_state"]
