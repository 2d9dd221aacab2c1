"""A clerk's day at the served desk, in a real browser."""

import threading

import pytest

from builders import PATHS, TODAY, aged, certificates, tree, written
from checklist_tool.server import local
from checklist_tool.server.application import Application
from checklist_tool.server.lists import Lists
from render.browse import overflow, violations

pytestmark = pytest.mark.browser


class Desk:
    """A server of some lists that can be stopped."""

    def __init__(self, root):
        application = Application(Lists(root, lambda: TODAY), ["127.0.0.1"])
        self._stop = threading.Event()
        server = local.Server(("127.0.0.1", 0), application)
        self._thread = threading.Thread(target=local.serve, args=(server, self._stop.wait))
        self._thread.start()
        self.address = f"http://127.0.0.1:{server.server_address[1]}/"

    def stop(self):
        self._stop.set()
        self._thread.join()


@pytest.fixture
def root(tmp_path):
    return aged(written(tmp_path / "lists", tree()))


@pytest.fixture
def desk(root):
    running = Desk(root)
    yield running
    running.stop()


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="zh-CN", viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


def test_a_question_is_asked_and_the_slip_reached_by_keyboard_alone(desk, page):
    wrong = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(desk.address)

    page.keyboard.press("/")
    page.keyboard.type("死亡证明")
    page.keyboard.press("Enter")
    page.clock.run_for(1000)
    link = page.locator("#_results a[href*='items/siwang']").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/siwang.html")

    assert overflow(page) == 0
    slip = page.locator("a.slip")
    assert page.request.get(slip.evaluate("one => one.href")).headers["content-type"] == (
        "application/pdf"
    )
    assert wrong == []


def test_an_open_page_says_that_the_lists_have_changed(desk, page, root):
    page.goto(desk.address)
    page.wait_for_load_state("networkidle")
    assert page.locator("#_behind").is_hidden()

    (root / PATHS["positive"]).write_text(
        certificates("id: juzhu\nname: 居住证明\nbasis: [{policy: minfa-2020-20}]"),
        encoding="utf-8",
    )
    page.wait_for_timeout(700)
    page.clock.run_for(31_000)

    page.locator("#_behind", has_text="请刷新").wait_for()
    page.reload()
    assert "居住证明" in page.content() or page.request.get(f"{desk.address}items/juzhu.html").ok


def test_an_open_page_says_that_it_is_cut_off_and_still_answers(desk, page):
    page.goto(desk.address)
    page.wait_for_load_state("networkidle")

    desk.stop()
    page.clock.run_for(31_000)

    page.locator("#_behind", has_text="连不上了").wait_for()
    page.fill("#_query", "死亡证明")
    page.keyboard.press("Enter")
    page.clock.run_for(1000)
    page.locator("#_results", has_text="死亡证明").wait_for()


def test_axe_finds_nothing_against_the_served_pages(desk, browser):
    for path in ("", "items/siwang.html"):
        context = browser.new_context(locale="zh-CN", bypass_csp=True)
        page = context.new_page()
        page.goto(desk.address + path)

        assert violations(page) == []
        context.close()
