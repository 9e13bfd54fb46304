"""What every test needs: a cache of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from evaltools.wording import reasons
from tests.runs import every_folder, folder, literacy, own, published, synthetic

# The same examples in every run: a red test is then about the change at hand. `explore` draws new ones.
settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", derandomize=False, print_blob=True, deadline=None)
settings.load_profile(os.environ.get("EVALTOOLS_TEST_PROFILE", "steady"))

__all__ = ["every_folder", "folder", "literacy", "own", "published", "synthetic"]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Prepared projects go to a temporary folder, never to the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVALTOOLS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def reasons_have_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reason without a sentence fails here; a report says something general instead."""

    def fail(method: str, reason: str) -> str:
        raise KeyError(f"wording.reasons has no sentence for {method!r}, {reason!r}")

    monkeypatch.setattr(reasons, "_unknown", fail)
