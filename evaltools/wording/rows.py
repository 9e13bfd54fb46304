"""Why rows of a file take no part, in words."""

from __future__ import annotations

from evaltools.language import Language


def left_out_words(code: str, language: Language) -> str:
    """Why rows were left out; the code itself where it has no words.

    Examples
    --------
    >>> left_out_words("date-outside", Language("en"))
    'date outside the period'
    """
    return {
        "refused": language.text("file refused"),
        "not-understood": language.text("table not understood"),
        "not-asked-for": language.text("not chosen by the settings"),
        "region-outside": language.text("region outside the project"),
        "date-outside": language.text("date outside the period"),
        "total": language.text("row with totals"),
        "note": language.text("remark under the table"),
        "answer-key": language.text("right answers of the test"),
        "statistic": language.text("averages, highest or lowest values"),
        "header-again": language.text("headings repeated"),
        "column-numbers": language.text("numbers of the columns"),
        "blank": language.text("record without one value"),
        "hxl": language.text("HXL tags"),
    }.get(code, code)
