"""What the guides show can be used: the YAML is valid, the commands and their options exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
import yaml

from checklist_tool.cli import app

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs" / "guides").glob("*.md"))
CI = (ROOT / "docs" / "guides" / "ci.md").read_text("utf-8")
COMMANDS = typer.main.get_command(app).commands


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.M | re.S)


def section(title: str) -> str:
    """The first YAML under a heading of the guide."""
    return blocks(CI.partition(f"\n## {title}\n")[2], "yaml")[0]


def commands(text: str) -> list[list[str]]:
    """Every command line of ours in a page or an example."""
    lines = re.findall(r"(?:^ {4,}|^\$ |- |run: |`)(checklist [^`\n#|]*)", text, re.M)
    return [shlex.split(line.replace("${{", "").replace("}}", "")) for line in lines]


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_example_is_yaml(page):
    for block in blocks(page.read_text("utf-8"), "yaml"):
        yaml.safe_load(block)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_command_of_a_guide_exists_with_its_options(page):
    found = commands(page.read_text("utf-8"))

    assert found
    for _, name, *words in found:
        command = COMMANDS[name]
        if words and hasattr(command, "commands"):  # a group, such as `tasks`
            if any(not one.opts[0].startswith("-") for one in command.params):
                words.pop(0)  # of `ledger NAME totals` the name
            command = command.commands[words.pop(0)]
        options = {
            option
            for parameter in command.params
            for option in (*parameter.opts, *parameter.secondary_opts)
        }
        used = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert used <= options, name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "schema"), [("GitHub", "vendor.github-workflows"), ("GitLab", "vendor.gitlab-ci")]
)
def test_the_examples_are_valid_by_the_schema_of_their_server(title, schema, tmp_path):
    example = tmp_path / "example.yml"
    example.write_text(section(title), "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(example)],
        capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("title", ["GitHub", "GitLab", "Gitee Go"])
def test_an_example_of_a_server_runs_the_check(title):
    assert [words[1] for words in commands(section(title))].count("validate") >= 1


def test_the_hooks_of_the_guide_are_offered():
    [repository] = yaml.safe_load(section("Before the commit"))["repos"]
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in offered]
