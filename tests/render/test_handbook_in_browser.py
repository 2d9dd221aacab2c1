"""The handbook page as it is used: in a real browser, from a file, without a network."""

from collections import Counter
from dataclasses import replace
from io import BytesIO

import pytest
from browse import DARK, ask, opened, overflow, violations
from pypdf import PdfReader

from builders import BASE, PATHS, certificates, loaded, tree
from checklist_tool.render.book import compose
from checklist_tool.render.html import page as made

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def handbook(lists, tmp_path_factory):
    path = tmp_path_factory.mktemp("handbook") / "all.html"
    path.write_text(made(compose(lists, "all", "r1"), lists, "."), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def certificates_alone(lists, tmp_path_factory):
    path = tmp_path_factory.mktemp("handbook") / "certificates.html"
    book = compose(lists, "certificates", "r1")
    path.write_text(made(book, lists, "."), encoding="utf-8")
    return path


def shown(page):
    """The ids of the items that are to be seen, in the order of the page."""
    return page.evaluate(
        "[...document.querySelectorAll('article')].filter(one => !one.closest('[hidden]'))"
        ".map(one => one.id)"
    )


def test_all_is_shown_until_something_is_asked(browser, handbook, lists):
    with opened(browser, handbook) as page:
        assert len(shown(page)) == len(list(lists.of("certificate", "service")))

        page.fill("#_query", "良民证")
        page.keyboard.press("Escape")

        assert len(shown(page)) == len(list(lists.of("certificate", "service")))
        assert page.input_value("#_query") == ""


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("亲属关系证明", "qinshu-guanxi"),
        ("良民证", "wu-fanzui-jilu"),
        ("wfzjl", "wu-fanzui-jilu"),
        ("zhuanxuezhengming", "zhuanxue-zhengming"),
        ("親屬關係證明", "qinshu-guanxi"),
        ("爸爸走了银行要证明是他儿子", "qinshu-guanxi"),
    ],
)
def test_the_first_item_shown_is_the_one_meant(browser, handbook, typed, first):
    with opened(browser, handbook) as page:
        page.fill("#_query", typed)

        assert shown(page)[0] == first


def test_when_nothing_fits_the_page_answers_with_the_rule_off_the_lists(browser, handbook, lists):
    with opened(browser, handbook) as page:
        ask(page, "飞行证明")

        assert shown(page) == []
        assert "没有找到" in page.inner_text("#_count")
        assert lists.edition.off_list.answer in page.inner_text("#_none")


def test_what_is_no_certificate_is_not_told_as_law(browser, handbook, shipped):
    with opened(browser, handbook) as page:
        ask(page, "手机贴膜")

        assert "没有找到“手机贴膜”，请换个说法" in page.inner_text("#_none")
        assert shipped.edition.off_list.answer not in page.inner_text("#_none")


DISPUTED = """\
dispute:
  say: 我们不开，不是不帮您
  steps:
    - what: 打 12345 反映
"""


@pytest.mark.parametrize(("typed", "told"), [("甲类证明", True), ("死亡证明", False)])
def test_only_a_refusal_ends_with_what_to_do_then(browser, tmp_path, typed, told):
    refused = certificates("id: jia\nname: 甲类证明", verdict="refuse")
    made_of = loaded(tree(edition=BASE[PATHS["edition"]] + DISPUTED, negative=refused))
    path = tmp_path / "all.html"
    path.write_text(made(compose(made_of, "all", "r1"), made_of, "."), encoding="utf-8")

    with opened(browser, path) as page:
        page.fill("#_query", typed)

        assert page.is_visible("#_dispute") is told
        assert ("打 12345 反映" in page.inner_text("main")) is told


def test_what_only_may_be_meant_is_a_question_behind_a_link(browser, handbook):
    with opened(browser, handbook) as page:
        ask(page, "身份证")

        assert shown(page) == []
        assert page.inner_text("#_near").count("问：是不是") == 3
        assert "不予出具" not in page.inner_text("#_near")

        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('#_near').hidden")
        assert page.evaluate("document.querySelector(':target').tagName") == "ARTICLE"


def test_several_that_fit_as_well_are_to_be_asked_about(browser, tmp_path):
    one = certificates("id: jia\nname: 甲证明\naliases: [旧证明]")
    other = certificates("id: yi\nname: 乙证明\naliases: [旧证明]", verdict="refuse")
    repository = loaded(tree(positive=one, negative=other))
    path = tmp_path / "page.html"
    book = compose(repository, "certificates", "r1")
    path.write_text(made(book, repository, "."), encoding="utf-8")

    with opened(browser, path) as page:
        ask(page, "旧证明")
        assert "有 2 项都合适" in page.inner_text("#_count")

        ask(page, "甲证明")
        assert page.inner_text("#_count") == "找到 1 项"


def test_the_filters_narrow_what_is_shown_and_what_is_found(browser, handbook, lists):
    refused = {entry.id for entry in lists.of("certificate") if entry.verdict == "refuse"}
    with opened(browser, handbook) as page:
        page.select_option("#_verdict", "refuse")
        assert set(shown(page)) == refused

        page.fill("#_query", "亲属关系")
        assert set(shown(page)) <= refused

        page.select_option("#_list", "positive")
        page.fill("#_query", "")
        assert shown(page) == []
        assert "没有这样的事项" in page.inner_text("#_count")


def test_an_item_has_an_address_and_so_has_a_search(browser, handbook):
    with opened(browser, handbook, "#qinshu-guanxi") as page:
        assert page.evaluate("document.querySelector(':target').id") == "qinshu-guanxi"
        assert (
            page.evaluate("Math.abs(document.querySelector(':target').getBoundingClientRect().top)")
            < 400
        )

        page.fill("#_query", "良民证")
        page.select_option("#_list", "negative")
        address = page.url

    with opened(browser, handbook, address.partition(".html")[2]) as page:
        assert page.input_value("#_query") == "良民证"
        assert page.input_value("#_list") == "negative"
        assert shown(page)[0] == "wu-fanzui-jilu"


def test_the_link_of_a_found_item_shows_it_in_its_place(browser, handbook):
    with opened(browser, handbook, "#q=良民证") as page:
        page.click("#_results h3 a")
        page.wait_for_function("document.querySelector('#_results').hidden")

        assert page.evaluate("document.querySelector('#wu-fanzui-jilu').closest('section').id") == (
            "_negative"
        )
        assert page.url.endswith("#wu-fanzui-jilu")

        page.go_back()
        page.wait_for_function("!document.querySelector('#_results').hidden")
        assert page.input_value("#_query") == "良民证"


def test_the_keyboard_is_enough(browser, handbook):
    focused = "document.activeElement.textContent || document.activeElement.id"
    with opened(browser, handbook) as page:
        page.keyboard.press("/")
        assert page.evaluate(focused) == "_query"

        page.keyboard.type("qinshuguanxi")
        names = page.eval_on_selector_all(
            "#_results h3 a, #_near a", "all => all.map(one => one.textContent)"
        )
        page.keyboard.press("ArrowDown")
        assert page.evaluate(focused) == names[0]
        page.keyboard.press("ArrowDown")
        assert page.evaluate(focused) == names[1]
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        assert page.evaluate(focused) == "_query"
        page.keyboard.press("Enter")
        assert page.evaluate(focused) == names[0]
        page.keyboard.press("Escape")
        assert page.evaluate(focused) == "_query"


def printed(page):
    page.emulate_media(media="print")
    return page.evaluate(
        "[...document.querySelectorAll('article, nav, search, .cover, .tools, .none')]"
        ".filter(one => one.checkVisibility()).map(one => one.id || one.className)"
    )


def test_one_item_is_printed_alone_and_all_without_the_search(browser, handbook, lists):
    with opened(browser, handbook) as page:
        assert {"_search", "tools"}.isdisjoint(printed(page))
        assert len(printed(page)) == 2 + len(list(lists.of("certificate", "service")))

        page.emulate_media(media="screen")
        page.evaluate("window.print = () => {}")
        page.click("#qinshu-guanxi .print")
        assert printed(page) == ["qinshu-guanxi"]

        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert len(printed(page)) > 50


def test_on_paper_one_item_begins_at_the_top_and_all_of_them_fill_their_pages(browser, handbook):
    def sheets(page):
        read = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        return [sheet.extract_text().strip() for sheet in read.pages]

    with opened(browser, handbook) as page:
        assert all(sheets(page))

        page.evaluate("window.print = () => {}")
        page.click("#qinshu-guanxi .print")
        one = sheets(page)
        assert all(one)
        assert len(one) <= 2


def test_large_type_is_kept(browser, handbook):
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    with opened(browser, handbook) as page:
        before = page.evaluate(size)
        page.click("#_large")
        assert page.evaluate(size) > 1.3 * before
        assert overflow(page) == 0

        page.reload()
        assert page.evaluate(size) > 1.3 * before


@pytest.fixture(scope="module")
def short_handbook(lists, tmp_path_factory):
    """All the handbook has, but two items of each list: axe looks at every one of them."""
    seen = Counter()
    entries = []
    for entry in lists.entries:
        seen[entry.kind, entry.list] += 1
        if entry.kind not in ("certificate", "service") or seen[entry.kind, entry.list] < 3:
            entries.append(entry)
    few = replace(lists, entries=entries)
    path = tmp_path_factory.mktemp("handbook") / "short.html"
    path.write_text(made(compose(few, "all", "r1"), few, "."), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("at", ["", "#q=证明", "#q=手机贴膜"])
def test_axe_finds_nothing_against_the_page(browser, short_handbook, scheme, at):
    with opened(browser, short_handbook, at, color_scheme=scheme, bypass_csp=True) as page:
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
def test_no_width_needs_sideways_scrolling(browser, handbook, width):
    with opened(browser, handbook, viewport={"width": width, "height": 800}, **DARK) as page:
        assert overflow(page) == 0

        page.fill("#_query", "亲属关系")
        assert overflow(page) == 0


def test_a_part_has_its_own_search(browser, certificates_alone):
    with opened(browser, certificates_alone) as page:
        page.fill("#_query", "独生子女父母奖励")
        assert "_handle" not in page.content()

        page.fill("#_query", "良民证")
        assert shown(page)[0] == "wu-fanzui-jilu"


def test_names_that_look_like_code_are_found_and_shown_as_they_are(browser, tmp_path):
    name = "<img src=x onerror=alert(1)>证明"
    repository = loaded(tree(positive=certificates(f"id: x\nname: {name}")))
    path = tmp_path / "page.html"
    book = compose(repository, "all", "r1")
    path.write_text(made(book, repository, "."), encoding="utf-8")

    with opened(browser, path) as page:
        ask(page, name)

        assert shown(page) == ["x"]
        assert page.inner_text("#x h3") == name
        ask(page, "<b>没有</b>这一项的")
        assert "<b>没有</b>" in page.inner_text("#_none")
