"""Where intermediate results are kept: a folder of the user's own, readable by nobody else."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import platformdirs

from evaltools.errors import StorageError


def cache_folder() -> Path:
    """Where prepared projects are kept: `EVALTOOLS_CACHE`, or the user's cache directory."""
    return Path(os.environ.get("EVALTOOLS_CACHE") or platformdirs.user_cache_dir("evaltools"))


def writable_cache(inside: str = "") -> Path:
    """The cache folder, or one inside it, made where it is not there yet; readable by the owner only.

    Raises
    ------
    StorageError
        It cannot be made or written.
    """
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for part in Path(inside).parts:
            # Parents that `mkdir` makes on its way would be open to all.
            folder /= part
            folder.mkdir(exist_ok=True, mode=0o700)
        if not os.access(folder, os.W_OK):
            raise PermissionError(13, "it may not be written")
    except OSError as error:
        raise StorageError(
            f"The folder {folder} for intermediate results cannot be used ({error.strerror}). "
            "Name another one in the environment variable EVALTOOLS_CACHE."
        ) from error
    return folder


#: Packages that read and compute: what others of them made is made again.
_COMPUTING = ("numpy", "pandas", "pyarrow", "python-calamine", "scipy", "xlrd")


@cache
def package_hash() -> str:
    """Hash of this package's own code, words and region data: what was made by other code is made again."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".py", ".csv", ".po", ".toml", ".css", ".j2"} and file.is_file():
            digest.update(file.relative_to(folder).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


@cache
def installed() -> Mapping[str, str]:
    """Versions of all installed packages, read from the names of their folders, which opens no file."""
    found: dict[str, str] = {}
    for folder in reversed(sys.path):
        if folder and os.path.isdir(folder):
            for name in os.listdir(folder):
                if name.endswith(".dist-info"):
                    package, _, number = name.removesuffix(".dist-info").partition("-")
                    found[package.replace("_", "-").lower()] = number
    return found


def made_by() -> str:
    """What results are made by: this package's own code, and the versions of those that read and compute."""
    numbers = [f"{name} {installed().get(name, '')}" for name in _COMPUTING]
    return " ".join([package_hash(), platform.python_version(), *numbers])
