"""Programs that stand for a browser: small, and each with one fault.

A page that is nothing but the word `hang`, `end`, `refuse` or `fail` meets that fate.
"""

from __future__ import annotations

import sys
from pathlib import Path

#: Reads commands at 3 and answers at 4, as a browser with pipes does.
_PIPED = """
import json, os, sys, time
FAULT = {fault!r}
with open({calls!r}, "a") as calls:
    print(json.dumps([os.environ.get("WHOSE"), *sys.argv[1:]]), file=calls)
if FAULT == "ends-at-once":
    sys.exit(1)
heard = b""
while True:
    part = os.read(3, 65536)
    if not part:
        break
    heard += part
    while b"\\0" in heard:
        message, _, heard = heard.partition(b"\\0")
        asked = json.loads(message)
        method, result = asked["method"], {{}}
        if method == "Target.createTarget":
            result = {{"targetId": "tab"}}
        if method == "Target.attachToTarget":
            result = {{"sessionId": "session"}}
        if method == "Page.getFrameTree":
            result = {{"frameTree": {{"frame": {{"id": "frame"}}}}}}
        if method == "Page.setDocumentContent":
            page = asked["params"]["html"]
        if method == "Page.printToPDF":
            if "hang" in (page, FAULT):
                time.sleep(60)
            if page == "end":
                sys.exit(1)
            import base64
            result = {{"data": base64.b64encode(b"%PDF of " + page.encode()).decode()}}
        answer = {{"id": asked["id"], "result": result}}
        if method == "Page.printToPDF" and "refuse" in (page, FAULT):
            answer = {{"id": asked["id"], "error": {{"message": "no"}}}}
        os.write(4, json.dumps({{"method": "Page.somethingElse"}}).encode() + b"\\0")
        os.write(4, json.dumps(answer).encode() + b"\\0")
"""

#: Writes where `--print-to-pdf` says, as a browser that is called for one page does.
_CALLED = """
import sys, time
from urllib.request import url2pathname
page = open(url2pathname(sys.argv[-1].removeprefix("file://")), encoding="utf-8").read()
if page == "hang":
    time.sleep(60)
if page != "refuse":
    place = next(each for each in sys.argv if each.startswith("--print-to-pdf=")).partition("=")[2]
    with open(place, "wb") as pdf:
        pdf.write(b"%PDF of " + page.encode())
sys.exit(3 if page == "fail" else 0)
"""


def piped(folder: Path, fault: str = "") -> Path:
    """A program that prints over pipes; what it was called with stands in `calls` beside it.

    The fault `ends-at-once`, `hang` or `refuse` meets every page.
    """
    return _program(folder / "browser", _PIPED.format(fault=fault, calls=str(folder / "calls")))


def called(folder: Path) -> Path:
    """A program that prints one page."""
    return _program(folder / "browser", _CALLED)


def _program(place: Path, source: str) -> Path:
    place.write_text(f"#!{sys.executable}\n{source}", encoding="utf-8")
    place.chmod(0o755)
    return place
