"""Documents in and out: files whose paragraphs are translated while everything around them stays."""
