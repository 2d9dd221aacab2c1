"""Templates of one's own: found file by file, started from a copy, and told of when at fault."""

import pytest

from builders import certificates, loaded, tree
from checklist_tool.problems import ChecklistError
from checklist_tool.render import pdf, shelf
from checklist_tool.render.book import compose
from checklist_tool.render.html import page
from checklist_tool.render.sandbox import sandbox
from checklist_tool.render.templates import folders_of

TYPST = "#set document(title: {{ book.title }})\n#set text(font: {{ body }})\n= 一\n"


def book(**named):
    return compose(loaded(tree(**named)), "all", "r1")


def html(where):
    lists = loaded(tree())
    return page(compose(lists, "all", "r1"), lists, where)


def own(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_ones_own_folder_comes_before_the_root_and_the_root_before_the_shipped(tmp_path):
    own(tmp_path / "templates", "handbook/handbook.css", "root {}")
    own(tmp_path / "templates", "handbook/handbook.js", "// root")
    own(tmp_path / "mine", "handbook/handbook.css", "mine {}")

    found = dict(shelf.listed(folders_of(tmp_path, tmp_path / "mine")))

    assert found["handbook/handbook.css"] == tmp_path / "mine/handbook/handbook.css"
    assert found["handbook/handbook.js"] == tmp_path / "templates/handbook/handbook.js"
    assert found["slip/slip.typ"].is_file()
    rendered = html(folders_of(tmp_path, tmp_path / "mine"))
    assert "mine {}" in rendered
    assert "// root" in rendered
    assert "<!DOCTYPE html>" in rendered


def test_a_copy_is_made_where_one_may_change_it(tmp_path):
    target = shelf.eject("handbook/handbook.typ", tmp_path)

    assert target == tmp_path / "templates/handbook/handbook.typ"
    assert shelf.eject("handbook/handbook.typ", tmp_path, tmp_path / "mine") == (
        tmp_path / "mine/handbook/handbook.typ"
    )


def test_a_file_that_is_there_is_never_overwritten(tmp_path):
    path = own(tmp_path / "templates", "slip/slip.typ", "mine")

    with pytest.raises(ChecklistError, match="没有覆盖"):
        shelf.eject("slip/slip.typ", tmp_path)

    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["handbook/handbok.typ", "../templates/slip/slip.typ", "", "/etc"])
def test_a_template_that_there_is_none_of_is_not_copied(tmp_path, name):
    with pytest.raises(ChecklistError, match="这个模板"):
        shelf.eject(name, tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{% for block in book.blocks %}\n\n{{ block.nam }}\n{% endfor %}", "nam"),
        (
            "{% for block in book.blocks %}\n\n{{ 1 // block.rows[0].numbered }}\n{% endfor %}",
            "除数是 0",
        ),
    ],
)
def test_a_fault_in_a_template_is_told_with_line_and_item(tmp_path, text, said):
    own(tmp_path / "templates", "handbook/handbook.html", text)

    with pytest.raises(ChecklistError) as raised:
        html(tmp_path)

    assert (
        "templates/handbook/handbook.html 第 3 行（正排到“死亡证明” siwang）"
        in raised.value.message
    )
    assert said in raised.value.message


def test_what_typst_does_not_take_is_led_back_to_the_template_and_the_item(tmp_path):
    items = certificates("id: a\nname: 甲证明", "id: b\nname: 乙证明")
    loop = (
        "{% for block in book.blocks %}\n#let said = {{ block.name }}\n"
        '{% if block.id == "b" %}\n\n#nothing(said)\n{% endif %}\n{% endfor %}\n'
    )
    own(tmp_path / "templates", "handbook/handbook.typ", TYPST + loop)

    with pytest.raises(ChecklistError) as raised:
        pdf.document(book(positive=items), tmp_path)

    assert "templates/handbook/handbook.typ 第 8 行（正排到“乙证明” b）" in raised.value.message
    assert "nothing" in raised.value.message


def test_what_typst_does_not_take_at_the_head_of_a_loop_is_led_back_to_its_item(tmp_path):
    items = certificates("id: a\nname: 甲证明", "id: b\nname: 乙证明")
    loop = (
        "#let before = 1\n{% if book.part %}\n#let part = 1\n{% endif %}\n"
        "{% for block in book.blocks %}\n#nothing({{ block.name }})\n{% endfor %}\n"
    )
    own(tmp_path / "templates", "handbook/handbook.typ", TYPST + loop)

    with pytest.raises(ChecklistError) as raised:
        pdf.document(book(positive=items), tmp_path)

    line = TYPST.count("\n") + 6
    assert f"handbook.typ 第 {line} 行（正排到“甲证明” a）" in raised.value.message


@pytest.mark.parametrize(
    "text",
    ["{{ cycler.__init__.__globals__ }}", "{{ book.__class__ }}", "{% include '/etc/passwd' %}"],
)
def test_a_template_reaches_nothing_but_the_book(tmp_path, text):
    own(tmp_path / "templates", "handbook/handbook.html", text)

    with pytest.raises(ChecklistError):
        html(tmp_path)


def test_a_name_that_is_not_there_is_told_in_chinese(tmp_path):
    own(tmp_path / "templates", "handbook/handbook.html", "{{ book.titel }}")

    with pytest.raises(ChecklistError, match="第 1 行：没有“titel”这个名字"):
        html(tmp_path)


def test_the_language_of_templates_has_what_templates_need():
    text = (
        "{% macro said(one) %}{{ one.name }}{{ caller() }}{% endmacro %}"
        "{% set ns = namespace(n=0) %}{% for one in all|sort(attribute='name') %}"
        "{% call said(one) %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endcall %}"
        "{% set ns.n = ns.n + one.items[1:]|length %}{% endfor %} {{ ns.n }}"
        "{% for letter, some in all|groupby('letter') %} {{ letter }}{{ some|length }}{% endfor %}"
    )
    values = [
        {"name": "乙", "letter": "Y", "items": [1]},
        {"name": "甲", "letter": "J", "items": [1, 2]},
    ]

    filled = sandbox(autoescape=True).from_string(text).render(all=values)

    assert filled == "乙1a甲2b 1 J1 Y1"


@pytest.mark.parametrize("name", ["items", "keys", "update", "__class__", "get"])
def test_a_mapping_has_keys_and_no_methods(name):
    given = sandbox(autoescape=True).from_string("{{ one." + name + " is defined }}")

    assert given.render(one={"a": 1}) == "False"
    assert given.render(one={name: 1}) == "True"


def test_a_template_that_wants_a_package_from_the_network_is_refused(tmp_path):
    own(tmp_path / "templates", "handbook/handbook.typ", '#import "@preview/x:1.0.0"\n' + TYPST)

    with pytest.raises(ChecklistError, match="从网上取"):
        pdf.document(book(), tmp_path)
