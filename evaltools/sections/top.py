"""The top of a page: header, tiles, footer."""

from __future__ import annotations

from evaltools import page
from evaltools.language import mark
from evaltools.page import Block, Brand, PageInfo, Tile
from evaltools.project import logo_address
from evaltools.provenance import Provenance
from evaltools.results import Result, group, regions_pooled
from evaltools.sections.common import status_mark
from evaltools.sections.services import clients_word, per_client_word, rate_word
from evaltools.standings import is_given, standing, standings, written
from evaltools.tables import mark_for
from evaltools.view import View, percent_digits, sentence
from evaltools.wording.comparison import is_overdispersed
from evaltools.wording.lead import clients_against_plan
from evaltools.wording.learning import maximum
from evaltools.wording.overall import is_overall
from evaltools.wording.plan import asked, sign_of
from evaltools.wording.survey import Survey, is_small

#: With fewer tiles than this, others help; more are not read.
FEWEST_TILES, MOST_TILES = 4, 6


def header(view: View, report: str, title: str, audience: str, provenance: Provenance) -> Block:
    """Project, title, one line of facts, and the words that must not be missed."""
    language, settings = view.language, view.project.header
    facts = facts_line(view)
    name = view.passage(settings.name)
    return page.header(
        language=language,
        project=name,
        title=title,
        facts=facts,
        badge=_badge(view, report) if audience == "internal" else "",
        synthetic=language.text("Synthetic data: all people are invented")
        if settings.data == "synthetic"
        else "",
        brand=brand(view),
        page=PageInfo(
            title=title if name.text in title else f"{title} – {name.text}",
            language=language.code,
            report=report,
            region=view.region,
            project=view.project.id,
            audience="internal" if audience == "internal" else "public",
            running_title=title,
            facts=_facts(view, provenance),
        ),
    )


def facts_line(view: View) -> list[str]:
    """What the line under a title says of the data: their period, their last day and their state."""
    cut_off = view.date(view.project.header.cut_off)
    return [view.period(), view.language.text("data up to {date}", date=cut_off), _status(view)]


def brand(view: View) -> Brand | None:
    """Who pays, as the project wants it shown; nothing where it says nothing of it."""
    settings = view.project.brand
    if settings is None:
        return None
    return Brand(
        name=view.passage(view.project.header.funder),
        logo=logo_address(view.project.folder, settings.logo),
        accent=settings.accent,
    )


def _facts(view: View, provenance: Provenance) -> tuple[tuple[str, str], ...]:
    """What a file made beside the page says of itself; no stamp, so that it can be made again."""
    language, settings = view.language, view.project.header
    made = f"evaltools {provenance.version}" + (f" ({provenance.commit})" if provenance.commit else "")
    return (
        (language.text("Project"), view.passage(settings.name).text),
        (language.text("Region"), language.text("whole project") if view.is_whole else view.place()),
        (language.text("Period"), view.period()),
        (language.text("Data up to"), view.date(settings.cut_off)),
        (language.text("State of the data"), _status(view)),
        (language.text("Made with"), made),
        (language.text("Hash of the data"), provenance.data_hash[:12]),
    )


def _status(view: View) -> str:
    """The state of the data; “final” is not said of data that end before the period."""
    header, language = view.project.header, view.language
    if header.status == "partial":
        return language.text("partial")
    if header.cut_off < header.period.end:
        return language.text("closed before the period ends")
    return language.text("final")


def _badge(view: View, report: str) -> str:
    if report == "training":
        return view.language.text("Internal: do not forward. Single results can be seen.")
    return view.language.text("Internal: do not forward.")


def title(view: View) -> str:
    """Place, subject and period of a region's page."""
    words = view.language.text(
        "{place}: {work}, {period}",
        place=view.place(),
        work=view.words(view.project.header.work),
        period=view.period(),
    )
    return sentence(words)


def tiles(view: View) -> Block:
    """The few numbers that are checked first, each with its plan, base or comparison."""
    return page.tiles(tiles_of(view))


def tiles_of(view: View) -> list[Tile]:
    """The tiles of a page, also for the start page: what was done, then what people learnt and thought of "
    "it.
    """
    made = [*_client_tiles(view), *_rate_tile(view), *_learning_tile(view), *_satisfaction_tile(view)]
    if len(made) < FEWEST_TILES:
        made += _other_tiles(view)
    return made[:MOST_TILES]


def _value(view: View, result: Result, digits: int = 0) -> str:
    return (
        view.language.number(result.value or 0, digits)
        if result.ok
        else mark_for(result.status, view.language)
    )


def _client_tiles(view: View) -> list[Tile]:
    language = view.language
    clients, consultations = (
        view.get("consultations", view.clients),
        view.get("consultations", "consultations"),
    )
    made = [
        Tile(clients_word(view), _value(view, clients), _plan_note(view) or _together_note(view, clients))
    ]
    if consultations.status != "no-data" or consultations.unit:
        made.append(
            Tile(language.text("Consultations"), _value(view, consultations), _consultations_note(view))
        )
    ratio, together = (
        view.get("consultations", "consultations_per_client"),
        view.whole("consultations", "consultations_per_client"),
    )
    if ratio.unit:
        made.append(Tile(per_client_word(view), _value(view, ratio, 1), _per_client_note(view, together)))
    return made


def _per_client_note(view: View, together: Result) -> str:
    """The mean of the regions together; on the page of all of them, what it is worked out from."""
    if not together.ok:
        return ""
    if not view.is_whole and len(view.project.regions) > 1:
        return view.language.text("together {whole}", whole=_value(view, together, 1))
    return view.by_clients(
        mark("{consultations} consultations, {clients} couples"),
        mark("{consultations} consultations, {clients} families"),
        mark("{consultations} consultations, {clients} people"),
        consultations=_value(view, view.whole("consultations", "consultations")),
        clients=_value(view, view.whole("consultations", view.clients)),
    )


def _consultations_note(view: View) -> str:
    """What the number of consultations is to be held against."""
    language = view.language
    whole, share = (
        view.whole("consultations", "consultations"),
        view.get("consultations", "share_of_consultations"),
    )
    if len(view.project.regions) == 1:
        return _consultations_plan(view)
    if not whole.ok:
        return ""
    if view.is_whole:
        return _joined(_together_note(view, whole), _consultations_plan(view))
    if view.region in view.project.left_out():
        return language.text("not in the total of {whole}", whole=_value(view, whole))
    if not share.ok:
        return language.text("together {whole}", whole=_value(view, whole))
    if (share.value or 0) < 1:
        return language.text("less than 1% of {whole} in the regions together", whole=_value(view, whole))
    return language.text(
        "{share}% of {whole} in the regions together",
        share=language.number(share.value or 0),
        whole=_value(view, whole),
    )


def _joined(*notes: str) -> str:
    return " · ".join(note for note in notes if note)


def _consultations_plan(view: View) -> str:
    """The plan of consultations with its verdict, where the results have one."""
    for indicator in view.project.indicators:
        fact = indicator.fact
        if fact is None or (fact.subject, fact.measure, fact.group) != ("consultations", "consultations", ""):
            continue
        met = view.get("indicators", "met", group(indicator=indicator.id))
        one = standing(view.results, met)
        if met.status != "no-data" and is_given(one.target) and one.fact.ok:
            shape, word = status_mark(view, one.status)
            plan = asked(view.language, one.target)
            return view.language.text("plan {plan} · {shape} {word}", plan=plan, shape=shape, word=word)
    return ""


def _together_note(view: View, total: Result) -> str:
    """How many regions a total of the project adds up."""
    if not view.is_whole or not total.ok or len(view.project.regions) == 1:
        return ""
    return view.language.plural("{n} region together", "{n} regions together", regions_pooled(total.method))


def _plan_note(view: View) -> str:
    """The plan under the number of clients, and how far they are from it."""
    language = view.language
    one = clients_against_plan(view)
    if one is None:
        return _plan_alone(view)
    values = {"plan": _short_plan(view, one.target)}
    if one.has_interim:
        shape, word = status_mark(view, one.status)
        return language.text("interim target: {plan} · {shape} {word}", shape=shape, word=word, **values)
    planned, reported = (
        view.get("indicators", f"regions_{name}", one.met.group) for name in ("planned", "reported")
    )
    share = view.get("indicators", "percent_of_whole", one.met.group)
    if share.ok and planned.value != reported.value:
        return language.plural(
            "{reported} of {n} region; {share}% of the whole plan",
            "{reported} of {n} regions; {share}% of the whole plan",
            planned.value or 0,
            reported=_value(view, reported),
            share=_value(view, share),
        )
    values["gap"] = language.number(abs(one.difference.value or 0))
    if not one.difference.value and one.status == "met":
        return language.text("plan {plan} · ● reached", **values)
    if (one.difference.value or 0) > 0:
        return language.text("plan {plan} · ▲ {gap} above", **values)
    if one.difference.value:
        return language.text("plan {plan} · ▼ {gap} below", **values)
    return language.text("plan {plan}", **values)


def _short_plan(view: View, plan: Result) -> str:
    """A plan in a tile: the number, and that it is a limit where more would be worse."""
    return asked(view.language, plan) if sign_of(plan) in ("<=", "<") else written(plan, view.language)


def _plan_alone(view: View) -> str:
    """The plan of clients where nothing can be held against it."""
    for indicator in view.project.indicators:
        fact = indicator.fact
        if fact is None or (fact.subject, fact.measure, fact.group) != ("consultations", view.clients, ""):
            continue
        plan, held = (
            view.get("indicators", name, group(indicator=indicator.id)) for name in ("plan", "fact")
        )
        if is_given(plan) and not held.ok and plan.unit == view.clients:
            return view.language.text("plan {plan}", plan=_short_plan(view, plan))
    return ""


def _rate_tile(view: View) -> list[Tile]:
    language = view.language
    name = next(iter(view.project.denominators), "")
    if not name:
        return []
    measure = f"{view.clients}_per_{view.project.denominators[name].per}_{name}"
    rate, whole = view.get("consultations", measure), view.whole("consultations", measure)
    note = (
        ""
        if view.is_whole or not whole.ok
        else language.text("together {whole}", whole=_value(view, whole, 1))
    )
    if view.is_whole and rate.ok and is_overdispersed(view, name):
        note = _range_of_regions(view, measure)
    elif rate.ok and rate.low is not None and rate.high is not None:
        values = {
            "low": language.number(rate.low, 1),
            "high": language.number(rate.high, 1),
            "whole": _value(view, whole, 1),
        }
        note = (
            language.text("between {low} and {high}", **values)
            if view.is_whole
            else language.text("between {low} and {high}; together {whole}", **values)
        )
    return [Tile(rate_word(view, name), _value(view, rate, 1), note)]


def _range_of_regions(view: View, measure: str) -> str:
    """Between which rates the regions lie that have no common one; that alone where one of them is hidden."""
    language = view.language
    rates = [view.get("consultations", measure, region=code) for code in view.project.regions]
    known = [row.value for row in rates if row.ok and row.value is not None]
    if not known or any(row.status == "hidden" for row in rates):
        return language.text("no interval: the regions differ too much")
    return language.text(
        "by region {low} to {high} · no interval: they differ too much",
        low=language.number(min(known), 1),
        high=language.number(max(known), 1),
    )


def _learning_tile(view: View) -> list[Tile]:
    """How far scores moved, with its interval or the number of people; nothing where no change may be "
    "shown.
    """
    language = view.language
    change = view.get("learning", "mean_change")
    if not change.ok:
        return []
    if change.low is None or change.high is None:
        note = language.plural(
            "points of {maximum} · {n} person", "points of {maximum} · {n} people", change.n or 0,
            maximum=language.number(maximum(change)),
        )  # fmt: skip
    else:
        note = language.text(
            "points of {maximum} · between {low} and {high}",
            maximum=language.number(maximum(change)),
            low=language.signed(change.low, 1),
            high=language.signed(change.high, 1),
        )
    return [
        Tile(language.text("Change in the average test score"), language.signed(change.value or 0, 1), note)
    ]


def _satisfaction_tile(view: View) -> list[Tile]:
    """The share of the satisfied with its base and interval; nothing without one figure for all questions."""
    language = view.language
    survey = Survey(view, view.region)
    published = survey.items[0] if len(survey.items) == 1 and survey.forms.status == "no-data" else None
    row = survey.headline or published
    if row is None or not row.ok:
        return []
    digits = percent_digits(row.n)
    if row.n is None:
        note = language.text("how many answered is not given")
    elif is_small(row):
        note = language.text("people who gave an opinion")
    elif row.low is None or row.high is None:
        note = language.text("of {n} with an opinion", n=language.number(row.n))
    else:
        note = language.text(
            "of {n} with an opinion · between {low} and {high}",
            n=language.number(row.n),
            low=language.number(row.low, digits),
            high=language.number(row.high, digits),
        )
    label = language.text("Satisfied overall") if is_overall(survey, row) else language.text("Satisfied")
    return [Tile(label, view.percent_of(row), note)]


def _other_tiles(view: View) -> list[Tile]:
    """Tiles for projects without rates: how many indicators met their plan, women and men."""
    language = view.language
    made = []
    statuses = [one.status for one in standings(view.results, view.region)]
    decided = [each for each in statuses if each in ("met", "below", "over", "above", "lower")]
    if decided:
        made.append(
            Tile(
                language.text("Indicators that met the plan"),
                language.number(decided.count("met")),
                language.text("of {n} with plan and fact", n=language.number(len(decided))),
            )
        )
    for name in ("women", "men"):
        count = view.get("participants", "participants", group(sex=name))
        share = view.get("participants", "share_of_participants", group(sex=name))
        if count.ok and share.ok:
            made.append(
                Tile(
                    view.name("sex", name),
                    _value(view, count),
                    language.text("{share}% of the participants", share=language.number(share.value or 0)),
                )
            )
    return made
