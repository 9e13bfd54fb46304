"""The desk at which a file is read: what the system says of a file is said in the reader's language."""

from __future__ import annotations

import errno

import pytest

from evaltools.language import Language
from evaltools.read.desk import Desk
from evaltools.read.record import FileDataError

REASONS = {
    errno.ENOENT: ("there is no such file", "такого файла нет", "мұндай файл жоқ"),
    errno.ENOTDIR: ("there is no such file", "такого файла нет", "мұндай файл жоқ"),
    errno.EACCES: ("reading it is not allowed", "читать его не разрешено", "оны оқуға рұқсат жоқ"),
    errno.EISDIR: ("it is a folder", "это папка", "бұл – қалта"),
}


@pytest.mark.parametrize("number", REASONS)
@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_why_a_file_is_not_opened_is_said_in_the_readers_language(number: int, code: str) -> None:
    """The sentence is whole in one language, and says what to do."""
    with pytest.raises(FileDataError) as refused:
        Desk("data.csv", Language(code)).refuse_unopened(OSError(number, "in the words of the system"))
    finding = refused.value.finding
    assert REASONS[number][["en", "ru", "kk"].index(code)] in finding.message.replace("\xa0", " ")
    assert "in the words" not in finding.message
    assert (finding.code, finding.refuses, bool(finding.action)) == ("file-unopened", True, True)


def test_another_reason_stands_as_the_system_has_it() -> None:
    """A disk that fails has no words of ours."""
    with pytest.raises(FileDataError) as refused:
        Desk("data.csv", Language("ru")).refuse_unopened(OSError(errno.EIO, "Input/output error"))
    assert "(Input/output error)" in refused.value.finding.message
