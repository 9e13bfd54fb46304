"""The command line: reads what was asked, calls one function, prints what came of it.

Heavy libraries are imported by the commands that need them, so that `--help`
answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaltools.errors import EvaltoolsError, UsageError
from evaltools.startup import leave_out_address_grammar

if TYPE_CHECKING:
    from evaltools.findings import Finding
    from evaltools.prepare import Prepared
    from evaltools.run.runner import RunSummary

app = typer.Typer(
    help="Programme evaluation in Jupyter: one notebook for every region, reports that a funder can trust.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ProjectArgument = Annotated[
    str, typer.Argument(metavar="PROJECT", help="Folder with the project.toml, e.g. data/pravo-2024.")
]
Regions = Annotated[
    list[str] | None,
    typer.Option("--region", metavar="REGION", help="Code or any known name of a region; may be repeated."),
]


INTERRUPTED = 130
INTERRUPTION = "Interrupted. Pages that were done are there; the others are as they were."


def main() -> None:
    """Entry point: ends with the documented exit codes, and shows a traceback only with `--debug`."""
    leave_out_address_grammar()
    debug = "--debug" in sys.argv
    arguments = [each for each in sys.argv[1:] if each != "--debug"]
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not have the letters of a region's name.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", encoding=None if stream.isatty() else "utf-8")
    try:
        code = app(args=arguments, standalone_mode=False)
        if code == INTERRUPTED:
            _complain(INTERRUPTION)
        sys.exit(code if isinstance(code, int) else 0)
    except EvaltoolsError as error:
        if debug:
            raise
        _complain(str(error))
        sys.exit(error.exit_code)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        _complain(INTERRUPTION)
        sys.exit(INTERRUPTED)
    except Exception as error:
        if debug:
            raise
        show = getattr(error, "show", None)  # an error of the command line itself: click's own words
        if show:
            show()
            sys.exit(2)
        _complain(
            f"Something went wrong that should not: {type(error).__name__}: {error}. Run again with --debug."
        )
        sys.exit(1)


def _complain(message: str) -> None:
    print(message, file=sys.stderr)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version as installed

        print(f"evaltools {installed('evaltools')}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop."),
    ] = False,
) -> None:
    pass


@app.command()
def run(
    project: ProjectArgument,
    report: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Report to run; may be repeated.")
    ] = None,
    region: Regions = None,
    training: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Training to run; may be repeated.")
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(metavar="kk|ru|en", help="Language; may be repeated.")
    ] = None,
    format: Annotated[
        list[str] | None,
        typer.Option(
            metavar="html|xlsx|docx|pdf",
            help="Format of the reports; may be repeated. Pages (html) are always made; "
            "xlsx adds a workbook with the tables of each page, docx a document: of the programme report "
            "the grant operator's form, of others their tables, pdf the page as it prints (needs a browser).",
        ),
    ] = None,
    parameter: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="Parameter of a notebook; may be repeated.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the reports (default reports/<project>).")
    ] = None,
    jobs: Annotated[
        int, typer.Option(min=0, metavar="N", help="Notebooks at once (default: one for each processor).")
    ] = 0,
    force: Annotated[bool, typer.Option("--force", help="Make also what has not changed.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would run and why, and stop.")] = False,
) -> int:
    """Make the reports of a project that are out of date: HTML pages, and files beside them."""
    from evaltools.progress import reasons, watch
    from evaltools.run.interrupts import Interrupts
    from evaltools.run.jobs import Selection
    from evaltools.run.parameters import read_given
    from evaltools.run.plan import decide, plan_run
    from evaltools.run.runner import run as run_plan
    from evaltools.run.studio import Studio

    selection = Selection(
        reports=tuple(report or ()),
        regions=tuple(region or ()),
        trainings=tuple(training or ()),
        languages=tuple(language or ()),
    )
    given = read_given(parameter or [])
    with Interrupts(tell=_complain) as interrupts, Studio(interrupts) as studio:
        plan = plan_run(project, selection, given, output, format or (), studio=studio)
        if dry_run:
            decisions = decide(plan, studio, force=force)
            print(*reasons(decisions), sep="\n")
            print(f"{sum(each.make for each in decisions)} pages would be made in {plan.output}")
            return 0
        with watch() as watcher:
            summary = run_plan(plan, jobs=jobs, force=force, watcher=watcher, studio=studio)
    _print_summary(summary, project)
    return 1 if summary.failed or summary.missing or summary.refused else 0


def _print_summary(summary: RunSummary, project: str) -> None:
    for outcome in summary.failed:
        print(f"failed: {outcome.job.about}: {outcome.reason}")
    for job, reason in summary.missing:
        print(f"no PDF: {job.about}: {reason}; the page itself is good. Run again.")
    for file in summary.refused:
        print(f"refused: {file} (evaltools check {project} says why)")
    for file in summary.changed:
        print(f"changed while the run went on: {file}; the pages show it as it was. Run again.")
    done = len(summary.outcomes) - len(summary.failed)
    counts = f"{done} made, {len(summary.skipped)} skipped, {len(summary.failed)} failed"
    print(f"{counts} in {summary.seconds:.1f} s.")
    print(f"Start page: {summary.output / 'index.html'}")


@app.command("inspect")
def inspect_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table: .xlsx, .xls, .ods, .csv, .txt …")],
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="What the file is; guessed where it is not given.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    ui_language: Annotated[str, typer.Option(metavar="kk|ru|en", help="Language of the messages.")] = "",
) -> int:
    """How one file is understood, and what is wrong with it."""
    import json

    from evaltools import console
    from evaltools.inspection import inspect_file, known_kind
    from evaltools.language import Language

    if not file.is_file():
        raise UsageError(f"There is no file {file}.")
    language = console.ui_language(ui_language)
    inspection = inspect_file(file, kind=known_kind(kind), language=language)
    if as_json:
        print(json.dumps(inspection.as_json(), ensure_ascii=False, indent=1))
    else:
        console.show_inspection(inspection, Language(language))
    return 0 if inspection.accepted else 3


@app.command()
def new(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="Folder of the new project, e.g. data/centre.")
    ],
    files: Annotated[list[Path] | None, typer.Argument(metavar="[FILE…]", help="Your tables.")] = None,
    ui_language: Annotated[
        str, typer.Option(metavar="kk|ru|en", help="First language of the project, and of the messages.")
    ] = "",
) -> int:
    """Start a project from files: guessed kinds and columns, for you to review."""
    from evaltools import console
    from evaltools.language import Language
    from evaltools.scaffold import new_project

    language = console.ui_language(ui_language)
    made = new_project(path, files or [], language=language)
    console.show_scaffold(made, Language(language))
    return 1 if made.refused else 0


@app.command()
def check(
    project: ProjectArgument,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="End with 3 where there are errors.")] = False,
    ui_language: Annotated[
        str, typer.Option(metavar="kk|ru|en", help="Language of the messages (default: the project's first).")
    ] = "",
) -> int:
    """Read, validate and reconcile a project's tables; print the findings."""
    import json

    from evaltools import console
    from evaltools.check import acknowledged
    from evaltools.prepare import prepare

    prepared = prepare(project)
    language = console.ui_language(ui_language) if ui_language else prepared.project.header.languages[0]
    findings = prepared.findings_in(language)
    refused = any(finding.refuses for finding in findings)
    if as_json:
        content = {"accepted": not refused, "findings": [finding.as_row() for finding in findings]}
        print(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        _print_findings(prepared, findings, language)
    open_errors = [
        each for each in findings if each.severity == "error" and not acknowledged(prepared.project, each)
    ]
    if strict and open_errors:
        return 3
    return 1 if refused else 0


def _print_findings(prepared: Prepared, findings: tuple[Finding, ...], code: str) -> None:
    from dataclasses import replace

    from evaltools.check import acknowledged
    from evaltools.console import show_findings
    from evaltools.findings import SEVERITIES
    from evaltools.language import Language, pick
    from evaltools.wording.severities import severity_name

    language = Language(code)
    found = []
    for finding in findings:
        known = acknowledged(prepared.project, finding)
        if known:
            reason = pick(known.reason.by_language(), language.code)[0]
            finding = replace(finding, action=language.text("Acknowledged: {reason}", reason=reason))
        found.append(finding)
    show_findings(found, language)
    counts = ", ".join(
        f"{severity_name(severity, language)} {sum(each.severity == severity for each in findings)}"
        for severity in SEVERITIES
    )
    print(language.text("Findings: {counts}.", counts=counts))


@app.command()
def results(
    project: Annotated[
        str | None,
        typer.Argument(metavar="PROJECT", help="Folder with the project.toml.", show_default=False),
    ] = None,
    region: Regions = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="File for the table (default: print it).")
    ] = None,
    self_test: Annotated[
        bool,
        typer.Option("--self-test", help="Rerun the reference values of the statistics; needs no project."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --self-test: print one JSON object.")] = False,
) -> int:
    """The numbers of the public reports without a notebook, as tidy CSV."""
    if self_test:
        return _self_test(as_json)
    if as_json:
        raise UsageError("--json goes with --self-test. The table of results is CSV.")
    if project is None:
        raise UsageError("Name the PROJECT, e.g. data/pravo-2024, or ask for --self-test.")
    from evaltools.prepare import prepare
    from evaltools.regions import region_of
    from evaltools.results import Results
    from evaltools.run.publish import results_text
    from evaltools.run.store import write

    prepared = prepare(project)
    codes = {region_of(prepared.project.regions, name) for name in region or []}
    public = prepared.public
    if codes:
        public = Results(tuple(row for row in public if row.region in codes))
    text = results_text(prepared, public, prepared.project.header.delimiter)
    if output is None:
        sys.stdout.write(text.lstrip("\ufeff"))
        return 0
    if output.is_dir():
        raise UsageError(f"{output} is a folder. Give the name of a file, such as {output / 'results.csv'}.")
    write(output, text)
    print(f"{len(public)} numbers written to {output}")
    return 0


@app.command()
def compare(
    before: Annotated[
        Path,
        typer.Argument(metavar="RUN_A", help="Folder of the earlier run, e.g. reports/pravo-2024."),
    ],
    after: Annotated[Path, typer.Argument(metavar="RUN_B", help="Folder of the later run.")],
    internal: Annotated[
        bool,
        typer.Option("--internal", help="Compare also what is not for sending: numbers, pages and findings."),
    ] = False,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="File for a table (CSV) of the changed numbers.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    ui_language: Annotated[str, typer.Option(metavar="kk|ru|en", help="Language of the messages.")] = "",
) -> int:
    """What changed between two outputs of a run, and why."""
    import json

    from evaltools import console
    from evaltools.language import Language
    from evaltools.outputs.compare import COLUMNS, as_row
    from evaltools.outputs.compare import compare as compare_outputs
    from evaltools.outputs.output import read_output
    from evaltools.run.store import csv_text, write

    language = Language(console.ui_language(ui_language))
    if output is not None and output.is_dir():
        raise UsageError(f"{output} is a folder. Give the name of a file, such as {output / 'changes.csv'}.")
    sides = [read_output(folder, internal=internal) for folder in (before, after)]
    comparison = compare_outputs(*sides)
    if output is not None:
        rows = [as_row(each) for each in comparison.numbers]
        write(output, csv_text(COLUMNS, rows, comparison.after.delimiter))
    if as_json:
        print(json.dumps(comparison.as_json(), ensure_ascii=False, indent=1))
    else:
        console.show_comparison(comparison, language)
    return 0


def _self_test(as_json: bool) -> int:
    """Rerun the reference values; 1 where one of them does not agree."""
    import json

    from evaltools.selftest import as_data, self_test, source_of, versions

    result = self_test()
    if as_json:
        print(json.dumps(as_data(result), ensure_ascii=False, indent=1))
        return 1 if result.differences else 0
    for name, total in result.checked.items():
        print(f"{name}: {result.agreeing_of(name)} of {total} agree")
    for each in result.differences:
        print(
            f"differs: {each.case.function}, {each.case.title}, {each.field or 'result'}: "
            f"expected {each.expected}, got {each.got} ({source_of(each.case, each.field)})"
        )
    print(f"{result.agreeing} of {result.total} reference values agree.")
    print(", ".join(f"{name} {number or 'unknown'}" for name, number in versions().items()))
    return 1 if result.differences else 0


if __name__ == "__main__":
    main()
