"""How much was done: the sentence that opens the section."""

from __future__ import annotations

from evaltools.language import mark
from evaltools.view import SMALL_BASE, View
from evaltools.wording.reasons import why


def services_finding(view: View) -> str:
    """How often a client came, or what is known of it."""
    language = view.language
    ratio, whole = (
        view.get("consultations", "consultations_per_client"),
        view.whole("consultations", "consultations_per_client"),
    )
    if ratio.ok:
        values = {
            "ratio": language.number(ratio.value or 0, 1),
            "whole": language.number(whole.value or 0, 1),
        }
        if view.is_whole or not whole.ok or len(view.project.regions) == 1:
            return view.by_clients(
                mark("Each couple received {ratio} consultations on average."),
                mark("Each family received {ratio} consultations on average."),
                mark("Each person received {ratio} consultations on average."),
                **values,
            )
        return view.by_clients(
            mark(
                "Each couple received {ratio} consultations on average, against {whole} in the regions together."
            ),
            mark(
                "Each family received {ratio} consultations on average, against {whole} in the regions together."
            ),
            mark(
                "Each person received {ratio} consultations on average, against {whole} in the regions together."
            ),
            **values,
        )
    consultations, clients = (
        view.get("consultations", "consultations"),
        view.get("consultations", view.clients),
    )
    if "hidden" in (consultations.status, clients.status):
        return language.text("Some counts are hidden so that nobody can be recognised.")
    if consultations.ok and not consultations.value:
        return language.text("No consultations were given here.")
    if consultations.ok:
        return language.plural(
            "{n} consultation is reported; how many clients received it is not.",
            "{n} consultations are reported; how many clients received them is not.",
            consultations.value or 0,
        )
    if clients.ok:
        return language.text("How often each client came is not reported: only the clients were counted.")
    return language.text("No consultations are reported here; this is not zero.")


def repeat_sentence(view: View) -> str:
    """Which part of the clients came more than once; a small group's table says it in numbers."""
    share = view.get("consultations", f"share_of_{view.clients}_repeat")
    if not share.ok or share.n is None or share.n < SMALL_BASE:
        return ""
    if not share.value:
        return view.by_clients(
            mark("No couple came more than once."),
            mark("No family came more than once."),
            mark("Nobody came more than once."),
        )
    if share.value == 100:
        return view.by_clients(
            mark("Every couple came more than once."),
            mark("Every family came more than once."),
            mark("Everybody came more than once."),
        )
    return view.by_clients(
        mark("{share}% of the couples came more than once."),
        mark("{share}% of the families came more than once."),
        mark("{share}% of the people came more than once."),
        share=view.language.number(share.value),
    )


def months_finding(view: View) -> str:
    """Which months are more, or less, than the usual variation explains."""
    language = view.language
    if not view.get("consultations", "consultations_month_centre").ok:
        return ""
    rows = view.results.select(
        region=view.region, subject="consultations", measure="consultations_month_standing"
    )
    more, fewer = ([row.pairs["month"] for row in rows if row.ok and row.value == side] for side in (1, -1))
    parts = []
    if more:
        parts.append(
            language.text(
                "More consultations than the usual variation explains: {months}.", months=_months(view, more)
            )
        )
    if fewer:
        parts.append(
            language.text(
                "Fewer consultations than the usual variation explains: {months}.",
                months=_months(view, fewer),
            )
        )
    run = view.get("consultations", "consultations_month_run")
    match run.reason if run.status != "hidden" else "":
        case "above":
            parts.append(language.text("More months in a row were above the mean than chance would explain."))
        case "below":
            parts.append(language.text("More months in a row were below the mean than chance would explain."))
        case "both":
            parts.append(
                language.text("More months in a row were on one side of the mean than chance would explain.")
            )
    return " ".join(parts) or language.text("No month stands out from the usual variation.")


def months_base(view: View) -> str:
    """The mean and the limits of the months, or why there are none, and which months are not judged."""
    language = view.language
    centre = view.get("consultations", "consultations_month_centre")
    if not centre.unit:
        return ""
    parts = []
    if centre.ok:
        parts.append(
            language.text(
                "Mean of the months: {centre}; usually between {low} and {high}.",
                centre=language.number(centre.value or 0),
                low=language.number(centre.low or 0),
                high=language.number(centre.high or 0),
            )
        )
    elif centre.status == "hidden":
        parts.append(
            language.text(
                "No limits of the usual variation are drawn: with them a hidden month could be worked out."
            )
        )
    else:
        parts.append(why(language, "control_chart", centre.reason))
    rows = view.results.select(
        region=view.region, subject="consultations", measure="consultations_month_standing"
    )
    partial = [row.pairs["month"] for row in rows if row.reason == "partial"]
    if partial:
        parts.append(
            language.text("Only in part covered, and not judged: {months}.", months=_months(view, partial))
        )
    if any(row.reason == "not-open" for row in rows):
        parts.append(language.text("Months before the first consultation are not judged."))
    return " ".join(parts)


def staff_sentence(view: View) -> str:
    """Why there is no number of consultations per specialist, where the specialists are known."""
    language = view.language
    staff, load = (
        view.get("consultations", name) for name in ("specialists", "consultations_per_specialist")
    )
    if load.status == "undefined":
        if load.reason == "parts-differ":
            return language.text(
                "The specialists are those of all regions, the consultations those of some: no load is computed."
            )
        return why(language, "load", load.reason)
    if load.status == "no-data" and load.unit and not staff.ok:
        return language.text("How many specialists work here was not reported, so no load is computed.")
    return ""


def _months(view: View, months: list[str]) -> str:
    """Names of months, with their year where the period has more than one."""
    language, period = view.language, view.project.header.period
    if period.start.year == period.end.year:
        return language.listing([language.month(month) for month in months])
    return language.listing(
        [
            language.text("{month} {year}", month=language.month(month), year=month.partition("-")[0])
            for month in months
        ]
    )
