"""The main sentences at nobody, one, few, many and a decimal, in three languages, as a reader sees them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from evaltools.labels import Labels
from evaltools.language import NBSP, Language
from evaltools.project import Project, load_project
from evaltools.results import Result, Results
from evaltools.standings import Standing
from evaltools.view import View
from evaltools.wording.checks import checks_finding
from evaltools.wording.lead import served
from evaltools.wording.learning import learning_finding, took_both
from evaltools.wording.participants import participants_finding
from evaltools.wording.people import directions_finding, directions_of_them
from evaltools.wording.plan import plan_finding, plan_rest
from evaltools.wording.satisfaction import satisfied_of
from evaltools.wording.services import services_finding
from evaltools.wording.survey import Survey


@cache
def settings() -> Project:
    return load_project("data/synthetic", Path(__file__).parent)


def row(subject: str, measure: str, value: float, region: str = "KZ-23", **fields: object) -> Result:
    return Result(
        region=region, subject=subject, measure=measure, group="", value=value, status="ok", **fields
    )  # type: ignore[arg-type]


def view(code: str, *rows: Result) -> View:
    return View(settings(), Results(rows), Labels({}), Language(code), "KZ-23")


def lead_of(code: str, n: float) -> str:
    return served(view(code, row("consultations", "consultations", n), row("consultations", "people", n)))


def learning_of(code: str, n: float) -> str:
    change = row("learning", "mean_change", 2.7, low=1.2, high=4.2, n=n, unit="points of 20")
    means = row("learning", "mean_pre", 9.9), row("learning", "mean_post", 12.6)
    held = view(code, *means)
    return f"{learning_finding(held, change)} {took_both(held, change)}"


def directions_of(code: str, n: float, up: float, same: float, down: float) -> str:
    counts = {"pairs": n, "improved": up, "unchanged": same, "declined": down}
    return directions_finding(view(code, *(row("learning", *each) for each in counts.items())), "")


def of_them(code: str, n: float, up: float, same: float, down: float) -> str:
    counts = {"pairs": n, "improved": up, "unchanged": same, "declined": down}
    return directions_of_them(view(code, *(row("learning", *each) for each in counts.items())), "")


def participants_of(code: str, n: float) -> str:
    return participants_finding(view(code), ["sex"], row("participants", "participants", n))


def satisfied(code: str, count: float, n: float) -> str:
    share = row("satisfaction", "percent_satisfied_overall", 100 * count / n, n=n)
    return satisfied_of(Survey(view(code), "KZ-23"), share)


def plan_of(code: str, met: int, below: int) -> str:
    other: dict[str, object] = dict.fromkeys(Standing.__dataclass_fields__, row("indicators", "plan", 1))
    other["indicator"] = "people"
    verdicts = [1] * met + [0] * below
    held = [Standing(**other | {"met": row("indicators", "met", each)}) for each in verdicts]  # type: ignore[arg-type]
    return f"{plan_finding(view(code), held)} {plan_rest(view(code), held)}".strip()


def per_client(code: str, ratio: float) -> str:
    rows = (
        row("consultations", "consultations", 20 * ratio),
        row("consultations", "people", 20),
        row("consultations", "consultations_per_client", ratio),
    )
    return services_finding(view(code, *rows))


LEAD = {
    "en": "In 2024, the advice centre in Atyrau Region gave {} to {}.",
    "ru": "В 2024 году в Атырауской области {} для {} (исполнитель – консультационный центр).",
    "kk": "2024 жылы Атырау облысында кеңес беру орталығы {1} {0} берді.",
}
# (function, its numbers, English, Russian, Kazakh)
SENTENCES: list[tuple[Callable[..., str], tuple[float, ...], str, str, str]] = [
    *(
        (lead_of, (n,), *(LEAD[code].format(*words) for code, words in zip(LEAD, said, strict=True)))
        for n, said in {
            1: (
                ("1 consultation", "1 person"),
                ("проведена 1 консультация", "1 человека"),
                ("1 консультация", "1 адамға"),
            ),
            2: (
                ("2 consultations", "2 people"),
                ("проведено 2 консультации", "2 человек"),
                ("2 консультация", "2 адамға"),
            ),
            5: (
                ("5 consultations", "5 people"),
                ("проведено 5 консультаций", "5 человек"),
                ("5 консультация", "5 адамға"),
            ),
            11: (
                ("11 consultations", "11 people"),
                ("проведено 11 консультаций", "11 человек"),
                ("11 консультация", "11 адамға"),
            ),
            21: (
                ("21 consultations", "21 people"),
                ("проведена 21 консультация", "21 человека"),
                ("21 консультация", "21 адамға"),
            ),
        }.items()
    ),
    (learning_of, (2,), "Both tests were taken by 2 people.", "Оба теста прошли 2 человека.", "Екі тестіні де 2 адам тапсырды."),
    (learning_of, (11,), "Both tests were taken by 11 people.", "Оба теста прошли 11 человек.", "Екі тестіні де 11 адам тапсырды."),
    (learning_of, (21,), "Both tests were taken by 21 people.", "Оба теста прошёл 21 человек.", "Екі тестіні де 21 адам тапсырды."),
    (
        directions_of, (12, 12, 0, 0),
        "All 12 people who took both tests improved.",
        "У всех, кто прошёл оба теста, результат улучшился (12 человек).",
        "Екі тестіні де тапсырған 12 адамның бәрінің нәтижесі жақсарды.",
    ),
    (
        directions_of, (22, 0, 22, 0),
        "The scores of all 22 people who took both tests did not change.",
        "Ни у кого из прошедших оба теста результат не изменился (22 человека).",
        "Екі тестіні де тапсырған 22 адамның ешқайсысының нәтижесі өзгерген жоқ.",
    ),
    (
        directions_of, (5, 0, 0, 5),
        "All 5 people who took both tests declined.",
        "У всех, кто прошёл оба теста, результат ухудшился (5 человек).",
        "Екі тестіні де тапсырған 5 адамның бәрінің нәтижесі төмендеді.",
    ),
    (
        directions_of, (12, 11, 1, 0),
        "Of the 12 people who took both tests, 11 improved and 1 stayed the same; nobody declined.",
        "Из 12 человек, прошедших оба теста, у 11 результат улучшился, у 1 не изменился; ни у кого не ухудшился.",
        "Екі тестіні де тапсырған 12 адамның ішінде 11 адамның нәтижесі жақсарды, 1 адамның нәтижесі өзгерген жоқ; "
        "ешкімнің нәтижесі төмендеген жоқ.",
    ),
    (
        directions_of, (3, 2, 0, 1),
        "Of the 3 people who took both tests, 2 improved and 1 declined.",
        "Из 3 человек, прошедших оба теста, у 2 результат улучшился, у 1 ухудшился.",
        "Екі тестіні де тапсырған 3 адамның ішінде 2 адамның нәтижесі жақсарды, 1 адамның нәтижесі төмендеді.",
    ),
    (
        directions_of, (21, 0, 16, 5),
        "Of the 21 people who took both tests, nobody improved; 16 stayed the same and 5 declined.",
        "Из 21 человека, прошедшего оба теста, ни у кого результат не улучшился; у 16 он не изменился, у 5 ухудшился.",
        "Екі тестіні де тапсырған 21 адамның ішінде ешкімнің нәтижесі жақсарған жоқ; 16 адамның нәтижесі өзгерген жоқ, "
        "5 адамның нәтижесі төмендеді.",
    ),
    (
        directions_of, (23, 14, 5, 4),
        "Of the 23 people who took both tests, 14 improved, 5 stayed the same and 4 declined.",
        "Из 23 человек, прошедших оба теста, у 14 результат улучшился, у 5 не изменился, у 4 ухудшился.",
        "Екі тестіні де тапсырған 23 адамның ішінде 14 адамның нәтижесі жақсарды, 5 адамның нәтижесі өзгерген жоқ, "
        "4 адамның нәтижесі төмендеді.",
    ),
    (of_them, (12, 12, 0, 0), "All of them improved.", "У всех результат улучшился.", "Олардың бәрінің нәтижесі жақсарды."),
    (of_them, (5, 0, 0, 5), "All of them declined.", "У всех результат ухудшился.", "Олардың бәрінің нәтижесі төмендеді."),
    (
        of_them, (12, 11, 1, 0),
        "Of them 11 improved and 1 stayed the same; nobody declined.",
        "Из них у 11 результат улучшился, у 1 не изменился; ни у кого не ухудшился.",
        "Олардың ішінде 11 адамның нәтижесі жақсарды, 1 адамның нәтижесі өзгерген жоқ; ешкімнің нәтижесі төмендеген жоқ.",
    ),
    (
        of_them, (3, 2, 0, 1),
        "Of them 2 improved and 1 declined.",
        "Из них у 2 результат улучшился, у 1 ухудшился.",
        "Олардың ішінде 2 адамның нәтижесі жақсарды, 1 адамның нәтижесі төмендеді.",
    ),
    (
        of_them, (21, 0, 16, 5),
        "None of them improved; 16 stayed the same and 5 declined.",
        "Ни у кого из них результат не улучшился; у 16 он не изменился, у 5 ухудшился.",
        "Олардың ешқайсысының нәтижесі жақсарған жоқ; 16 адамның нәтижесі өзгерген жоқ, 5 адамның нәтижесі төмендеді.",
    ),
    (
        of_them, (23, 14, 5, 4),
        "Of them 14 improved, 5 stayed the same and 4 declined.",
        "Из них у 14 результат улучшился, у 5 не изменился, у 4 ухудшился.",
        "Олардың ішінде 14 адамның нәтижесі жақсарды, 5 адамның нәтижесі өзгерген жоқ, 4 адамның нәтижесі төмендеді.",
    ),
    (of_them, (22, 0, 22, 0), "", "", ""),
    (participants_of, (0,), "There were no participants.", "Участников не было.", "Қатысушы болған жоқ."),
    (participants_of, (1,), "1 participant is described.", "Состав известен по 1 участнику.", "1 қатысушы туралы дерек бар."),
    (participants_of, (21,), "21 participants are described.", "Состав известен по 21 участнику.", "21 қатысушы туралы дерек бар."),
    (participants_of, (25,), "25 participants are described.", "Состав известен по 25 участникам.", "25 қатысушы туралы дерек бар."),
    (satisfied, (0, 1), "The 1 person who gave an opinion was not satisfied.", "Из 1 человека, высказавшего мнение, не удовлетворён никто.", "Пікір білдірген 1 адам қанағаттанбаған."),
    (satisfied, (0, 5), "None of the 5 people who gave an opinion was satisfied.", "Из 5 человек, высказавших мнение, не удовлетворён никто.", "Пікір білдірген 5 адамның ешқайсысы қанағаттанбаған."),
    (satisfied, (1, 12), "1 of the 12 people who gave an opinion was satisfied; the group is too small for a percentage.", "Удовлетворён 1 из 12 высказавших мнение; для процентов группа слишком мала.", "Пікір білдірген 12 адамның ішінде 1 адам қанағаттанған; топ шағын болғандықтан, пайыз есептелмеді."),
    (satisfied, (5, 12), "5 of the 12 people who gave an opinion were satisfied; the group is too small for a percentage.", "Удовлетворены 5 из 12 высказавших мнение; для процентов группа слишком мала.", "Пікір білдірген 12 адамның ішінде 5 адам қанағаттанған; топ шағын болғандықтан, пайыз есептелмеді."),
    (satisfied, (1, 1), "The 1 person who gave an opinion was satisfied.", "Все высказавшие мнение удовлетворены (1 человек).", "Пікір білдірген 1 адам қанағаттанған."),
    (satisfied, (2, 2), "All 2 people who gave an opinion were satisfied.", "Удовлетворены все 2 человека, высказавшие мнение.", "Пікір білдірген 2 адамның бәрі қанағаттанған."),
    (plan_of, (2, 0), "All 2 indicators met their plan.", "План выполнен по всем 2 индикаторам.", "2 индикатордың бәрі бойынша жоспар орындалды."),
    (plan_of, (2, 21), "2 of 23 indicators met the plan. 21 are below the plan.", "План выполнен по 2 из 23 индикаторов. По 21 индикатору факт ниже плана.", "23 индикатордың ішінде 2 индикатор бойынша жоспар орындалды. 21 индикатордың нәтижесі жоспардан төмен."),
    (plan_of, (2, 19), "2 of 21 indicators met the plan. 19 are below the plan.", "План выполнен по 2 из 21 индикатора. По 19 индикаторам факт ниже плана.", "21 индикатордың ішінде 2 индикатор бойынша жоспар орындалды. 19 индикатордың нәтижесі жоспардан төмен."),
    (per_client, (1.5,), "Each person received 1.5 consultations on average.", "На каждого обратившегося в среднем пришлось 1,5 консультации.", "Бір адамға орта есеппен 1,5 консультациядан келеді."),
]  # fmt: skip


CASES = [
    pytest.param(function, numbers, code, text, id=f"{function.__name__}-{numbers}-{code}")
    for function, numbers, *said in SENTENCES
    for code, text in zip(("en", "ru", "kk"), said, strict=True)
]


@pytest.mark.parametrize(("function", "numbers", "code", "text"), CASES)
def test_a_sentence_fits_its_number(
    function: Callable[..., str], numbers: tuple[float, ...], code: str, text: str
) -> None:
    """Noun, verb and pronoun agree with the number; nobody, one and all are words where they can be."""
    said = function(code, *numbers).replace(NBSP, " ")
    assert said.endswith(text)
    assert bool(said) == bool(text)
    assert "  " not in said


HIDDEN = (
    "{n} further contradiction rests on counts that are hidden here; the evaluator knows of it.",
    "{n} further contradictions rest on counts that are hidden here; the evaluator knows of them.",
)


@pytest.mark.parametrize(
    ("n", "start"),
    [
        (1, "Ещё 1 противоречие касается"),
        (2, "Ещё 2 противоречия касаются"),
        (5, "Ещё 5 противоречий касаются"),
        (11, "Ещё 11 противоречий касаются"),
        (21, "Ещё 21 противоречие касается"),
    ],
)
def test_what_is_hidden_is_counted_in_its_form(n: int, start: str) -> None:
    """Noun and verb of the sentence about hidden contradictions go with the number."""
    assert Language("ru").plural(*HIDDEN, n).replace(NBSP, " ").startswith(start)
    assert Language("kk").plural(*HIDDEN, n).replace(NBSP, " ").startswith(f"Тағы {n} қайшылық мұнда")


@pytest.mark.parametrize(
    ("wrong", "right", "text"),
    [
        (0, 0, "В источниках нет цифр, которые можно было бы сопоставить."),
        (0, 21, "С частями или с другими местами сопоставлена 21 указанная цифра, расхождений нет."),
        (2, 0, "С частями или с другими местами сопоставлены 2 указанные цифры, ни одна не совпадает."),
        (
            1,
            29,
            "Из 30 указанных цифр, сопоставленных с частями или с другими местами, не сходится 1.",
        ),
    ],
)
def test_checks_have_sentences_for_none_some_and_all(wrong: int, right: int, text: str) -> None:
    """Nothing compared, all right, all wrong and some wrong are four sentences."""
    assert checks_finding(view("ru"), wrong, right).replace(NBSP, " ") == text
