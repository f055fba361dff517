"""What stands between the network and the desk: Host, Origin, token, size of a request, and headers of every answer."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 256 * 1024  # bytes of a request's body
COOKIE = "padanan-{port}"  # browsers share cookies between the ports of a host
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Guard:
    """Lets through what comes from the page this run served, and nothing else.

    A name in `Host` that is not ours ends DNS rebinding; an `Origin` that is not ours, requests forged by another
    page; the token, other users of the machine. The address with the token is exchanged for a cookie that scripts
    cannot read and other sites do not send.
    """

    def __init__(self, app: ASGIApp, *, token: str, hosts: frozenset[str], port: int) -> None:
        self.app, self.token, self.hosts = app, token, hosts
        self.cookie = COOKIE.format(port=port)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI protocol."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, dressed)
            return
        await self.app(scope, _Bounded(receive), dressed)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self.hosts:
            return PlainTextResponse(
                "This server answers to its own address only; --name HOST tells it another.\n", 421
            )
        origin = headers.get("origin")
        if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
            return PlainTextResponse("Requests from other sites are refused.\n", 403)
        if scope["method"] not in ("GET", "HEAD") and headers.get("content-type", "") != "application/json":
            return PlainTextResponse("Acts are sent as application/json.\n", 415)
        size = headers.get("content-length", "0")
        if not size.isdigit() or int(size) > LARGEST:
            return PlainTextResponse(f"A request holds at most {LARGEST:,} bytes.\n", 413)
        return self._unknown(scope, headers)

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        query = scope["query_string"].decode("latin-1")
        if scope["path"] == "/" and query.startswith("token=") and self._same(query.removeprefix("token=")):
            answer = RedirectResponse("/", 303)
            secure = headers.get("x-forwarded-proto") == "https"
            answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", secure=secure)
            return answer
        if self._same(cookie_parser(headers.get("cookie", "")).get(self.cookie, "")):
            return None
        return PlainTextResponse("Open the address that `padanan review` printed: it holds the key.\n", 403)

    def _same(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.token.encode())


class _Bounded:
    """A request body that ends in an error where it grows past the bound without having said so."""

    def __init__(self, receive: Receive) -> None:
        self.receive, self.size = receive, 0

    async def __call__(self) -> Message:
        message = await self.receive()
        self.size += len(message.get("body", b""))
        if self.size > LARGEST:
            raise ValueError(f"a request holds at most {LARGEST:,} bytes")
        return message
