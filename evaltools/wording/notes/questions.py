"""Notes on the questions of a test."""

from evaltools.language import mark
from evaltools.wording.notes.note import Note

NOTES = (
    Note(
        id="item_change",
        title=mark("What became of each question"),
        what=mark(
            "For each question of the test: how many of the same people answered right before, after, only after and only before."
        ),
        formula=mark(
            "Only answers that changed tell something: gained against lost, by McNemar’s test in its mid-p form, adjusted for the number of questions. The interval of the difference adds one person to each side."
        ),
        symbols="(b − c) / n",
        why=mark(
            "The words “learnt”, “misleads” and so on follow fixed rules, so two people call the same question the same."
        ),
        limits=mark(
            "“Unclear” is usual in small groups and does not mean that nothing was learnt. A blank counts as not right."
        ),
        reference="Fagerland, Lydersen and Laake (2013), BMC Medical Research Methodology 13, 91; Bonett and Price (2012), J. Educ. Behav. Stat. 37, 479–488",
    ),
    Note(
        id="item_analysis",
        title=mark("How the questions worked"),
        what=mark(
            "For each question: how hard it was, and whether people who know more answered it right more often."
        ),
        formula=mark(
            "Difficulty is the share right. Discrimination is the share right in the upper 27% by total less that in the lower 27%. The last figure is the correlation with the total of the other questions."
        ),
        symbols="p = x / n;  D = p₊ − p₋",
        why=mark(
            "It finds the question that everybody knows, nobody knows, or that those who know more get wrong."
        ),
        limits=mark(
            "Below some thirty people these figures move widely; they are a reason to read the question again, not to drop it."
        ),
        reference="Kelley (1939), Journal of Educational Psychology 30, 17–24; Henrysson (1963), Psychometrika 28, 211–218",
    ),
    Note(
        id="reliability",
        title=mark("How well the questions agree"),
        what=mark(
            "Whether the questions of a test rank the same people alike, from 0 to 1 (alpha; for right or wrong also called KR-20)."
        ),
        formula=mark(
            "The variances of the questions are set against the variance of the totals. The interval is Feldt’s."
        ),
        symbols="α = k / (k − 1) · (1 − Σ sᵢ² / s²)",
        why=mark("It is the usual measure, and the noise of a single score follows from it."),
        limits=mark(
            "It grows with the number of questions. A good test of mixed topics can have a low value."
        ),
        reference="Cronbach (1951), Psychometrika 16, 297–334; Feldt (1965), Psychometrika 30, 357–370",
    ),
    Note(
        id="distractors",
        title=mark("Which answers people chose"),
        what=mark("For each question how many chose each answer, and which wrong answer drew most."),
        formula=mark("People who chose an answer divided by people who took the test that time."),
        symbols="x / n",
        why=mark(
            "A wrong answer that keeps its people after the training is a belief that the training did not reach."
        ),
        limits=mark("The people of the two tests need not be the same."),
    ),
)
