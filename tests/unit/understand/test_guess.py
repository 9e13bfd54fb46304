"""Tables as centres send them, and what they are taken for."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest

from evaltools.read import read_table
from evaltools.understand import guess

ROOT = Path(__file__).parents[3]


def table(text: str) -> pd.DataFrame:
    """A raw table from lines with semicolons."""
    return pd.read_csv(io.StringIO(text), sep=";", dtype=str, keep_default_na=False)


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("synthetic/consultations.csv", "consultations"),
        ("synthetic/tests.csv", "prepost"),
        ("synthetic/satisfaction.csv", "satisfaction"),
        ("pravo-2024/consultations.csv", "regional-figures"),
        ("adamgershilik-2020/indicators.csv", "indicators"),
        ("synthetic/trainings.csv", None),
        ("pravo-2024/participants.csv", None),
    ],
)
def test_the_example_tables(file: str, kind: str | None) -> None:
    """Each is what project.toml says it is, or is left to a person."""
    path = ROOT / "data" / file
    assert guess(read_table(path.parent, path.name).frame).kind == kind


def test_scores_side_by_side() -> None:
    """One row for each person, the two scores in two columns."""
    found = guess(table("Код участника;Балл до;Балл после\nA1;12;15\nA2;9;9\nA3;14;17\n"))
    assert found.kind == "prepost"
    assert found.columns == {"person": "Код участника", "pre": "Балл до", "post": "Балл после"}
    assert found.settings == {"layout": "wide", "maximum": 20.0}


def test_the_maximum_in_the_heading_is_believed() -> None:
    """ "из 30" says more than the largest score."""
    found = guess(table("Код;Балл до (из 30);Балл после (из 30)\nA1;12;15\nA2;9;9\n"))
    assert found.settings["maximum"] == 30


def test_answers_side_by_side() -> None:
    """Two columns for each question become the questions of a test, with their texts."""
    found = guess(
        table(
            "Участник;Кому подавать иск? (до);Срок? (до);Кому подавать иск? (после);Срок? (после)\n"
            "A;0;1;1;1\nB;1;0;1;1\n"
        )
    )
    assert found.kind == "prepost"
    assert found.settings == {"layout": "wide", "items": ["q01", "q02"]}
    assert found.columns["q01_pre"] == "Кому подавать иск? (до)"
    assert found.columns["q02_post"] == "Срок? (после)"


def test_one_row_for_each_test() -> None:
    """The column whose cells say "дейін" and "кейін" is the occasion."""
    found = guess(table("Қатысушы коды;Кезең;Ұпай\nA1;дейін;12\nA1;кейін;15\nA2;дейін;9\n"))
    assert found.kind == "prepost"
    assert found.columns == {"person": "Қатысушы коды", "occasion": "Кезең", "score": "Ұпай"}


def test_a_form_with_answers_in_words() -> None:
    """The scale, the answers and those without an opinion are found; the time stamp is no date of a visit."""
    found = guess(
        table(
            "Отметка времени;Ваш регион;Насколько Вы удовлетворены?;Доступность материала\n"
            "24.10.2024 9:05:00;Атырау;Полностью удовлетворён;Удовлетворена\n"
            "24.10.2024 9:06:00;Атырау;Затрудняюсь ответить;Скорее не удовлетворён\n"
        )
    )
    assert found.kind == "satisfaction"
    assert found.settings["answers"]["Полностью удовлетворён"] == 5
    assert found.settings["answers"]["Затрудняюсь ответить"] in found.settings["dont_know"]
    assert found.settings["satisfied"] == [4, 5]
    assert found.labels["q02"] == "Доступность материала"
    assert found.unused == ("Отметка времени",)


def test_a_code_off_the_scale_does_not_stretch_it() -> None:
    """A few nines among ones to fives are left for a person to explain."""
    rows = "\n".join(["5;4"] * 20 + ["3;2", "1;9"])
    found = guess(table(f"Материал;Тренер\n{rows}\n"))
    assert found.settings["scale"] == [1, 5]


def test_yes_and_no_are_no_satisfaction() -> None:
    """Any question can be answered with yes and no."""
    assert guess(table("Пришли ли вы вовремя?;Были ли раньше?\nда;нет\nнет;да\n")).kind is None


def test_figures_by_region_with_residents() -> None:
    """Counts and what they are divided by are told apart."""
    found = guess(table("Регион;Население;Консультации;Пары\nАтырау;708529;1778;568\nСемей;605872;83;43\n"))
    assert found.kind == "regional-figures"
    assert found.columns == {
        "region": "Регион", "residents": "Население", "consultations": "Консультации", "clients": "Пары",
    }  # fmt: skip


def test_a_kind_that_is_given_is_kept() -> None:
    """The user knows best."""
    frame = table("Регион;Население;Консультации;Пары\nАтырау;708529;1778;568\nСемей;605872;83;43\n")
    assert guess(frame, "indicators").kind == "indicators"


def test_an_empty_table_is_nothing() -> None:
    """Headings alone are not believed."""
    assert guess(table("a;b\n")).kind is None


TICKED = [
    ("Друзья; Суд", "Суд", "Интернет; Друзья", "Интернет", "Нет", "Суд; Интернет"),
    ("Друзья, Суд", "Суд", "Интернет, Друзья", "Интернет", "Нет", "Суд, Интернет"),
    ("friends court", "court", "web friends", "web", "none", "court web"),
]


@pytest.mark.parametrize(("cells", "sign"), list(zip(TICKED, (";", ",", " "), strict=True)))
def test_questions_with_several_answers(cells: tuple[str, ...], sign: str) -> None:
    """By the separators of Kobo, Google Forms and ODK; "none" stands apart."""
    frame = pd.DataFrame({"Довольны?": ["4", "5", "4", "5", "3", "4"], "Откуда узнали?": cells})
    settings = guess(frame).settings["select_all"]["c01"]
    assert settings["separator"] == sign
    assert len(settings["options"]) == 3
    assert settings["none"] in ("Нет", "none")


def test_free_text_with_commas_is_no_list_of_options() -> None:
    """What people write themselves does not come again."""
    said = ["Спасибо, всё хорошо", "Больше времени, пожалуйста", "Нет, всё понравилось", "Да, приду ещё"]
    frame = pd.DataFrame({"Довольны?": ["4", "5", "4", "5"], "Ваши пожелания": said})
    found = guess(frame)
    assert "select_all" not in found.settings
    assert "Ваши пожелания" in found.unused
