"""How a program that prints is called, so that it prints alone, offline and the same everywhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """Where programs that print work.

    Attributes
    ----------
    folder : callable
        Gives the folder where temporary files may lie now; whoever made it
        removes it.
    owner : str
        Variable of the environment that names this folder to the programs:
        whoever looks for what was left running knows them by it. Empty for none.
    """

    folder: Callable[[], Path]
    owner: str = ""

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of a program that is started now."""
        return os.environ | ({self.owner: str(self.folder())} if self.owner else {})


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
