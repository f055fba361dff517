"""Review: people read, correct and approve a bitext side by side; nothing they did is lost.

`store` keeps the rows and their history in SQLite beside the file, `acts` says what each act of a reviewer makes
of rows, `server` shows them on loopback, `export` gives the reviewed bitext back.
"""
