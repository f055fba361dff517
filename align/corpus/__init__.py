"""Many texts: a folder in, a folder of bitexts out, resumable, in one process, in several, or on Ray."""
