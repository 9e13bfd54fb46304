"""Canonical tables kept as Parquet, one for each file that was read.

Reading and validating a register of a million rows takes longer than all that
follows. A project of twenty files of which one has changed reads one file.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import parquet

from evaltools.cache import cache_folder, made_by, writable_cache
from evaltools.coded import column_of, is_coded
from evaltools.errors import StorageError
from evaltools.findings import Finding
from evaltools.project import Project, Table
from evaltools.validate import Canonical

_ABOUT = b"evaltools"
#: What the names of unfinished files begin with.
MAKING = ".making-"


class CanonicalStore:
    """The canonical tables of one project's files, under names that are hashes of what they were made from.

    Parameters
    ----------
    project : Project
    digests : dict of str
        Hash of each file's bytes, by its path inside the project.
    """

    def __init__(self, project: Project, digests: Mapping[str, str]) -> None:
        self.project, self.digests = project, digests
        self.folder = cache_folder() / "tables" / project.id
        self._used: set[str] = set()

    def place(self, name: str, table: Table) -> Path | None:
        """Where the table of one file is kept; nowhere if the file has no hash.

        Parameters
        ----------
        name : str
            Name of the table in `project.toml`.
        table : Table
            Its settings, with the one file.
        """
        digest = self.digests.get(table.file)
        if digest is None:
            return None
        header = self.project.header
        made_from = {
            "bytes": digest,
            "table": [name, table.model_dump(mode="json")],
            "regions": sorted(self.project.regions),
            "period": [str(header.period.start), str(header.period.end), self.project.period],
            "language": header.languages[0],
            # Categories that the project names itself stay as they are written.
            "labels": {name: sorted(labels) for name, labels in self.project.labels.items()},
            "package": made_by(),
        }
        text = json.dumps(made_from, sort_keys=True, ensure_ascii=False)
        return self.folder / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.parquet"

    def get(self, name: str, table: Table) -> tuple[Canonical, list[Finding]] | None:
        """The table of one file as it was kept, or nothing."""
        place = self.place(name, table)
        if place is None or not place.is_file():
            return None
        try:
            kept = parquet.read_table(place)
            about = json.loads(kept.schema.metadata[_ABOUT])
        except (pa.ArrowException, OSError, KeyError, ValueError):
            # Damaged, or removed just now: the file itself is read again.
            return None
        self._used.add(place.name)
        for each in about["coded"]:
            cells = kept[each]
            packed = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
            kept = kept.set_column(kept.schema.get_field_index(each), each, packed)
        frame: pd.DataFrame = kept.to_pandas()
        for each in about["coded"]:
            codes, values = frame[each].cat.codes.to_numpy(), frame[each].cat.categories
            frame[each] = column_of(codes, values, frame.index)
        for column in about["objects"]:
            # Text and days with gaps: Arrow's own choice of type has another kind of gap.
            frame[column] = pd.Series(kept[column].to_pylist(), index=frame.index, dtype=object)
        canonical = Canonical(name=name, table=table, frame=frame, **about["rows"])
        return canonical, [Finding(**each) for each in about["findings"]]

    def keep(self, canonical: Canonical, table: Table, findings: Sequence[Finding]) -> None:
        """Keep the table of one file as it is asked for, under a temporary name first.

        Raises
        ------
        StorageError
            The cache folder cannot be written.
        """
        place = self.place(canonical.name, table)
        if place is None:
            return
        frame = canonical.frame
        about = {
            "objects": [column for column in frame if frame[column].dtype == object],
            "coded": [column for column in frame if is_coded(frame[column])],
            "rows": {
                "rows_read": canonical.rows_read,
                "rows_used": canonical.rows_used,
                "left_out": dict(canonical.left_out),
                "refused": canonical.refused,
            },
            "findings": [asdict(each) for each in findings],
        }
        arrow = pa.Table.from_pandas(frame)
        arrow = arrow.replace_schema_metadata(
            {**(arrow.schema.metadata or {}), _ABOUT: json.dumps(about, ensure_ascii=False).encode()}
        )
        folder = writable_cache(f"tables/{self.project.id}")
        # A file made by `tempfile` is its owner's alone.
        try:
            with tempfile.NamedTemporaryFile(prefix=MAKING, dir=folder, delete=False) as file:
                parquet.write_table(arrow, file, compression="zstd")
            Path(file.name).replace(place)
        except OSError as error:
            raise StorageError(
                f"The folder {folder} for intermediate results cannot be written ({error.strerror})."
            ) from error
        self._used.add(place.name)

    def forget_others(self) -> None:
        """Remove what was not used: data about people do not pile up."""
        day_ago = time.time() - 24 * 3600
        for file in self.folder.glob("*.parquet"):
            if file.name not in self._used:
                file.unlink(missing_ok=True)
        for file in self.folder.glob(f"{MAKING}*"):
            # Left by a crash; a young one may be another run's.
            if file.stat().st_mtime < day_ago:
                file.unlink(missing_ok=True)
