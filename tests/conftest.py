"""What every test needs: a cache of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.runs import folder, published, synthetic

__all__ = ["folder", "published", "synthetic"]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Prepared projects go to a temporary folder, never to the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVALTOOLS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
