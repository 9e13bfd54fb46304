"""However a client of forked kernels ends, nothing is left running; what they make is what ordinary kernels make."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from evaltools.run import kernels
from evaltools.run.forking import can_fork
from tests.faults.processes import MARK, left
from tests.runs import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.environ.get("EVALTOOLS_TEST_SLOW"), reason="on with EVALTOOLS_TEST_SLOW=1"),
    pytest.mark.skipif(not can_fork(), reason="processes are forked on Linux"),
]
#: Begins a program that is a client of Jupyter: two kernels at `one` and `two`.
CLIENT = """
import os, signal, subprocess, sys, tempfile, threading, time, warnings
from importlib.metadata import EntryPoint
warnings.simplefilter("ignore")
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
factory = KernelProvisionerFactory.instance()
factory.provisioners["evaltools-warm"] = EntryPoint(
    "evaltools-warm", "evaltools.run.provisioner:WarmProvisioner", "jupyter_client.kernel_provisioners"
)
factory.default_provisioner_name = "evaltools-warm"
from evaltools.run import kernels

class One:
    def __init__(self):
        self.manager = KernelManager(transport="ipc", ip=tempfile.mkdtemp(prefix="ek-") + "/k")
        self.manager.start_kernel()
        self.process = self.manager.provisioner.process
        assert isinstance(self.process, kernels.Kernel), self.process
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
    def run(self, code):
        found = []
        self.client.execute_interactive(code, allow_stdin=False, timeout=60, output_hook=lambda m: found.append(
            m["content"].get("text") or m["content"].get("ename") or ""))
        return "".join(found).strip()
    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()
"""


def program(folder: Path, code: str, mark: str, *, path: Path = ROOT) -> subprocess.Popen[str]:
    """A program that begins as CLIENT does."""
    return subprocess.Popen(
        [sys.executable, "-c", CLIENT + code],
        cwd=folder,
        env=os.environ | {MARK: mark, "PYTHONPATH": str(path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until(place: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not place.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert place.exists()


BUSY = """
one, two = One(), One()
for each in (one, two):
    print(each.run("import subprocess; p = subprocess.Popen(['sleep', '300'])"))
one.client.execute("import time; time.sleep(300)")
open("begun", "w").close()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_nothing_is_left_when_the_client_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    """Kernels, what their cells have started and the warm process are gone."""
    client = program(tmp_path, BUSY + "time.sleep(300)", str(tmp_path))
    until(tmp_path / "begun")
    client.send_signal(number)
    client.communicate(timeout=30)
    assert left(str(tmp_path)) == []


def test_nothing_is_left_when_the_whole_group_is_killed(tmp_path: Path) -> None:
    """As a terminal or a time limit does it: the warm process has time to end what it has."""
    client = program(tmp_path, BUSY + "time.sleep(300)", str(tmp_path))
    until(tmp_path / "begun")
    os.killpg(client.pid, signal.SIGKILL)
    client.communicate(timeout=30)
    assert left(str(tmp_path)) == []


def test_nothing_is_left_when_the_client_just_ends(tmp_path: Path) -> None:
    """Without a word to its kernels."""
    client = program(tmp_path, BUSY, str(tmp_path))
    _, said = client.communicate(timeout=60)
    assert client.returncode == 0, said
    assert left(str(tmp_path)) == []


def test_a_copy_of_the_socket_keeps_nothing_alive(tmp_path: Path) -> None:
    """A program that the client has forked may hold its end of the socket open."""
    held = "if os.fork() == 0:\n    os.environ.clear()\n    time.sleep(30)\n    os._exit(0)\n"
    client = program(tmp_path, f"kernels.nursery(os.environ)\n{held}{BUSY}time.sleep(300)", str(tmp_path))
    until(tmp_path / "begun")
    group = client.pid
    client.kill()
    client.wait(30)
    deadline = time.monotonic() + 10
    while len(left(str(tmp_path), 0)) > 1 and time.monotonic() < deadline:
        time.sleep(0.1)
    # The one that holds the socket is all there is.
    assert len(left(str(tmp_path), 0)) == 1
    os.killpg(group, signal.SIGKILL)
    client.communicate(timeout=30)
    assert left(str(tmp_path)) == []


def test_a_thread_may_start_it_and_end(tmp_path: Path) -> None:
    """The system's signal comes when a thread ends, too: the warm process goes on with its client."""
    code = """
thread = threading.Thread(target=lambda: kernels.nursery(os.environ).is_open)
thread.start()
thread.join()
first = kernels.nursery(os.environ)
one = One()
time.sleep(0.5)
print(one.run("print(1)"), kernels.nursery(os.environ) is first)
one.end()
"""
    client = program(tmp_path, code, str(tmp_path))
    said, error = client.communicate(timeout=60)
    assert said.split() == ["1", "True"], error
    assert left(str(tmp_path)) == []


def test_a_warm_process_that_is_gone_is_started_anew(tmp_path: Path) -> None:
    """Its kernels are told as killed, and what their cells had started is gone; the next kernel has a new one."""
    code = """
one = One()
print(one.run("import subprocess; print(subprocess.Popen(['sleep', '300']).pid)"))
os.kill(kernels.nursery(os.environ)._pid, signal.SIGKILL)
print(one.process.wait(10))
two = One()
print(two.run("print(1)"))
two.end()
"""
    client = program(tmp_path, code, str(tmp_path))
    said, error = client.communicate(timeout=60)
    child, status, one = said.split()
    assert (status, one) == ("-9", "1"), error
    assert not Path(f"/proc/{child}").exists()
    assert left(str(tmp_path)) == []


def test_code_that_was_changed_is_imported_anew(tmp_path: Path) -> None:
    """A kernel that is started after a change has it, as an ordinary one; what runs goes on; the old process ends."""
    shutil.copytree(ROOT / "evaltools", tmp_path / "evaltools", ignore=shutil.ignore_patterns("__pycache__"))
    code = """
import pathlib
one = One()
old = kernels.nursery(os.environ)
place = pathlib.Path("evaltools/page/__init__.py")
place.write_text(place.read_text(encoding="utf-8") + "\\nCHANGED = True\\n", encoding="utf-8")
two = One()
print(two.run("import evaltools.page; print(evaltools.page.CHANGED)"))
print(one.run("import evaltools.page; print(hasattr(evaltools.page, 'CHANGED'))"))
one.end()
print(os.waitpid(old._pid, 0)[1])
two.end()
"""
    client = program(tmp_path, code, str(tmp_path), path=tmp_path)
    said, error = client.communicate(timeout=120)
    assert said.split() == ["True", "False", "0"], error
    assert left(str(tmp_path)) == []


def test_a_warm_process_that_cannot_get_warm_refuses() -> None:
    """The client hears why, and can go on without."""
    broken = kernels.started({**os.environ, "MPLBACKEND": "no such backend"})
    try:
        one = broken.kernel([sys.executable], "/", os.environ, (0, 1, 2))
        deadline = time.monotonic() + 60
        while one.poll() is None and not one.refused and time.monotonic() < deadline:
            time.sleep(0.05)
        assert "ValueError" in one.refused
    finally:
        broken.close()


def test_two_clients_in_one_folder_do_not_meet(tmp_path: Path) -> None:
    """Each talks to its own kernels, though they begin at the same moment."""
    code = """
many = [One() for _ in range(3)]
for number, each in enumerate(many):
    each.run(f"mine = '{os.getpid()}-{number}'")
print(*(each.run("print(mine)") == f"{os.getpid()}-{number}" for number, each in enumerate(many)))
for each in many:
    each.end()
"""
    clients = [program(tmp_path, code, str(tmp_path)) for _ in range(2)]
    for client in clients:
        said, error = client.communicate(timeout=120)
        assert said.split() == ["True"] * 3, error
    assert left(str(tmp_path)) == []


CELLS = (
    "print('a')\nprint('b', end='')",
    "import sys\nprint('error', file=sys.stderr)",
    "from IPython.display import HTML, display\nshown = display(HTML('<b>x</b>'), display_id='shown')",
    "shown.update(HTML('<b>y</b>'))",
    "import comm\nwidget = comm.create_comm(target_name='jupyter.widget', comm_id='w', metadata={'version': '2.1.0'},"
    " data={'state': {'_model_name': 'M', '_model_module': 'm', 'value': 1}, 'buffer_paths': []})\n"
    "widget.send({'method': 'update', 'state': {'value': 2}, 'buffer_paths': []})",
    "%who",
    "!echo shell",
    "%%bash\necho bash",
    "import os\nos.system('echo raw')",
    "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 3])\naxes.set_title('Қазақ')",
    "import seaborn\nseaborn.barplot(x=['a', 'b'], y=[1, 2])",
    "(sorted(map(str, plt.rcParams.items())), plt.isinteractive(), plt.get_fignums())",
    "import pandas\npandas.DataFrame({'a': [1.5, 2], 'b': ['x', 'й']})",
    "import warnings\nwarnings.warn('beware', DeprecationWarning)",
    "print('gone')\nfrom IPython.display import clear_output\nclear_output()\nprint('stays')",
    "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(2) as pool:\n    print(pool.map(abs, [-1, -2]))",
    "import numpy\n(numpy.ones((300, 300)) @ numpy.ones((300, 300))).sum()",
    "import sys\n(sys.path, sys.argv[0], sys.flags, os.getcwd(), __name__)",
    "sorted((name, value) for name, value in os.environ.items() if name not in {'JPY_PARENT_PID', 'PYTEST_CURRENT_TEST'})",
    "import logging\nlogging.warning('logged')",
    "import atexit, signal\n(signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGHUP), os.umask(0o22))",
)
#: Runs a notebook in a process forked from one that is warm, as the reports of a run are; prints what `call` gives.
FORKED = """
import gc, multiprocessing, os, pickle, sys, warnings
from pathlib import Path

def life(call):
    from evaltools.run import execute, warmth
    execute.warm()
    warmth.warm()
    gc.collect()
    gc.freeze()
    pid = os.fork()
    if pid == 0:
        try:
            os.setpgid(0, 0)
            Path("pid").write_text(str(os.getpid()))
            exec(call)
        finally:
            os._exit(0)
    os.waitpid(pid, 0)

if __name__ == "__main__":
    life_of = multiprocessing.get_context("spawn").Process(target=life, args=(sys.argv[1],))
    life_of.start()
    life_of.join()
"""


def notebook(*sources: str) -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_code_cell(source, id=f"c{number}") for number, source in enumerate(sources)]
    found = nbformat.v4.new_notebook(cells=cells)
    found.metadata.kernelspec = {"name": "python3", "language": "python", "display_name": "Python 3"}
    return found


def normal(executed: nbformat.NotebookNode) -> str:
    """A notebook without what differs from run to run.

    These are times, the number of a process in the names of cells, and in how
    many pieces a printed line arrives, which depends on how busy the machine is.
    """
    for cell in executed.cells:
        cell.metadata = {}
        streams: dict[str, nbformat.NotebookNode] = {}
        for output in cell.outputs:
            if output.output_type == "stream":
                first = streams.setdefault(output.name, output)
                if first is not output:
                    first.text += output.text
        cell.outputs = [each for each in cell.outputs if streams.get(each.get("name", ""), each) is each]
    executed.metadata.pop("papermill", None)
    return re.sub(r"ipykernel_\d+/\d+", "ipykernel", nbformat.writes(executed))


@pytest.fixture(scope="module")
def plainly(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Notebook and page of an ordinary kernel."""
    return made(tmp_path_factory.mktemp("plain"), "papermill")


def made(folder: Path, kernel: str) -> tuple[str, str]:
    """Notebook and page, made in a process of its own by a kernel of this kind."""
    nbformat.write(notebook(*CELLS), folder / "in.ipynb")
    call = f"""
import nbformat
from evaltools.export import export_notebook
from evaltools.run import execute, nursery
with nursery.forked_here():
    done = execute._papermill(
            nbformat.read("in.ipynb", as_version=4), {{}}, {kernel.removeprefix("forked ")!r}, 60, lambda _: None
        )
nbformat.write(done, "out.ipynb")
Path("out.html").write_text(export_notebook(done), encoding="utf-8")
"""
    (folder / "program.py").write_text(FORKED, encoding="utf-8")
    start = f"from pathlib import Path\n{call}"
    command = ["program.py", start] if kernel.startswith("forked") else ["-c", start]
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (folder / "out.html").is_file(), done.stderr
    text = normal(nbformat.read(folder / "out.ipynb", as_version=4)).replace(str(folder), "folder")
    return text, (folder / "out.html").read_text(encoding="utf-8").replace(str(folder), "folder")


@pytest.mark.parametrize("kernel", ["kernel", "forked kernel"])
def test_what_is_made_is_what_an_ordinary_kernel_makes(
    tmp_path: Path, plainly: tuple[str, str], kernel: str
) -> None:
    """Outputs, errors, widgets, charts, paths and settings, byte for byte: of a client, and of a forked one."""
    text, page = made(tmp_path, kernel)
    assert text.splitlines() == plainly[0].splitlines()
    assert page == plainly[1]


def test_a_forked_client_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    """Its group is killed, as a report's that takes too long: the kernel is in none of it, and is gone."""
    sleeping = "import subprocess, time\nsubprocess.Popen(['sleep', '300'])\nopen('begun', 'w').close()\ntime.sleep(300)"
    nbformat.write(notebook(sleeping), tmp_path / "in.ipynb")
    call = """
import nbformat
from evaltools.run import execute, nursery
with nursery.forked_here():
    execute._papermill(nbformat.read("in.ipynb", as_version=4), {}, "kernel", 600, lambda _: None)
"""
    (tmp_path / "program.py").write_text(FORKED, encoding="utf-8")
    client = subprocess.Popen(
        [sys.executable, "program.py", call],
        cwd=tmp_path,
        env=os.environ | {MARK: str(tmp_path), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until(tmp_path / "begun")
    os.killpg(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    client.wait(30)
    assert left(str(tmp_path)) == []
