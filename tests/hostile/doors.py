"""Ways in which a repository may be turned against those who read its lists.

A door is a function that is given the folder of the repository and a folder outside of it. What
is committed comes with a clone; what is put into the folder after that, .git among it, comes
with a copy: from an archive, a share, a stick.
"""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from builders import git

SECRET = "不许外传的一行"
POSITIVE = "data/lists/certificates/positive.yaml"
CONFIG = b"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tfsmonitor = "

Door = Callable[[Path, Path], None]
COMMITTED: dict[str, Door] = {}
COPIED: dict[str, Door] = {}


def committed(door: Door) -> Door:
    COMMITTED[door.__name__] = door
    return door


def copied(door: Door) -> Door:
    COPIED[door.__name__] = door
    return door


def trap(outside: Path) -> Path:
    """A program that leaves a mark outside when it is run."""
    program = outside / "trap"
    program.write_text(f"#!/bin/sh\ntouch '{outside}/executed'\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def prey(outside: Path, name: str = "prey") -> Path:
    """A file outside that nobody may change or show."""
    path = outside / name
    path.write_text(f"title:   {SECRET}\n", encoding="utf-8")
    return path


def link(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


# An edit that was never made here.


@committed
def unfinished_edit_through_a_foretold_name(root: Path, outside: Path) -> None:
    config = CONFIG + f"{trap(outside)}\n".encode()
    (root / ".checklist").mkdir()
    note = json.dumps({"data/zz.yaml": [None, b64encode(config).decode()]})
    (root / ".checklist/pending").write_text(note, encoding="utf-8")
    (root / "data/.zz.yaml.checklist-new").symlink_to("../.git/config")


@committed
def unfinished_edit_through_a_link(root: Path, outside: Path) -> None:
    (root / ".checklist").mkdir()
    note = json.dumps({"data/zz.yaml": [None, b64encode(b"evil").decode()]})
    (root / ".checklist/pending").write_text(note, encoding="utf-8")
    link(root / "data/zz.yaml", outside / "made")


@committed
def unfinished_edit_of_other_lists(root: Path, outside: Path) -> None:
    (root / ".checklist").mkdir()
    new = ".checklist-00000000000000000000000000000000.new"
    (root / f"data/lists/certificates/{new}").write_bytes(b"evil\n")
    (root / ".checklist/pending").write_text(json.dumps({POSITIVE: ["", "", new]}), "utf-8")


@committed
def our_folder_is_a_link(root: Path, outside: Path) -> None:
    folder = outside / "folder"
    folder.mkdir()
    (folder / "pending").write_text("{}", encoding="utf-8")
    link(root / ".checklist", folder)


@committed
def our_ignore_file_is_a_link_to_nothing(root: Path, outside: Path) -> None:
    link(root / ".checklist/.gitignore", outside / "made")


@committed
def our_lock_is_a_link(root: Path, outside: Path) -> None:
    link(root / ".checklist/lock", prey(outside))


@committed
def our_note_is_a_link(root: Path, outside: Path) -> None:
    link(root / ".checklist/pending", prey(outside))


# Places where something is made.


@committed
def build_is_a_link(root: Path, outside: Path) -> None:
    (outside / "folder").mkdir()
    link(root / "build", outside / "folder")


@committed
def build_is_git_itself(root: Path, outside: Path) -> None:
    link(root / "build", Path(".git/hooks"))


@committed
def what_is_made_is_a_link(root: Path, outside: Path) -> None:
    for name in ("all.html", "all.pdf", "slip-juzhu.html", "slip-juzhu.pdf", "report.sarif"):
        link(root / "build" / name, prey(outside))
        link(root / "build" / f"{name}.part", prey(outside))


@committed
def site_is_the_lists(root: Path, outside: Path) -> None:
    link(root / "build/site", Path("../data"))
    made = [path.relative_to(root / "data").as_posix() for path in (root / "data").rglob("*.yaml")]
    (root / "data/.checklist-site").write_text("\n".join(made), encoding="utf-8")


@committed
def schemas_are_links(root: Path, outside: Path) -> None:
    for name in ("edition", "certificate", "policy", "service", "answers"):
        link(root / f"schemas/{name}.json", prey(outside))
    link(root / ".vscode/settings.json", prey(outside))


@committed
def schemas_is_a_link(root: Path, outside: Path) -> None:
    (outside / "folder").mkdir()
    link(root / "schemas", outside / "folder")
    link(root / ".vscode", outside / "folder")


# Lists that lie elsewhere.


@committed
def a_list_is_a_link(root: Path, outside: Path) -> None:
    (root / POSITIVE).unlink()
    link(root / POSITIVE, prey(outside))


@committed
def a_folder_of_lists_is_a_link(root: Path, outside: Path) -> None:
    (outside / "folder").mkdir()
    prey(outside, "folder/handle.yaml")
    link(root / "data/lists/services/more", outside / "folder")


@committed
def data_is_a_link(root: Path, outside: Path) -> None:
    (root / "data").rename(outside / "data")
    prey(outside, "data/lists/certificates/reserve.yaml")
    link(root / "data", outside / "data")


@committed
def templates_is_a_link(root: Path, outside: Path) -> None:
    (outside / "folder").mkdir()
    link(root / "templates", outside / "folder")


# Programs.


@committed
def a_program_called_git(root: Path, outside: Path) -> None:
    (root / "git").write_bytes(trap(outside).read_bytes())
    (root / "git").chmod(0o755)


@committed
def a_repository_within_the_repository(root: Path, outside: Path) -> None:
    """What git takes for a bare repository, whose settings would be obeyed."""
    lists = root / "lists"
    lists.mkdir()
    (root / "data").rename(lists / "data")
    for folder in ("objects", "refs"):
        (lists / folder).mkdir()
        (lists / folder / ".keep").touch()
    (lists / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    settings = f"{trap(outside)}\n\tworktree = {root.with_name('clone')}/lists\n"
    (lists / "config").write_bytes(CONFIG + settings.encode())


@copied
def fsmonitor(root: Path, outside: Path) -> None:
    git(root, "config", "core.fsmonitor", str(trap(outside)))


@copied
def hooks(root: Path, outside: Path) -> None:
    folder = root / ".git/hooks"
    folder.mkdir(exist_ok=True)
    for name in ("post-index-change", "fsmonitor-watchman", "reference-transaction"):
        (folder / name).write_bytes(trap(outside).read_bytes())
        (folder / name).chmod(0o755)
    os.utime(root / POSITIVE, (1, 1))  # the index is out of date, so git would write it


@copied
def filters(root: Path, outside: Path) -> None:
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("*.yaml filter=evil\n", encoding="utf-8")
    for name in ("clean", "smudge", "process"):
        git(root, "config", f"filter.evil.{name}", str(trap(outside)))
    os.utime(root / POSITIVE, (1, 1))


@copied
def programs_for_differences(root: Path, outside: Path) -> None:
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("*.yaml diff=evil\n", encoding="utf-8")
    for name in ("diff.external", "diff.evil.command", "diff.evil.textconv"):
        git(root, "config", name, str(trap(outside)))
    git(root, "config", "diff.evil.cachetextconv", "true")


@copied
def programs_for_the_screen_and_the_network(root: Path, outside: Path) -> None:
    names = "core.pager core.editor core.sshCommand core.askPass core.gitProxy pager.log"
    for name in f"{names} credential.helper gpg.program".split():
        git(root, "config", name, str(trap(outside)))
    for name in ("log", "ls-tree", "rev-parse"):
        git(root, "config", f"alias.{name}", f"!{trap(outside)}")


@copied
def signatures(root: Path, outside: Path) -> None:
    """A commit with a signature, which `git log` gives to the program that checks it."""
    body = git(root, "cat-file", "commit", "HEAD")
    head, _, message = body.partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    (outside / "commit").write_text(f"{head}\n{signature}\n\n{message}", encoding="utf-8")
    signed = git(root, "hash-object", "-t", "commit", "-w", str(outside / "commit")).strip()
    git(root, "update-ref", "HEAD", signed)
    git(root, "config", "log.showSignature", "true")
    git(root, "config", "gpg.program", str(trap(outside)))


@copied
def objects_that_are_fetched_by_a_command(root: Path, outside: Path) -> None:
    name = git(root, "rev-parse", f"HEAD:{POSITIVE}").strip()
    git(root, "config", "core.repositoryformatversion", "1")
    git(root, "config", "extensions.partialClone", "origin")
    git(root, "config", "remote.origin.promisor", "true")
    git(root, "config", "remote.origin.url", f"ext::{trap(outside)}")
    git(root, "config", "remote.origin.uploadpack", str(trap(outside)))
    git(root, "config", "protocol.ext.allow", "always")
    git(root, "config", "protocol.allow", "always")
    (root / ".git/objects" / name[:2] / name[2:]).unlink()


@copied
def a_repository_among_the_lists(root: Path, outside: Path) -> None:
    """A submodule, of which `git status` asks the settings."""
    inner = root / "data/lists/more.yaml"
    inner.mkdir()
    git(inner, "init", "-q")
    git(inner, "commit", "-q", "--allow-empty", "-m", "x")
    git(inner, "config", "core.fsmonitor", str(trap(outside)))
    git(root, "update-index", "--add", "--cacheinfo",
        f"160000,{git(inner, 'rev-parse', 'HEAD').strip()},data/lists/more.yaml")  # fmt: skip
    git(root, "commit", "-q", "-m", "a submodule")
