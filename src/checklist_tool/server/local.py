"""A server of one application for one PC: the standard library's, with bounds.

For many at once, a server of its own kind (such as Granian) runs the same application.
"""

from __future__ import annotations

import io
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote_to_bytes

from checklist_tool.server.application import MOST_POSTED, Application, RequestRefused

_IDLE = 10.0  # seconds without a byte, after which a connection is let go
_LONGEST = 20.0  # seconds that a request may take to arrive
_MOST_OPEN = 1024  # connections


class Server(ThreadingHTTPServer):
    """Serves an application at an address until it is told to stop."""

    daemon_threads = False  # what runs is finished
    request_queue_size = 128
    allow_reuse_address = sys.platform != "win32"  # there it would share a port in use

    def __init__(self, address: tuple[str, int], application: Application) -> None:
        self.application = application
        self.waiting: dict[socket.socket, float] = {}  # for a request, since when
        self._lock = threading.Lock()
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a connection a thread of its own, or let it go when there are too many."""
        with self._lock:
            there_is_room = len(self.waiting) < _MOST_OPEN
            if there_is_room:
                self.waiting[request] = time.monotonic()
        if there_is_room:
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def waits(self, request: socket.socket) -> None:
        """Note that a connection waits for its next request from now on."""
        with self._lock:
            self.waiting[request] = time.monotonic()

    def works(self, request: socket.socket) -> None:
        """Note that a request of a connection has arrived, and is being answered."""
        with self._lock:
            self.waiting[request] = float("inf")

    def service_actions(self) -> None:
        """Close connections whose request takes too long to arrive."""
        self._let_go(time.monotonic() - _LONGEST)

    def stop(self) -> None:
        """Finish what is being answered, close all other connections, and return."""
        self.shutdown()
        self._let_go(time.monotonic())
        self.server_close()

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        with self._lock:
            self.waiting.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that broke; show what else Python says."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    def _let_go(self, since: float) -> None:
        with self._lock:
            late = [one for one, began in self.waiting.items() if began <= since]
        for one in late:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)  # its thread then reads the end


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "checklist", ""
    timeout = _IDLE
    wbufsize = -1  # head and body in one packet
    disable_nagle_algorithm = True

    def handle(self) -> None:
        try:
            super().handle()
        finally:
            self.server.application.lists.close()

    def handle_one_request(self) -> None:
        self.server.waits(self.connection)
        super().handle_one_request()

    def answer(self) -> None:
        """Give the request to the application, and send what it says."""
        if self._is_unclear():
            reply = RequestRefused(
                HTTPStatus.BAD_REQUEST, "请求写得不清楚", "换一个浏览器或程序"
            ).reply()
            self.close_connection = True
            headers = [("Content-Type", reply.type), ("Content-Length", str(len(reply.body)))]
            self._begin("400 Bad Request", headers)
            self.wfile.write(reply.body)
            return
        length = self.headers.get("Content-Length", "")
        body = b""
        if length.isdecimal() and int(length) <= MOST_POSTED:
            body = self.rfile.read(int(length))
        elif length:
            self.close_connection = True  # what is left unread would be the next request
        self.server.works(self.connection)
        path, _, asked = self.path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": asked,
            "CONTENT_LENGTH": length,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "wsgi.input": io.BytesIO(body),
        }
        for name in ("Host", "If-None-Match", "Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode"):
            environ[f"HTTP_{name.upper().replace('-', '_')}"] = self.headers.get(name, "")
        for part in self.server.application(environ, self._begin):
            self.wfile.write(part)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = answer  # noqa: N815

    def _is_unclear(self) -> bool:
        """Whether a proxy in front may read the request otherwise: where it ends, and whom it asks.

        The connection is closed then (RFC 9112, sections 3.2 and 6.3).
        """
        return "Transfer-Encoding" in self.headers or any(
            len(self.headers.get_all(name, ())) > 1 for name in ("Content-Length", "Host")
        )

    def _begin(self, status: str, headers: list[tuple[str, str]]) -> None:
        code, _, phrase = status.partition(" ")
        self.send_response(int(code), phrase)
        for name, value in headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: what is asked at the desk is nobody's business."""


def serve(server: Server, until: Callable[[], object]) -> None:
    """Serve in a thread until `until` returns, then stop."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.5})
    thread.start()
    try:
        until()
    finally:
        server.stop()
        thread.join()
