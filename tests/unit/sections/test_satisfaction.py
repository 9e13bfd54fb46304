"""What a page says of a survey: each case has its sentence, in three languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from evaltools.report import open_report

HEADER = """
[project]
name = "Test"
work = "work"
provider = "the centre"
funder = "nobody"
period = "2024-01-01..2024-12-31"
cut_off = 2024-12-31
regions = ["KZ-15", "KZ-23", "KZ-61"]
languages = ["en", "kk", "ru"]
sensitivity = "{sensitivity}"

[tables.forms]
file = "forms.csv"
kind = "satisfaction"
items = [{items}]
dont_know = [9]
{settings}
"""
LISTED = '[tables.trainings]\nfile = "trainings.csv"\nkind = "trainings"\nsensitivity = "activity"\n'
Said = Callable[..., str]


@pytest.fixture
def said(tmp_path: Path) -> Said:
    """Write a survey and give the text of its page's satisfaction, no-break spaces as plain ones."""

    def said(
        forms: str,
        *,
        language: str = "en",
        region: str = "KZ",
        settings: str = "",
        sensitivity: str = "activity",
        trainings: str = "",
    ) -> str:
        (tmp_path / "forms.csv").write_text(forms, encoding="utf-8")
        if trainings:
            (tmp_path / "trainings.csv").write_text(
                "training,region,participants\n" + trainings, encoding="utf-8"
            )
        named = [name for name in forms.splitlines()[0].split(",") if name.startswith("q")]
        items = ", ".join(f'"{name}"' for name in named)
        text = HEADER.format(items=items, settings=settings, sensitivity=sensitivity)
        (tmp_path / "project.toml").write_text(text + (LISTED if trainings else ""), encoding="utf-8")
        name = "overview" if region == "KZ" else "region-report"
        block = open_report(name, project=tmp_path, language=language, region=region).satisfaction()
        plain = re.sub(r"<svg.*?</svg>", " ", str(block.html), flags=re.DOTALL)
        plain = unescape(re.sub(r"<[^>]+>", " ", plain)).replace("\xad", "").replace("\xa0", " ")
        return re.sub(r"\s+", " ", plain)

    return said


def rows(region: str, **answers: int) -> str:
    """Forms of one question: so many of each answer, by `five=3`."""
    values = {"five": "5", "two": "2", "unknown": "9", "blank": ""}
    return "".join(f"{region},{values[name]}\n" * n for name, n in answers.items())


ONE = "region,q1\n"
CASES = {
    "a share with its interval": (
        ONE + rows("KZ-15", five=47, two=13),
        # R 4.2.2: prop.test(47, 60, correct = FALSE)$conf.int is 66.4 to 86.9 %; whole percents under 100
        "78% of the 60 people who gave an opinion were satisfied (between 66% and 87%).",
        "Из 60 человек, высказавших мнение, удовлетворены 78 % (от 66 до 87 %).",
        "Пікір білдірген 60 адамның 78 пайызы қанағаттанған (66 және 87 пайыз аралығында).",
    ),
    "too small for a percentage": (
        ONE + rows("KZ-15", five=12, two=3),
        "12 of the 15 people who gave an opinion were satisfied; the group is too small for a percentage.",
        "Удовлетворены 12 из 15 высказавших мнение; для процентов группа слишком мала.",
        "Пікір білдірген 15 адамның ішінде 12 адам қанағаттанған; топ шағын болғандықтан, пайыз есептелмеді.",
    ),
    "all satisfied": (
        ONE + rows("KZ-15", five=8),
        # Wilson at 8 of 8: 8 / (8 + 1.959964^2) = 67.6 %
        "All 8 people who gave an opinion were satisfied; with so few answers the true share may be as low as 68%.",
        "Удовлетворены все 8 человек, высказавшие мнение; при таком числе ответов истинная доля может быть ниже – до 68 %.",
        "Пікір білдірген 8 адамның бәрі қанағаттанған; жауап аз болғандықтан, нақты үлес 68 пайызға дейін төмен болуы мүмкін.",
    ),
    "many, all satisfied": (
        ONE + rows("KZ-15", five=121),
        # 121 / (121 + 1.959964^2) = 96.9 %
        "All 121 people who gave an opinion were satisfied; the true share is 96.9% or more.",
        "Все высказавшие мнение удовлетворены (121 человек); истинная доля не ниже 96,9 %.",
        "Пікір білдірген 121 адамның бәрі қанағаттанған; нақты үлес 96,9 пайыздан төмен емес.",
    ),
    "nobody satisfied": (
        ONE + rows("KZ-15", two=21),
        "None of the 21 people who gave an opinion was satisfied.",
        "Из 21 человека, высказавшего мнение, не удовлетворён никто.",
        "Пікір білдірген 21 адамның ешқайсысы қанағаттанбаған.",
    ),
    "no form": (
        ONE,
        "No form has been filled in.",
        "Не заполнена ни одна анкета.",
        "Бірде-бір сауалнама толтырылмаған.",
    ),
    "one form": (
        ONE + rows("KZ-15", five=1),
        "One form was filled in; what one person answers says nothing about a group.",
        "Заполнена одна анкета; по ответам одного человека о группе судить нельзя.",
        "Бір сауалнама толтырылған; бір адамның жауабы топ туралы ештеңе айтпайды.",
    ),
    "all blank": (
        "region,q1,q2\n" + "KZ-15,,\n" * 12,
        "Forms were handed in, but every question on them was left blank.",
        "Анкеты сданы, но все вопросы в них остались без ответа.",
        "Сауалнамалар тапсырылған, бірақ ондағы сұрақтардың бәрі жауапсыз қалған.",
    ),
    "all don't know": (
        "region,q1,q2\n" + "KZ-15,9,9\n" * 12,
        "Nobody gave an opinion: every answer was “don’t know”.",
        "Никто не высказал мнения: на все вопросы ответили «не знаю».",
        "Ешкім пікір білдірмеген: жауаптың бәрі – «білмеймін».",
    ),
    "blank or don't know": (
        "region,q1,q2\n" + "KZ-15,9,\n" * 12,
        "Nobody gave an opinion: questions were answered “don’t know” or left blank.",
        "Никто не высказал мнения: на вопросы ответили «не знаю» или не ответили.",
        "Ешкім пікір білдірмеген: сұрақтарға «білмеймін» деп жауап берілген немесе олар жауапсыз қалған.",
    ),
}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("case", CASES)
def test_every_case_has_its_sentence(said: Said, case: str, language: str) -> None:
    """The finding is a whole sentence for each kind of data, and no page fails."""
    forms, *sentences = CASES[case]
    text = said(forms, language=language)
    assert sentences[["en", "ru", "kk"].index(language)] in text
    assert not re.search(r"\b(?:nan|inf)\b", text)


def test_range_over_questions_without_an_overall_figure(said: Said) -> None:
    """With several questions and no rule, the lowest and the highest are named."""
    forms = "region,q1,q2\n" + "KZ-15,5,5\n" * 80 + "KZ-15,5,2\n" * 15 + "KZ-15,2,2\n" * 5
    # 95 of 100 and 80 of 100
    assert "Of those with an opinion from 80.0% (“q2”) to 95.0% (“q1”) were satisfied." in said(forms)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (
            "most",
            "Satisfied means here: on more than half of the questions on which the person had an opinion.",
        ),
        ("all", "Satisfied means here: on every question on which the person had an opinion."),
        ("q2", "Satisfied means here: on the question “q2”."),
    ],
)
def test_overall_figure_says_its_rule(said: Said, rule: str, sentence: str) -> None:
    """The rule stands in words beside the figure."""
    forms = "region,q1,q2\n" + "KZ-15,5,5\n" * 60 + "KZ-15,2,2\n" * 40
    text = said(forms, settings=f'overall = "{rule}"')
    assert "60.0% of the 100 people who gave an opinion were satisfied" in text
    assert sentence in text


def test_published_figures_have_no_overall_figure(tmp_path: Path) -> None:
    """Percentages of others carry no forms, no rule and no bases: the page says nothing of them."""
    root = Path(__file__).parents[3]
    text = str(open_report("overview", project=root / "data/pravo-2024", language="en").satisfaction().html)
    assert "the number of answers is not given, so no interval can be" in text
    for word in ("Satisfied means here", "Forms filled in", "Mean", "blank", "Overall"):
        assert word not in text


def test_published_figures_with_a_base(tmp_path: Path) -> None:
    """With the number of answers they have Wilson's interval; whose opinions they are is not claimed."""
    (tmp_path / "p.csv").write_text("item,percent,n\nq1,78.3,60\nq2,90,60\n", encoding="utf-8")
    settings = HEADER.partition("[tables.forms]")[0].format(sensitivity="activity")
    table = '[tables.p]\nfile = "p.csv"\nkind = "satisfaction-figures"\n'
    (tmp_path / "project.toml").write_text(settings + table, encoding="utf-8")
    text = str(open_report("overview", project=tmp_path, language="en").satisfaction().html)
    assert "Between 78% and 90% of those who answered were satisfied, by question." in text
    assert "Base: those who answered; 95% Wilson interval." in text
    # R 4.2.2: prop.test(47, 60, correct = FALSE)$conf.int is 66.4 to 86.9 %
    assert "66–87" in text
    assert "opinion" not in text


# Response and size of the group

TRAINED = "region,training,q1\n"


def test_response_and_known_size(said: Said) -> None:
    """The base line gives forms, people and rate, and what that does to the interval."""
    forms = TRAINED + "KZ-15,T1,5\n" * 24 + "KZ-15,T1,2\n" * 4
    text = said(forms, trainings="T1,KZ-15,30\n", region="KZ-15")
    # R 4.2.2: m <- 28 * 29 / 2; prop.test(24 / 28 * m, m, correct = FALSE)$conf.int is 82.0 to 88.8 %
    assert "86% of the 28 people who gave an opinion were satisfied (between 80% and 87%)." in text
    assert "Forms filled in: 28, from 93% of the 30 people in the group. Almost everyone answered" in text
    text = said(forms, trainings="T1,KZ-15,50\n", region="KZ-15")
    assert "from 56% of the 50 people in the group. The interval allows for the size of the group" in text


def test_census(said: Said) -> None:
    """Where everybody answered, the page says so and shows no interval."""
    forms = TRAINED + "KZ-15,T1,5\n" * 24 + "KZ-15,T1,2\n" * 4
    text = said(forms, trainings="T1,KZ-15,28\n", region="KZ-15")
    assert "86% of the 28 people who gave an opinion were satisfied." in text
    assert "Everybody in the group (28 people) filled one in" in text
    assert "Wilson" not in text


def test_response_without_a_size(said: Said) -> None:
    """Without participants the number of forms stands alone."""
    text = said(ONE + rows("KZ-15", five=30, two=10))
    assert "Forms filled in: 40." in text
    assert "people in the group" not in text


# Bases


def test_bases_are_named_where_they_differ(said: Said) -> None:
    """Three percentages, with don't know and blanks counted beside them."""
    text = said(ONE + rows("KZ-15", five=60, two=20, unknown=10, blank=10))
    # 60 of 80, of 90 and of 100
    assert re.search(r"Opinions % Answered % Forms % q1 75 \S+ 67 \S+ 60\.0", text)
    assert "No opinion, by question Question Don’t know Answered Left blank q1 10 90 10" in text


def test_one_base_where_nobody_left_anything_out(said: Said) -> None:
    """Three equal percentages are one, and the page says why."""
    text = said(ONE + rows("KZ-15", five=60, two=20))
    assert "Nobody left a question blank or answered “don’t know”" in text
    assert "Opinions" not in text


def test_weighted_survey_says_so(said: Said) -> None:
    """Weighted percentages are named, n and effective n both stand there, and none is read as a count."""
    forms = "region,q1,w\n" + "KZ-15,5,2\n" * 9 + "KZ-15,2,1\n" * 6
    text = said(forms, settings='weight = "w"')
    # 18 of 24; Kish: 24^2 / (9 * 4 + 6) = 13.7
    assert "75% of the 15 people who gave an opinion were satisfied" in text
    assert "Percentages and means are weighted, counts are not." in text
    assert re.search(r"Effective number of answers q1 15 13\.7", text)
    assert "too small for a percentage" not in text


# Regions


def test_region_beside_the_others(said: Said) -> None:
    """Higher, lower or not clearly different, by the interval of the difference."""
    forms = ONE + rows("KZ-15", five=56, two=14) + rows("KZ-23", five=48, two=32)
    # 80 % of 70 against 60 % of 80: Newcombe (1998), 5.2 to 33.4 points; whole points under 100 people
    assert (
        "The share of the satisfied is 20 percentage points higher than in the other regions together (between 5 and 33)."
        in said(forms, region="KZ-15")
    )
    assert (
        "The share of the satisfied is 20 percentage points lower than in the other regions together (between 5 and 33)."
        in said(forms, region="KZ-23")
    )
    forms = ONE + rows("KZ-15", five=40, two=30) + rows("KZ-23", five=48, two=32)
    assert "not clearly different from that in the other regions together" in said(forms, region="KZ-15")
    forms = ONE + rows("KZ-15", five=10, two=6) + rows("KZ-23", five=48, two=32)
    assert "Fewer than 20 people here or elsewhere gave an opinion" in said(forms, region="KZ-15")


def test_an_overall_figure_does_not_speak_for_its_questions(said: Said) -> None:
    """A question whose interval excludes zero is named where the overall figure differs not, or the other way."""
    head, rule = "region,q1,q2,q3\n", 'overall = "q3"'
    others = "KZ-23,5,5,5\n" * 60 + "KZ-23,2,2,2\n" * 20
    alike = head + "KZ-15,5,2,5\n" * 55 + "KZ-15,5,2,2\n" * 20 + others
    # q1: 75 of 75, q2: none of 75, q3: 55 of 75; the others 60 of 80 on each
    together = "than in the other regions together"
    assert (
        "Overall, the share of the satisfied is not clearly different from that in the other regions together. "
        f"The share of the satisfied is clearly higher {together} on: q1. "
        f"The share of the satisfied is clearly lower {together} on: q2."
    ) in said(alike, region="KZ-15", settings=rule)
    above = head + "KZ-15,5,2,5\n" * 75 + others
    text = said(above, region="KZ-15", settings=rule)
    assert f"25 percentage points higher {together}" in text
    assert f"clearly lower {together} on: q2." in text
    assert f"clearly higher {together} on" not in text
    same = head + "KZ-15,5,5,5\n" * 60 + "KZ-15,2,2,2\n" * 20 + others
    text = said(same, region="KZ-15", settings=rule)
    assert "The share of the satisfied is not clearly different" in text
    assert "Overall, the share" not in text


def test_regions_on_the_overview(said: Said) -> None:
    """One sentence says whether regions differ, and the family of the tests is stated."""
    forms = (
        ONE + rows("KZ-15", five=56, two=14) + rows("KZ-23", five=48, two=32) + rows("KZ-61", five=40, two=10)
    )
    text = said(forms)
    assert "The regions that can be compared differ, by more than chance would explain, on: q1." in text
    # R 4.2.2: prop.test(c(56, 48, 40), c(70, 80, 50), correct = FALSE)$p.value is 0.0085
    assert "q1 0.009 0.009" in text
    assert "adjusted by Holm’s method for 1 question tested together" in text
    alike = ONE + rows("KZ-15", five=56, two=14) + rows("KZ-23", five=64, two=16)
    assert "On no question do the regions that can be compared clearly differ." in said(alike)
    alone = ONE + rows("KZ-15", five=56, two=14) + rows("KZ-23", five=6, two=5)
    assert "Fewer than two regions have figures that can be compared." in said(alone)


def test_region_without_forms_shows_the_whole_project(said: Said) -> None:
    """It says so, and shows no comparison and no other question of a region that was not asked."""
    text = said(ONE + rows("KZ-15", five=47, two=13), region="KZ-61")
    assert "not reported for this region; what follows is the whole project’s. 78% of the 60 people" in text
    assert "beside the other regions" not in text


def test_hidden_region(said: Said) -> None:
    """A region with hidden answers says that they are hidden, and compares nothing."""
    forms = (
        ONE + rows("KZ-15", five=28, two=2) + rows("KZ-23", five=40, two=20) + rows("KZ-61", five=50, two=20)
    )
    text = said(forms, region="KZ-15", sensitivity="training")
    assert "The answers are hidden so that nobody can be recognised." in text
    assert "its counts are hidden so that nobody can be recognised" in text
    assert "Forms filled in: 30." in text


# Other questions

TICKED = 'select_all.heard = { options = ["friends", "court"], none = "none" }'


def test_select_all_counts_people(said: Said) -> None:
    """The option ticked most, its share of the people, and who left the question blank."""
    forms = "region,q1,heard\n" + "KZ-15,5,friends;court\n" * 15 + "KZ-15,5,friends\n" * 10
    forms += "KZ-15,5,none\n" * 5 + "KZ-15,5,\n" * 4
    text = said(forms, settings=TICKED)
    # 25 and 15 of the 30 people who answered, of 45 ticks
    assert "The answer ticked most often was: “friends” (83%)." in text
    assert re.search(r"friends 25 83 \S+ court 15 50 \S+ none 5 17", text)
    assert "Answered 30 Left blank 4 All forms 34" in text
    assert "can add up to more than 100%" in text


def test_select_all_that_nobody_answered(said: Said) -> None:
    """A question that all skipped keeps its section and a sentence."""
    text = said("region,q1,heard\n" + "KZ-15,5,\n" * 12, settings=TICKED)
    assert "Nobody answered this question." in text


def test_recommendation(said: Said) -> None:
    """The score with its interval and direction; below 30 answers the sentence why there is none."""
    settings = 'recommend = "nps"'
    forms = "region,q1,nps\n" + "KZ-15,5,10\n" * 20 + "KZ-15,5,8\n" * 12 + "KZ-15,5,4\n" * 8
    # R 4.2.2: 30, 5.49 to 54.51 (tests/unit/analysis/satisfaction/test_choices.py)
    assert (
        "The recommendation score is +30 (between +5 and +55) on a scale from −100 to 100; 40 people answered. More people"
        in said(forms, settings=settings)
    )
    few = said("region,q1,nps\n" + "KZ-15,5,10\n" * 29, settings=settings)
    assert "Fewer than 30 people answered" in few
    alike = said("region,q1,nps\n" + "KZ-15,5,10\n" * 30, settings=settings)
    assert "The recommendation score is +100 on a scale" in alike
    assert "Everybody is in the same one of the three groups" in alike


# The trainer's page


def test_trainer_sees_unhidden_counts(tmp_path: Path) -> None:
    """Two of eight dissatisfied are shown to the trainer, with the response and the mean."""
    (tmp_path / "forms.csv").write_text(TRAINED + "KZ-15,T1,5\n" * 6 + "KZ-15,T1,2\n" * 2, encoding="utf-8")
    (tmp_path / "trainings.csv").write_text("training,region,participants\nT1,KZ-15,10\n", encoding="utf-8")
    settings = HEADER.format(items='"q1"', settings="", sensitivity="court")
    (tmp_path / "project.toml").write_text(settings + LISTED, encoding="utf-8")
    report = open_report("training", project=tmp_path, language="en", training="T1", audience="internal")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(report.training_satisfaction().html)))
    assert "6 of the 8 people who gave an opinion were satisfied" in text
    assert "Forms filled in: 8; the group has 10 people." in text
    # (6 * 5 + 2 * 2) / 8
    assert "Mean points of 5 q1 4.3" in text
    assert "q1 6 2 8" in text
