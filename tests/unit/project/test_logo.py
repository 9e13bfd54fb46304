"""A funder's logo: what is taken, what is refused, and how it travels."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from evaltools.errors import ConfigurationError
from evaltools.project import load_project, logo_address
from evaltools.project.logo import LARGEST_LOGO, logo_fault, logo_type
from evaltools.run.basis import settings_hash
from tests.small import HEADER


def picture(kind: str) -> bytes:
    """A small picture, written by Pillow."""
    held = io.BytesIO()
    Image.new("RGB", (8, 8), "#00695c").save(held, kind)
    return held.getvalue()


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_pictures_are_known_by_their_first_bytes(kind: str) -> None:
    """The name may lie."""
    assert logo_type(picture(kind)) == f"image/{kind}"


@pytest.mark.parametrize(
    "start", ["<svg>", "\ufeff<svg>", '<?xml version="1.0"?>\n<!-- a -->\n<!DOCTYPE svg PUBLIC "x">\n<svg>']
)
def test_a_drawing_may_have_a_prologue(start: str) -> None:
    """As drawing programs write it."""
    assert logo_type(start.encode()) == "image/svg+xml"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html><svg>", b"GIF", b"RIFF1234WAVE"])
def test_what_is_no_picture(content: bytes) -> None:
    """A page would show a broken sign instead."""
    assert logo_type(content) == ""


def test_faults_say_what_was_found_and_what_to_do(tmp_path: Path) -> None:
    """A file that is not there, outside, no picture, or too large for every page."""
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "large.png").write_bytes(picture("png") + bytes(LARGEST_LOGO))
    (tmp_path / "good.png").write_bytes(picture("png"))
    (tmp_path / "inside").mkdir()
    assert logo_fault(tmp_path, "none.png") == f"there is no file {tmp_path / 'none.png'}"
    assert logo_fault(tmp_path / "inside", "../good.png") == "../good.png is not inside the project folder"
    assert "a.txt is no picture" in logo_fault(tmp_path, "a.txt")
    assert "large.png has 30 kB" in logo_fault(tmp_path, "large.png")
    assert logo_fault(tmp_path, "good.png") == ""


def test_the_address_holds_the_picture(tmp_path: Path) -> None:
    """Nothing has to be fetched."""
    content = picture("png")
    (tmp_path / "logo").write_bytes(content)
    kind, _, held = logo_address(tmp_path, "logo").partition(";base64,")
    assert kind == "data:image/png"
    assert base64.b64decode(held) == content
    assert logo_address(tmp_path, "") == ""


def branded(folder: Path, brand: str) -> Path:
    """A small project with this brand."""
    header = HEADER.format(
        regions='"KZ-23"', languages='"en"', sensitivity="activity",
        period="2024-01-01..2024-12-31", cut_off="2024-12-31",
    )  # fmt: skip
    (folder / "project.toml").write_text(f"{header}\n[brand]\n{brand}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("brand", "said"),
    [
        ('logo = "none.png"', "brand.logo: there is no file"),
        ('accent = "green"', "accent is “green”; expected a colour such as"),
        ('accent = "#00695c;}body{display:none"', "expected a colour"),
        ('colour = "#00695c"', "brand.colour: unknown key"),
    ],
)
def test_settings_are_checked(tmp_path: Path, brand: str, said: str) -> None:
    """Before anything is made."""
    with pytest.raises(ConfigurationError, match=said):
        load_project(branded(tmp_path, brand))


def test_another_picture_makes_pages_anew(tmp_path: Path) -> None:
    """Under the same name: its bytes count, not its name."""
    folder = branded(tmp_path, 'logo = "logo"')
    hashes = []
    for kind in ("png", "gif"):
        (folder / "logo").write_bytes(picture(kind))
        hashes.append(settings_hash(load_project(folder), "region-report"))
    assert len(set(hashes)) == 2
