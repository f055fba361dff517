"""Words of both languages: the lexical table, base forms, look-alikes, trigrams of English, and the links between words."""
