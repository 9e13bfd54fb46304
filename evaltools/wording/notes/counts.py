"""Notes on counts, plans, and what the pages do with both."""

from evaltools.language import mark
from evaltools.wording.notes.note import Note

NOTES = (
    Note(
        id="counts",
        title=mark("Counts and shares of a full count"),
        what=mark(
            "Counts are taken from the register as they are. Totals of the project add the regions that reported every part of a figure; a region that is left out is named."
        ),
        formula=mark(
            "A share is the part divided by the whole; a number per client is one count divided by the other. Regions are put together by adding their counts, never by averaging their percentages."
        ),
        symbols="Σ x / Σ n",
        why=mark("An average of percentages would give a small region the weight of a large one."),
        limits=mark(
            "There is no interval, because everybody was counted and nothing was sampled. Mistakes of recording are not covered by any formula."
        ),
    ),
    Note(
        id="attainment",
        title=mark("Plan and fact"),
        what=mark(
            "Whether the result does what the plan asked: at least, more than, at most, exactly, or about so many."
        ),
        formula=mark(
            "The result divided by the plan, in percent. With a level before the work began, the part of the planned way that was covered. “About” means within 10% unless the plan says otherwise."
        ),
        symbols="100 · x / P;  100 · (x − x₀) / (P − x₀)",
        why=mark("One rule for “at least” and for “exactly” would be wrong for one of them."),
        limits=mark(
            "Not planned, not reported and zero are three different things. More than an exact plan asks for a reason, like less."
        ),
    ),
    Note(
        id="pooled_attainment",
        title=mark("Plans of several regions together"),
        what=mark(
            "How far the plans of all regions were fulfilled, in two ways: of the regions that reported, and of the whole plan."
        ),
        formula=mark(
            "The sum of the results divided by the sum of the plans. Percentages are never averaged."
        ),
        symbols="100 · Σ x / Σ P",
        why=mark("One percentage would hide whether a plan was missed or not yet reported."),
        limits=mark("Of the whole plan it can be read as “so far” where regions are still to report."),
    ),
    Note(
        id="checks",
        title=mark("Stated totals against their parts"),
        what=mark(
            "A total that the source states is compared with the sum of its parts. Differences are shown, not repaired."
        ),
        formula=mark(
            "The stated number less the sum of the parts. Where a part is a range, the difference is counted from the nearer end."
        ),
        symbols="T − Σ x",
        why=mark("A reader who adds up the table should find what we found."),
        limits=mark("It shows that two numbers disagree, not which of them is right."),
    ),
    Note(
        id="hiding",
        title=mark("Hidden numbers"),
        what=mark(
            "Small counts of people are hidden, so that nobody can be recognised. Some other numbers are hidden with them, so that the small ones cannot be worked out."
        ),
        formula=mark(
            "For every hidden count there is another table with the same shown numbers in which that count is clearly larger."
        ),
        why=mark(
            "Who has the total and all parts but one can subtract. A percentage with its base gives a count back, too."
        ),
        limits=mark(
            "A hidden zero may be guessed. Two reports made at different times, with one person more in the second, can be compared by somebody who has both."
        ),
    ),
)
