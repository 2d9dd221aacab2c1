"""What all tests share: where they stand, on which day, on which lists, and how hard they try."""

import os
import runpy
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent
ROOT = HERE.parent
LISTS = HERE / "lists"

sys.path.insert(0, str(HERE))

from builders import TODAY  # noqa: E402

# What a machine has set must not change what a test finds.
for name in ("CHECKLIST_ROOT", "GITHUB_ACTIONS", "NO_COLOR"):
    os.environ.pop(name, None)

# One clock: the tool, every Python that is started, and git.
os.environ["TESTS_DAY"] = str(TODAY)
os.environ["GIT_AUTHOR_DATE"] = os.environ["GIT_COMMITTER_DATE"] = f"{TODAY}T12:00:00+08:00"
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(HERE / "clock"), *filter(None, [os.environ.get("PYTHONPATH")])]
)
runpy.run_path(str(HERE / "clock" / "sitecustomize.py"))

# The same examples every time; `make explore` looks for new ones.
EXAMPLES = int(os.environ.get("CHECKLIST_EXAMPLES", "60"))
settings.register_profile(
    "house", max_examples=EXAMPLES, deadline=None, derandomize=True, database=None
)
settings.register_profile("explore", max_examples=EXAMPLES, deadline=None, print_blob=True)
settings.load_profile("house")


def pytest_configure(config):
    """A checkout that is to have no compiled files keeps them aside: tests start many programs."""
    if hasattr(config, "cache") and os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(config.cache.mkdir("bytecode"))
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """One worker a core; none for single files, which are done before workers have started."""
    if all(Path(named.partition("::")[0]).is_file() for named in config.args):
        return 0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return 0 if cores == 1 else min(cores or 1, 8)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What waits for other programs, and every hostile repository, is slow without saying so."""
    waiting = {"chromium", "office", "qpdf", "pdftotext"}
    for item in items:
        if (
            waiting & set(getattr(item, "fixturenames", ()))
            or HERE / "hostile" in item.path.parents
        ):
            item.add_marker("slow")


@pytest.fixture(scope="session", autouse=True)
def _surroundings(tmp_path_factory):
    """Tests stand in the frozen lists, with a cache and counts of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHECKLIST_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.chdir(LISTS)
        yield


@pytest.fixture(scope="session")
def index():
    """The index of the frozen lists, saved where commands find it too."""
    yield from index_of(LISTS)


def index_of(root: Path):
    """What a fixture yields: the index of these lists, built anew, and closed in the end."""
    from checklist_tool.search import build, store

    built = store.Index(build.build(str(root)))
    yield built
    built.connection.close()


@pytest.fixture(scope="session")
def lists():
    """The frozen lists, loaded: a copy of what shipped one day, which no edit of data/ changes."""
    return loaded_from(LISTS)


def loaded_from(root: Path):
    from checklist_tool.files import WorkingTree
    from checklist_tool.repository import load

    return load(WorkingTree(root))[0]


def needed(program: str) -> str:
    """The path of a program that a test needs: without it the test is skipped, but fails in CI."""
    found = shutil.which(program)
    if found is None:
        packages = "chromium poppler-utils qpdf libreoffice-writer-nogui libreoffice-calc-nogui"
        reason = f"{program} is not installed (Debian: apt-get install {packages})"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def chromium():
    return needed("chromium")


@pytest.fixture(scope="module")
def browser(chromium):
    """Debian's chromium, driven by Playwright; started once a module.

    While it is open an event loop runs, and what else needs one (the loop of `query`) fails.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def office():
    return needed("soffice")


@pytest.fixture(scope="session")
def qpdf():
    return needed("qpdf")


@pytest.fixture(scope="session")
def pdftotext():
    return needed("pdftotext")


@pytest.fixture(scope="session")
def shipped():
    """The lists that ship, loaded: for the tests of tests/shipped/."""
    return loaded_from(ROOT)
