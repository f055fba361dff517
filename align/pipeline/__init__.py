"""The two jobs on one text: translating it, and tying a translation found elsewhere."""
