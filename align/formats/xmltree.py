"""XML read safely into a small tree that knows its lines, and text made safe for XML.

Read through defusedxml: no entity is expanded, nothing is fetched. Files above `MAX_BYTES` and nesting deeper
than `MAX_DEPTH` are refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_external_ges, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl, InputSource

from align.errors import InputError

MAX_BYTES = 256 * 2**20
MAX_DEPTH = 100
NAMESPACE = "urn:padanan:1"
"""Namespace of the attributes of our own; `Node.attributes` gives them as `padanan:name`."""

_PREFIXES = {"http://www.w3.org/XML/1998/namespace": "xml:", NAMESPACE: "padanan:"}
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_BLANKS = {"\n": "&#10;", "\t": "&#9;"}
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Node:
    """An element: name, attributes, line it starts on, its text and elements in order, and its namespace.

    Names are local in the namespace of the root and in none; those of any other namespace are `{namespace}name`, so
    that `its:version` is never taken for `version`.
    """

    name: str
    attributes: dict[str, str]
    line: int
    content: list[str | Node] = field(default_factory=list)
    namespace: str = ""

    def children(self, *names: str) -> Iterator[Node]:
        """The child elements with one of these names."""
        return (child for child in self.content if isinstance(child, Node) and child.name in names)

    def elements(self) -> Iterator[Node]:
        """The child elements."""
        return (child for child in self.content if isinstance(child, Node))

    def child(self, name: str) -> Node | None:
        """The first child element with this name."""
        return next(self.children(name), None)

    def all(self, *names: str) -> Iterator[Node]:
        """Every element below with one of these names, in order; nothing inside a hit is looked at."""
        for child in self.content:
            if isinstance(child, Node):
                if child.name in names:
                    yield child
                else:
                    yield from child.all(*names)

    def text(self) -> str:
        """All text below."""
        return "".join(part if isinstance(part, str) else part.text() for part in self.content)


def parse(data: bytes, *, file: str) -> Node:
    """The root element of `data`. Raises InputError naming the line."""
    from defusedxml import DefusedXmlException, sax  # noqa: PLC0415

    if len(data) > MAX_BYTES:
        raise InputError(f"{len(data):,} bytes of XML; accepted are up to {MAX_BYTES:,}", file=file)
    reader = sax.make_parser()
    reader.setFeature(feature_namespaces, True)
    reader.setFeature(feature_external_ges, False)
    reader.forbid_external = False  # a DOCTYPE may name a DTD, as TMX does: it is passed over, never fetched
    builder = _Builder(file)
    reader.setContentHandler(builder)
    source = InputSource(file)
    source.setByteStream(BytesIO(data))
    try:
        reader.parse(source)
    except DefusedXmlException as error:
        raise InputError(
            f"declares entities, which are not accepted in XML ({type(error).__name__})",
            file=file,
            line=builder.line,
        ) from None
    except SAXException as error:
        line = getattr(error, "getLineNumber", lambda: builder.line)()
        raise InputError(f"is not well-formed XML: {error.getMessage()}", file=file, line=line) from None
    except (LookupError, ValueError) as error:
        raise InputError(f"is XML in an unknown encoding: {error}", file=file, line=1) from None
    return builder.root


def escape(text: str) -> str:
    """`text` for the content of an element; characters XML cannot hold are not looked at."""
    return re.sub(r'[&<>"\r]', lambda match: _ESCAPES[match[0]], text)


def attribute(text: str) -> str:
    """`text` for an attribute value; a character XML cannot hold becomes U+FFFD."""
    return re.sub(r"[\n\t]", lambda match: _BLANKS[match[0]], escape(ILLEGAL.sub("\ufffd", text)))


def element(name: str, text: str, **attributes: str) -> str:
    """A whole element around `text`; a character XML cannot hold becomes U+FFFD."""
    values = "".join(f' {key.replace("_", ":")}="{attribute(value)}"' for key, value in attributes.items())
    return f"<{name}{values}>{escape(ILLEGAL.sub(chr(0xFFFD), text))}</{name}>"


def replace_illegal(text: str, code: Callable[[int], str]) -> str:
    """`text` for the content of an element, with markup from `code` where XML cannot hold a character."""
    parts: list[str] = []
    at = 0
    for match in ILLEGAL.finditer(text):
        parts += escape(text[at : match.start()]), code(ord(match[0]))
        at = match.end()
    return "".join(parts) + escape(text[at:])


def code_point(text: str, *, file: str, line: int) -> str:
    """The character a hexadecimal code names. Raises InputError."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", text) or int(text, 16) > 0x10FFFF:
        raise InputError(f"{text[:20]!r} is not the hexadecimal code of a character", file=file, line=line)
    return chr(int(text, 16))


def _called(uri: str | None, local: str, *, own: str) -> str:
    """The name of an element or attribute: local where its namespace is `own` or none."""
    if not uri or uri == own:
        return local
    return _PREFIXES.get(uri, f"{{{uri}}}") + local


class _Builder(ContentHandler):
    """Grows the tree as the reader reports elements and text."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.root = Node("", {}, 1)
        self._file = file
        self._stack: list[Node] = []

    @property
    def line(self) -> int:
        locator = getattr(self, "_locator", None)
        return (locator.getLineNumber() if locator else None) or 1

    def startElementNS(  # noqa: N802
        self,
        name: tuple[str | None, str],
        qname: str | None,  # noqa: ARG002
        attrs: AttributesNSImpl,
    ) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise InputError(f"nests deeper than {MAX_DEPTH} elements", file=self._file, line=self.line)
        own = self.root.namespace if self._stack else name[0] or ""
        values = {_called(*key, own=""): value for key, value in attrs.items()}
        node = Node(_called(*name, own=own), values, self.line, namespace=name[0] or "")
        if self._stack:
            self._stack[-1].content.append(node)
        else:
            self.root = node
        self._stack.append(node)

    def endElementNS(self, *_: object) -> None:  # noqa: N802
        self._stack.pop()

    def characters(self, content: str) -> None:
        self._stack[-1].content.append(content)
