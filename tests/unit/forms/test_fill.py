"""Forms are filled with what a public page may show, and with nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evaltools.forms import FilledForm, FilledPart, Form, filled, load_form
from evaltools.forms.form import CELLS
from evaltools.language import Language
from evaltools.prepare import Prepared
from tests.small import counts, register, report, small

CLAIMS = '[tables.k]\nfile = "k.csv"\nkind = "claims"\n'
PLANS = '[tables.p]\nfile = "p.csv"\nkind = "indicators"\n'


def part(prepared: Prepared, source: str, *cells: str, language: str = "en", **more: Any) -> FilledPart:
    """One part of a form with these cells."""
    columns = [{"cell": cell, "label": cell.title()} for cell in cells or CELLS.get(source, ())]
    form = Form.model_validate(
        {"title": "F", "parts": [{"title": "P", "source": source, "columns": columns} | more]}
    )
    return filled(form, report(prepared, language=language).view).parts[0]


def facts(prepared: Prepared, *names: str, language: str = "en") -> dict[str, str]:
    rows = [{"label": name, "value": name} for name in names]
    form = Form.model_validate({"title": "F", "parts": [{"title": "P", "source": "facts", "rows": rows}]})
    return dict(filled(form, report(prepared, language=language).view).parts[0].rows)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_a_project_without_anything_has_an_empty_form(tmp_path: Path, language: str) -> None:
    """Every part keeps its heading and says that there is nothing, but the facts that each project has."""
    form = load_form("grant-report")
    made: FilledForm = filled(form, report(small(tmp_path), language=language).view)
    assert (made.title, made.language, len(made.parts)) == (
        form.title.by_language()[language],
        language,
        len(form.parts),
    )
    nothing = Language(language).text("Not reported.")
    for asked, one in zip(form.parts, made.parts, strict=True):
        assert one.title == asked.title.by_language()[language]
        if asked.source == "facts":
            assert len(one.rows) == len(asked.rows)
        else:
            assert (one.rows, one.text) == ((), nothing)


def test_facts_of_the_project_are_filled_in(tmp_path: Path) -> None:
    """Those of the settings; what they do not say is marked, a blank line stays blank."""
    made = small(
        tmp_path,
        'grantee = "Org"\n[grant]\namount = 3249000\nin_words.en = "three million"\n'
        '[sign_off]\nby = "Director"\ndate = 2025-01-20\n',
    )
    found = facts(
        made, "project", "funder", "grantee", "theme", "grant", "grant_in_words", "period", "regions", "cut_off",
        "signed_by", "signed_on", "blank",
    )  # fmt: skip
    assert found == {
        "project": "Test", "funder": "a fund", "grantee": "Org", "theme": "[no data]",
        "grant": "3,249,000 tenge", "grant_in_words": "three million", "period": "2024",
        "regions": "Astana and Atyrau Region", "cut_off": "December 31, 2024",
        "signed_by": "Director", "signed_on": "January 20, 2025", "blank": "",
    }  # fmt: skip


def test_plan_and_fact_have_their_status_and_reason(tmp_path: Path) -> None:
    """As on the page: what was planned with its sign, percent of the plan, a word for the status."""
    rows = (
        "indicator,block,operator,plan,plan_high,fact,unit,label_en,reason_en\n"
        "a,one,>=,10,,8,people,Advised,snow\nb,two,range,3,4,4,trainings,Trainings,\nc,two,,5,,,days,Days,\n"
    )
    made = small(tmp_path, PLANS, p=rows)
    assert part(made, "indicators", block="*").rows == (
        ("1", "one", "Advised", "people", "at least 10", "8", "80.0", "below the plan", "snow"),
        ("2", "two", "Trainings", "trainings", "3–4", "4", "–", "met", ""),
        ("3", "two", "Days", "days", "5", "[no data]", "–", "not reported", ""),
    )
    assert [row[1] for row in part(made, "indicators", "number", "name", block="two").rows] == [
        "Trainings",
        "Days",
    ]
    assert part(made, "deviations").rows == (("1", "Advised", "10", "8", "snow"),)


def test_a_deviation_without_a_reason_says_so(tmp_path: Path) -> None:
    """An empty cell would look as if nothing were missing."""
    made = small(tmp_path, PLANS, p="indicator,operator,plan,fact,unit\na,>=,10,8,people\n")
    assert part(made, "deviations", "reason").rows == (("no reason given",),)


def test_goals_have_their_indicators(tmp_path: Path) -> None:
    """Or say that nothing measures them."""
    goals = '[[goals]]\nid = "g"\ntext = "Help"\nindicators = ["a"]\n[[goals]]\nid = "h"\ntext = "More"\nlevel = "goal"\n'
    made = small(
        tmp_path, PLANS + goals, p="indicator,operator,plan,fact,unit,label_en\na,>=,10,12,people,Advised\n"
    )
    assert part(made, "goals").rows == (
        ("Help", "Expected result", "Advised", "met"),
        ("More", "Goal", "no indicator", "not measured"),
    )


def test_participants_are_broken_down(tmp_path: Path) -> None:
    """Only by what the part asks for; shares where there are some."""
    rows = "breakdown,category,count\nsex,women,150\nsex,men,50\nage,14-17,200\n"
    made = small(tmp_path, counts("c", more="shares = true"), c=rows)
    assert part(made, "breakdown", breakdown="sex").rows == (("Women", "150", "75.0"), ("Men", "50", "25.0"))
    plain = small(tmp_path, counts("c"), c=rows)
    assert part(plain, "breakdown", breakdown="sex").rows == (("Women", "150", ""), ("Men", "50", ""))
    assert part(plain, "breakdown", breakdown="status").rows == ()


def test_other_figures_and_outreach_have_their_units(tmp_path: Path) -> None:
    """A range as the source gives it; what was not reported is left out."""
    made = small(
        tmp_path, counts("o", "outreach", "events") + counts("f", "figures", "cases"),
        o="breakdown,category,count,count_high\nkind,fair,3,4\nkind,walk,,\n",
        f="breakdown,category,count\nitem,won,7\n",
    )  # fmt: skip
    assert part(made, "outreach").rows == (("fair", "3–4", "events"),)
    assert part(made, "figures").rows == (("won", "7", "cases"),)


def test_ratios_stand_with_their_unit(tmp_path: Path) -> None:
    """One that cannot be worked out is marked."""
    fact = '{ subject = "participants", measure = "participants", group = "sex=%s" }'
    ratios = "".join(
        f'[[ratios]]\nid = "r{n}"\nlabel = "R{n}"\nnumerator = {fact % above}\ndenominator = {fact % below}\npercent = {share}\n'
        for n, (above, below, share) in enumerate(
            [("women", "men", "false"), ("men", "women", "true"), ("no", "men", "false")]
        )
    )
    made = small(tmp_path, counts("c") + ratios, c="breakdown,category,count\nsex,women,150\nsex,men,60\n")
    assert part(made, "ratios").rows == (("R0", "2.50", ""), ("R1", "40.00", "%"), ("R2", "[no data]", ""))


def test_contradictions_are_listed_and_agreements_are_not(tmp_path: Path) -> None:
    """Both figures and the difference with its sign."""
    rows = "claim,claimed,unit,table,column,where,label_en\nall,210,people,c,count,,All\nmen,50,people,c,count,category=men,Men\n"
    made = small(
        tmp_path, counts("c") + CLAIMS, c="breakdown,category,count\nsex,women,150\nsex,men,50\n", k=rows
    )
    assert part(made, "checks").rows == (("All", "210", "200", "+10"),)


def test_rows_of_a_register_have_their_numbers_and_days(tmp_path: Path) -> None:
    """Texts in the language of the form, days in words, codes by their names, and a number for each row."""
    made = small(
        tmp_path,
        register("a", "activities") + register("e", "evidence"),
        a="activity,title_en,title_ru,start,participants,completeness\na1,Seminar,Семинар,2024-05-05,28,full\na2,Fair,Ярмарка,,,\n",
        e="evidence,activity,title,count,unit,file\n1,a1,Photos,3,photos,secret.jpg\n2,a1,List,,,\n",
    )
    cells = ("number", "activity", "title", "start", "participants", "completeness", "evidence")
    assert part(made, "register", *cells, register="activities").rows == (
        ("1", "a1", "Seminar", "May 5, 2024", "28", "in full", "Photos – 3; List"),
        ("2", "a2", "Fair", "", "", "", ""),
    )
    russian = part(made, "register", "title", "start", language="ru", register="activities").rows
    assert russian[0] == ("Семинар", "5\xa0мая 2024\xa0г.")
    assert part(made, "register", "file", register="evidence").rows == (("",), ("",))


def test_a_register_that_is_not_kept_is_not_reported(tmp_path: Path) -> None:
    """And one that is empty."""
    made = small(tmp_path, register("p", "partners"), p="title,kind\n")
    for name in ("partners", "stories"):
        one = part(made, "register", "title" if name == "partners" else "text", register=name)
        assert (one.rows, one.text) == ((), "Not reported.")


def test_texts_have_their_figures(tmp_path: Path) -> None:
    """As in the page's own section."""
    made = small(
        tmp_path, '[narratives]\noutcomes = "{participants/participants/sex=women} women."\n' + counts("c"),
        c="breakdown,category,count\nsex,women,1500\n",
    )  # fmt: skip
    assert part(made, "narrative", narrative="outcomes").text == "1,500 women."
    assert part(made, "narrative", narrative="problems").text == "Not reported."


# Privacy


def test_a_form_holds_no_hidden_count(tmp_path: Path) -> None:
    """Four women and three men of a court: in no part that counts people."""
    made = small(
        tmp_path, counts("c", more="shares = true") + CLAIMS, sensitivity="court",
        c="breakdown,category,count\nsex,women,4\nsex,men,3\n", k="claim,claimed,unit,table,column,where\nall,8,people,c,count,\n",
    )  # fmt: skip
    rows = part(made, "breakdown", breakdown="sex").rows
    assert rows
    assert {cell for row in rows for cell in row[1:]} <= {"[hidden]", ""}
    assert part(made, "checks").rows == ()


def test_people_without_consent_stand_in_no_row(tmp_path: Path) -> None:
    """Neither their words, nor what was done for them, nor that there is such a case."""
    rows = "story,topic,service,text,consent\n1,debts,Claim,Text one,yes\n2,divorce,Complaint,Text two,no\n3,divorce,Advice,Text three,\n"
    made = small(tmp_path, register("s", "stories"), sensitivity="court", s=rows)
    assert part(made, "register", "number", "topic", "service", "text", register="stories").rows == (
        ("1", "debts", "Claim", "Text one"),
    )


def test_private_columns_and_telephones_are_in_no_form(tmp_path: Path) -> None:
    """Contacts of partners."""
    made = small(tmp_path, register("p", "partners"), p="title,kind,contact\nFund 8 701 123 45 67,x,Aigul\n")
    assert part(made, "register", "title", "contact", register="partners").rows == (("Fund •••", ""),)
