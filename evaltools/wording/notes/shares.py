"""Notes on shares of people."""

from evaltools.language import mark
from evaltools.wording.notes.note import Note

NOTES = (
    Note(
        id="proportion",
        title=mark("Share of those who answered"),
        what=mark(
            "What part of those who answered met the condition, such as being satisfied, and between which values the share would lie for a larger group like them."
        ),
        formula=mark(
            "The count divided by the number who answered. The interval is Wilson’s. Where the size of the whole group is known, it is exact: it holds every number of people in the group with which such answers would not be too rare."
        ),
        symbols="(x + z²/2 ± z · √(x(n − x)/n + z²/4)) / (n + z²)",
        why=mark("It stays between 0 and 100% and holds in small groups, also where everybody is satisfied."),
        limits=mark(
            "It covers chance, not who did not answer: people who fill in a form may differ from those who do not."
        ),
        reference="Wilson (1927), J. Am. Stat. Assoc. 22, 209–212; Newcombe (1998), Statistics in Medicine 17, 857–872; Buonaccorsi (1987), The American Statistician 41, 215–218",
    ),
    Note(
        id="proportion_difference",
        title=mark("Difference between two groups"),
        what=mark(
            "By how many percentage points the share in one group lies above or below that in another."
        ),
        formula=mark(
            "One share less the other. The interval puts together the distances of both shares to their own limits."
        ),
        symbols="p₁ − p₂ ± √(Δ₁² + Δ₂²)",
        why=mark(
            "It agrees with the intervals of the shares and keeps a width where everybody answered alike."
        ),
        limits=mark(
            "It is for two groups of different people. Two intervals that overlap do not yet mean that groups are alike."
        ),
        reference="Newcombe (1998), Statistics in Medicine 17, 873–890",
    ),
    Note(
        id="homogeneity",
        title=mark("Whether groups differ at all"),
        what=mark(
            "One question for all groups at once: could shares that differ so much come about by chance?"
        ),
        formula=mark(
            "The counts are compared with those that equal shares would give (chi-square). In small groups all possible tables are counted instead."
        ),
        symbols="χ² = Σ (O − E)² / E",
        why=mark(
            "It is asked before any two groups are compared. Nothing is drawn at random, so the answer does not change from run to run."
        ),
        limits=mark("It says that groups differ, not which and not why."),
        reference="Cochran (1954), Biometrics 10, 417–451; Freeman and Halton (1951), Biometrika 38, 141–149",
    ),
    Note(
        id="top_box",
        title=mark("Share of the best answers, on three bases"),
        what=mark(
            "How many chose one of the best answers of a scale: of those with an opinion, of those who answered, and of all forms."
        ),
        formula=mark(
            "The same count divided by three numbers. “Don’t know” is inside the second base and outside the first; a blank is inside the third only. The intervals are Wilson’s, or exact where the size of the group is known."
        ),
        symbols="x / n₁;  x / n₂;  x / n₃",
        why=mark("One column of answers gives three percentages, and each is right with its base beside it."),
        limits=mark(
            "Which answers count as the best is a convention. An average of the scale takes its steps as equal."
        ),
    ),
    Note(
        id="select_all",
        title=mark("Share of people who ticked an answer"),
        what=mark("Where several answers may be ticked: which part of the people who answered ticked each."),
        formula=mark(
            "People who ticked the answer, each once, divided by people who answered the question. Wilson’s interval, or the exact one where the size of the group is known."
        ),
        symbols="x / n",
        why=mark(
            "The base is people, not ticks; a share does not shrink because others ticked much. Shares may add up to more than 100%."
        ),
        limits=mark(
            "A form without ticks counts as no answer, since it cannot be told from a skipped question."
        ),
    ),
    Note(
        id="net_promoter_score",
        title=mark("Readiness to recommend"),
        what=mark(
            "How many more people would recommend (9 or 10 of 10) than would not (0 to 6), in points from −100 to 100."
        ),
        formula=mark(
            "The percentage of the first less the percentage of the second; the interval is normal."
        ),
        symbols="100 · (P − D) / n",
        why=mark("Some funders ask for it. It is shown here with its interval, which is wide."),
        limits=mark(
            "It is withheld below 30 answers. The limits of 6 and 9 were made for customers of firms."
        ),
        reference="Reichheld (2003), Harvard Business Review 81 (12), 46–54; Rocks (2016), The American Statistician 70, 365–372",
    ),
    Note(
        id="weighted_proportion",
        title=mark("Weighted share"),
        what=mark("A share in which answers stand for different numbers of people."),
        formula=mark(
            "The sum of the weights of those who met the condition divided by the sum of all weights. The interval is Wilson’s on the number of answers of equal weight that would say as much."
        ),
        symbols="Σ wx / Σ w;  nₑ = (Σ w)² / Σ w²",
        why=mark(
            "Weights bring a sample nearer to the whole group, at a price in precision that must be seen."
        ),
        limits=mark("It takes weights as unrelated to the answers."),
        reference="Kish (1965), Survey Sampling, section 11.7",
    ),
    Note(
        id="adjust_p_values",
        title=mark("Many comparisons at once"),
        what=mark("Raises the bar where many questions or regions are looked at together."),
        formula=mark(
            "Holm’s method: the smallest p-value is multiplied by the number of comparisons, the next by one less, and so on."
        ),
        symbols="(m − j + 1) · pⱼ",
        why=mark("Of twenty comparisons in which nothing differs, one is expected to look as if it did."),
        limits=mark("What is compared together must be chosen before looking."),
        reference="Holm (1979), Scandinavian Journal of Statistics 6, 65–70",
    ),
)
