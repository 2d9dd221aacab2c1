"""`checklist serve`: the desk in a browser, and the lists for programs."""

from __future__ import annotations

import signal
import threading
import webbrowser
from types import FrameType
from typing import Annotated

import typer

from checklist_tool.cli import show
from checklist_tool.cli.options import RootOption, root_of, today
from checklist_tool.problems import ChecklistError, reason

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def serve(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="端口；0 为任一个空的")
    ] = 8765,
    open_: Annotated[bool, typer.Option("--open", help="用浏览器打开")] = False,
    bind: Annotated[
        str, typer.Option("--bind", help="在哪个地址上；不写就只有这台电脑能用")
    ] = "127.0.0.1",
    names: Annotated[
        list[str] | None,
        typer.Option("--name", help="别的电脑用哪个名称来访问；可写几次", show_default=False),
    ] = None,
    origins: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-origin",
            help="哪个网站的网页可以读取答复，如 https://www.example.cn",
            show_default=False,
        ),
    ] = None,
    root: RootOption = None,
) -> int:
    """在浏览器里用：查事项、看清单、印告知单；程序用 /api/v1。

    只读，不记录问了什么。清单改了，网页跟着改。按 Ctrl-C 停止。

    例：

    checklist serve --open

    checklist serve --port 9000

    checklist serve --bind 0.0.0.0 --name 192.168.1.20
    """
    from checklist_tool.server import local
    from checklist_tool.server.application import Application
    from checklist_tool.server.lists import Lists

    folder = root_of(root)
    if bind not in ("127.0.0.1", "::1", "localhost") and not names:
        raise ChecklistError(
            f"在 {bind} 上别的电脑也能用，要写明它们用哪个名称",
            hint="加 --name，如 --name 192.168.1.20；只给这台电脑用的，不写 --bind",
        )
    lists = Lists(folder, today)
    lists.index()  # lists that cannot be read are told of here, not in the browser
    lists.close()
    application = Application(lists, (*_LOOPBACK, *(names or ())), origins or ())
    try:
        server = local.Server((bind, port), application)
    except OSError as error:
        raise ChecklistError(
            f"用不了 {bind} 的端口 {port}（{reason(error)}）",
            hint="可能已经开着一个；换一个端口：--port 0",
        ) from None
    host = f"[{bind}]" if ":" in bind else bind
    shown = (names or [""])[0] if host in ("0.0.0.0", "[::]") else host
    address = f"http://{shown or host}:{server.server_address[1]}/"
    show.line(address)
    show.remark("按 Ctrl-C 停止")
    if open_:
        webbrowser.open(address)
    local.serve(server, _until_told_to_stop)
    show.remark("已停止")
    return 0


def _until_told_to_stop() -> None:
    told = threading.Event()

    def tell(number: int, frame: FrameType | None) -> None:
        told.set()

    before = {one: signal.signal(one, tell) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        while not told.wait(1.0):  # on Windows a wait without end does not see Ctrl-C
            pass
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
