"""A small project whose reports fail as they are told, runs of it, and what must hold after each of them.

What a report does comes from the environment, so that the notebooks, and with
them the pages, are the same with a fault and without: a folder that was healed
can be held, byte for byte, against one that never saw a fault.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from filelock import FileLock

from evaltools.export import set_navigation
from evaltools.run.ledger import folder_for, read_states
from tests.faults import processes
from tests.faults.processes import MARK
from tests.outputs import without_changes
from tests.runs import ROOT

#: Another number draws other moments.
SEED = os.environ.get("EVALTOOLS_TEST_SEED", "1")
#: How many moments of a run are tried for each fault.
MOMENTS = int(os.environ.get("EVALTOOLS_TEST_MOMENTS", "4"))
#: What runs the notebook of a report of the same name.
ENGINES = ("shell", "kernel", "papermill")
REGIONS = ("KZ-10", "KZ-15", "KZ-23")

SETTINGS = """
[project]
name = "Test"
work = "work"
provider = "the centre"
funder = "a fund"
period = "2024-01-01..2024-12-31"
cut_off = 2024-12-31
regions = ["KZ-10", "KZ-15", "KZ-23"]
languages = ["en"]
sensitivity = "activity"
[tables.people]
file = "people.csv"
kind = "counts"
subject = "participants"
unit = "people"
[reports.steady]
engine = "shell"
"""
#: A report for each region: one that may take long, and one that may not.
PATIENT = '[reports.{engine}]\neach = "region"\nengine = "{engine}"\nmemory = 400\n'
HASTY = (
    '[reports.hasty-{engine}]\neach = "region"\nengine = "{engine}"\ncell_timeout = {cell}\ntimeout = {all}\n'
)
#: Seconds for a cell and for all of a report that may not take long; a kernel begins with its imports.
LIMITS = {"shell": (4, 10)}
LIMITS_OF_KERNELS = (20, 40)

ACTS = "EVALTOOLS_TEST_ACTS"
BEGUN = "EVALTOOLS_TEST_BEGUN"
CELL = f"""
import json, os, pathlib, time
pathlib.Path(os.environ.get({BEGUN!r}, os.devnull)).touch()
time.sleep(0.2)
exec(json.loads(os.environ.get({ACTS!r}, "{{}}")).get(f"{{name}} {{region}}", ""))
"""


def lay_out(folder: Path, count: int = 40) -> Path:
    """Write the project and its notebooks; returns the project's folder."""
    project = folder / "data" / "mine"
    project.mkdir(parents=True)
    (folder / "notebooks").mkdir()
    rows = "".join(f"{region},{count + number}\n" for number, region in enumerate(REGIONS))
    (project / "people.csv").write_text(f"region,count\n{rows}", encoding="utf-8")
    kinds = ""
    for engine in ENGINES:
        cell, whole = LIMITS.get(engine, LIMITS_OF_KERNELS)
        kinds += PATIENT.format(engine=engine) + HASTY.format(engine=engine, cell=cell, all=whole)
    (project / "project.toml").write_text(SETTINGS + kinds, encoding="utf-8")
    for name in ("steady", *(f"{kind}{each}" for kind in ("", "hasty-") for each in ENGINES)):
        sources = [
            'project = ""\nlanguage = "en"\nregion = "KZ"',
            f"from evaltools import open_report\nname = {name!r}\n"
            "report = open_report(name, project=project, region=region, language=language)",
            "report.header()",
            CELL.strip(),
            "report.about()",
            "report.footer()",
        ]
        cells = [
            nbformat.v4.new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(sources)
        ]
        cells[0].metadata.tags = ["parameters"]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "notebooks" / f"{name}.ipynb")
    return project


@dataclass(frozen=True)
class Selection:
    """What a run is asked for."""

    reports: tuple[str, ...]
    regions: tuple[str, ...]

    @property
    def pages(self) -> dict[str, str]:
        """Places of the pages, by what the terminal calls them."""
        found = {}
        for report in self.reports:
            if report == "steady":
                found["steady en"] = "en/steady.html"
            else:
                found |= {f"{report} {each} en": f"en/{report}-{each}.html" for each in self.regions}
        return found

    @property
    def arguments(self) -> list[str]:
        reports = [part for name in self.reports for part in ("--report", name)]
        return [*reports, *(part for name in self.regions for part in ("--region", name))]


#: Four pages, each in a shell.
PLAIN = Selection(("steady", "shell"), REGIONS)


def of_engine(engine: str) -> Selection:
    """The smallest selection whose pages one engine makes, beside one page of a shell."""
    return PLAIN if engine == "shell" else Selection(("steady", engine), REGIONS[:1])


@dataclass(frozen=True)
class Reference:
    """A folder that never saw a fault, and how long its run took.

    `until_begun` and `making` are seconds: until the first page was begun,
    and from there to the end.
    """

    output: Path
    cache: Path
    until_begun: float
    making: float


@dataclass
class Run:
    """The tool while it runs, and what it said when it has ended."""

    process: subprocess.Popen[bytes]
    folder: Path
    mark: str
    begun: Path
    since: float = field(default_factory=time.monotonic)

    @property
    def said(self) -> str:
        return (self.folder / "stdout").read_text(encoding="utf-8", errors="replace")

    @property
    def told(self) -> str:
        return (self.folder / "stderr").read_text(encoding="utf-8", errors="replace")

    @property
    def is_over(self) -> bool:
        return self.process.poll() is not None

    def wait_for(self, happened: Callable[[], bool], seconds: float = 120) -> None:
        """Wait until something has happened, or the tool has ended."""
        deadline = time.monotonic() + seconds
        while not happened() and not self.is_over and time.monotonic() < deadline:
            time.sleep(0.02)

    def wait_until_it_hears(self) -> None:
        """Wait until the tool has its own answer to signals: before, Python has not come to its first line."""
        self.wait_for(lambda: _catches(self.process.pid, signal.SIGTERM))

    def wait_until_begun(self) -> None:
        """Wait until the first page has come to its cell."""
        self.wait_for(self.begun.exists)

    def studio(self) -> psutil.Process | None:
        """The process that prepares the data and makes the reports."""
        try:
            children = psutil.Process(self.process.pid).children()
            return next((each for each in children if "spawn_main" in " ".join(each.cmdline())), None)
        except psutil.NoSuchProcess:
            return None

    def end(self, seconds: float = 120) -> int:
        """Wait for the end; the exit code, or minus the number of the signal."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            alive = self.alive()
            self.process.kill()
            pytest.fail(f"the tool did not end; alive: {alive}; it said: {self.told}")

    def alive(self) -> list[str]:
        """Processes of this run, zombies left out."""
        return processes.alive(self.mark)

    def planned(self) -> dict[str, set[str]] | None:
        """What the run said that it makes and skips; None if it did not come so far."""
        found: dict[str, set[str]] = {"make": set(), "skip": set()}
        lines = re.findall(r"^(make|skip) \d+ pages? \(.*\): ([^():\n]+)$", self.told, re.MULTILINE)
        for word, pages in lines:
            found[word] |= set(pages.split(", "))
        return found if lines else None


def _catches(pid: int, number: signal.Signals) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    mask = re.search(r"^SigCgt:\s*([0-9a-f]+)$", status, re.MULTILINE)
    return bool(mask and int(mask[1], 16) >> (number - 1) & 1)


@dataclass
class Trial:
    """One output folder and what is done to it."""

    folder: Path
    project: Path
    output: Path
    cache: Path
    temporary: Path
    selection: Selection
    reference: Reference
    runs: int = 0

    @property
    def pages(self) -> dict[str, str]:
        return self.selection.pages

    def start(
        self,
        *options: str,
        acts: Mapping[str, str] | None = None,
        output: Path | None = None,
        **environment: str,
    ) -> Run:
        """Start the tool; `acts` is what reports do, by report and region."""
        self.runs += 1
        folder = self.folder / f"run-{self.runs}"
        folder.mkdir()
        mark = f"{os.getpid()}-{self.folder.name}-{self.runs}"
        begun = folder / "begun"
        command = [sys.executable, "-m", "evaltools", "run", str(self.project), *self.selection.arguments]
        with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as error:
            process = subprocess.Popen(
                [*command, "--output", str(output or self.output), "--jobs", "2", *options],
                cwd=self.project.parents[1],
                env=os.environ
                | {
                    MARK: mark,
                    ACTS: json.dumps(acts or {}),
                    BEGUN: str(begun),
                    "EVALTOOLS_CACHE": str(self.cache),
                    "PYTHONPATH": str(ROOT),
                    "SOURCE_DATE_EPOCH": "1735689600",
                    "TMPDIR": str(self.temporary),
                }
                | environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=error,
                start_new_session=True,
                # What starts the tests in the background may have them ignore Ctrl-C.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler) and None,  # noqa: PLW1509
            )
        return Run(process, folder, mark, begun)

    def missing(self) -> set[str]:
        """Pages that are not done, or not there as the ledger says."""
        with self.own_cache():
            states = read_states(self.output)
        return {
            about
            for about, place in self.pages.items()
            if not (state := states.get(place))
            or state.record.status != "done"
            or not (self.output / place).is_file()
        }

    @contextmanager
    def own_cache(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("EVALTOOLS_CACHE", str(self.cache))
            yield

    def check_after(self, run: Run, *, killed: bool = False, removed: bool = False) -> None:
        """What holds after every fault: nothing runs, nothing is half there, nothing is called done that is not."""
        told = run.told
        assert not (alive := left(run)), alive
        assert "Traceback" not in told, told
        assert "Something went wrong" not in told, told
        leftovers = [each.name for each in self.temporary.iterdir()]
        assert not leftovers, f"left in the folder for temporary files: {leftovers}"
        self.check_folder(killed=killed, removed=removed)

    def check_folder(self, *, killed: bool = False, removed: bool = False) -> None:
        """What holds of the output folder alone."""
        unfinished = [] if killed else list(self.output.rglob(".writing-*"))
        assert not unfinished, unfinished
        for file in self.output.rglob("*.html"):
            assert whole(file.read_text(encoding="utf-8")), f"{file} is not whole"
        for name in ("results.csv", "internal/results-internal.csv", "internal/findings.csv"):
            if (self.output / name).exists():
                assert (self.output / name).read_bytes() == (self.reference.output / name).read_bytes()
        for place in self.pages.values():
            if (self.output / place).exists():
                assert _bare(self.output / place) == _bare(self.reference.output / place), f"{place} differs"
        done = []
        if (self.output / "run.json").exists():
            pages = json.loads((self.output / "run.json").read_text(encoding="utf-8"))["pages"]
            done = [each["href"] for each in pages if each["status"] == "done"]
        with self.own_cache():
            done += [href for href, each in read_states(self.output).items() if each.record.status == "done"]
        if not removed:
            false = [href for href in done if not (self.output / href).is_file()]
            assert not false, f"called done, and not there: {false}"

    def check_plan(self, run: Run, missing: set[str], *, force: bool = False) -> None:
        """A run makes what is missing, and nothing else."""
        if (planned := run.planned()) is not None:
            wanted = set(self.pages) if force else missing
            assert planned["make"] == wanted, run.told
            assert planned["skip"] == set(self.pages) - wanted, run.told

    def heal(self, **environment: str) -> None:
        """The next run without a fault ends with 0, makes what is missing, and the folder is as without faults."""
        missing = self.missing()
        run = self.start(**environment)
        code = run.end()
        assert code == 0, run.told + run.said
        assert run.planned() is not None
        self.check_plan(run, missing)
        self.check_after(run)
        assert content(self.output) == content(self.reference.output)

    def begin_good(self) -> None:
        """Start with a folder as a good run left it, known to the ledger."""
        shutil.copytree(self.reference.output, self.output)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("EVALTOOLS_CACHE", str(self.reference.cache))
            source = folder_for(self.reference.output)
            patch.setenv("EVALTOOLS_CACHE", str(self.cache))
            target = folder_for(self.output)
        shutil.copytree(source, target, dirs_exist_ok=True)


def left(run: Run) -> list[str]:
    """What of a run is alive some seconds after its end."""
    return processes.left(run.mark)


def whole(html: str) -> bool:
    """Whether a page is there from its first letter to its last."""
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            seen.append(tag)

    parser = Tags()
    parser.feed(html)
    parser.close()
    return html.rstrip().endswith("</html>") and {"html", "head", "body"} <= set(seen)


def _bare(page: Path) -> str:
    """A page as it was exported: without the links to its neighbours, which may not be there yet."""
    return set_navigation(page.read_text(encoding="utf-8"), [])


def content(output: Path) -> dict[str, Any]:
    """Every file of a folder; of `run.json` what does not tell the time or the history."""
    found: dict[str, Any] = {
        file.relative_to(output).as_posix(): file.read_bytes() for file in output.rglob("*") if file.is_file()
    }
    record = json.loads(found["run.json"])
    del record["made"], record["changes"]
    for place in found:
        if place.endswith("index.html"):
            found[place] = without_changes(found[place])
    for page in record["pages"]:
        for name in ("made", "tried", "checked", "seconds", "why", "skipped"):
            del page[name]
    found["run.json"] = record
    return found


def moments(what: str, count: int, reference: Reference) -> Iterator[tuple[str, Callable[[Run], None]]]:
    """Moments spread over a run, drawn by a seed: how each is called, and what waits for it.

    A third of them lie before the first page is begun, the others after.
    """
    draw = random.Random(f"{SEED} {what}")
    early = max(1, count // 3)
    for number in range(count):
        is_early = number < early
        share = (number if is_early else number - early) + draw.random()
        share /= early if is_early else count - early
        delay = share * (reference.until_begun if is_early else reference.making)
        after = "the start" if is_early else "the first page"

        def wait(run: Run, is_early: bool = is_early, delay: float = delay) -> None:
            run.wait_until_it_hears()
            if not is_early:
                run.wait_until_begun()
            deadline = time.monotonic() + delay
            run.wait_for(lambda: time.monotonic() >= deadline)

        yield f"seed {SEED}, {what}, moment {number + 1} of {count}: {delay:.2f} s after {after}", wait


@contextmanager
def saying(words: str) -> Iterator[None]:
    """Put the moment before what a failure says."""
    try:
        yield
    except AssertionError as error:
        raise AssertionError(f"{words}\n{error}") from error


class Ground:
    """What all trials of a session share, also between processes: the project, a warm cache, references."""

    def __init__(self, root: Path) -> None:
        self.root = root
        with FileLock(f"{root}.lock"):
            if not root.exists():
                lay_out(root)
        self.project = root / "data" / "mine"
        self.cache = root / "cache"

    def reference(self, selection: Selection) -> Reference:
        """The folder that a run without faults makes."""
        name = "-".join((*selection.reports, str(len(selection.regions))))
        base = self.root / name
        output, times = base / "out", base / "times.json"
        with FileLock(f"{base}.lock"):
            if not times.is_file():
                base.mkdir()
                (base / "t").mkdir()
                trial = Trial(
                    base, self.project, output, self.cache, base / "t", selection,
                    Reference(output, self.cache, 0, 0),
                )  # fmt: skip
                run = trial.start()
                run.wait_until_it_hears()
                started = time.monotonic()
                run.wait_until_begun()
                begun = time.monotonic()
                assert run.end() == 0, run.told + run.said
                measured = [begun - started, time.monotonic() - begun]
                times.write_text(json.dumps(measured), encoding="utf-8")
        return Reference(output, self.cache, *json.loads(times.read_text(encoding="utf-8")))


@contextmanager
def trial_in(folder: Path, ground: Ground, selection: Selection = PLAIN) -> Iterator[Trial]:
    """A trial with a short folder for temporary files: names of sockets may not be long."""
    temporary = Path(tempfile.mkdtemp(prefix="ef-"))
    try:
        yield Trial(
            folder, ground.project, folder / "out", ground.cache, temporary, selection,
            ground.reference(selection),
        )  # fmt: skip
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def can_mount() -> bool:
    """Whether file systems can be mounted here: for the super-user of a machine that allows it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as place:
        if subprocess.run(
            ["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False
        ).returncode:
            return False
        subprocess.run(["umount", place], check=True)
    return True


@contextmanager
def disk(place: Path, kilobytes: int) -> Iterator[Callable[[str], None]]:
    """A small disk at a place; what it gives changes the disk's options."""
    place.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", place], check=True)

    def change(options: str) -> None:
        # While a file is being written a disk does not become read-only.
        for _ in range(200):
            command = ["mount", "-o", f"remount,{options}", place]
            if not subprocess.run(command, capture_output=True, check=False).returncode:
                return
            time.sleep(0.01)
        raise OSError(f"{place} could not be remounted with {options}")

    try:
        yield change
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)
