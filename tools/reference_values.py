"""Write `docs/reference-values.md` from the reference values that travel with the package.

`python tools/reference_values.py` writes the page; `--check` changes nothing
and fails where the page is behind; `--r` runs the commands of R again (base R,
no packages) and fails where R gives something else.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from evaltools.selftest import Reference, definitions, reference_cases  # noqa: E402

PAGE = ROOT / "docs/reference-values.md"
HEAD = """# Reference values

The list of tests: what each function of `evaltools.stats` must give, and who says so. A value comes from a published example, from R 4.2.2 (base R, with the command), or from arithmetic that is shown. `evaltools results --self-test` reruns all of them on your machine, and says how many agree; the tests do the same.

This page is made from `evaltools/data/reference-values.toml` by `python tools/reference_values.py`. With `--r` the commands of R are run again. What the functions compute stands in [methods.md](methods.md), what they say of degenerate data in [edge-cases.md](edge-cases.md).

Values of R and of arithmetic agree within a ten-millionth of their size, published ones to the last digit that was printed. “None” is a figure that must not be there. Long lists are cut here; the file has them whole.
"""


def page() -> str:
    """The whole page."""
    cases = reference_cases()
    names = list(dict.fromkeys(case.function for case in cases))
    total = sum(len(case.expected) + len(case.undefined) for case in cases)
    parts = [
        HEAD,
        f"{total} values in {len(cases)} calls of {len(names)} functions: "
        + " · ".join(f"[`{name}`](#{name})" for name in names)
        + "\n",
    ]
    for name in names:
        parts += [f"## `{name}`\n", f"Method: [methods.md](methods.md#{name})\n"]
        rows = [row for case in cases if case.function == name for row in _rows(case)]
        parts.append(_table([["Case", "Call", "Must give", "Source"], *rows]))
    parts += ["## Functions of R\n", "The commands above use these, in R:\n", "```r"]
    parts += [code.strip("\n") for code in definitions().values()]
    return "\n".join([*parts, "```\n"])


def _rows(case: Reference) -> list[list[str]]:
    """A case as one row, with the values of R and the others apart."""
    call = f"`{case.function}({', '.join(_arguments(case))})`"
    by_r = {name: value for name, value in case.expected.items() if name in case.r}
    others = {name: value for name, value in case.expected.items() if name not in case.r}
    others |= dict.fromkeys(case.undefined)
    rows = []
    if by_r:
        lines = [f"`{case.setup}`"] if case.setup else []
        lines += [f"`{name or 'result'}`: `{code}`" for name, code in case.r.items()]
        note = f"{case.source}<br>" if case.source else ""
        rows.append([case.title, call, _values(by_r), f"{note}R 4.2.2: " + "<br>".join(lines)])
    if others:
        source = case.source if case.source and not by_r else "counted by hand from the call"
        rows.append([case.title if not by_r else "", call if not by_r else "", _values(others), source])
    return rows


def _arguments(case: Reference) -> list[str]:
    given = [_short(value) for value in case.arguments]
    return given + [f"{name}={_short(value)}" for name, value in case.options.items()]


def _short(value: Any, most: int = 60) -> str:
    """A value, cut where it is long."""
    text = repr(value)
    return text if len(text) <= most else text[:most].rsplit(",", 1)[0] + ", …]"


def _values(values: dict[str, Any]) -> str:
    return "<br>".join(f"`{name or 'result'}` = {_value(value)}" for name, value in values.items())


def _value(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return "None"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _table(rows: list[list[str]]) -> str:
    """Rows as a table of Markdown, the first as its head."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def run_r() -> list[str]:
    """What R gives differently today, in words."""
    cases = reference_cases()
    script = [*definitions().values()]
    for place, case in enumerate(cases):
        prints = [
            f'cat({place}, {json.dumps(name)}, sprintf("%.14g", as.numeric({code})), sep = "\\t"); cat("\\n")'
            for name, code in case.r.items()
        ]
        if prints:
            script.append("local({ " + (f"{case.setup}\n" if case.setup else "") + "\n".join(prints) + " })")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "values.R"
        file.write_text("\n".join(script), encoding="utf-8")
        done = subprocess.run(
            ["Rscript", "--vanilla", str(file)], capture_output=True, text=True, encoding="utf-8", check=True
        )
    differing, seen = [], 0
    for line in done.stdout.splitlines():
        place, name, *found = line.split("\t")
        case, seen = cases[int(place)], seen + 1
        expected = case.expected[name]
        wanted = expected if isinstance(expected, list) else [expected]
        got = [math.nan if each == "NA" else float(each) for each in found]
        same = len(got) == len(wanted) and all(
            (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
            for one, other in zip(got, wanted, strict=True)
        )
        if not same:
            differing.append(f"{case.function}, {case.title}, {name}: the file has {wanted}, R gives {got}")
    asked = sum(len(case.r) for case in cases)
    print(f"R gave {seen} of {asked} values.")
    return differing if seen == asked else [*differing, "R did not answer every command."]


def main() -> int:
    if "--r" in sys.argv:
        differing = run_r()
        print("\n".join(differing) or "R gives the same values.")
        return 1 if differing else 0
    wanted = page()
    current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == wanted
    if "--check" in sys.argv:
        if not current:
            print("docs/reference-values.md is behind its values: run python tools/reference_values.py")
        return 0 if current else 1
    PAGE.write_text(wanted, encoding="utf-8")
    print(f"{len(reference_cases())} cases; docs/reference-values.md {'unchanged' if current else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
