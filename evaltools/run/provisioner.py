"""Kernels for any Jupyter client, forked from a warm process instead of started and imported.

The name `evaltools-warm` stands in the list of kernel provisioners. A client
uses it if a kernel's specification names it, or for all kernels with
`JUPYTER_DEFAULT_PROVISIONER_NAME=evaltools-warm`. A kernel that cannot be
forked (another language, another Python, not Linux) is an ordinary process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from evaltools.run.forking import can_fork
from evaltools.run.kernels import OLD, Kernel, NoWarmKernelError, nursery, renewed

NAME = "evaltools-warm"
#: Seconds until a kernel's sockets are open, after which its client looks for itself.
_OPENING = 30.0
#: Seconds that one look at a kernel that is to end may take, if it does not.
_ENDING = 1.0
#: What may stand between the interpreter and the module; it changes nothing for cells.
_HARMLESS = ("-Xfrozen_modules=off",)
#: What Jupyter hands to a process and a forked kernel is given too, or has no use for.
_KNOWN = {"cwd", "env", "stdin", "stdout", "stderr", "independent", "extra_arguments", "kernel_id"}


class WarmProvisioner(LocalProvisioner):
    """A kernel that is forked from a warm process, or started if that cannot be.

    Examples
    --------
    Of a client's configuration, such as `jupyter_server_config.py`::

        c.KernelProvisionerFactory.default_provisioner_name = "evaltools-warm"
    """

    process: Any
    #: Whether it has been asked to end, so that a look at it waits for that.
    _ends = False

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        self._ends = False
        try:
            kernel = await _forked(cmd, kwargs)
        except NoWarmKernelError as error:
            self.log.warning("The kernel is started as an ordinary process: %s.", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = kernel
        self.pid = self.pgid = kernel.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def poll(self) -> int | None:
        if isinstance(self.process, Kernel) and self._ends and self.process.poll() is None:
            await self.process.heard(_ENDING)
        return await super().poll()

    async def wait(self) -> int | None:
        if not isinstance(self.process, Kernel):
            return await super().wait()
        while self.process.poll() is None:
            await self.process.heard(_ENDING)
        status = self.process.returncode
        self.process = None
        return status

    async def send_signal(self, signum: int) -> None:
        if isinstance(self.process, Kernel):
            self.process.send_signal(signum)
        else:
            await super().send_signal(signum)

    async def shutdown_requested(self, restart: bool = False) -> None:
        self._ends = True
        await super().shutdown_requested(restart=restart)

    async def kill(self, restart: bool = False) -> None:
        self._ends = True
        await super().kill(restart=restart)

    async def terminate(self, restart: bool = False) -> None:
        self._ends = True
        await super().terminate(restart=restart)


async def _forked(cmd: Sequence[str], options: Mapping[str, Any]) -> Kernel:
    """A forked kernel whose sockets are open, or that has ended; else `NoWarmKernelError`."""
    _check(cmd, options)
    environment = dict(os.environ if options.get("env") is None else options["env"])
    # As a started kernel has it: the process that it works for.
    environment["JPY_PARENT_PID"] = str(os.getpid())
    null = os.open(os.devnull, os.O_RDWR)
    try:
        output = _descriptor(options.get("stdout"), 1, null)
        error = options.get("stderr")
        streams = (
            _descriptor(options.get("stdin"), null, null),
            output,
            output if error == subprocess.STDOUT else _descriptor(error, 2, null),
        )
        folder = str(Path(options.get("cwd") or Path.cwd()).absolute())
        asked = nursery(environment)
        kernel = await _opened(asked.kernel(cmd, folder, environment, streams))
        if kernel.refused == OLD:
            asked = renewed(asked, environment)
            kernel = await _opened(asked.kernel(cmd, folder, environment, streams))
    finally:
        os.close(null)
    if kernel.refused or not kernel.pid:
        raise NoWarmKernelError(kernel.refused or "the process that kernels are forked from has ended")
    return kernel


async def _opened(kernel: Kernel) -> Kernel:
    """Wait until a kernel's sockets are open, it has ended or was refused."""
    opening = time.monotonic()
    while kernel.poll() is None and not (kernel.listens or kernel.refused):
        await kernel.heard(_ENDING)
        # The first one waits for the imports of the warm process.
        if kernel.pid == 0:
            opening = time.monotonic()
        elif time.monotonic() - opening > _OPENING:
            break
    return kernel


def _check(cmd: Sequence[str], options: Mapping[str, Any]) -> None:
    """Raise `NoWarmKernelError` for what needs a process of its own."""
    if not can_fork():
        raise NoWarmKernelError("processes can be forked safely on Linux only")
    program, *rest = [part for part in cmd if part not in _HARMLESS]
    if not _is_this_python(program) or rest[:2] != ["-m", "ipykernel_launcher"]:
        raise NoWarmKernelError(f"`{' '.join(cmd)}` is not the ipykernel of {sys.executable}")
    unknown = sorted(name for name, value in options.items() if name not in _KNOWN and value)
    if unknown or options.get("independent"):
        asked = ", ".join(unknown or ["independent"])
        raise NoWarmKernelError(f"only a process of its own can have what is asked for ({asked})")


def _is_this_python(program: str) -> bool:
    """Whether a program is this interpreter in this environment, whatever its name."""
    here, there = Path(sys.executable), Path(program)
    try:
        return there.samefile(here) and there.parent.samefile(here.parent)
    except OSError:
        return False


def _descriptor(stream: Any, default: int, null: int) -> int:
    """The descriptor of what `subprocess.Popen` would be given."""
    if stream == subprocess.PIPE:
        raise NoWarmKernelError("its output is to go through a pipe")
    if stream == subprocess.DEVNULL:
        return null
    number = default if stream is None else stream if isinstance(stream, int) else stream.fileno()
    try:
        os.fstat(number)
    except OSError:
        return null
    return int(number)
