"""`checklist render --watch`: print again on every change, and let the open pages follow."""

from __future__ import annotations

import json
import re
import threading
import time
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from checklist_tool.cli import printing, show
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases.printing import PrintOrder
from checklist_tool.usecases.watching import Watched, leads_elsewhere

_PORT = 8765  # the first that is tried
_PAUSE = 0.5  # seconds between two looks at the files
_CSP = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
# Put into each page that is served here, never into a file.
_LIVE = """<script>
(() => {
  const told = document.createElement("pre");
  told.style.cssText = "position:fixed;inset:auto 0 0;z-index:9;margin:0;padding:1rem;max-height:60vh;overflow:auto;white-space:pre-wrap;background:#9a1b1b;color:#fff;font:1rem/1.6 sans-serif";
  told.setAttribute("role", "alert");
  let seen;
  setInterval(async () => {
    try {
      const { round, fault } = await (await fetch("/_live", { cache: "no-store" })).json();
      if (seen !== undefined && seen !== round && !fault) location.reload();
      seen = round;
      told.textContent = fault;
      if (fault) document.body.append(told);
      else told.remove();
    } catch {} // the command has ended
  }, 700);
})();
</script>
"""  # noqa: E501


_MISSING = "<!DOCTYPE html><meta charset=utf-8><title>没有这一页</title><body>没有这一页</body>"


class Watch:
    """The rounds of printing: how many there were, and what was wrong in the last one."""

    def __init__(self, order: PrintOrder) -> None:
        self.order, self.round, self.fault = order, 0, ""
        self._watched: Watched | None = None

    def turn(self) -> None:
        """Print once; a fault is told in the terminal and on the pages, and is no end."""
        # What changes while it is printed is seen in the next round.
        self._watched = Watched(self.order)
        try:
            printing.fill(self.order)
            self.fault = ""
        except ChecklistError as error:
            self.fault = _told(error)
            show.error(error)
        self.round += 1

    def changed(self) -> bool:
        """Whether a file or folder is not as it was when the last round began."""
        return self._watched is not None and self._watched.changed()


def watching(order: PrintOrder) -> int:
    """Print, serve what was printed on this machine alone, and print again, until Ctrl-C."""
    watch = Watch(order)
    server = _server(watch, _PORT)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        watch.turn()
        for page in order.pages:
            show.line(f"http://127.0.0.1:{server.server_port}/{page}")
        show.remark("清单或模板一改就重印；按 Ctrl-C 结束")
        while True:
            time.sleep(_PAUSE)
            if watch.changed():
                watch.turn()
    except KeyboardInterrupt:
        show.remark("不再看着了")
        return 0
    finally:
        server.shutdown()
        server.server_close()


def _server(watch: Watch, port: int) -> ThreadingHTTPServer:
    """The server of the folder, at this port of this machine or the next that is free."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given, directory=str(watch.order.out))

        def do_GET(self) -> None:
            host = self.headers.get("Host", "").rpartition(":")[0]
            if host not in ("127.0.0.1", "localhost"):
                self.send_error(403)
            elif self.path == "/_live":
                state = {"round": watch.round, "fault": watch.fault}
                self._send(json.dumps(state).encode(), "application/json")
            elif self._leads_elsewhere():
                self.send_error(404)
            elif self.path.partition("?")[0].endswith(".html"):
                self._page(Path(self.translate_path(self.path)))
            elif (index := Path(self.translate_path(self.path), "index.html")).is_file():
                self._page(index)
            else:
                super().do_GET()

        def _leads_elsewhere(self) -> bool:
            """Whether a link is on the way, which may have come with a repository."""
            path = Path(self.translate_path(self.path), "index.html")
            return leads_elsewhere(Path(self.directory), path)

        def _page(self, path: Path) -> None:
            try:
                text = path.read_text(encoding="utf-8")
            except OSError:
                text = _MISSING
            text = _CSP.sub("", text, count=1).replace("</body>", _LIVE + "</body>")
            self._send(text.encode(), "text/html; charset=utf-8")

        def _send(self, data: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    for tried in range(port, port + 20):
        try:
            return ThreadingHTTPServer(("127.0.0.1", tried), Handler)
        except OSError:
            continue
    raise ChecklistError(
        f"本机的端口 {port} 到 {port + 19} 都占着", hint="关掉不用的 checklist render --watch"
    )


def _told(error: ChecklistError) -> str:
    lines = [error.message, error.hint]
    lines += [f"{problem.place}: {problem.code} {problem.message}" for problem in error.problems]
    return "\n".join(filter(None, lines))
