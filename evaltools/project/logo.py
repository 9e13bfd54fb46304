"""A funder's logo: checked when the settings are read, carried inside every page."""

from __future__ import annotations

import base64
import re
from pathlib import Path

#: Bytes of a logo: it stands in every page, which is to be light.
LARGEST_LOGO = 30_000

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


def logo_type(content: bytes) -> str:
    """The media type of a picture by its first bytes; empty for what is none.

    Examples
    --------
    >>> logo_type(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    'image/svg+xml'
    >>> logo_type(b"%PDF-1.7")
    ''
    """
    for start, kind in _KINDS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    head = re.sub(
        rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", b"", content[:4096].lstrip(b"\xef\xbb\xbf"), flags=re.DOTALL
    )
    return "image/svg+xml" if head.lstrip().startswith(b"<svg") else ""


def logo_fault(folder: Path, name: str) -> str:
    """What is wrong with the file of a logo; empty for nothing."""
    place = (folder / name).resolve()
    if not place.is_relative_to(folder.resolve()):
        return f"{name} is not inside the project folder"
    try:
        content = place.read_bytes()
    except OSError:
        return f"there is no file {folder / name}"
    if not logo_type(content):
        return f"{name} is no picture that a page can hold; expected PNG, JPEG, GIF, WebP or SVG"
    if len(content) > LARGEST_LOGO:
        return (
            f"{name} has {len(content) / 1000:.0f} kB and would stand in every page; expected at most "
            f"{LARGEST_LOGO // 1000} kB. Save it smaller: 400 pixels of width are enough"
        )
    return ""


def logo_address(folder: Path, name: str) -> str:
    """The logo as an address that holds the picture itself; empty where there is none.

    A picture of this kind runs no script and loads nothing, whatever is in it.
    """
    if not name:
        return ""
    content = (folder / name).read_bytes()
    return f"data:{logo_type(content)};base64,{base64.b64encode(content).decode()}"
