"""Files in the charset that they declare themselves, as HTML and XML do."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from align.text.files import Decoded, detect

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]*encoding=["']([\w-]+)""", re.IGNORECASE
)


def decoded(data: bytes, *, file: str, browser: bool = False) -> Decoded:
    """The text in the charset it declares, if it is in that; else as any text. Raises InputError.

    A `browser` reads ISO-8859-1 as Windows-1252.
    """
    found = _CHARSET.search(data[:4096])
    name = (found[1] or found[2]).decode("ascii") if found else ""
    try:
        name = codecs.lookup(name).name
        if name not in ("utf-8", "ascii") and not name.startswith(("utf-16", "utf-32")) and b"\0" not in data:
            return Decoded(data.decode("cp1252" if browser and name == "iso8859-1" else name), name)
    except (LookupError, UnicodeError):
        pass
    return detect(data, file=file)


def encoder(read: Decoded, data: bytes) -> Callable[[str], bytes]:
    """Writes text as it was read; what the charset has no place for, and in a file of ASCII all else, as references."""
    encoding = "ascii" if read.encoding != "utf-8" and data.isascii() else read.encoding
    return lambda text: read.mark + text.encode(encoding, "xmlcharrefreplace")
