"""The site as it is used: in a real browser, from a folder, without a network."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest
from browse import ask, opened, overflow, violations
from pypdf import PdfReader

from checklist_tool.render import site
from checklist_tool.render.book import compose
from checklist_tool.render.changes import ChangeRow
from checklist_tool.render.site.folder import put
from checklist_tool.render.site.past import ListChanges, Past, PastChange

pytestmark = pytest.mark.browser

PAGES = (
    "index.html", "index.html#q=亲属关系", "index.html#q=手机贴膜", "items/qinshu-guanxi.html",
    "items/zhuanxue-zhengming.html", "lists/negative.html", "lists/off-list.html",
    "policies/index.html", "policies/minfa-2020-20.html", "admission.html", "ledgers.html",
    "changes.html",
    "404.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(lists, tmp_path_factory):
    """The site of the frozen lists, with a change of each kind to tell."""
    row = ChangeRow("理由", "村居没有档案", "村居没有档案，也无法核实")
    change = PastChange(
        "k",
        "修改",
        "亲属关系证明",
        "",
        "items/qinshu-guanxi.html",
        [row, ChangeRow("注意", remark="说明")],
    )
    told = Past("", "和上一期相比", "1 处有变化：修改 1", [ListChanges("负面清单", [change])])
    target = tmp_path_factory.mktemp("made") / "site"
    texts = site.files(compose(lists, "all", "r1"), lists, ".", told)
    put(target, ((path, text.encode()) for path, text in texts))
    return target


def at(folder, page):
    path, _, end = page.partition("#")
    return folder / path, f"#{end}" if end else ""


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_against_a_page_light_or_dark_or_narrow(browser, folder, page):
    for scheme, width in (("light", 1280), ("dark", 320)):
        with opened(
            browser, *at(folder, page), color_scheme=scheme, bypass_csp=True,
            viewport={"width": width, "height": 800},
        ) as shown:  # fmt: skip
            assert violations(shown) == []
            assert overflow(shown) == 0


def test_a_page_of_a_folder_loads_its_style_and_scripts(browser, folder):
    with opened(browser, *at(folder, "items/qinshu-guanxi.html")) as page:
        assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
        assert page.is_visible("#_ask")


@pytest.mark.parametrize("page", ["admission.html", "items/qinshu-guanxi.html"])
def test_on_paper_a_page_is_filled_from_the_first_sheet(browser, folder, page):
    with opened(browser, folder / page) as shown:
        first = PdfReader(BytesIO(shown.pdf(format="A4"))).pages[0].extract_text()

    assert len(first) > 300  # as many characters, whichever font they are shown in


def test_the_search_leads_to_the_page_of_an_item(browser, folder):
    with opened(browser, *at(folder, "index.html")) as page:
        page.fill("#_query", "liangminzheng")
        assert page.inner_text("#_results h3") == "无犯罪记录证明"
        assert "不予出具" in page.inner_text("#_results article")

        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/items/wu-fanzui-jilu.html")
        assert page.inner_text("h1") == "无犯罪记录证明"

        page.go_back()
        page.wait_for_selector("#_results h3")
        assert page.input_value("#_query") == "liangminzheng"


def test_every_page_asks_the_first_one(browser, folder):
    with opened(browser, *at(folder, "policies/minfa-2020-20.html")) as page:
        page.keyboard.press("/")
        page.keyboard.type("亲属关系证明")
        page.keyboard.press("Enter")
        page.wait_for_selector("#_results h3")

        assert page.inner_text("#_results h3") == "亲属关系证明"


def test_when_nothing_fits_the_rule_off_the_lists_is_given(browser, folder, lists):
    with opened(browser, *at(folder, "index.html")) as page:
        ask(page, "飞行证明")

        assert lists.edition.off_list.answer in page.inner_text("#_none")


def test_a_filter_alone_names_the_items(browser, folder, lists):
    with opened(browser, *at(folder, "index.html")) as page:
        page.select_option("#_list", "reserve")

        names = page.eval_on_selector_all("#_results h3", "all => all.map(one => one.textContent)")
        assert names == [entry.name for entry in lists.on("reserve")]


def test_it_is_served_from_any_folder_of_a_host(browser, folder, lists):
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    serve = partial(handler, directory=str(folder.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        try:
            page.goto(f"http://127.0.0.1:{server.server_port}/site/items/qinshu-guanxi.html")
            page.click("text=《关于改进和规范基层群众性自治组织出具证明工作的指导意见》")
            assert page.inner_text("h1").startswith("《关于改进和规范")

            page.goto(f"http://127.0.0.1:{server.server_port}/site/index.html#q=良民证")
            assert page.inner_text("#_results h3") == "无犯罪记录证明"
        finally:
            page.close()
            server.shutdown()
