"""How much was done: the sentence that opens the section."""

from __future__ import annotations

from evaltools.language import mark
from evaltools.view import View


def services_finding(view: View) -> str:
    """How often a client came."""
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
