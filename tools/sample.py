"""Write `docs/sample/`: the report of one region in three languages, as a run makes it.

`python tools/sample.py` runs the synthetic project for one region and keeps
its three pages; `--check` changes nothing and fails where they are behind;
`--picture` photographs them for the README, too, which needs Chromium and
Playwright.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "docs/sample"
REGION = "KZ-23"
PICTURE = SAMPLE / "region-report.png"

from evaltools.export import NavLink, set_navigation  # noqa: E402
from evaltools.language import NATIVE_NAMES, Language  # noqa: E402


def name_of(code: str) -> str:
    """Name of the page in a language."""
    return f"region-report-{code}.html"


def pages() -> dict[str, str]:
    """The pages by their names: linked among themselves, without the commit that made them."""
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, "-m", "evaltools", "run", "data/synthetic", "--output", output]
        command += ["--region", REGION, "--report", "region-report"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"the sample cannot be made:\n{done.stderr}")
        made = {
            code: (Path(output) / code / f"region-report-{REGION}.html").read_text(encoding="utf-8")
            for code in NATIVE_NAMES
        }
    return {name_of(code): _alone(html, code) for code, html in made.items()}


def _alone(html: str, code: str) -> str:
    links = [
        NavLink(language=each, name=name, href=name_of(each), current=each == code)
        for each, name in NATIVE_NAMES.items()
    ]
    said = Language(code).text("Commit {commit}.", commit="COMMIT")
    commit = re.escape(said).replace("COMMIT", r"[0-9a-f]+\+?")
    return re.sub(f"{commit} ", "", set_navigation(html, links), count=1)


def undated(html: str) -> str:
    """A page without the moment at which it was made."""
    return re.sub(r'<time class="stamp".*?</time>', "", html)


def photograph() -> None:
    """A laptop's first screen in Kazakh, beside a phone's in Russian and a dark one's in English."""
    from PIL import Image
    from playwright.sync_api import sync_playwright

    screens = (("kk", 1280, "light"), ("ru", 390, "light"), ("en", 390, "dark"))
    height, gap = 1000, 24
    sheet = Image.new("RGB", (sum(width for _, width, _ in screens) + gap * 4, height + gap * 2), "#c8ced6")
    browser_path = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        left = gap
        for code, width, scheme in screens:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto((SAMPLE / name_of(code)).as_uri())
            file = Path(folder) / f"{code}.png"
            page.screenshot(path=file)
            with Image.open(file) as shot:
                sheet.paste(shot, (left, gap))
            left += width + gap
        browser.close()
    sheet.resize((sheet.width * 2 // 3, sheet.height * 2 // 3), Image.Resampling.LANCZOS).quantize(255).save(
        PICTURE, optimize=True
    )


def main() -> int:
    wanted = pages()
    kept = {name: (SAMPLE / name) for name in wanted}
    behind = [
        name
        for name, file in kept.items()
        if not file.is_file() or undated(file.read_text(encoding="utf-8")) != undated(wanted[name])
    ]
    if "--check" in sys.argv:
        if behind:
            print(f"docs/sample is behind ({', '.join(behind)}): run python tools/sample.py --picture")
        return 1 if behind else 0
    SAMPLE.mkdir(exist_ok=True)
    for name in behind:
        kept[name].write_text(wanted[name], encoding="utf-8")
    print(f"docs/sample: {len(behind)} of {len(wanted)} pages written")
    if "--picture" in sys.argv:
        photograph()
        print(f"{PICTURE.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
