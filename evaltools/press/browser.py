"""How a browser is called, so that it prints alone, offline and the same everywhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_OPTIONS = (
    "--headless=new",
    "--user-agent=evaltools",  # stands in the PDF as its creator; the browser's own names the system
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-extensions",
    "--disable-breakpad",
    "--disable-gpu",
    "--disable-dev-shm-usage",  # containers have little shared memory
    "--font-render-hinting=none",  # widths of letters do not depend on a screen
    "--force-color-profile=srgb",
    "--password-store=basic",
    "--use-mock-keychain",  # macOS would ask the user for the keychain
    "--no-first-run",
    "--no-default-browser-check",
)


def options(profile: Path) -> list[str]:
    """Options for any way of printing.

    Parameters
    ----------
    profile : Path
        An empty folder: what the user does in the same browser stays apart.
    """
    return [*_OPTIONS, f"--user-data-dir={profile}", *(["--no-sandbox"] if _is_root() else [])]


def _is_root() -> bool:
    """Whether this is root on Linux: a browser's sandbox gives up rights that root cannot give up."""
    return sys.platform == "linux" and os.geteuid() == 0
