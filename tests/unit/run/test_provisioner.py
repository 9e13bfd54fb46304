"""Forked kernels: as an ordinary one for whoever uses them, alone in their process, and gone when they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from evaltools.run import kernels, provisioner
from evaltools.run.forking import can_fork
from evaltools.run.kernels import Kernel, NoWarmKernelError
from evaltools.run.provisioner import NAME, WarmProvisioner
from tests.runs import ROOT

pytestmark = [
    pytest.mark.skipif(not can_fork(), reason="processes are forked on Linux"),
    pytest.mark.filterwarnings("ignore"),
]
GROUP = "jupyter_client.kernel_provisioners"


@pytest.fixture(scope="module", autouse=True)
def known() -> Iterator[None]:
    """Jupyter knows the provisioner, whether or not it was installed with it."""
    factory = KernelProvisionerFactory.instance()
    before = factory.default_provisioner_name
    factory.provisioners[NAME] = EntryPoint(NAME, "evaltools.run.provisioner:WarmProvisioner", GROUP)
    factory.default_provisioner_name = NAME
    # In this environment, whichever test is the first.
    kernels.nursery(os.environ)
    yield
    factory.default_provisioner_name = before
    kernels.close()


class Client:
    """A kernel and what is needed to talk to it."""

    def __init__(self, **options: Any) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="ek-")
        self.manager = KernelManager(transport="ipc", ip=f"{self.folder.name}/k")
        self.manager.start_kernel(**options)
        self.client: Any = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    @property
    def process(self) -> Any:
        assert self.manager.provisioner is not None
        return self.manager.provisioner.process  # type: ignore[attr-defined]

    def run(self, code: str) -> str:
        """What a cell prints, or its error."""
        found: list[str] = []

        def keep(message: dict[str, Any]) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                found.append(content["text"])
            elif message["msg_type"] == "error":
                found.append(f"{content['ename']}: {content['evalue']}")

        self.client.execute_interactive(code, allow_stdin=False, output_hook=keep, timeout=60)
        return "".join(found).strip()

    def end(self) -> None:
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel()
        self.folder.cleanup()


@contextmanager
def kernel(**options: Any) -> Iterator[Client]:
    client = Client(**options)
    try:
        yield client
    finally:
        client.end()


def is_there(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def gone(pid: int, seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while is_there(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_there(pid)


def test_a_kernel_is_forked_and_has_what_it_was_given(tmp_path: Path) -> None:
    """Folder, environment, command line and process group are its own; modules are there already."""
    with kernel(cwd=str(tmp_path), env=os.environ | {"CENTRE": "Абай"}) as one:
        assert isinstance(one.process, Kernel)
        assert one.run("import sys; print('pandas' in sys.modules)") == "True"
        assert one.run("import os; print(os.getcwd(), os.environ['CENTRE'])") == f"{tmp_path} Абай"
        assert one.run("print(os.getpid() == os.getsid(0), sys.argv[1])") == "True -f"
        assert one.run("print(os.getpid())") == str(one.process.pid)
        assert one.run(
            "import multiprocessing as m; print(m.current_process().name, m.parent_process())"
        ) == ("MainProcess None")


def test_kernels_share_nothing() -> None:
    """What one changes in a module the next does not see; random numbers are its own."""
    cell = (
        "import random, numpy, evaltools.page as page\n"
        "print(hasattr(page, 'touched'), random.random(), numpy.random.random())\npage.touched = True"
    )
    said = []
    for _ in range(2):
        with kernel() as one:
            said.append(one.run(cell).split())
    assert [each[0] for each in said] == ["False", "False"]
    assert said[0][1] != said[1][1]
    assert said[0][2] != said[1][2]


def test_nothing_inherited_is_open() -> None:
    """A kernel holds neither its brother's sockets nor those of the process that it was forked from."""
    cell = (
        "import os\n"
        "print(sum(os.readlink(f'/proc/self/fd/{n}') == '/dev/null' for n in os.listdir('/proc/self/fd')"
        " if os.path.exists(f'/proc/self/fd/{n}') and int(n) > 2) > 0)\n"
        "print([n for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')"
        " and os.readlink(f'/proc/self/fd/{n}') == %r])"
    )
    with kernel() as first:
        inode = os.readlink(f"/proc/self/fd/{first.process._line.fileno()}")
        with kernel() as second:
            assert second.run(cell % inode).splitlines() == ["True", "[]"]


def test_an_interrupt_reaches_the_cell() -> None:
    """The cell stops, and the kernel goes on."""
    with kernel() as one:
        # Otherwise a kernel drops what is asked right after an error, for whoever runs all cells.
        asked = one.client.execute("import time\ntime.sleep(60)", stop_on_error=False)
        while (message := one.client.get_iopub_msg(timeout=30))["msg_type"] != "execute_input":
            pass
        time.sleep(0.1)
        one.manager.interrupt_kernel()
        while (message := one.client.get_shell_msg(timeout=30))["parent_header"].get("msg_id") != asked:
            pass
        assert message["content"]["ename"] == "KeyboardInterrupt"
        assert one.run("print(1)") == "1"


def test_a_killed_kernel_is_told_as_one() -> None:
    """The exit status of a process; signals to it do nothing any more; what it had started is gone."""
    with kernel() as one:
        child = int(one.run("import subprocess; print(subprocess.Popen(['sleep', '300']).pid)"))
        process = one.process
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL
        assert not one.manager.is_alive()
        process.send_signal(signal.SIGTERM)
        process.kill()
        assert gone(child)


def test_a_wait_has_an_end() -> None:
    """As of `subprocess.Popen`."""
    with kernel() as one, pytest.raises(subprocess.TimeoutExpired):
        one.process.wait(0.05)


def test_a_restart_gives_a_clean_namespace() -> None:
    """Another process, and nothing left of the first."""
    with kernel() as one:
        before = one.process.pid
        one.run("left = 1")
        one.manager.restart_kernel()
        one.client.wait_for_ready(timeout=60)
        assert one.process.pid != before
        assert one.run("left").startswith("NameError")


def test_nothing_is_left_after_a_shutdown() -> None:
    """Neither the kernel nor what its cells have started, though it will not end by itself; at once."""
    stubborn = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint(1, flush=True)\ntime.sleep(300)"
    with kernel() as one:
        pid = one.process.pid
        child = int(
            one.run(
                f"import subprocess, sys\np = subprocess.Popen([sys.executable, '-c', {stubborn!r}], stdout=-1)\n"
                "p.stdout.readline(); print(p.pid)"
            )
        )
        one.manager.shutdown_kernel(now=True)
        assert not is_there(pid)
        assert gone(child)


def test_a_kernel_ends_as_a_process_ends(tmp_path: Path) -> None:
    """Exit handlers run, threads are waited for, and what was left open is written out."""
    cell = f"""
import atexit, pathlib, tempfile, threading, time
folder = pathlib.Path({str(tmp_path)!r})
atexit.register((folder / "handler").write_text, "ran")
kept = tempfile.TemporaryDirectory(dir=folder)
left_open = open(folder / "open", "w")
left_open.write("written")
threading.Thread(target=lambda: (time.sleep(0.3), (folder / "thread").write_text("ran"))).start()
print(kept.name)
"""
    with kernel() as one:
        temporary = one.run(cell)
        assert Path(temporary).is_dir()
        one.manager.shutdown_kernel()
    assert {place.name: place.read_text() for place in tmp_path.iterdir()} == {
        "handler": "ran",
        "open": "written",
        "thread": "ran",
    }


def test_input_is_an_error_as_of_any_kernel() -> None:
    """A client that cannot ask gets the error of ipykernel."""
    with kernel() as one:
        assert one.run("input('How many?')").startswith("StdinNotImplementedError")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"env": os.environ | {"PYTHONHASHSEED": "1"}}, "PYTHONHASHSEED is not what it was"),
        ({"env": os.environ | {"OMP_NUM_THREADS": "7"}}, "OMP_NUM_THREADS is not what it was"),
        ({"stdout": subprocess.PIPE}, "through a pipe"),
        ({"independent": True}, "a process of its own can have"),
    ],
)
def test_what_a_fork_cannot_give_is_an_ordinary_process(
    options: dict[str, Any], reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is started, and one line says why."""
    with kernel(**options) as one:
        assert isinstance(one.process, subprocess.Popen)
        assert one.run("print(1)") == "1"
    said = [record.getMessage() for record in caplog.records if "ordinary process" in record.getMessage()]
    assert len(said) == 1
    assert reason in said[0]


def test_a_module_of_ones_own_comes_first(tmp_path: Path) -> None:
    """A folder with a module that is imported already gets a process that imports it."""
    (tmp_path / "seaborn.py").write_text("mine = True")
    (tmp_path / "random.py").write_text("mine = True")
    with kernel(cwd=str(tmp_path)) as one:
        assert isinstance(one.process, subprocess.Popen)
        assert one.run("import seaborn; print(seaborn.mine)") == "True"


def test_settings_of_charts_in_the_folder_are_read(tmp_path: Path) -> None:
    """matplotlib looks for them when it is imported."""
    (tmp_path / "matplotlibrc").write_text("figure.dpi: 77")
    with kernel(cwd=str(tmp_path)) as one:
        assert isinstance(one.process, subprocess.Popen)
        assert one.run("import matplotlib; print(matplotlib.rcParams['figure.dpi'])") == "77.0"


def test_a_folder_with_other_modules_is_no_hindrance(tmp_path: Path) -> None:
    """Only a name that is taken is one: not that of a folder, nor of a module of Python's own."""
    (tmp_path / "helpers.py").write_text("mine = True")
    (tmp_path / "statistics.py").write_text("")
    (tmp_path / "pandas").mkdir()
    with kernel(cwd=str(tmp_path)) as one:
        assert isinstance(one.process, Kernel)
        assert one.run("import helpers, pandas; print(helpers.mine, pandas.DataFrame)").startswith(
            "True <class"
        )


@pytest.mark.parametrize(
    "cmd",
    [
        ["R", "--slave", "-e", "IRkernel::main()"],
        [sys.executable, "-m", "another_kernel", "-f", "x"],
        [sys.executable, "-O", "-m", "ipykernel_launcher", "-f", "x"],
        ["/usr/bin/python3", "-m", "ipykernel_launcher", "-f", "x"],
    ],
)
def test_another_kernel_is_not_forked(cmd: list[str]) -> None:
    """Another language, interpreter, module or flag: the command says what it is."""
    with pytest.raises(NoWarmKernelError, match="is not the ipykernel of"):
        provisioner._check(cmd, {})


def test_this_kernel_is_forked_under_its_other_names() -> None:
    """The interpreter has several names in its folder; a flag for debuggers changes nothing."""
    other = str(Path(sys.executable).with_name("python3"))
    provisioner._check([other, "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "x"], {"cwd": "/"})


def test_elsewhere_than_on_linux_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason says where it would be."""
    monkeypatch.setattr(provisioner, "can_fork", lambda: False)
    with pytest.raises(NoWarmKernelError, match="on Linux only"):
        provisioner._check([sys.executable, "-m", "ipykernel_launcher", "-f", "x"], {})


def test_any_client_finds_it_by_its_name() -> None:
    """The project declares it where Jupyter looks, and it is a local provisioner."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    value = settings["project"]["entry-points"][GROUP][NAME]
    assert EntryPoint(NAME, value, GROUP).load() is WarmProvisioner
    assert issubclass(WarmProvisioner, LocalProvisioner)
