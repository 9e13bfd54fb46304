"""Write `docs/edge-cases.md`: what every statistic says where the data are degenerate.

`python tools/edge_cases.py` runs the cases of `tests/edge_cases.py` and writes
the page; `--check` changes nothing and fails where the page is behind.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from evaltools import stats  # noqa: E402
from evaltools.language import NATIVE_NAMES, Language  # noqa: E402
from evaltools.wording.reasons import why  # noqa: E402
from tests.edge_cases import CASES, Case, first  # noqa: E402

PAGE = ROOT / "docs/edge-cases.md"
#: The figures that the tables show; a record has more.
FIGURES = {
    "paired_change": "n change low high p",
    "signed_rank": "n n_nonzero p pseudomedian low high",
    "standardised_change": "n change d_av.value d_av.low d_av.high d_rm.value",
    "class_gain": "n gain",
    "normalised_change": "n n_kept value low high",
    "change_warnings": "n flags share_near_top_pre share_top_post",
    "change_if_lost_unchanged": "n_matched n_lost change change_if_unchanged",
    "item_change": "n right_before right_after change low high p_mid verdict",
    "item_analysis": "n difficulty discrimination item_rest_r",
    "reliability": "n items alpha low high",
    "distractors": "occasions.0.n occasions.0.blank occasions.0.top_wrong",
    "reliable_change": "n n_more n_same n_less threshold",
    "regression_to_the_mean": "change share_chosen",
    "adjusted_comparison": "n n_used slope p_groups left_out",
    "trainees_needed": "n power",
    "adjust_p_values": "",
    "proportion": "count total value low high",
    "proportion_difference": "value low high",
    "weighted_proportion": "n value low high",
    "homogeneity": "n_groups method p",
    "top_box": "of_answered.value of_answered.low of_answered.high mean response_rate",
    "select_all": "n_answered n_ticks",
    "net_promoter_score": "n promoters detractors value low high",
    "rate": "count value low high method",
    "rate_ratio": "value low high p",
    "directly_standardised_rate": "count value low high",
    "standardised_ratio": "observed expected value low high",
    "load": "value",
    "funnel": "n_used overall phi n_outside",
    "control_chart": "n centre low high",
    "attainment": "percent difference met status",
    "pooled_attainment": "plan_whole fact percent_of_reported percent_of_whole",
}
HEAD = """# Edge cases

What every function of `evaltools.stats` says where the data are degenerate: nobody, one person, nobody changed, everybody satisfied, a plan of 0, an empty region. No figure is ever infinite or NaN, no p-value is 0, and no interval is without width (the steps of a funnel's limits may meet): a figure that is undefined is None (a dash below), and the reason has a sentence that a report prints in its place, in three languages.

This page is made from `tests/edge_cases.py` by `python tools/edge_cases.py`. The same cases are run as tests: `tests/unit/stats/test_edge_cases.py`. What the functions compute stands in [methods.md](methods.md), with what values they were checked in [reference-values.md](reference-values.md).

“Reason” is the record's; reasons in brackets are those of records inside it, such as one region of a funnel.
"""


def page() -> str:
    """The whole page."""
    names = list(dict.fromkeys(case.function for case in CASES))
    parts = [HEAD, " · ".join(f"[`{name}`](#{name})" for name in names) + "\n"]
    for name in names:
        cases = [case for case in CASES if case.function == name]
        parts += [f"## `{name}`\n", f"Method: [methods.md](methods.md#{name})\n", _cases(name, cases)]
        reasons = dict.fromkeys(r for case in cases for r in (case.reason, *case.inner.split()) if r)
        if reasons:
            parts.append(_sentences(name, list(reasons)))
    return "\n".join(parts)


def _cases(name: str, cases: list[Case]) -> str:
    """The table of one function's cases."""
    figures = FIGURES[name].split()
    head = ["Case", "Call", *(f"`{figure}`" for figure in figures), "Reason"]
    if name == "adjust_p_values":
        head = ["Case", "Call", "Gives"]
    rows = [_row(case, figures) for case in cases]
    return _table([head, *rows])


def _row(case: Case, figures: list[str]) -> list[str]:
    result = case.run()
    call = f"`{case.call.removeprefix(case.function)}`"
    if case.function == "adjust_p_values":
        return [case.title, call, ", ".join(map(_shown, result)) or "nothing"]
    record = first(result)
    shown = [_shown(_at(record, figure)) for figure in figures] if record else ["no record"] * len(figures)
    inner = " ".join(f"`{reason}`" for reason in case.inner.split())
    reason = f"`{case.reason}`" if case.reason else ""
    return [case.title, call, *shown, f"{reason} ({inner})".strip() if inner else reason]


def _at(record: Any, path: str) -> Any:
    """A figure of a record, or of the record inside it."""
    for name in path.split("."):
        record = record[int(name)] if name.isdigit() else getattr(record, name)
    return record


def _shown(value: Any) -> str:
    """A figure, short."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value)) or "none"
    return str(value)


def _sentences(name: str, reasons: list[str]) -> str:
    """The sentences of one function's reasons."""
    codes = ["en", "ru", "kk"]
    head = ["Reason", *(NATIVE_NAMES[code] for code in codes)]
    rows = [[f"`{reason}`", *(why(Language(code), name, reason) for code in codes)] for reason in reasons]
    return _table([head, *rows])


def _table(rows: list[list[str]]) -> str:
    """Rows as a table of Markdown, the first as its head."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n"


def main() -> int:
    missing = {name for name in stats.__all__ if inspect.isfunction(getattr(stats, name))} - set(FIGURES)
    if missing:
        print(f"tools/edge_cases.py does not say which figures to show of: {', '.join(sorted(missing))}")
        return 1
    wanted = page()
    current = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == wanted
    if "--check" in sys.argv:
        if not current:
            print("docs/edge-cases.md is behind the cases: run python tools/edge_cases.py")
        return 0 if current else 1
    PAGE.write_text(wanted, encoding="utf-8")
    print(f"{len(CASES)} cases; docs/edge-cases.md {'unchanged' if current else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
