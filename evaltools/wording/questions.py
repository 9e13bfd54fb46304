"""What became of each question, and what to do about it next time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from evaltools.language import NBSP, Language, mark
from evaltools.results import Result
from evaltools.view import View

#: Verdicts in the order in which a trainer reads them, with their words.
VERDICTS = {
    "misleads": mark("misleads"),
    "not-learnt": mark("not learnt"),
    "unclear": mark("cannot be told"),
    "learnt": mark("learnt"),
    "already-known": mark("already known"),
}
#: Questions with these need another look before the next training.
ATTENTION = ("misleads", "not-learnt")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A wrong answer that drew people to a question after the training."""

    item: str
    option: str
    count: float
    n: float


def verdict_word(language: Language, verdict: Result) -> str:
    """The verdict in words."""
    return language.text(VERDICTS[verdict.reason])


def verdict_base(language: Language, verdict: Result) -> str:
    """Whose answers carry a verdict, and how many people they are."""
    values = {"n": language.number(verdict.n or 0)}
    # "n = 12" stays on one line.
    if _is_of_all(verdict):
        return language.text("all trainings, n = {n}", **values).replace(" = ", f"{NBSP}={NBSP}")
    return language.text("this training, n = {n}", **values).replace(" = ", f"{NBSP}={NBSP}")


def _is_of_all(verdict: Result) -> bool:
    return verdict.method.startswith("answers of all")


def questions_finding(view: View, verdicts: Sequence[Result]) -> str:
    """How many questions of the test were learnt, and by whose answers that is said."""
    language, total = view.language, len(verdicts)
    learnt = [row for row in verdicts if row.reason == "learnt"]
    taken = [row for row in learnt if _is_of_all(row)]
    if taken:
        return _learnt_by_all(view, taken, len(learnt) - len(taken), verdicts)
    if not learnt:
        return language.text("No question of the test was clearly learnt.")
    if len(learnt) == total:
        return language.plural(
            "The {n} question of the test was learnt.", "All {n} questions of the test were learnt.", total
        )
    return language.plural(
        "Of {total} questions of the test, {n} was learnt.",
        "Of {total} questions of the test, {n} were learnt.",
        len(learnt),
        total=language.number(total),
    )


def _learnt_by_all(view: View, taken: Sequence[Result], own: int, verdicts: Sequence[Result]) -> str:
    """What the answers of all trainings say, since this training has too few people for it."""
    language, total = view.language, len(verdicts)
    people = view.get("learning", "percent_right_before", taken[0].group).n
    values = {
        "total": language.number(total),
        "everybody": language.phrase("of all trainings", "{n} person", "{n} people", taken[0].n or 0),
    }
    if own:
        return language.plural(
            "Of {total} questions of the test, this training by itself shows {own} as learnt; {n} more counts as learnt by the answers of {everybody} in all trainings together.",
            "Of {total} questions of the test, this training by itself shows {own} as learnt; {n} more count as learnt by the answers of {everybody} in all trainings together.",
            len(taken),
            own=language.number(own),
            **values,
        )
    values["few"] = language.phrase("are too few", "{n} person", "{n} people", people or 0)
    # Questions that nearly everybody knew, or hardly anybody learnt, can be judged by few people.
    judged_here = sum(not _is_of_all(row) and row.reason != "unclear" for row in verdicts)
    if not judged_here:
        return language.plural(
            "By the answers of {everybody} in all trainings together, {n} of {total} questions counts as learnt; {few} are too few to judge questions for this training alone.",
            "By the answers of {everybody} in all trainings together, {n} of {total} questions count as learnt; {few} are too few to judge questions for this training alone.",
            len(taken),
            **values,
        )
    if 2 * judged_here < total:
        return language.plural(
            "By the answers of {everybody} in all trainings together, {n} of {total} questions counts as learnt; {few} are too few to judge most of the questions for this training alone.",
            "By the answers of {everybody} in all trainings together, {n} of {total} questions count as learnt; {few} are too few to judge most of the questions for this training alone.",
            len(taken),
            **values,
        )
    return language.plural(
        "By the answers of {everybody} in all trainings together, {n} of {total} questions counts as learnt; {few} are too few to judge every question for this training alone.",
        "By the answers of {everybody} in all trainings together, {n} of {total} questions count as learnt; {few} are too few to judge every question for this training alone.",
        len(taken),
        **values,
    )


def questions_rest(view: View, verdicts: Sequence[Result]) -> str:
    """How many questions were learnt, known before, not learnt, mislead, and cannot be told."""
    language = view.language
    counts = Counter(row.reason for row in verdicts)
    said = [
        f"{language.text(word)}: {language.number(counts[verdict])}"
        for verdict, word in VERDICTS.items()
        if counts[verdict]
    ]
    return language.text(
        "Of the questions of the test ({n}) – {counts}.",
        n=language.number(len(verdicts)),
        counts="; ".join(said),
    )


def verdicts_base(view: View, verdicts: Sequence[Result]) -> str:
    """How many verdicts rest on the answers of all trainings; empty where none does."""
    language = view.language
    taken = [row for row in verdicts if _is_of_all(row)]
    if not taken:
        return ""
    return language.plural(
        "{n} verdict rests on the answers of all trainings together ({everybody}).",
        "{n} verdicts rest on the answers of all trainings together ({everybody}).",
        len(taken),
        everybody=language.phrase("in all trainings", "{n} person", "{n} people", taken[0].n or 0),
    )


def verdict_rules(view: View) -> list[str]:
    """The rule of the verdicts, printed under them."""
    language = view.language
    return [
        language.text(
            "Learnt: more people gained the right answer than lost it, by more than chance explains (McNemar’s test, mid-p, below 0.05 after Holm’s adjustment for the number of questions). Misleads: the same the other way round."
        ),
        language.text(
            "Already known: at least 90% right before and 80% after, or at least 80% both times with no clear change; 10 people or more. Not learnt: below 80% both times, and the interval rules out a rise of 20 percentage points. Cannot be told: anything else."
        ),
        language.text(
            "Where this training has too few people to tell, the answers of all trainings with the same test carry the verdict, if those of this training do not speak against them; “learnt” is taken over only where the average of this training rose and more of its people gained the right answer than lost it."
        ),
    ]


def drawn_finding(view: View, drawn: Sequence[Drawn]) -> str:
    """Which wrong answer drew most people after the training."""
    language = view.language
    if not drawn:
        return language.text("No wrong answer stands out on the questions that need another look.")
    most = max(drawn, key=lambda each: each.count)
    return language.text(
        "After the training the wrong answer “{option}” drew most people on question “{item}”: {count} of {n}.",
        option=most.option,
        item=view.name("item", most.item),
        count=language.number(most.count),
        n=language.number(most.n),
    )


def next_time_finding(view: View, verdicts: Sequence[Result]) -> str:
    """How many questions need another look."""
    language = view.language
    if not verdicts:
        return language.text(
            "The tests have no answers by question: keep every answer next time, and this page will say which questions were learnt."
        )
    needing = [row for row in verdicts if row.reason in ATTENTION]
    unclear = sum(row.reason == "unclear" for row in verdicts)
    if not needing and unclear:
        return language.plural(
            "No question clearly needs another look; of {n} question it cannot be told.",
            "No question clearly needs another look; of {n} questions it cannot be told.",
            unclear,
        )
    if not needing:
        return language.text("No question needs another look before the next training.")
    if all(_is_of_all(row) for row in needing):
        return language.plural(
            "By the answers of all trainings together, {n} question needs another look before the next training.",
            "By the answers of all trainings together, {n} questions need another look before the next training.",
            len(needing),
        )
    if taken := sum(map(_is_of_all, needing)):
        return language.plural(
            "{n} question needs another look before the next training, {taken} of them judged by all trainings.",
            "{n} questions need another look before the next training, {taken} of them judged by all trainings.",
            len(needing),
            taken=language.number(taken),
        )
    return language.plural(
        "{n} question needs another look before the next training.",
        "{n} questions need another look before the next training.",
        len(needing),
    )


def advice(view: View, verdicts: Sequence[Result], drawn: Sequence[Drawn], where: str) -> list[str]:
    """What to do about the questions, and about the people who were lost; only what is called for."""
    language = view.language
    # What all trainings say is not said of this one: its own shares may be equal.
    by_verdict: dict[str, list[str]] = {}
    for row in verdicts:
        which = "misleads-all" if row.reason == "misleads" and _is_of_all(row) else row.reason
        by_verdict.setdefault(which, []).append(view.name("item", row.pairs["item"]))
    messages = {
        "misleads": mark(
            "Look at the wording, or at what was taught: {items}. Fewer people were right after the training than before."
        ),
        "misleads-all": mark(
            "Look at the wording, or at what was taught: {items}. In all trainings together fewer people were right after than before."
        ),
        "not-learnt": mark(
            "Teach again, in another way: {items}. The answers hardly improved, though there was room."
        ),
        "unclear": mark(
            "Ask again next time: {items}. With so few people it cannot be told whether these were learnt."
        ),
        "already-known": mark("Drop, or make harder: {items}. Nearly everybody knew the answer before."),
        "learnt": mark("Keep as they are: {items}."),
    }
    said = []
    misleading = {row.pairs["item"] for row in verdicts if row.reason == "misleads"}
    for verdict, message in messages.items():
        if verdict in by_verdict:
            said.append(language.text(message, items="; ".join(by_verdict[verdict])))
        if verdict == "misleads-all":
            said += [
                language.text(
                    "On question “{item}”, {count} of {n} people chose the wrong answer “{option}” after the training: find out what they took it to mean.",
                    item=view.name("item", each.item),
                    count=language.number(each.count),
                    n=language.number(each.n),
                    option=each.option,
                )
                for each in drawn
                if each.item in misleading
            ]
    return said + _about_people(view, where)


def _about_people(view: View, where: str) -> list[str]:
    language = view.language
    lost, late, twice = (
        view.get("learning", name, where) for name in ("only_pre", "only_post", "duplicates")
    )
    said = []
    if lost.value:
        said.append(
            language.plural(
                "{n} person took only the test before: give the second test before people leave.",
                "{n} people took only the test before: give the second test before people leave.",
                lost.value,
            )
        )
    if late.value:
        said.append(
            language.plural(
                "{n} person took only the test after: give the first test to those who come late, and check that codes are the same.",
                "{n} people took only the test after: give the first test to those who come late, and check that codes are the same.",
                late.value,
            )
        )
    if twice.value:
        said.append(language.text("Give each person one code, and each test one row."))
    return said


def planning_base(view: View) -> str:
    """What the numbers of people promise."""
    return view.language.text(
        "With so many people who take both tests there is a chance of 80% that the 95% interval leaves out zero, if the true change is that large. Some are lost between the tests: invite more."
    )
