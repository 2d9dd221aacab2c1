"""The search of the pages finds what `checklist query` finds."""

import json
from pathlib import Path

import pytest

from builders import certificates, loaded, tree
from checklist_tool.render import templates
from checklist_tool.search import page_data as carried
from checklist_tool.search.answer import ask
from search import report

GOLDEN = Path(__file__).parents[1] / "golden"
SCRIPT = templates.fill((Path(__file__).parents[2] / "templates",), "web/search.js")
DAY = "2026-11-24"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def asked(browser, lists):
    """Ask the page's search several (query, kind or "any"): level, verdict, matches and near."""
    page = browser.new_page()
    page.add_script_tag(content=SCRIPT)
    data = carried.data(lists.of("certificate", "service"))
    page.evaluate("data => { window.data = data; window.search = checklistSearch(data); }", data)

    def answers(questions):
        return page.evaluate(
            """([questions, day]) => questions.map(([query, kind]) => {
                const of = (list) => data.certificates.includes(list) ? "certificate" : "service";
                const holds = ({ list, start, end }) =>
                    start <= day && day <= end && ["any", of(list)].includes(kind);
                const { level, verdict, matches, near } = search(query, holds);
                const ids = (list) => list.map((one) => one.entry.id);
                const left = Math.max(0, 3 - matches.length);
                return [level, verdict, ids(matches).slice(0, 3), ids(near).slice(0, left)];
            })""",
            [questions, DAY],
        )

    yield answers
    page.close()


def desk(index, query, kind):
    answer = ask(index, query, DAY, None if kind == "any" else kind)
    matches, near = ([row[0] for _, row in several] for several in (answer.matches, answer.near))
    return [answer.level, answer.verdict, matches, near]


def test_it_gives_the_answer_that_the_command_gives(asked, index):
    questions = [
        (str(one["query"]), str(one.get("scope", "certificate")))
        for name in sorted(path.stem for path in report.FOLDER.glob("*.yaml"))
        for one in report.queries(name)
    ]

    different = {
        question: (found, wanted)
        for question, found in zip(questions, asked(questions), strict=True)
        if found != (wanted := desk(index, *question))
    }
    assert len(questions) > 600
    assert different == {}


def keys(index, *forms):
    """What is entered of names and aliases in these forms, each once and in order."""
    found = index.connection.execute(
        "SELECT DISTINCT key.text FROM key JOIN phrase ON phrase = n"
        f" WHERE field != 'asks' AND form IN ({', '.join('?' * len(forms))}) ORDER BY key.text",
        forms,
    )
    return [text for (text,) in found]


def test_every_name_and_alias_in_every_script_gives_the_same_answer(asked, index):
    questions = [(text, "any") for text in keys(index, "text", "pinyin", "initials")]

    different = [
        question
        for question, found in zip(questions, asked(questions), strict=True)
        if found != desk(index, *question)
    ]
    assert len(questions) > 5000
    assert different == []


def test_a_name_as_it_is_heard_or_with_a_character_left_out_gives_the_same_answer(asked, index):
    """Every twelfth of them: each takes a comparison with many names, on both sides."""
    questions = [(text, "any") for text in keys(index, "heard", "cut")[::12]]

    different = [
        question
        for question, found in zip(questions, asked(questions), strict=True)
        if found != desk(index, *question)
    ]
    assert len(questions) > 900
    assert different == []


def test_each_function_gives_what_the_program_s_gives(browser, lists):
    kept = json.loads((GOLDEN / "search" / "vectors.json").read_text(encoding="utf-8"))
    page = browser.new_page()
    page.add_script_tag(content=SCRIPT)

    different = page.evaluate(
        """([data, vectors]) => {
            const words = checklistChinese(data);
            const index = checklistIndex(data, words);
            const names = checklistNames(data, { words, index });
            const slips = checklistSlips(data, { words, index, names });
            const functions = { ...words, ...names, ...slips };
            return Object.entries(vectors).flatMap(([name, cases]) =>
                cases.map(([given, wanted]) => [name, given, wanted, functions[name](...given)])
            ).filter(([, , wanted, found]) => JSON.stringify(found) !== JSON.stringify(wanted));
        }""",
        [carried.data(lists.of("certificate", "service")), kept],
    )
    page.close()

    assert len(kept) > 15
    assert different == []


@pytest.mark.parametrize("name", ["𠮷野证明", "é的α证明", "A!B^c 证明", "银行（hang）的行长证明"])
def test_names_in_any_letters_are_found(browser, name):
    several = [f"id: x{number}\nname: {name}{number}" for number in range(6)]
    repository = loaded(tree(positive=certificates(*several)))
    page = browser.new_page()
    page.add_script_tag(content=SCRIPT)

    found = page.evaluate(
        "([data, query]) => checklistSearch(data)(query).matches.map(one => one.entry.id)",
        [carried.data(repository.of("certificate")), f"{name}4"],
    )
    page.close()

    assert found[0] == "x4"


def test_the_data_for_the_shipped_lists_is_small(lists):
    data = carried.data(lists.of("certificate", "service"))

    size = len(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
    assert size < 200_000
