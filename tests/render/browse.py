"""What the tests in a real browser share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DARK = {"color_scheme": "dark"}


@contextmanager
def opened(browser, path: Path, at: str = "", **settings) -> Iterator:
    """The page of a file, `at` its end of the address; fails on any error or request outside."""
    context = browser.new_context(**{"locale": "zh-CN", **settings})
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda asked: None if asked.url.startswith(("file:", "data:"))
        else wrong.append(asked.url),
    )  # fmt: skip
    page.goto(path.as_uri() + at)
    try:
        yield page
    finally:
        context.close()
    assert wrong == []


def ask(page, words: str) -> None:
    """Type a whole question, and say with Enter that it is one."""
    page.fill("#_query", words)
    page.press("#_query", "Enter")


def violations(page) -> list[str]:
    """What axe finds against the page: rule, what it says, and where."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
    ]


def overflow(page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
