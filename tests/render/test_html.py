"""The handbook as one HTML file."""

import html
import re
from html.parser import HTMLParser

import pytest

from builders import certificates, golden, loaded, tree
from checklist_tool.problems import ChecklistError
from checklist_tool.render.book import compose
from checklist_tool.render.html import page
from hostile import HOSTILE


def made(repository, what="all", root="."):
    return page(compose(repository, what, "r1"), repository, root)


def small(**named):
    return made(loaded(tree(**named)), "certificates")


def test_the_page_needs_nothing_from_outside(lists):
    text = made(lists)

    fetched = re.findall(r'<(?:script|link|img|iframe|source)\b[^>]*\b(?:src|href)="[^"]*"', text)
    assert fetched == []
    assert "default-src 'none'" in html.unescape(text)
    assert '<html lang="zh-CN"' in text


def test_every_item_can_be_linked_to(lists):
    text = made(lists)

    for entry in lists.of("certificate", "service"):
        assert f'id="{entry.id}"' in text
        assert html.escape(entry.name) in text


def test_the_tags_of_the_page_are_closed(lists):
    class Tags(HTMLParser):
        open: list[str] = []
        void = {"meta", "input", "br", "hr", "link", "img"}

        def handle_starttag(self, tag, _):
            if tag not in self.void:
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    parser = Tags()
    parser.feed(made(lists))
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
    rendered = re.sub(r"(?s)(<(style|script)\b[^>]*>).*?(?=</\2>)", r"\1", small())

    assert rendered == golden("handbook.html", rendered)


def test_a_template_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path):
    own = tmp_path / "templates" / "handbook"
    own.mkdir(parents=True)
    (own / "handbook.html").write_text("{{ book.title }}！", encoding="utf-8")

    rendered = made(loaded(tree()), root=tmp_path)

    assert rendered == "居村组织清单！"


@pytest.mark.parametrize("template", ["{{ book.titel }}", "{% if %}", "{{ ''.__class__.mro() }}"])
def test_a_faulty_template_is_named_with_its_line(tmp_path, template):
    own = tmp_path / "templates" / "handbook"
    own.mkdir(parents=True)
    (own / "handbook.html").write_text(f"一\n{template}", encoding="utf-8")

    with pytest.raises(ChecklistError) as raised:
        made(loaded(tree()), root=tmp_path)

    assert "handbook.html" in raised.value.message
    assert "2" in raised.value.message
