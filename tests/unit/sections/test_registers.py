"""Registers on a page: one renderer for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltools.registers import known_registers
from tests.small import register, report, small, table_rows, text_of

LANGUAGES = ("en", "ru", "kk")


def test_a_register_that_is_not_kept_has_no_section(tmp_path: Path) -> None:
    """A page of a project without partners does not speak of partners."""
    made = small(tmp_path, register("p", "partners"), p="title,kind\nA,state\n")
    assert report(made).register("stories") is None


@pytest.mark.parametrize("name", sorted(known_registers()))
def test_an_empty_register_says_that_it_is_empty(tmp_path: Path, name: str) -> None:
    """Its heading and one sentence, no table, in three languages."""
    columns = [column.files[0] for column in known_registers()[name].columns]
    made = small(tmp_path, register("list", name), list=",".join(columns) + "\n")
    for language in LANGUAGES:
        block = report(made, language=language).register(name)
        assert table_rows(block) == []
        assert known_registers()[name].title[language] in text_of(block)
    assert "nothing stands in it yet" in text_of(report(made).register(name))


@pytest.mark.parametrize("name", sorted(known_registers()))
def test_every_register_is_shown_with_all_its_columns(tmp_path: Path, name: str) -> None:
    """Filled in whole, in three languages: the row's name is there, nothing is empty, nothing private."""
    known = known_registers()[name]
    value = {"date": "2024-05-05", "region": "KZ-23", "flag": "yes", "integer": "5", "number": "7"}
    cells = {column.files[0]: value.get(column.type, f"word {column.name}") for column in known.columns}
    if "text" in cells:
        cells["text"] = "own words"
    again = {
        column: f"{cell} again" if cell.startswith(("word", "own")) else cell
        for column, cell in cells.items()
    }
    again |= {"region": "KZ-71"} if "region" in cells else {}
    rows = "\n".join([",".join(cells), ",".join(cells.values()), ",".join(again.values())]) + "\n"
    made = small(tmp_path, register("list", name), list=rows)
    for language in LANGUAGES:
        said = text_of(report(made, language=language).register(name))
        first = known.having("row")[0]
        assert cells[first.files[0]] in said
        assert "word contact" not in said
        assert "word file" not in said
        assert "nan" not in said.casefold().split()
        assert "None" not in said
        for column in known.having("show"):
            if column.type in ("texts", "text"):
                assert f"word {column.name}" in said or "own words" in said


def test_rows_are_counted_by_kind_and_by_month(tmp_path: Path) -> None:
    """The sentence has the first breakdown, the tables have all; kinds from the most frequent on."""
    rows = "day,channel,tone\n2024-01-05,radio,\n2024-01-06,paper,good\n2024-03-01,paper,\n"
    block = report(small(tmp_path, register("p", "publications"), p=rows)).register("publications")
    assert "The register has 3 entries. Channel: paper – 2; radio – 1." in text_of(block)
    assert table_rows(block, "Publications: channel") == [("paper", "2"), ("radio", "1")]
    assert table_rows(block, "Publications by month") == [("January 2024", "2"), ("March 2024", "1")]


def test_wide_lists_are_cut_into_words_and_numbers(tmp_path: Path) -> None:
    """Two shown texts and three numbers are more than four columns: two tables with the same rows."""
    rows = "activity,title,dates,place,planned,participants,experts\na,Seminar,May,Atyrau,30,28,\nb,Fair,June,Atyrau,,,2\n"
    block = report(small(tmp_path, register("a", "activities"), a=rows)).register("activities")
    assert table_rows(block, "Activities: numbers") == [
        ("Seminar", "30", "28", "[no data]"),
        ("Fair", "[no data]", "[no data]", "2"),
    ]
    assert ("Seminar", "May", "Atyrau") in table_rows(block)


def test_a_word_that_is_not_there_is_explained(tmp_path: Path) -> None:
    """Its mark stands in the table, and under it what the mark means."""
    rows = "activity,title,dates,place\na,Seminar,May,Atyrau\nb,Fair,June,\n"
    block = report(small(tmp_path, register("a", "activities"), a=rows)).register("activities")
    assert ("Fair", "June", "[no data]") in table_rows(block)
    assert "[no data]: no figure was reported; this is not zero." in text_of(block)


def test_lists_are_shown_one_by_one(tmp_path: Path) -> None:
    """Printed materials: each list by itself; 157 copies of all lists are not the sum of one of them."""
    rows = "list,language,title,copies\nold,kk,Leaflet,100\nold,ru,Poster,50\nnew,kk,Book,7\n"
    block = report(small(tmp_path, register("p", "printed"), p=rows)).register("printed")
    assert table_rows(block, "Printed materials: old") == [
        ("Leaflet", "Kazakh", "100"),
        ("Poster", "Russian", "50"),
    ]
    assert table_rows(block, "Printed materials: new") == [("Book", "Kazakh", "7")]
    # The lists are not counted once more, the languages are.
    assert table_rows(block, "Printed materials: list") == []
    assert table_rows(block, "Printed materials: language") == [("Kazakh", "2"), ("Russian", "1")]


def test_numbers_that_add_up_have_a_foot(tmp_path: Path) -> None:
    """Below all rows that they are the sum of: not where one has no name and is not listed."""
    rows = "language,title,copies\nkk,Leaflet,100\nru,Poster,50\n"
    block = report(small(tmp_path, register("p", "printed"), p=rows)).register("printed")
    assert table_rows(block, "Printed materials")[2] == ("All together", "", "150")
    block = report(small(tmp_path, register("p", "printed"), p=rows + "ru,,7\n")).register("printed")
    assert "All together" not in {row[0] for row in table_rows(block)}


def test_a_single_kind_has_no_table_of_kinds(tmp_path: Path) -> None:
    """The sentence says it."""
    block = report(small(tmp_path, register("p", "publications"), p="channel\npaper\npaper\n")).register(
        "publications"
    )
    assert "Channel: paper – 2." in text_of(block)
    assert table_rows(block, "Publications: channel") == []


def test_rows_without_words_go_by_their_region(tmp_path: Path) -> None:
    """A centre is called by its place, which then is no column of its own."""
    rows = "region,specialists\nKZ-23,3\nKZ-71,4\n"
    block = report(small(tmp_path, register("c", "centres"), c=rows)).register("centres")
    assert table_rows(block) == [("Atyrau Region", "3"), ("Astana", "4"), ("All together", "7")]


def test_links_are_called_by_the_row_that_they_lead_to(tmp_path: Path) -> None:
    """Evidence of an activity: its title, and the code where there is no such row."""
    made = small(
        tmp_path,
        register("a", "activities") + register("e", "evidence"),
        a="activity,title\na1,Seminar\n",
        e="evidence,activity,title,count,unit\n1,a1,Photos,3,photos\n2,a1,Lists,4,\n3,a9,Other,,\n",
    )
    block = report(made).register("evidence")
    assert "Activity: Seminar – 2; a9 – 1." in text_of(block)
    assert table_rows(block, "Evidence: Seminar") == [("Photos", "photos", "3"), ("Lists", "[no data]", "4")]
    assert table_rows(block, "Evidence: a9") == [("Other",)]


def test_a_text_is_marked_with_the_language_that_it_has(tmp_path: Path) -> None:
    """A Kazakh title on an English page is read out as Kazakh."""
    made = small(tmp_path, register("p", "partners"), p="title_kk,kind\nҚор,public\n")
    block = report(made).register("partners")
    assert block is not None
    assert 'lang="kk"' in str(block.html)


# People's words

STORIES = "story,topic,service,text,consent\n1,a,Claim,Text one,yes\n2,b,Complaint,Text two,no\n3,a,Advice,Text three,yes\n"


def test_words_without_consent_are_counted_and_not_shown(tmp_path: Path) -> None:
    """Two of three are shown with what was done for them; the third is a number."""
    said = text_of(report(small(tmp_path, register("s", "stories"), s=STORIES)).register("stories"))
    assert "The register has 3 entries." in said
    assert "Text one Claim" in said
    assert "Text three Advice" in said
    assert "Text two" not in said
    assert "Complaint" not in said
    assert "The words of 1 person are not shown: no consent is recorded." in said


def test_rows_without_words_are_not_said_to_lack_consent(tmp_path: Path) -> None:
    """Coded answers: nobody's words are held back."""
    made = small(tmp_path, register("f", "feedback"), f="theme,count\nx,4\ny,3\n")
    assert "consent" not in text_of(report(made).register("feedback"))


def test_a_hidden_total_is_not_told_by_those_without_consent(tmp_path: Path) -> None:
    """Two shown and one not would be three, which is hidden; the kinds are hidden, too."""
    made = small(tmp_path, register("s", "stories"), sensitivity="court", s=STORIES)
    block = report(made).register("stories")
    said = text_of(block)
    assert "How many entries there are is hidden." in said
    assert "Text one" in said
    assert "Words of people without a recorded consent are not shown." in said  # and not how many
    assert table_rows(block, "Success stories: topic") == [("a", "[hidden]"), ("b", "[hidden]")]


def test_the_internal_page_shows_everything(tmp_path: Path) -> None:
    """The evaluator sees all words and all numbers."""
    made = small(tmp_path, register("s", "stories"), sensitivity="court", s=STORIES)
    said = text_of(report(made, audience="internal").register("stories"))
    assert "Text two" in said
    assert "The register has 3 entries." in said


def test_words_of_a_table_that_names_no_language_are_known_by_their_letters(tmp_path: Path) -> None:
    """A title is marked where its letters prove its language; a word that both have is not, nor what the row says."""
    rows = "title,language,day,channel\nКак помогает центр помощи,,2024-02-05,website\nТренинг,,2024-02-06,website\nАдам мен заң,,2024-02-07,website\nОтчет о поездке,kk,2024-02-08,website\n"
    made = small(tmp_path, register("p", "publications"), p=rows)
    shown = {
        code: str(report(made, language=code).register("publications").html) for code in ("en", "kk", "ru")
    }
    for code, held in (
        ("en", ("ru", "ru", "kk", "kk")),
        ("kk", ("ru", "", "", "")),
        ("ru", ("", "", "kk", "kk")),
    ):
        titles = ("Как помогает центр помощи", "Тренинг", "Адам мен заң", "Отчет о поездке")
        for title, language in zip(titles, held, strict=True):
            words = f'<span lang="{language}">{title}</span>' if language else title
            assert f'<th scope="row">{words}</th>' in shown[code], (code, title)
