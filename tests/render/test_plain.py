"""What templates receive: texts, numbers, lists and mappings, whatever is printed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Template

from builders import BASE, PATHS, TODAY, certificates, loaded, tree
from checklist_tool import cli
from checklist_tool.render import meeting, paper, site
from checklist_tool.render.book import compose
from checklist_tool.render.changes import ChangeRow
from checklist_tool.render.plain import plain
from checklist_tool.render.site.past import ListChanges, Past, PastChange
from checklist_tool.usecases import website

ROOT = Path(__file__).parents[2]
PLAIN = (str, int, float, bool, type(None))
# What only others take in: it is given what they are given.
PARTS = {
    "web/parts.html",
    "report/parts.html",
    "site/base.html",
    "handbook/handbook.css",
    "handbook/handbook.js",
}
PARTS |= {f"web/search/{path.name}" for path in (ROOT / "templates/web/search").iterdir()}
COMMANDS = (
    "render all --format html --format pdf --format docx --format site",
    "render tasks --format html --format pdf --format docx",
    "render services --format pdf --booklet",
    "slip qinshu-guanxi --format html --format pdf",
    "slip qinshu-guanxi --format html --paper a4",
    "tasks agenda 2024-07-24 --format html --format pdf --format docx",
    "tasks catalogue 2024 --format html --format pdf",
    "report --from 2024-01-01 --to 2024-08-15 --format html",
)


@pytest.fixture
def received(monkeypatch):
    """What each template is given, with its name (a Word file has none), as Jinja takes it."""
    seen = []
    render = Template.render

    def observed(template, *given, **values):
        seen.append((template.name, dict(*given, **values)))
        return render(template, *given, **values)

    monkeypatch.setattr(Template, "render", observed)
    return seen


def not_plain(value, path=""):
    """The places in a value at which something stands that is more than data."""
    if type(value) is dict:
        for key, one in value.items():
            yield from not_plain(key, f"{path} key")
            yield from not_plain(one, f"{path}.{key}")
    elif type(value) in (list, tuple):
        for at, one in enumerate(value):
            yield from not_plain(one, f"{path}[{at}]")
    elif type(value) not in PLAIN:
        yield f"{path}: {type(value).__name__}"


@pytest.mark.slow
def test_every_template_of_every_command_receives_plain_data(received, tmp_path, capfd):
    for command in COMMANDS:
        code = cli.run([*command.split(), "--root", str(ROOT), "--out", str(tmp_path)])
        assert code == 0, capfd.readouterr().err

    website.pages(ROOT, TODAY)

    names = {name for name, _ in received}
    shipped = {path.relative_to(ROOT / "templates").as_posix()
               for path in (ROOT / "templates").rglob("*.*")}  # fmt: skip
    word = {name for name in shipped if name.endswith(".docx")}
    # An outline is filled in a process of its own, like the templates of others.
    others = {"site/sitemap.xml", "report/outline.md"}
    assert names - {None} == shipped - word - PARTS - others
    of_word = [set(values) for name, values in received if name is None]
    assert {"book", "index"} in of_word
    assert {"paper"} in of_word
    assert [found for name, values in received for found in not_plain(values, str(name))] == []


def test_what_the_site_of_an_address_receives_is_plain_with_changes_too(received):
    edition = BASE[PATHS["edition"]] + "address: https://example.gov.cn/lists\n"
    lists = loaded(tree(edition=edition, positive=certificates("id: a\nname: 甲证明")))
    row = ChangeRow("理由", several=(ChangeRow("理由", "旧", "新"),))
    told = PastChange("certificate/positive/a/changed", "改", "甲证明", "", "items/a.html", [row])
    past = Past("", "和上一期相比", "1 处有变化", [ListChanges("正面清单", [told])])

    pages = dict(site.files(compose(lists, "all", "r1"), lists, ROOT, past))

    assert "甲证明" in pages["feed.xml"]
    assert "items/a.html" in pages["sitemap.xml"]
    assert [found for name, values in received for found in not_plain(values, str(name))] == []


def test_what_minutes_receive_is_plain(received, shipped):
    held = next(shipped.of("joint_review")).item

    page = paper.page(meeting.minutes(shipped, held, date(2026, 11, 23)), ROOT)

    assert "纪要" in page
    assert [found for name, values in received for found in not_plain(values, str(name))] == []


def test_a_dataclass_becomes_its_fields_and_properties():
    @dataclass(frozen=True, slots=True)
    class Inner:
        day: date

        @property
        def year(self):
            return self.day.year

    @dataclass(frozen=True, slots=True)
    class Outer:
        inner: tuple[Inner, ...]
        names: tuple[str, ...]

    inner = Inner(date(2026, 1, 2))

    found = plain({"outer": Outer((inner, inner), ("甲",))})

    shown = {"day": "2026-01-02", "year": 2026}
    assert found == {"outer": {"inner": [shown, shown], "names": ("甲",)}}
    assert found["outer"]["inner"][0] is found["outer"]["inner"][1]


@pytest.mark.parametrize("value", [print, Path(), object(), {1}, [lambda: 1], {"a": b""}])
def test_what_can_do_anything_is_given_to_no_template(value):
    with pytest.raises(TypeError):
        plain(value)


def test_a_record_of_the_lists_is_given_to_no_template():
    entry = next(loaded(tree()).of("certificate"))

    with pytest.raises(TypeError, match="Certificate"):
        plain(entry.item)
