"""A look at the photos that steps of boards name: where they are, their size and type."""

from __future__ import annotations

from pathlib import Path

from checklist_tool.checks.signboards import PHOTO
from checklist_tool.problems import ChecklistError

_LARGEST = 5_000_000  # bytes of a photo
_BEGINNINGS = {
    b"\xff\xd8\xff": ("jpg", "jpeg"),
    b"\x89PNG\r\n\x1a\n": ("png",),
    b"RIFF": ("webp",),
}


def look_at(root: Path, photo: str) -> None:
    """Raise ChecklistError for what is no photo below the root, or too large to keep in git."""
    hint = "把照片放进清单仓库，写从最上层起的路径，如 photos/dongmen-1.jpg"
    if not PHOTO.fullmatch(photo):
        raise ChecklistError(f"照片“{photo}”的路径不对", hint=hint)
    path = root / photo
    if path.is_symlink() or not path.is_file():
        raise ChecklistError(f"没有照片 {photo}", hint=hint)
    if path.stat().st_size > _LARGEST:
        raise ChecklistError(f"照片 {photo} 超过 5 MB", hint="缩小以后再放进来")
    with path.open("rb") as file:
        head = file.read(16)
    suffix = path.suffix.lower().removeprefix(".")
    if not any(head.startswith(one) and suffix in ends for one, ends in _BEGINNINGS.items()):
        raise ChecklistError(
            f"{photo} 的内容不是 {suffix} 图片", hint="用看图软件另存为 jpg 或 png，改后缀没有用"
        )
