"""A translation held to the glossary: what became of each term, and what is done where it did not come out."""
