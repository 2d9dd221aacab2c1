"""QR codes as SVG."""

from __future__ import annotations

from io import BytesIO

from checklist_tool.problems import ChecklistError


def svg(link: str) -> str:
    """The link as a QR code that survives a fold or a stain; the same link, the same text."""
    import segno

    try:
        code = segno.make_qr(link, error="m")
    except segno.DataOverflowError:
        raise ChecklistError(
            f"网址太长，放不进二维码：{link[:60]}…",
            hint="把 data/edition.yaml 的 address 改短",
        ) from None
    text = BytesIO()
    code.save(text, kind="svg", xmldecl=False, nl=False, omitsize=True, dark="#000", light="#fff")
    return text.getvalue().decode()
