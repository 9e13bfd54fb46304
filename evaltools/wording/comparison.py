"""A region beside the others: the sentence that opens the section."""

from __future__ import annotations

from evaltools.language import mark, round_half_up
from evaltools.results import Result
from evaltools.tables import figure_text, mark_for
from evaltools.view import View
from evaltools.wording.reasons import why


def comparison_sentences(view: View, rate: Result, whole: Result, name: str) -> list[str]:
    """This region's rate beside the others, in funnel words where those may be used: the finding first."""
    language = view.language
    spread = view.whole("consultations", f"dispersion_per_{name}")
    parts = []
    ratio = view.get("consultations", f"ratio_to_others_per_{name}")
    if not view.is_whole:
        if rate.ok:
            parts.append(_rate_sentence(view, rate, name))
            parts.append(ratio_sentence(view, ratio, overdispersed=is_overdispersed(view, name)))
        elif rate.status == "hidden":
            parts.append(language.text("The rate is hidden so that nobody can be recognised."))
        else:
            parts.append(
                language.text("No rate can be computed here: one of its two parts was not reported.")
            )
    if whole.ok and (view.is_whole or not ratio.ok):
        parts.append(_whole_sentence(view, whole, name))
    elif view.is_whole and whole.status == "hidden":
        parts.append(
            language.text("The rate of the regions together is hidden so that nobody can be recognised.")
        )
    elif view.is_whole and not whole.ok:
        parts.append(why(language, "funnel", "no-data"))
    if is_overdispersed(view, name):
        parts.append(why(language, "funnel", "overdispersed"))
    elif view.is_whole:
        parts.append(_spread_sentence(view, spread, name))
    elif rate.ok:
        parts.append(_standing_sentence(view, ratio, name))
    return [part for part in parts if part]


def is_overdispersed(view: View, name: str) -> bool:
    """Whether the regions differ so far beyond chance that no interval of chance alone holds what they have together."""
    # Why a region has no word is never hidden, as how far they lie apart may be.
    words = view.results.select(subject="consultations", measure=f"standing_per_{name}")
    return any(row.reason == "overdispersed" for row in words)


def ratio_sentence(view: View, ratio: Result, *, overdispersed: bool = False) -> str:
    """How many times the rate of the other regions together, with how sure that is.

    Where the regions are overdispersed, the others have no common rate that
    an interval of chance could be about: the number stands alone and says so.
    """
    language = view.language
    if ratio.status == "hidden":
        return ""
    if not ratio.ok:
        if ratio.reason == "left-out":
            return language.text("The totals leave this region out, so it is not compared with the others.")
        if ratio.status == "undefined":
            return why(language, "rate_ratio", ratio.reason)
        return language.text("No other region has both parts of this figure, so it cannot be compared.")
    value, low, high = (number or 0.0 for number in (ratio.value, ratio.low, ratio.high))
    digits = ratio_digits(ratio)
    values = {
        "ratio": figure_text(value, language, digits=digits),
        "low": language.number(low, digits),
        "high": language.number(high, digits),
    }
    if not value and not overdispersed:
        return language.text(
            "Nobody was counted here; chance alone would leave room for up to {high} of the rate in the other "
            "regions together.",
            **values,
        )
    if overdispersed:
        return language.text(
            "That is {ratio} times the rate in the other regions together; they differ too much for an interval.",
            **values,
        )
    if low <= 1 <= high:
        return language.text(
            "This is not clearly different from the other regions together: {ratio} times their rate "
            "(could be {low} to {high}).",
            **values,
        )
    if value > 1:
        return language.text(
            "That is {ratio} times as many as in the other regions together (could be {low} to {high}).",
            **values,
        )
    return language.text(
        "That is {ratio} of the rate in the other regions together (could be {low} to {high}).", **values
    )


def ratio_digits(ratio: Result) -> int:
    """Decimals of a ratio: as many as keep its limits on their side of 1; below 1 at least two."""
    value, low, high = (number or 0.0 for number in (ratio.value, ratio.low, ratio.high))
    for digits in (1, 2, 3) if value >= 1 else (2, 3):
        sides = [(each > 1) - (each < 1) for each in (low, high)]
        if [(r > 1) - (r < 1) for r in (round_half_up(each, digits) for each in (low, high))] == sides:
            return digits
    return 3


def _standing_sentence(view: View, ratio: Result, name: str) -> str:
    """The region against the funnel limits of all of them, which are wider than those of one comparison."""
    language = view.language
    standing = view.get("consultations", f"standing_per_{name}")
    if standing.status == "hidden":
        return language.text(
            "Whether regions differ by more than chance is not shown, because some counts are hidden."
        )
    if not standing.ok:
        return why(language, "funnel", standing.reason) if standing.status == "undefined" else ""
    if ratio.ok and (ratio.low or 0) <= 1 <= (ratio.high or 0):
        return ""
    match standing.reason:
        case "higher":
            return language.text(
                "This is higher than in the regions together, by more than chance would explain."
            )
        case "lower":
            return language.text(
                "This is lower than in the regions together, by more than chance would explain."
            )
        case _ if ratio.ok:
            compared = view.whole("consultations", f"outside_per_{name}").n
            return language.text(
                "With {n} regions compared at once, a difference of this size can be chance.",
                n=language.number(compared or 0),
            )
    return language.text("This is not clearly different from the regions together.")


def _spread_sentence(view: View, spread: Result, name: str) -> str:
    """How many regions differ from all of them together."""
    language = view.language
    outside = view.whole("consultations", f"outside_per_{name}")
    if "hidden" in (spread.status, outside.status):
        return language.text(
            "Whether regions differ by more than chance is not shown, because some counts are hidden."
        )
    if not outside.ok:
        reasons = [
            row.reason
            for row in view.results.select(subject="consultations", measure=f"standing_per_{name}")
            if row.status == "undefined" and row.reason
        ]
        return why(language, "funnel", reasons[0]) if reasons else ""
    if not outside.value:
        return language.text("No region differs from the others by more than chance would explain.")
    return language.plural(
        "{n} region of {total} differs from the others by more than chance would explain.",
        "{n} regions of {total} differ from the others by more than chance would explain.",
        outside.value,
        total=language.number(outside.n or 0),
    )


def standing_word(view: View, standing: Result) -> str:
    """The funnel's word for a region, for a table."""
    language = view.language
    match standing.reason if standing.ok else "":
        case "higher":
            return language.text("higher")
        case "lower":
            return language.text("lower")
        case "no-different":
            return language.text("no different")
    return mark_for(standing.status, language)


def family_sentence(view: View, name: str) -> str:
    """How many regions were looked at, and how often chance alone calls one out."""
    language = view.language
    outside = view.whole("consultations", f"outside_per_{name}")
    if not outside.ok:
        return ""
    return language.plural(
        "{n} region was looked at: 99.8% limits call out about one region in 500 that does not differ.",
        "{n} regions were looked at: 99.8% limits call out about one region in 500 that does not differ.",
        outside.n or 0,
    )


def adjustment_sentence(view: View, name: str) -> str:
    """For what the rates are adjusted, or that they are not."""
    language = view.language
    match tuple(sorted(view.project.denominators[name].strata)):
        case ("age",):
            return language.text(
                "Adjusted for age: as if every region had the ages of all of them together. Clients whose age is "
                "not stated are left out of both rates."
            )
        case ("sex",):
            return language.text(
                "Adjusted for sex: as if every region had the women and men of all of them together. Clients whose "
                "sex is not stated are left out of both rates."
            )
        case ("age", "sex"):
            return language.text(
                "Adjusted for age and sex: as if every region had the make-up of all of them together. Clients whose "
                "age or sex is not stated are left out of both rates."
            )
    return language.text("The rates are not adjusted for age or sex.")


def adjusted_finding(view: View, adjusted: Result, crude: Result) -> str:
    """The adjusted rate beside the crude one of the same people; why there is none."""
    language = view.language
    if view.is_whole or adjusted.status == "no-data":
        return ""
    if adjusted.status == "hidden":
        return language.text(
            "The adjusted rate is hidden, because it would give small counts by age or sex back."
        )
    if not adjusted.ok:
        return why(language, "directly_standardised_rate", adjusted.reason)
    values = {
        "adjusted": language.number(adjusted.value or 0, 1),
        "low": language.number(adjusted.low or 0, 1),
        "high": language.number(adjusted.high or 0, 1),
        "crude": language.number(crude.value or 0, 1),
    }
    return language.text(
        "Adjusted, the rate is {adjusted} (between {low} and {high}); not adjusted, of the same people, {crude}.",
        **values,
    )


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
    if is_overdispersed(view, name):
        return view.by_clients(
            mark(
                "In the regions together {rate} couples per {per} residents were advised; the regions differ too much for an interval."
            ),
            mark(
                "In the regions together {rate} families per {per} residents were advised; the regions differ too much for an interval."
            ),
            mark(
                "In the regions together {rate} people per {per} residents were advised; the regions differ too much for an interval."
            ),
            **_rate_values(view, whole, name),
        )
    return view.by_clients(
        mark(
            "In the regions together {rate} couples per {per} residents were advised (between {low} and {high})."
        ),
        mark(
            "In the regions together {rate} families per {per} residents were advised (between {low} and {high})."
        ),
        mark(
            "In the regions together {rate} people per {per} residents were advised (between {low} and {high})."
        ),
        **_rate_values(view, whole, name),
    )
