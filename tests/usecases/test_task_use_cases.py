"""The use cases of tasks, as a page would call them: values in, values out, nothing printed."""

from datetime import date

import pytest

from admission.tasks import request
from builders import TODAY, tree, written
from checklist_tool.problems import ChecklistError
from checklist_tool.usecases.tasks import lists, looking, steps


@pytest.fixture
def root(tmp_path):
    return written(tmp_path, tree(request("jia", "2026-03-02 submit")))


def test_a_step_gives_how_the_request_stands_and_prints_nothing(root, capfd):
    taken = steps.take(root, "request", "jia", "accept", TODAY, on=date(2026, 3, 4))

    assert [(one.entry.id, one.state) for one in taken.standings] == [("jia", "accepted")]
    assert taken.change.written
    assert capfd.readouterr() == ("", "")


def test_the_lists_of_a_step_are_those_that_are_on_the_disk(root):
    taken = steps.take(root, "request", "jia", "accept", TODAY, on=date(2026, 3, 4))

    [now] = looking.listed(lists.read(root), TODAY, "request")
    [given] = looking.listed(taken.lists, TODAY, "request")
    assert given.as_json() == now.as_json()


def test_a_dry_run_gives_the_change_and_leaves_the_files(root):
    taken = steps.take(root, "request", "jia", "accept", TODAY, on=date(2026, 3, 4), dry_run=True)

    assert "+    act: accept" in taken.as_json()["diff"]
    [still] = looking.listed(lists.read(root), TODAY, "request")
    assert still.state == "submitted"


def test_a_step_that_must_not_be_taken_is_refused(root):
    with pytest.raises(ChecklistError, match="不能发布"):
        steps.take(root, "request", "jia", "publish", TODAY, on=date(2026, 3, 4))
