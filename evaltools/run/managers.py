"""Kernels as papermill gets them: quiet, without ports, and known to be ready as soon as they are."""

from __future__ import annotations

import subprocess
import sys
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

from evaltools.run.provisioner import WarmProvisioner

#: Seconds that a kernel has to answer before it is asked again: the first time, and at most.
_PATIENCE = (0.1, 1.0)


class ReadyClient(AsyncKernelClient):
    """A client that knows when its kernel is ready, instead of waiting until nothing is heard of it.

    The reply alone does not do: what the kernel publishes may not reach this
    client yet, and would be missed. So it is asked until the end of a request
    has been published, too, and that was heard.
    """

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered and is heard; `RuntimeError` if it ends or takes too long."""
        deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
        patience, most = _PATIENCE
        while not await self._answers(patience):
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")
            patience = min(2 * patience, most)

    wait_for_ready = _async_wait_for_ready

    async def _answers(self, patience: float) -> bool:
        """Whether a request is replied to, and its end heard, within some seconds."""
        asked = self.kernel_info()
        deadline = time.monotonic() + patience
        replied = ended = False
        while not (replied and ended):
            channel: Any = self.iopub_channel if replied else self.shell_channel
            try:
                message = await channel.get_msg(timeout=max(0, deadline - time.monotonic()))
            except Empty:
                return False
            if message["parent_header"].get("msg_id") != asked:
                continue
            if message["msg_type"] == "kernel_info_reply":
                self._handle_kernel_info_reply(message)
                replied = True
            elif message["msg_type"] == "status":
                ended = message["content"]["execution_state"] == "idle"
        return True


def kernel_manager(folder: Path, *, warm: bool) -> type[AsyncKernelManager]:
    """A class of managers for kernels that keep their own noise to themselves and listen on no port.

    TCP ports can be taken by another program between being chosen and being
    opened, and carry the data unencrypted: sockets in a private folder do
    neither. What a cell prints is not affected.

    Parameters
    ----------
    folder : Path
        Of one kernel alone, with a short name: the path of a socket has about
        a hundred characters.
    warm : bool
        Whether kernels are forked from a warm process, where that can be.
    """

    class QuietKernelManager(AsyncKernelManager):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.client_factory = ReadyClient
            if sys.platform != "win32":
                self.transport = "ipc"
                self.ip = str(folder / "k")

        async def _async_pre_start_kernel(self, **options: Any) -> Any:
            if warm and self.provisioner is None:
                self.kernel_id = self.kernel_id or str(uuid.uuid4())
                self.provisioner = WarmProvisioner(
                    kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self
                )
            return await super()._async_pre_start_kernel(**options)

        async def _async_start_kernel(self, **options: Any) -> None:
            await super()._async_start_kernel(stderr=subprocess.DEVNULL, **options)

        start_kernel = _async_start_kernel

    return QuietKernelManager
