"""Columns that say who somebody is."""

from __future__ import annotations

import pytest

from evaltools.understand.personal import What, what_is_personal


@pytest.mark.parametrize(
    ("heading", "texts", "what"),
    [
        ("ЖСН", ["800101300017"], "number"),
        ("Код", ["800101300017", "951231450022"], "number"),
        ("Удостоверение личности", ["034567891"], "number"),
        ("Код", ["+7 701 123 45 67", "87011234568"], "phone"),
        ("Тел.", ["123-456"], "phone"),
        ("Контакт", ["a.b@example.org"], "mail"),
        ("Клиент", ["Нұрланова Әсел Бақытқызы", "Иванов Пётр Ильич"], "name"),
        ("Клиент", ["Иванова А.", "Серик Б. К."], "name"),
        ("ФИО", ["Сапаров Ерлан", "Ли Анна"], "name"),
        ("Аты-жөні", ["Айгүл", "Ерлан"], "name"),
        # Harmless.
        ("ФИО специалиста", ["Иванова А.", "Серик Б."], None),
        ("Код", ["A-001", "A-002"], None),
        ("Код", ["202413990001", "202413990002"], None),
        ("№", ["1", "2", "3"], None),
        ("Тема", ["Раздел имущества", "Опека и попечительство"], None),
        ("Область", ["Атырауская область", "Шымкент"], None),
        ("Дата", ["2024-05-31", "31.05.2024"], None),
        ("Население", ["704100", "946300"], None),
        ("Название программы", ["Школа Молодого Юриста"], None),
        ("ФИО", [], None),
    ],
)
def test_what_looks_like_a_person(heading: str, texts: list[str], what: What | None) -> None:
    """By the cells, and by a heading that asks for a name or a number; staff may be named."""
    assert what_is_personal(heading, texts) == what
