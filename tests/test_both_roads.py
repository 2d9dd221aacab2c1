"""What is plain is answered without the command line; both roads say the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checklist_tool import __main__, cli, root
from checklist_tool.search import desk
from checklist_tool.usecases import desk as cases

QUERIES = [
    ["亲属关系证明"], ["收养证明"], ["居住证明"], ["驾驶证换证"], ["wfzzm"], ["zhuanxue"],
    ["爸爸走了", "银行要证明"], ["健再证明"], ["親屬關係證明"], ["低保"], ["?"], ["\udcff证明"],
    ["--json", "死亡证明"], ["死亡证明", "--json"], ["手机贴膜", "--json"],
]  # fmt: skip


ROOT = Path(__file__).parent.parent
SETS = sorted((ROOT / "tests/search").glob("*.yaml"))


@pytest.fixture
def roads(index, monkeypatch, capfdbinary):
    """What the short and the long road print for a query, and their exit codes.

    The short one fails when it falls through to the command line.
    """
    line = cli.run

    def fell_through(words):
        pytest.fail(f"not answered before the command line: {words}")

    def walked(words, command="query"):
        monkeypatch.setattr(sys, "argv", ["checklist", command, *words])
        monkeypatch.setattr(cli, "run", fell_through)
        short = __main__.main(), *capfdbinary.readouterr()
        monkeypatch.setattr(cli, "run", line)
        return short, (cli.run(sys.argv[1:]), *capfdbinary.readouterr())

    return walked


@pytest.mark.parametrize("words", QUERIES, ids=" ".join)
def test_both_roads_print_the_same_bytes(roads, words):
    short, long = roads(words)

    assert short == long
    assert short[1]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("list", []),
        ("list", ["--json"]),
        ("list", ["negative"]),
        ("list", ["--json", "handle"]),
        ("show", ["qinshu-guanxi"]),
        ("show", ["亲属关系证明"]),
        ("show", ["--json", "qinshu-guanxi"]),
        ("show", ["minfa-2020-20"]),
    ],
)
@pytest.mark.parametrize("lists", ["own", "shipped"])
def test_both_roads_list_and_show_the_same_bytes(
    roads, monkeypatch, tmp_path, lists, command, words
):
    if lists == "shipped":
        monkeypatch.chdir(tmp_path)
        cases.opened(Path(root.shipped())).connection.close()

    short, long = roads(words, command)

    assert short == long
    assert short[0] == 0 and short[1]


@pytest.mark.parametrize(
    ("command", "words"),
    [("list", ["负面清单"]), ("list", ["--all"]), ("list", ["x"]), ("show", ["x"]), ("show", [])],
)
def test_what_is_not_plain_is_left_to_the_command_line(index, monkeypatch, command, words):
    monkeypatch.setattr(sys, "argv", ["checklist", command, *words])
    left = []
    monkeypatch.setattr(cli, "run", lambda words: left.append(words) or 0)

    __main__.main()

    assert left == [[command, *words]]


@pytest.mark.slow
@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_both_roads_print_the_same_bytes_for_queries_of_a_search_set(roads, path):
    """Every third, so that each kind of query is among them, as text and as JSON."""
    asked = [str(one["query"]) for one in yaml.load(path.read_bytes(), yaml.CSafeLoader)][::3]

    differing = []
    for number, query in enumerate(asked):
        short, long = roads([query, "--json"] if number % 2 else [query])
        if short != long or not short[1]:
            differing.append(query)

    assert asked
    assert differing == []


@pytest.mark.parametrize("words", [["list"], ["show", "qinshu-guanxi"]], ids=" ".join)
def test_a_list_and_an_item_are_shown_without_the_command_line(index, words):
    watch = (
        f"import sys; sys.argv = ['checklist', *{words!r}];"
        "from checklist_tool.__main__ import main; code = main();"
        "heavy = {'typer', 'click', 'pydantic', 'ruamel', 'rich', 'pathlib', 'dataclasses'};"
        "print(code, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-c", watch],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip

    assert done.stderr.endswith("0 []\n")


@pytest.mark.parametrize(
    "words", [["亲属关系证明", "--json"], ["爸爸走了银行要证明是他儿子", "--json"]], ids=" ".join
)
def test_an_answer_loads_nothing_heavy(index, words):
    watch = (
        f"import sys; sys.argv = ['checklist', 'query', *{words!r}];"
        "from checklist_tool.__main__ import main; code = main();"
        "heavy = {'typer', 'click', 'pydantic', 'jinja2', 'ruamel', 'ruamel.yaml', 'rich',"
        " 'pypinyin', 'opencc', 'json', 're', 'pathlib', 'typing', 'dataclasses', 'inspect'};"
        "print(code, sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-c", watch],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip

    assert done.stderr == "0 []\n"
    answer = json.loads(done.stdout)
    assert answer["verdict"] == "refuse"
    assert answer["matches"][0]["item"]["name"] == "亲属关系证明"


@pytest.mark.parametrize(
    "words", [["query", "死亡证明"], ["query", "死亡证明", "--kind", "certificate"], ["list"]]
)
def test_what_goes_to_a_pipe_is_utf8_or_in_the_encoding_that_is_asked_for(index, words):
    def printed(**told):
        return subprocess.run(
            [sys.executable, "-m", "checklist_tool", *words],
            capture_output=True, check=True, env=without | told,
        ).stdout  # fmt: skip

    without = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"}

    plain = printed().decode("utf-8")
    assert "死亡证明" in plain
    assert printed(PYTHONIOENCODING="gb18030:strict").decode("gb18030") == plain


@pytest.mark.parametrize(
    ("told", "code_page", "encoding"),
    [
        ("", "cp936", "cp936"),
        ("utf-8", "cp936", "utf-8"),
        ("gbk:replace", None, "gbk"),
        (":replace", "cp936", "cp936"),
        ("no-such", None, "utf-8"),
        ("", None, "utf-8"),
    ],
)
def test_a_pipe_has_the_code_page_of_its_console_unless_told_otherwise(told, code_page, encoding):
    assert desk.encoding_beyond(told, code_page) == encoding
