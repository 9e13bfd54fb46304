"""A region beside the others: the sentence that opens the section."""

from __future__ import annotations

from evaltools.language import mark
from evaltools.results import Result
from evaltools.view import View


def comparison_finding(view: View, rate: Result, whole: Result, name: str) -> str:
    """This region's rate beside all of them, in funnel words where those may be used."""
    language = view.language
    if len(view.project.regions) == 1:
        return language.text("The project works in one region: there is nothing to compare it with.")
    standing = view.get("consultations", f"standing_per_{name}")
    spread = view.whole("consultations", f"dispersion_per_{name}")
    parts = []
    if not view.is_whole:
        if rate.ok:
            parts.append(_rate_sentence(view, rate, name))
        elif rate.status == "hidden":
            parts.append(language.text("The rate is hidden so that nobody can be recognised."))
        else:
            parts.append(
                language.text("No rate can be computed here: one of its two parts was not reported.")
            )
    if whole.ok:
        parts.append(_whole_sentence(view, whole, name))
    if spread.reason == "overdispersed" and spread.ok:
        parts.append(
            language.text(
                "Regions differ far more than chance explains; centres that opened later or have fewer staff "
                "are likely reasons, so this is not a ranking."
            )
        )
    elif standing.reason == "higher" and standing.ok:
        parts.append(
            language.text("This is higher than in the regions together, by more than chance would explain.")
        )
    elif standing.reason == "lower" and standing.ok:
        parts.append(
            language.text("This is lower than in the regions together, by more than chance would explain.")
        )
    elif standing.reason == "no-different" and standing.ok:
        parts.append(language.text("This is not clearly different from the regions together."))
    return " ".join(parts)


def _rate_values(view: View, rate: Result, name: str) -> dict[str, object]:
    language = view.language
    return {
        "rate": language.number(rate.value or 0, 1),
        "low": language.number(rate.low or 0, 1),
        "high": language.number(rate.high or 0, 1),
        "per": language.number(view.project.denominators[name].per),
    }


def _rate_sentence(view: View, rate: Result, name: str) -> str:
    return view.by_clients(
        mark("{rate} couples per {per} residents were advised (between {low} and {high})."),
        mark("{rate} families per {per} residents were advised (between {low} and {high})."),
        mark("{rate} people per {per} residents were advised (between {low} and {high})."),
        **_rate_values(view, rate, name),
    )


def _whole_sentence(view: View, whole: Result, name: str) -> str:
    return view.by_clients(
        mark("In the regions together it is {rate} couples per {per} residents (between {low} and {high})."),
        mark("In the regions together it is {rate} families per {per} residents (between {low} and {high})."),
        mark("In the regions together it is {rate} people per {per} residents (between {low} and {high})."),
        **_rate_values(view, whole, name),
    )
