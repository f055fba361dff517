"""A sentencepiece model of sixty pieces, trained in a moment on made-up Indonesian. Same pieces at every call."""

import io

import sentencepiece

WORDS = "anak ibu rumah sakit sekolah makan minum pergi datang buku besar kecil di ke dari yang".split()


def train(letters: str = "f l i . e k", **options: object) -> sentencepiece.SentencePieceProcessor:
    """A model of the lines and, nine times, of letters; options are the trainer's."""
    lines = [" ".join(WORDS[(place * step) % len(WORDS)] for place in range(1, 9)) for step in range(1, 400)]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines + [letters] * 9),
        model_writer=model,
        vocab_size=60,
        hard_vocab_limit=False,
        minloglevel=2,
        **options,
    )
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
