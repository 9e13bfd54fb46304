"""Services and comparison on a page: what is said where there is little, nothing, or nothing to show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from evaltools.prepare import prepare
from evaltools.report import Report, open_report
from evaltools.results import Result
from evaltools.wording.comparison import ratio_digits

LANGUAGES = ("en", "ru", "kk")
HEADER = """
[project]
name = "Test"
work = "work"
provider = "the centre"
funder = "nobody"
period = "{period}"
cut_off = 2025-01-15
regions = [{regions}]
languages = ["en", "ru", "kk"]
sensitivity = "{sensitivity}"
clients = "people"
"""
FIGURES = '[tables.s]\nfile = "s.csv"\nkind = "regional-figures"\n'
REGISTER = '[tables.r]\nfile = "r.csv"\nkind = "consultations"\n'
DIVORCES = '[denominators.residents]\nfile = "d.csv"\ndate = 2024-01-01\nsource = "invented"\nper = 1000\n'
#: What no page may say, in any language.
FORBIDDEN = re.compile(r"\bnan\b|\binf\b|\bNone\b|p = 0\b|\[1, 1\]", re.IGNORECASE)


def page(
    folder: Path,
    settings: str,
    files: Mapping[str, str],
    *,
    region: str = "KZ",
    language: str = "en",
    regions: tuple[str, ...] = ("KZ-10", "KZ-11", "KZ-15"),
    sensitivity: str = "activity",
    period: str = "2024-01-01..2024-12-31",
) -> Report:
    """One page of a project of a few lines."""
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    listed = ", ".join(f'"{code}"' for code in regions)
    header = HEADER.format(regions=listed, sensitivity=sensitivity, period=period)
    (folder / "project.toml").write_text(header + settings, encoding="utf-8")
    prepare(folder)
    kind = {"region": region} if region != "KZ" else {}
    return open_report(
        "region-report" if region != "KZ" else "overview", project=folder, language=language, **kind
    )


def words(html: object) -> str:
    """Text of a section, with the words of its pictures."""
    text = re.sub(r"<(style|script)\b.*?</\1>", "", str(html), flags=re.DOTALL)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("\xa0", " ").strip()
    assert not FORBIDDEN.search(text), text
    return text


def comparison(folder: Path, rows: str, divorces: str = "", **more: object) -> str:
    files = {
        "s": "region,consultations,clients\n" + rows,
        "d": "region,value\n" + (divorces or "KZ-10,500\nKZ-11,500\nKZ-15,500\n"),
    }
    return words(page(folder, FIGURES + DIVORCES, files, **more).comparison().html)  # type: ignore[arg-type]


ROWS = "KZ-10,90,60\nKZ-11,35,20\nKZ-15,40,26\n"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "That is 2.6 times as many as in the other regions together (could be 1.7 to 3.9)."),
        ("ru", "Этот показатель в 2,6 раза выше, чем в остальных регионах вместе (возможно, от 1,7 до 3,9 раза)."),
        ("kk", "қалған өңірлердің жалпы көрсеткішінен 2,6 есе жоғары (1,7 және 3,9 есе аралығында болуы мүмкін)."),
    ],
)  # fmt: skip
def test_ratio_in_words(tmp_path: Path, language: str, expected: str) -> None:
    """More than the others: so many times, and how many it could be."""
    # (60 / 500) / (46 / 1000); R: poisson.test(c(60, 46), c(500, 1000))$conf.int is 1.7472 3.9176
    found = comparison(tmp_path, ROWS, region="KZ-10", language=language)
    assert expected in found


def test_ratio_below_one(tmp_path: Path) -> None:
    """Fewer than the others: which part of their rate, with two decimals."""
    # (20 / 500) / (86 / 1000); R: poisson.test(c(20, 86), c(500, 1000))$conf.int is 0.2707 0.7634
    found = comparison(tmp_path, ROWS, region="KZ-11")
    assert "That is 0.47 of the rate in the other regions together (could be 0.27 to 0.76)." in found


def test_ratio_about_the_same(tmp_path: Path) -> None:
    """Where the limits hold 1 the page claims no difference, and does not say so twice."""
    found = comparison(tmp_path, "KZ-10,90,20\nKZ-11,35,20\nKZ-15,40,22\n", region="KZ-10")
    assert "This is not clearly different from the other regions together: 0.95 times their rate" in found
    assert found.count("not clearly different") == 1


def test_a_difference_among_many_can_be_chance(tmp_path: Path) -> None:
    """A ratio clear by itself, within the wider limits of all regions, is put into proportion."""
    rows = "KZ-10,90,40\nKZ-11,35,24\nKZ-15,40,24\n"
    found = comparison(tmp_path, rows, region="KZ-10")
    # 40 where 88 / 3 are expected: below qpois(.999, 29.3) = 47; poisson.test(c(40, 48), c(1, 2)): 1.07 to 2.59
    assert "That is 1.7 times as many" in found
    assert "With 3 regions compared at once, a difference of this size can be chance." in found
    assert "by more than chance would explain" not in found


def test_no_funnel_word_where_all_differ(tmp_path: Path) -> None:
    """Overdispersed regions keep their ratios, get the sentence once and neither word nor funnel."""
    rows = "KZ-10,900,800\nKZ-11,35,20\nKZ-15,400,300\n"
    found = comparison(tmp_path, rows, region="KZ-10")
    assert found.count("Regions differ far more than chance explains") == 1
    assert "by more than chance would explain" not in found
    assert "Against these limits" not in found
    assert "Funnel plot" not in comparison(tmp_path, rows)


@pytest.mark.parametrize(
    ("language", "ratio", "whole"),
    [
        ("en", "they differ too much for an interval.", "the regions differ too much for an interval."),
        ("ru", "слишком различаются, чтобы давать интервал.", "слишком различаются, чтобы давать интервал."),
        (
            "kk",
            "тым әртүрлі болғандықтан, сенімділік интервалы берілмейді.",
            "тым әртүрлі болғандықтан, сенімділік интервалы берілмейді.",
        ),
    ],
)
def test_no_interval_where_all_differ(tmp_path: Path, language: str, ratio: str, whole: str) -> None:
    """An interval of chance would promise too much of regions together: sentence, table and tile have none, and say why."""
    rows = "KZ-10,900,800\nKZ-11,35,20\nKZ-15,400,300\n"
    found = comparison(tmp_path, rows, region="KZ-10", language=language)
    assert ratio in found
    assert not re.search(r"\d[.,]\d\d \d[.,]\d\d–", found), "the table of ratios has intervals"
    files = {
        "s": "region,consultations,clients\n" + rows,
        "d": "region,value\nKZ-10,500\nKZ-11,500\nKZ-15,500\n",
    }
    report = page(tmp_path, FIGURES + DIVORCES, files, language=language)
    assert whole in words(report.comparison().html)
    if language == "en":
        # 20 of 500 and 800 of 500, per 1,000
        assert "by region 40.0 to 1,600.0 · no interval: they differ too much" in words(report.tiles().html)
        text = words(report.comparison().html)
        ratios = text[text.index("Each region against the others") :]
        assert "The ratios have no interval: the regions differ far more than chance explains." in ratios
        assert "The regions together have no interval" not in ratios
        own = page(tmp_path, FIGURES + DIVORCES, files, region="KZ-10")
        assert "between" in words(own.tiles().html), "a region's own rate keeps its interval"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_where_all_differ(tmp_path: Path, language: str) -> None:
    """A region without clients beside regions far apart: no limits are made up for it."""
    found = comparison(tmp_path, "KZ-10,0,0\nKZ-11,35,20\nKZ-15,900,800\n", region="KZ-10", language=language)
    assert {"en": "no interval", "ru": "Интервал отношений не дан", "kk": "сенімділік интервалы берілмейді"}[
        language
    ] in found
    assert "chance alone would leave room" not in found


def test_regions_of_an_overview(tmp_path: Path) -> None:
    """How many regions differ, the family that they were looked at in, and the funnel with its words."""
    rows = "KZ-10,90,70\nKZ-11,35,32\nKZ-15,40,31\n"
    found = comparison(tmp_path, rows)
    assert "1 region of 3 differs from the others by more than chance would explain." in found
    assert "3 regions were looked at: 99.8% limits" in found
    assert "Funnel plot with 95% and 99.8% limits" in found
    assert re.search(r"Abai Region 2\.22 1\.56–3\.17 50\.0–132\.0 higher", found)
    assert "The rates are not adjusted for age or sex." in found


def test_regions_that_do_not_differ(tmp_path: Path) -> None:
    """No region outside is said in words."""
    found = comparison(tmp_path, "KZ-10,90,20\nKZ-11,35,20\nKZ-15,40,22\n")
    assert "No region differs from the others by more than chance would explain." in found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", ["KZ", "KZ-10"])
@pytest.mark.parametrize(
    ("rows", "divorces", "sensitivity"),
    [
        ("KZ-10,0,0\nKZ-11,35,20\nKZ-15,40,22\n", "", "activity"),
        ("KZ-10,0,0\nKZ-11,0,0\nKZ-15,0,0\n", "", "activity"),
        ("KZ-10,30,20\nKZ-11,0,0\nKZ-15,0,0\n", "", "activity"),
        ("KZ-11,35,20\nKZ-15,40,22\n", "", "activity"),
        ("KZ-10,30,20\n", "", "activity"),
        (ROWS, "KZ-11,500\nKZ-15,500\n", "activity"),
        (ROWS, "KZ-10,0\nKZ-11,500\n", "activity"),
        ("KZ-10,5,3\nKZ-11,7,4\nKZ-15,8,5\n", "", "court"),
        ("KZ-10,50,3\nKZ-11,70,40\nKZ-15,80,50\n", "", "court"),
    ],
    ids=[
        "nobody here", "nobody anywhere", "nobody elsewhere", "no row", "one row", "no residents",
        "zero residents", "all hidden", "one hidden",
    ],
)  # fmt: skip
def test_little_or_nothing_to_compare(
    tmp_path: Path, language: str, region: str, rows: str, divorces: str, sensitivity: str
) -> None:
    """Whatever is missing, the section has its sentence in every language, and no undefined figure."""
    found = comparison(tmp_path, rows, divorces, region=region, language=language, sensitivity=sensitivity)
    assert len(found) > 80
    if language != "en":
        assert not re.search(r"\b(the|region|hidden|together)\b", found), found


def test_nobody_here(tmp_path: Path) -> None:
    """A ratio of 0 is a sentence with its upper limit."""
    found = comparison(tmp_path, "KZ-10,0,0\nKZ-11,35,20\nKZ-15,40,16\n", region="KZ-10")
    # R: poisson.test(c(0, 36), c(500, 1000))$conf.int ends at 0.2158
    assert "Nobody was counted here; chance alone would leave room for up to 0.22 of the rate" in found


def test_one_region(tmp_path: Path) -> None:
    """A project of one region has nothing to compare, and says so in three languages."""
    for language, expected in (
        ("en", "The project works in one region"),
        ("ru", "один регион|одном регионе"),
        ("kk", "бір ғана өңірде"),
    ):
        found = comparison(tmp_path, "KZ-10,90,60\n", "KZ-10,500\n", regions=("KZ-10",), language=language)
        assert re.search(expected, found)


def test_what_is_special_stands_beside_the_comparison(tmp_path: Path) -> None:
    """A region's own note is the first reason why it may differ; others have no place on its page."""
    files = {
        "s": "region,consultations,clients\n" + ROWS,
        "d": "region,value\nKZ-10,500\nKZ-11,500\nKZ-15,500\n",
    }
    notes = '[[region_notes]]\ncode = "KZ-11"\nreason = "opened in September"\n'
    found = {
        code: words(page(tmp_path, notes + FIGURES + DIVORCES, files, region=code).comparison().html)
        for code in ("KZ-11", "KZ-10")
    }
    assert "opened in September" in found["KZ-11"]
    assert "opened in September" not in found["KZ-10"]


def test_two_regions(tmp_path: Path) -> None:
    """Of two regions nobody can say which one differs: a ratio, and the reason why no word."""
    found = comparison(tmp_path, "KZ-10,90,60\nKZ-11,35,20\n", regions=("KZ-10", "KZ-11"), region="KZ-10")
    assert "That is 3.0 times as many as in the other regions together" in found
    assert "Fewer than three regions have both parts of this figure" in found


@pytest.mark.parametrize(
    ("value", "low", "high", "digits"),
    [(1.9, 1.2, 3.1, 1), (1.3, 1.04, 1.6, 2), (1.1, 1.004, 1.2, 3), (0.36, 0.25, 0.51, 2), (0.9, 0.8, 0.998, 3)],
)  # fmt: skip
def test_limits_stay_on_their_side_of_one(value: float, low: float, high: float, digits: int) -> None:
    """A limit of 1.04 is not written as 1.0, which would deny the difference that the sentence states."""
    row = Result(region="KZ-10", subject="consultations", measure="ratio", value=value, low=low, high=high)
    assert ratio_digits(row) == digits


# Services


def visits(counts: Mapping[str, int], extra: str = "") -> str:
    return "".join(
        f"2024-{month}-10,{region}-{month}-{number},{region}{extra}\n"
        for name, count in counts.items()
        for region, _, month in [name.partition("/")]
        for number in range(count)
    )


def services(folder: Path, rows: str, *, head: str = "date,client,region", **more: object) -> str:
    settings = REGISTER + str(more.pop("settings", ""))
    files = {"r": f"{head}\n{rows}"} | dict(more.pop("files", {}))  # type: ignore[call-overload]
    return words(page(folder, settings, files, **more).services().html)  # type: ignore[arg-type]


YEAR = [f"{month:02d}" for month in range(1, 13)]
COUNTS = [40, 44, 38, 41, 45, 39, 42, 68, 43, 40, 41, 44]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "More consultations than the usual variation explains: August."),
        ("ru", "Консультаций больше, чем объясняют обычные колебания: август."),
        ("kk", "Консультациялар саны әдеттегі ауытқудан көп айлар: тамыз."),
    ],
)
def test_a_month_that_stands_out_is_named(tmp_path: Path, language: str, expected: str) -> None:
    """Twelve months have limits, drawn and said, and the month beyond them has its name."""
    rows = visits({f"KZ-10/{month}": count for month, count in zip(YEAR, COUNTS, strict=True)})
    found = services(tmp_path, rows, region="KZ-10", language=language)
    assert expected in found
    assert "44" in found and "34" in found and "54" in found  # mean 43.75, limits 34.0 and 53.5


def test_months_that_are_left_out_of_the_picture_are_said(tmp_path: Path) -> None:
    """Of fourteen months the last twelve are drawn, and the first of a project begun in mid-month is empty."""
    rows = "".join(f"2024-{month}-20,{month}-{n},KZ-10\n" for month in YEAR for n in range(30))
    more = "".join(f"2025-{month}-20,2025-{month}-{n},KZ-10\n" for month in ("01", "02") for n in range(30))
    found = services(tmp_path, rows + more, region="KZ-10", period="2024-01-01..2025-02-28")
    assert "The last 12 of 14 months." in found
    found = services(tmp_path, rows, region="KZ-10", period="2024-01-01..2024-12-31")
    assert "The last" not in found and "Empty column" not in found
    found = services(tmp_path, rows, region="KZ-10", period="2024-01-15..2024-12-31")
    assert "Empty column: not a whole month." in found


def test_months_with_a_hidden_one_have_no_limits(tmp_path: Path) -> None:
    """A hidden month takes the limits away: mean and limits would give it back."""
    counts = [40, 44, 38, 41, 45, 39, 42, 3, 43, 40, 41, 44]
    rows = visits({f"KZ-10/{month}": count for month, count in zip(YEAR, counts, strict=True)})
    found = services(tmp_path, rows, region="KZ-10", sensitivity="court")
    assert (
        "No limits of the usual variation are drawn: with them a hidden month could be worked out." in found
    )
    assert "Mean of the months" not in found
    assert "usual variation explains" not in found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("rows", "period", "sensitivity"),
    [
        ("2024-01-05,a,KZ-10\n", "2024-01-01..2024-12-31", "court"),
        ("2024-01-05,a,KZ-10\n", "2024-01-01..2024-12-31", "activity"),
        ("2024-01-05,a,KZ-10\n", "2024-01-03..2024-01-24", "activity"),
        (visits({"KZ-11/01": 30}), "2024-01-01..2024-12-31", "court"),
        (visits({"KZ-10/01": 3, "KZ-11/01": 4, "KZ-15/01": 5}), "2024-01-01..2024-12-31", "court"),
    ],
    ids=["one client, hidden", "one client", "short period", "no visit here", "all hidden"],
)
def test_small_registers(tmp_path: Path, language: str, rows: str, period: str, sensitivity: str) -> None:
    """One client, three weeks, no visit or nothing to show: a sentence in every language."""
    found = services(
        tmp_path, rows, region="KZ-10", language=language, period=period, sensitivity=sensitivity
    )
    assert len(found) > 40
    if language != "en":
        assert not re.search(r"\b(the|consultation|hidden)\b", found), found
    whole = services(tmp_path, rows, language=language, period=period, sensitivity=sensitivity)
    assert len(whole) > 40


def test_who_came_again(tmp_path: Path) -> None:
    """The share in a sentence, the clients in the table; under twenty of them in the table alone."""
    rows = visits({"KZ-10/01": 30, "KZ-11/01": 10}) + "".join(
        f"2024-02-10,{region}-01-{number},{region}\n"
        for region, count in (("KZ-10", 12), ("KZ-11", 5))
        for number in range(count)
    )
    found = services(tmp_path, rows, region="KZ-10")
    assert "40% of the people came more than once." in found
    assert re.search(r"People who came more than once\s+12\b", found)
    small = services(tmp_path, rows, region="KZ-11")
    assert "% of the people" not in small
    assert re.search(r"People who came once\s+5\b", small)


def test_kinds_have_names_and_shares(tmp_path: Path) -> None:
    """Topics stand in a table and in bars by their names; other topics last."""
    rows = "".join(
        f"2024-01-10,{topic}-{number},KZ-10,{topic}\n"
        for topic, count in (("other", 30), ("divorce", 50), ("alimony", 20))
        for number in range(count)
    )
    found = services(tmp_path, rows, head="date,client,region,topic", region="KZ-10")
    assert re.search(r"Divorce 50 50\.0 Alimony 20 20\.0 Other topics 30 30\.0", found)
    assert "Bars, the largest part first: Consultations, by topic" in found


def test_many_visits_of_one_client_are_one_client(tmp_path: Path) -> None:
    """Twelve visits on one topic by one client are hidden, though twelve is no small count."""
    rows = "".join(f"2024-{month}-10,a,KZ-10,property\n" for month in YEAR)
    rows += "".join(f"2024-01-10,b{number},KZ-10,divorce\n" for number in range(40))
    rows += "".join(f"2024-01-10,c{number},KZ-10,alimony\n" for number in range(30))
    found = services(tmp_path, rows, head="date,client,region,topic", region="KZ-10", sensitivity="court")
    assert re.search(r"Division of property \[hidden\]", found)
    assert len(re.findall(r"\[hidden\] \[hidden\]", found)) >= 2  # and another, or 12 would be the rest


@pytest.mark.parametrize(
    ("staff", "region", "expected"),
    [
        ("KZ-10,2\n", "KZ-10", r"Consultations per specialist 15\.0"),
        ("KZ-10,2\n", "KZ-11", "How many specialists work here was not reported, so no load is computed."),
        ("KZ-10,0\n", "KZ-10", "The number of staff is zero or not known"),
        (",5\n", "KZ", "The specialists are those of all regions, the consultations those of some"),
        (",5\n", "KZ-10", None),
    ],
)
def test_load_or_why_there_is_none(tmp_path: Path, staff: str, region: str, expected: str | None) -> None:
    """Consultations per specialist where both are known; otherwise the reason, or silence."""
    found = services(
        tmp_path,
        visits({"KZ-10/01": 30, "KZ-11/01": 20}),
        settings='[tables.w]\nfile = "w.csv"\nkind = "staff"\n',
        files={"w": "region,specialists\n" + staff},
        region=region,
    )
    if expected:
        assert re.search(expected, found)
    else:
        assert "pecialist" not in found


# Adjusted rates


AGES = '[denominators.residents]\nfile = "d.csv"\nstrata = "age"\ndate = 2024-01-01\nsource = "invented"\n'


def ages(folder: Path, counts: Mapping[tuple[str, str], int], **more: object) -> str:
    rows = "".join(
        f"2024-01-10,{region}-{age}-{number},{region},{age}\n"
        for (region, age), count in counts.items()
        for number in range(count)
    )
    residents = "".join(
        f"{region},{band},{size}\n"
        for region, sizes in (("KZ-10", (10000, 5000)), ("KZ-11", (4000, 8000)), ("KZ-15", (6000, 6000)))
        for band, size in zip(("0-28", "29+"), sizes, strict=True)
    )
    files = {"r": "date,client,region,age\n" + rows, "d": "region,age,value\n" + residents}
    return words(page(folder, REGISTER + AGES, files, **more).comparison().html)  # type: ignore[arg-type]


FULL = {
    ("KZ-10", "20"): 30, ("KZ-10", "40"): 20, ("KZ-11", "20"): 12, ("KZ-11", "40"): 40,
    ("KZ-15", "20"): 25, ("KZ-15", "40"): 25,
}  # fmt: skip


def test_adjusted_rate_beside_the_crude_one(tmp_path: Path) -> None:
    """Both rates of the same people stand in the sentence and in the table, with the standard named."""
    found = ages(tmp_path, FULL, region="KZ-10")
    # weights 20000 and 19000 of 39000: 1e4 * (20 * 30 / 10000 + 19 * 20 / 5000) / 39 = 34.87
    assert re.search(
        r"Adjusted, the rate is 34\.9 \(between \S+ and \S+\); not adjusted, of the same people, 33\.3\.",
        found,
    )
    assert "Adjusted for age: as if every region had the ages of all of them together." in found
    assert "not adjusted for age or sex" not in found
    assert "Clients for each one expected" in found


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({("KZ-10", ""): 9}, "The age or sex of more than a tenth of the clients is not stated"),
        ({("KZ-10", "20"): 4, ("KZ-10", "40"): 4}, "There were fewer than 10 cases"),
    ],
)
def test_why_a_rate_is_not_adjusted(
    tmp_path: Path, change: Mapping[tuple[str, str], int], expected: str
) -> None:
    """A region whose rate cannot be adjusted says why."""
    assert expected in ages(tmp_path, FULL | dict(change), region="KZ-10")


def test_an_adjusted_rate_gives_no_small_group_back(tmp_path: Path) -> None:
    """With three young clients the rate would give them back beside the region's fifty."""
    small = FULL | {("KZ-10", "20"): 3, ("KZ-10", "40"): 47}
    found = ages(tmp_path, small, region="KZ-10", sensitivity="court")
    assert "The adjusted rate is hidden, because it would give small counts by age or sex back." in found


def test_few_without_an_age_hide_the_adjusted_rate(tmp_path: Path) -> None:
    """Three of unknown age are small, too: 50 clients and a rate of 47 of them would tell."""
    few = FULL | {("KZ-10", ""): 3}
    found = ages(tmp_path, few, region="KZ-10", sensitivity="court")
    assert "The adjusted rate is hidden" in found
    prepared = prepare(tmp_path)
    assert prepared.public.get("KZ-10", "consultations", "people").value == 53
    for kind in ("adjusted", "placed"):
        measure = f"people_{kind}_per_10000_residents"
        assert prepared.public.get("KZ-10", "consultations", measure).status == "hidden"
    assert not [row for row in prepared.public if "_in_" in row.measure]


def test_a_hidden_region_has_no_ratio_and_gives_none_back(tmp_path: Path) -> None:
    """With a hidden count neither its ratio nor that of the region hidden with it can be read."""
    files = {
        "s": "region,consultations,clients\nKZ-10,90,4\nKZ-11,300,200\nKZ-15,300,210\n",
        "d": "region,value\nKZ-10,500\nKZ-11,500\nKZ-15,500\n",
    }
    page(tmp_path, FIGURES + DIVORCES, files, sensitivity="court")
    public = prepare(tmp_path).public
    for code in ("KZ-10", "KZ-11", "KZ-15"):
        clients = public.get(code, "consultations", "people")
        ratio = public.get(code, "consultations", "ratio_to_others_per_residents")
        assert ratio.ok == (clients.ok and public.get("KZ", "consultations", "people").ok), code
        assert public.get(code, "consultations", "standing_per_residents").value is None
    assert public.get("KZ-10", "consultations", "ratio_to_others_per_residents").n is None
