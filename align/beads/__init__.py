"""Sentences of a text tied to those of its translation: candidate beads, what they gain, the best path, and its score."""
