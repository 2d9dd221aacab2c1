"""Templates of somebody else behind `serve`: one that does not end holds up nothing but itself."""

import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from builders import BASE, aged, written
from checklist_tool.server.lists import Lists
from checklist_tool.server.resources import NotMade, found

SLIP = "/api/v1/items/{}/slip.pdf"
SHIPPED = Path(__file__).parents[2] / "templates/slip/slip.typ"
TYPST = "#for a in range(99999) { for b in range(99999) { for c in (1, 2) { } } }"
JINJA = "{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKLIST_TEMPLATE_SECONDS", "6")
    return aged(written(tmp_path / "lists", BASE))


@pytest.fixture
def lists(root):
    return Lists(root, lambda: date(2026, 11, 23))


def slip(lists, name="死亡证明"):
    resource, named = found(SLIP.format(name))
    return resource.answer(lists, *named)


def refused(lists):
    start = time.monotonic()
    with pytest.raises(NotMade, match="过了 6 秒还没有印完") as told:
        slip(lists)
    return time.monotonic() - start, told.value.hint


def looked_again():
    time.sleep(0.6)


def test_a_slip_that_does_not_end_is_tried_once_until_its_template_is_another(root, lists):
    written(root, {"templates/slip/slip.typ": TYPST})

    took, hint = refused(lists)
    again, _ = refused(lists)
    shutil.copy(SHIPPED, root / "templates/slip/slip.typ")
    looked_again()
    mended = slip(lists)

    assert took < 30
    assert again < 5
    assert "改好模板" in hint
    assert mended.data.startswith(b"%PDF")


def test_pages_that_do_not_end_are_tried_once_and_leave_slips_alone(root, lists):
    written(root, {"templates/site/item.html": JINJA, "templates/site/page.html": JINJA})

    for seconds in (30, 5):
        start = time.monotonic()
        with pytest.raises(Exception, match="过了 6 秒还没有印完"):
            lists.page("index.html")
        assert time.monotonic() - start < seconds

    assert slip(lists).data.startswith(b"%PDF")


def test_a_template_that_is_edited_is_another_answer(root, lists):
    before = lists.state()

    written(root, {"templates/slip/slip.typ": SHIPPED.read_text(encoding="utf-8")})
    looked_again()

    assert lists.state() != before
