"""The page while somebody types, also with an input method; copies, type and telephones."""

import pytest
from browse import ask, opened

from builders import certificates, loaded, tree
from checklist_tool.render import site
from checklist_tool.render.book import compose
from checklist_tool.render.html import page as made
from checklist_tool.render.site.folder import put
from checklist_tool.render.site.past import Past

pytestmark = pytest.mark.browser

REFUSED = certificates(
    "id: hunyin\nname: 婚姻状况证明\ninstead: [{what: 本人声明, who: 民政部门}]",
    "id: siwang\nname: 死亡证明\naliases: [死因证明]\n"
    "instead: [{what: 死亡医学证明, who: 医院}, {what: 打 12345 问}]",
    "id: jiehun\nname: 结婚证明",
    verdict="refuse",
)
SAID = """() => {
    window.said = [];
    const status = document.getElementById("_count");
    new MutationObserver(() => status.textContent && said.push(status.textContent))
        .observe(status, { childList: true });
    const none = document.getElementById("_none");
    new MutationObserver(() => none.hidden || said.push("refused"))
        .observe(none, { attributeFilter: ["hidden"] });
}"""


@pytest.fixture(scope="module")
def repository():
    return loaded(tree(positive=None, negative=REFUSED))


@pytest.fixture(scope="module")
def handbook(repository, tmp_path_factory):
    path = tmp_path_factory.mktemp("handbook") / "all.html"
    path.write_text(made(compose(repository, "all", "r1"), repository, "."), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(repository, tmp_path_factory):
    target = tmp_path_factory.mktemp("made") / "site"
    texts = site.files(compose(repository, "all", "r1"), repository, ".", Past("没有上一期"))
    put(target, ((path, text.encode()) for path, text in texts))
    return target


@pytest.fixture(params=["handbook", "site"])
def finder(request):
    """A page with the search, of either kind."""
    if request.param == "handbook":
        return request.getfixturevalue("handbook")
    return request.getfixturevalue("folder") / "index.html"


def offered(page):
    """The names that are offered, or may be meant."""
    if page.is_hidden("#_near"):
        return []
    return page.eval_on_selector_all("#_near li a", "all => all.map(one => one.textContent)")


def said(page):
    """What was said so far, once it is quiet."""
    page.wait_for_timeout(1200)
    return page.evaluate("window.said")


@pytest.mark.parametrize(
    ("typed", "name"), [("婚", "婚姻状况证明"), ("死", "死亡证明"), ("h", "婚姻状况证明")]
)
def test_a_beginning_offers_names_and_refuses_nothing(browser, finder, typed, name):
    with opened(browser, finder) as page:
        page.evaluate(SAID)
        page.type("#_query", typed)

        assert name in offered(page)
        assert page.is_hidden("#_none")
        assert said(page) != []
        assert "refused" not in said(page)
        assert name in offered(page)


def test_a_name_that_is_offered_leads_to_its_item(browser, finder):
    with opened(browser, finder) as page:
        page.type("#_query", "婚")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")

        page.wait_for_url("**hunyin**")


def test_a_word_that_is_found_is_shown_at_once_and_said_once(browser, finder):
    with opened(browser, finder) as page:
        page.evaluate(SAID)
        page.type("#_query", "siwangzhengming", delay=20)

        assert page.inner_text("#_results h3") == "死亡证明"
        assert said(page) == ["找到 1 项"]


@pytest.mark.parametrize("typed", ["死", "siwang"])
def test_a_link_outlasts_the_pause_after_the_typing(browser, finder, typed):
    with opened(browser, finder) as page:
        page.type("#_query", typed)
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(1200)
        assert page.evaluate("document.activeElement.matches('a[href*=siwang]')")

        page.fill("#_query", "")
        page.type("#_query", typed)
        link = page.locator("a[href*=siwang]:visible").first.bounding_box()
        page.mouse.move(link["x"] + 5, link["y"] + 5)
        page.mouse.down()
        page.wait_for_timeout(1200)
        page.mouse.up()
        page.wait_for_url("**siwang**")


def test_that_nothing_is_found_is_said_once_after_the_typing(browser, finder):
    with opened(browser, finder) as page:
        page.evaluate(SAID)
        page.type("#_query", "手机贴膜", delay=50)
        assert page.is_hidden("#_none")

        assert said(page) == ["没有找到，请换个说法", "refused"]


def test_enter_ends_the_question_at_once(browser, finder):
    with opened(browser, finder) as page:
        ask(page, "手机贴膜")

        assert page.is_visible("#_none")
        assert page.inner_text("#_count") == "没有找到，请换个说法"


def test_what_an_input_method_composes_is_no_question_yet(browser, finder):
    with opened(browser, finder) as page:
        page.evaluate(SAID)
        keys = page.context.new_cdp_session(page)
        page.focus("#_query")
        for typed in ("s", "si", "si'w", "si'wang"):
            keys.send(
                "Input.imeSetComposition",
                {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)},
            )

        assert offered(page) == ["死亡证明"]
        assert said(page) == []
        assert "死亡证明" in page.inner_text("main")

        keys.send("Input.imeSetComposition", {"text": "qx", "selectionStart": 2, "selectionEnd": 2})
        assert said(page) == []
        assert page.is_hidden("#_none")

        keys.send("Input.insertText", {"text": "死亡证明"})
        assert page.inner_text("#_results h3") == "死亡证明"
        assert said(page) == ["找到 1 项"]


@pytest.mark.parametrize("told", ["{isComposing: true}", "{keyCode: 229}"])
def test_enter_of_an_input_method_chooses_nothing(browser, finder, told):
    focused = "document.activeElement.id"
    with opened(browser, finder) as page:
        page.fill("#_query", "死亡证明")
        page.focus("#_query")
        page.evaluate(
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
            f"{{key: 'Enter', bubbles: true, cancelable: true, ...{told}}}))"
        )
        assert page.evaluate(focused) == "_query"

        page.keyboard.press("Enter")
        assert page.evaluate(focused) != "_query"


def test_enter_of_an_input_method_does_not_leave_a_page_of_the_site(browser, folder):
    with opened(browser, folder / "changes.html") as page:
        keys = page.context.new_cdp_session(page)
        page.fill("#_query", "siwang")
        page.focus("#_query")
        enter = {"key": "Enter", "code": "Enter", "text": "\r"}
        keys.send(
            "Input.dispatchKeyEvent", {"type": "keyDown", "windowsVirtualKeyCode": 229, **enter}
        )
        page.wait_for_timeout(300)
        assert page.url.endswith("changes.html")

        page.keyboard.press("Enter")
        page.wait_for_url("**/index.html#q=siwang")


@pytest.mark.parametrize("clipboard", [True, False])
def test_a_copied_answer_is_the_answer(browser, handbook, folder, clipboard):
    for path, at, button in (
        (handbook, "", "#siwang .copy"),
        (folder / "items" / "siwang.html", "", ".copy"),
        (folder / "index.html", "#q=死亡证明", "#_results .copy"),
    ):
        with opened(browser, path, at) as page:
            if not clipboard:  # as where http comes from another machine
                page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
            page.click(button)
            page.locator(button, has_text="已复制").wait_for()
            page.evaluate("document.body.prepend(document.createElement('textarea'))")
            page.focus("textarea")
            page.keyboard.press("Control+V")

            copied = page.input_value("textarea")
            assert copied.startswith("【不予出具】死亡证明\n")
            assert "\n替代方式：\n" in copied
            assert "死亡医学证明（医院）" in copied
            assert "复制" not in copied
            assert "×" not in copied


def test_what_is_selected_is_copied_without_the_buttons(browser, handbook):
    with opened(browser, handbook) as page:
        page.evaluate("getSelection().selectAllChildren(document.getElementById('siwang'))")

        selected = page.evaluate("getSelection().toString()")
        assert "死亡医学证明" in selected
        assert "打印" not in selected
        assert "复制" not in selected


def test_large_type_is_chosen_on_any_page_and_kept_on_all(browser, folder):
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    pages = list(folder.rglob("*.html"))
    with opened(browser, folder / "items" / "siwang.html") as page:
        before = page.evaluate(size)
        page.click("#_large")

        for path in pages:
            page.goto(path.as_uri())
            assert page.evaluate(size) > 1.3 * before, path.name
            assert page.get_attribute("#_large", "aria-pressed") == "true"


def test_a_telephone_number_can_be_tapped(browser, folder):
    with opened(browser, folder / "items" / "siwang.html") as page:
        assert page.get_attribute("dd a[href^='tel:']", "href") == "tel:12345"


def test_the_answer_of_the_site_says_where_to_go(browser, folder):
    with opened(browser, folder / "index.html", "#q=死亡证明") as page:
        told = page.inner_text("#_results article")

        assert "死亡医学证明（医院）" in told
        assert page.is_visible("#_results .copy")
        assert "理由" not in told  # that is on the page of the item
