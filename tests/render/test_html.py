"""The handbook as one HTML file."""

import html
import re
import subprocess
from html.parser import HTMLParser

import pytest
from hostile import HOSTILE

from builders import certificates, golden, loaded, tree
from checklist_tool.problems import ChecklistError
from checklist_tool.render.book import compose
from checklist_tool.render.html import page


def small(**named):
    return page(compose(loaded(tree(**named)), "certificates", "r1"), ".")


def test_the_page_needs_nothing_from_outside(shipped):
    text = page(compose(shipped, "all", "r1"), ".")

    fetched = re.findall(r'<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)="[^"]*"', text)
    assert fetched == []
    assert "default-src 'none'" in html.unescape(text)
    assert '<html lang="zh-CN"' in text


def test_every_item_can_be_linked_to(shipped):
    text = page(compose(shipped, "all", "r1"), ".")

    for entry in shipped.of("certificate", "service"):
        assert f'id="{entry.id}"' in text
        assert html.escape(entry.name) in text


def test_the_tags_of_the_page_are_closed(shipped):
    class Tags(HTMLParser):
        open: list[str] = []
        void = {"meta", "input", "br", "hr", "link", "img"}

        def handle_starttag(self, tag, _):
            if tag not in self.void:
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    parser = Tags()
    parser.feed(page(compose(shipped, "all", "r1"), "."))
    parser.close()

    assert parser.open == []


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_code_is_printed_as_it_is(text):
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    rendered = small(positive=certificates(f'id: x\nname: "{quoted}"'))

    assert "<script>alert(1)" not in rendered
    assert "<img" not in rendered
    assert html.escape(text, quote=False) in html.unescape(rendered).replace(
        text, html.escape(text, quote=False)
    )


def test_the_page_reads_as_it_did():
    rendered = small()

    assert rendered == golden("handbook.html", rendered)


def test_a_template_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path):
    own = tmp_path / "templates" / "handbook"
    own.mkdir(parents=True)
    (own / "handbook.html").write_text("{{ book.title }}！", encoding="utf-8")

    rendered = page(compose(loaded(tree()), "all", "r1"), tmp_path)

    assert rendered == "居村组织清单！"


@pytest.mark.parametrize("template", ["{{ book.titel }}", "{% if %}", "{{ ''.__class__.mro() }}"])
def test_a_faulty_template_is_named_with_its_line(tmp_path, template):
    own = tmp_path / "templates" / "handbook"
    own.mkdir(parents=True)
    (own / "handbook.html").write_text(f"一\n{template}", encoding="utf-8")

    with pytest.raises(ChecklistError) as raised:
        page(compose(loaded(tree()), "all", "r1"), tmp_path)

    assert "handbook.html" in raised.value.message
    assert "2" in raised.value.message


def in_browser(chromium, tmp_path, text):
    """The page's DOM after its scripts have run."""
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000", "--dump-dom",
            path.as_uri(),
        ],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout.decode("utf-8")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("亲属关系证明", "qinshu-guanxi"),
        ("良民证", "wu-fanzui-jilu"),
        ("wfzjl", "wu-fanzui-jilu"),
        ("zhuanxue", "zhuanxue-zhengming"),
        ("手机贴膜", None),
    ],
)
def test_the_search_in_the_page_shows_what_fits(chromium, shipped, tmp_path, typed, shown):
    typing = (
        "<script>addEventListener('load', () => { const box = document.querySelector('input');"
        f"box.value = '{typed}'; box.dispatchEvent(new Event('input')); }});</script>"
    )
    text = page(compose(shipped, "certificates", "r1"), ".").replace("</body>", typing + "</body>")

    dom = in_browser(chromium, tmp_path, text)

    articles = re.findall(r"<article\b[^>]*>", dom)
    visible = [re.search(r'id="([^"]+)"', tag)[1] for tag in articles if " hidden" not in tag]
    assert len(articles) == 55
    if shown:
        assert shown in visible
        assert len(visible) < 10
    else:
        assert visible == []
