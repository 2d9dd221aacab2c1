"""The web application: the desk page, and the lists for programs below /api/v1.

It is a WSGI application without state of its own beside what it keeps of the lists, so any
number of processes may serve the same lists behind any balancer. It only reads. No question is
ever logged. Errors are problem documents (RFC 9457).
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from mimetypes import guess_type
from typing import Any
from urllib.parse import parse_qsl, quote

from checklist_tool import __version__
from checklist_tool.problems import ChecklistError
from checklist_tool.server import resources
from checklist_tool.server.lists import Lists

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]

MOST_POSTED = 4 * 1024 * 1024  # bytes
_MOST_LINES = 20_000  # of a file that is posted: some seconds; the shipped lists have a third
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::[0-9]{1,5})?")  # the name, and a port
_LONGEST_QUERY = 8192  # characters of an address behind the question mark
_SAFE = [
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
        " form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
]


@dataclass(frozen=True, slots=True)
class Reply:
    """A status, a body of this type, and further headers."""

    status: HTTPStatus
    body: bytes
    type: str = "application/json; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = field(default=())


class RequestRefused(Exception):
    """A request that is answered with a problem document."""

    def __init__(
        self, status: HTTPStatus, detail: str, hint: str = "", problems: Iterable[Any] = ()
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.hint = status, detail, hint
        self.problems = [problem.as_json() for problem in problems]

    def reply(self) -> Reply:
        """The problem document."""
        told: dict[str, Any] = {
            "type": "about:blank", "title": _TITLES.get(self.status, self.status.phrase),
            "status": self.status.value, "detail": self.detail,
        }  # fmt: skip
        if self.hint:
            told["hint"] = self.hint
        if self.problems:
            told["problems"] = self.problems
        return Reply(self.status, _json(told), "application/problem+json; charset=utf-8")


_STATUS: dict[type[ChecklistError], HTTPStatus] = {
    resources.NotThere: HTTPStatus.NOT_FOUND,
    resources.NotAsked: HTTPStatus.BAD_REQUEST,
    resources.NotMade: HTTPStatus.UNPROCESSABLE_ENTITY,
}
_TITLES = {
    HTTPStatus.BAD_REQUEST: "请求写得不对",
    HTTPStatus.FORBIDDEN: "别的网站不能这样用",
    HTTPStatus.NOT_FOUND: "没有这个地址或事项",
    HTTPStatus.METHOD_NOT_ALLOWED: "这个地址不能这样用",
    HTTPStatus.LENGTH_REQUIRED: "没有写明内容有多长",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "内容太大",
    HTTPStatus.REQUEST_URI_TOO_LONG: "问题太长",
    HTTPStatus.MISDIRECTED_REQUEST: "网址里的名称不是这里的",
    HTTPStatus.UNPROCESSABLE_ENTITY: "做不了",
    HTTPStatus.INTERNAL_SERVER_ERROR: "程序自己出了毛病",
    HTTPStatus.SERVICE_UNAVAILABLE: "清单现在读不了",
}


class Application:
    """Answers requests about the lists to those who ask for it by one of these names.

    `hosts` are the names without a port; `origins` the sites whose pages may read the answers.
    """

    def __init__(self, lists: Lists, hosts: Iterable[str], origins: Iterable[str] = ()) -> None:
        self.lists = lists
        self.hosts = frozenset(host.lower() for host in hosts)
        self.origins = frozenset(origins)
        self._validating = threading.Lock()

    def __call__(self, environ: Environ, start: StartResponse) -> list[bytes]:
        """The answer, as WSGI has it (PEP 3333)."""
        try:
            reply = self._reply(environ)
        except RequestRefused as refused:
            reply = refused.reply()
        except ChecklistError as error:
            status = _STATUS.get(type(error), HTTPStatus.SERVICE_UNAVAILABLE)
            reply = RequestRefused(status, error.message, error.hint, error.problems).reply()
        except OSError:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            reply = RequestRefused(status, "读不了清单的文件", "检查放清单的磁盘和权限").reply()
        except Exception:
            traceback.print_exc()  # for whoever keeps the program; it shows no question
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            reply = RequestRefused(status, "不是清单的错", "把服务窗口里的话交给管软件的人").reply()
        body = b"" if environ["REQUEST_METHOD"] == "HEAD" else reply.body
        headers = [
            ("Content-Type", reply.type),
            ("Content-Length", str(len(reply.body))),
            ("Cache-Control", "no-cache"),
            *_SAFE,
            *reply.headers,
            *self._shared(environ),
        ]
        if reply.status is HTTPStatus.NOT_MODIFIED:
            described = ("Content-Type", "Content-Length")
            headers = [pair for pair in headers if pair[0] not in described]
        start(f"{reply.status.value} {reply.status.phrase}", headers)
        return [body]

    def _reply(self, environ: Environ) -> Reply:
        self._check_host(environ)
        self._check_origin(environ)
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        method = environ["REQUEST_METHOD"]
        if path == "/api/v1/validate":
            if method != "POST":
                raise _not_allowed("POST")
            posted = _posted(environ)
            with self._validating:  # it takes all of a processor
                return Reply(HTTPStatus.OK, _json(resources.validated(self.lists, *posted)))
        if method not in ("GET", "HEAD"):
            raise _not_allowed("GET, HEAD")
        asked = environ.get("QUERY_STRING", "")
        if len(asked) > _LONGEST_QUERY:
            raise RequestRefused(
                HTTPStatus.REQUEST_URI_TOO_LONG, "问号后面的内容太长", "只写要查的名称"
            )
        tag = _tag(self.lists.state(), path, asked)
        if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            return Reply(HTTPStatus.NOT_MODIFIED, b"", headers=(("ETag", tag),))
        reply = self._api(path, asked) if path.startswith("/api/") else self._page(path)
        if reply.status is HTTPStatus.OK:
            reply = Reply(reply.status, reply.body, reply.type, (*reply.headers, ("ETag", tag)))
        return reply

    def _api(self, path: str, asked: str) -> Reply:
        found = resources.found(path)
        if found is None:
            hint = "能用的地址见 /api/v1/openapi.json"
            raise RequestRefused(HTTPStatus.NOT_FOUND, f"没有 {path} 这个地址", hint)
        resource, named = found
        given = _parameters(asked, resource.parameters)
        made = resource.answer(self.lists, *named, **given)
        if isinstance(made, resources.File):
            name = f"inline; filename*=UTF-8''{quote(made.name)}"
            return Reply(HTTPStatus.OK, made.data, made.type, (("Content-Disposition", name),))
        return Reply(HTTPStatus.OK, made if isinstance(made, bytes) else _json(made))

    def _page(self, path: str) -> Reply:
        name = path.lstrip("/") or "index.html"
        data = self.lists.page(name + ("index.html" if name.endswith("/") else ""))
        if data is None:
            missing = self.lists.page("404.html")
            return Reply(HTTPStatus.NOT_FOUND, missing or b"", "text/html; charset=utf-8")
        type = guess_type(name)[0] or "text/html"
        if type.startswith("text/") or type.endswith(("javascript", "json", "xml")):
            type += "; charset=utf-8"
        return Reply(HTTPStatus.OK, data, type)

    def _check_host(self, environ: Environ) -> None:
        """Refuse what came by another name: a page elsewhere may have its name lead here."""
        host = environ.get("HTTP_HOST", "").lower()
        named = _HOST.fullmatch(host)
        if named is None or named[1] not in self.hosts:
            hint = "用启动时显示的网址打开；要用别的名称，启动时加 --name"
            raise RequestRefused(HTTPStatus.MISDIRECTED_REQUEST, f"这里不叫“{host[:100]}”", hint)

    def _check_origin(self, environ: Environ) -> None:
        """Refuse what the page of another site sets going; a link from there may be followed."""
        origin = environ.get("HTTP_ORIGIN", "")
        if origin in self.origins:
            return
        host = environ.get("HTTP_HOST", "").lower()
        foreign = environ.get("HTTP_SEC_FETCH_SITE") == "cross-site" or (
            origin and origin.lower().partition("://")[2] != host
        )
        followed = environ["REQUEST_METHOD"] in ("GET", "HEAD") and (
            environ.get("HTTP_SEC_FETCH_MODE") == "navigate"
        )
        if foreign and not followed:
            hint = "要让那个网站的页面用，启动时加 --allow-origin"
            raise RequestRefused(HTTPStatus.FORBIDDEN, "这是别的网站的页面发来的", hint)

    def _shared(self, environ: Environ) -> Iterable[tuple[str, str]]:
        origin = environ.get("HTTP_ORIGIN", "")
        if origin in self.origins:
            yield "Access-Control-Allow-Origin", origin
            yield "Vary", "Origin"


def _posted(environ: Environ) -> tuple[str, bytes]:
    """The path and the text of the file that was posted."""
    given = _parameters(environ.get("QUERY_STRING", ""), ("path",))
    length = environ.get("CONTENT_LENGTH", "")
    if not length.isdecimal():
        hint = "加上 Content-Length"
        raise RequestRefused(HTTPStatus.LENGTH_REQUIRED, "没有写明内容有多长", hint)
    if int(length) > MOST_POSTED:
        limit = MOST_POSTED // 1024 // 1024
        raise RequestRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"内容超过 {limit} MB")
    if "path" not in given:
        hint = "如 ?path=data/lists/certificates/negative.yaml"
        raise RequestRefused(HTTPStatus.BAD_REQUEST, "没有写明是哪个文件", hint)
    text = environ["wsgi.input"].read(int(length))
    if len(text) < int(length):
        raise RequestRefused(HTTPStatus.BAD_REQUEST, "内容没有收全", "再发一次")
    if text.count(b"\n") > _MOST_LINES:
        detail = f"内容超过 {_MOST_LINES} 行"
        hint = "这么大的，在电脑上运行 checklist validate"
        raise RequestRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail, hint)
    return given["path"], text


def _parameters(asked: str, known: Iterable[str]) -> dict[str, str]:
    """What stands behind the question mark; refuses what is not known, and what is given twice."""
    given: dict[str, str] = {}
    try:
        pairs = parse_qsl(asked, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        hint = "中文按 UTF-8 写进网址"
        raise RequestRefused(
            HTTPStatus.BAD_REQUEST, "问号后面的内容不是 UTF-8 编码", hint
        ) from None
    for name, value in pairs:
        if name not in known:
            hint = f"能写的有：{'、'.join(known)}" if known else "问号后面什么也不用写"
            raise RequestRefused(HTTPStatus.BAD_REQUEST, f"没有“{name[:100]}”这个参数", hint)
        if name in given:
            raise RequestRefused(HTTPStatus.BAD_REQUEST, f"“{name}”写了两次", "只写一次")
        given[name] = value
    return given


def _not_allowed(methods: str) -> RequestRefused:
    return RequestRefused(HTTPStatus.METHOD_NOT_ALLOWED, f"这个地址只能用 {methods}")


def _tag(*of: str) -> str:
    """An entity tag: the same for the same lists, day, program and question."""
    text = "\0".join((__version__, *of)).encode("utf-8", "surrogatepass")
    return f'"{hashlib.blake2b(text, digest_size=12).hexdigest()}"'


def _json(value: Mapping[str, Any] | list[Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "replace")
