"""Text in: files, paragraphs, sentence boundaries, segments, clauses, tokens, and text as models see it."""
