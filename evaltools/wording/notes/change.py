"""Notes on the change of the same people."""

from evaltools.language import mark
from evaltools.wording.notes.note import Note

NOTES = (
    Note(
        id="paired_change",
        title=mark("Change in score of the same people"),
        what=mark(
            "How many points the average score rose or fell between the test before and the test after. People who took both tests are counted; the others are named as lost."
        ),
        formula=mark(
            "For each person the score after less the score before; then the average of these changes. The interval is the average plus and minus Student’s t times the spread of the changes over the square root of the number of people."
        ),
        symbols="d = x₂ − x₁;  d̄ ± t(n−1) · s / √n",
        why=mark(
            "Each person is her own comparison, so differences between people drop out, and the result is in points."
        ),
        limits=mark(
            "It says that scores changed, not that the training changed them. In a small group one extreme score moves the average."
        ),
        reference="Student (1908), Biometrika 6, 1–25",
    ),
    Note(
        id="signed_rank",
        title=mark("Typical change by ranks"),
        what=mark("A second look at the same changes that hardly notices one extreme score."),
        formula=mark(
            "The typical change is the middle one of the averages of all pairs of people’s changes. The test puts the changes in order of size and adds the ranks of those that rose. With up to 20 changes every way to distribute signs is counted; with more the normal distribution is used."
        ),
        symbols="V = Σ R(|d|), d > 0",
        why=mark(
            "The rule for small and large groups is fixed, so the same data always give the same answer."
        ),
        limits=mark(
            "It takes the changes as spread evenly about their middle. People who did not change take no part in the test."
        ),
        reference="Wilcoxon (1945), Biometrics Bulletin 1, 80–83; Hollander and Wolfe (1999), Nonparametric Statistical Methods, chapter 3",
    ),
    Note(
        id="standardised_change",
        title=mark("Change against the spread of scores"),
        what=mark(
            "The change in points divided by how much scores differ between people, so that tests of different length can be laid side by side."
        ),
        formula=mark(
            "Three forms, each with its own name: over the average spread of both tests (d_av), over the spread of the changes (d_z), and the latter brought to the spread of scores (d_rm). A correction for small groups brings each nearer to zero."
        ),
        symbols="d_av = d̄ / √((s₁² + s₂²) / 2);  d_z = d̄ / s_d;  d_rm = d_z · √(2(1 − r))",
        why=mark("For the same class the three can differ by half, so none is printed without its name."),
        limits=mark(
            "Points are easier to read and come first. Where people know about the same, the spread is small and the figure large for the same change."
        ),
        reference="Cumming (2012), Understanding the New Statistics; Hedges (1981), Journal of Educational Statistics 6, 107–128",
    ),
    Note(
        id="class_gain",
        title=mark("Gain of the class"),
        what=mark("Which part of what the group did not yet know, by the test, it learnt."),
        formula=mark(
            "The average after less the average before, divided by the highest possible score less the average before."
        ),
        symbols="g = (x̄₂ − x̄₁) / (max − x̄₁)",
        why=mark(
            "Groups that began at different levels can be compared, and studies of teaching print the same figure."
        ),
        limits=mark(
            "It does not show who fell back, and near the highest score a small loss looks large. It has no interval."
        ),
        reference="Hake (1998), American Journal of Physics 66, 64–74",
    ),
    Note(
        id="normalised_change",
        title=mark("Average of each person’s share of what was possible"),
        what=mark(
            "For each person, which part of the way up to the highest score, or down to zero, was covered; then the average."
        ),
        formula=mark(
            "A rise is divided by the room above, a fall by the score before; no change is zero. The interval is Student’s."
        ),
        symbols="c = (x₂ − x₁) / (max − x₁), x₂ > x₁;  c = (x₂ − x₁) / x₁, x₂ < x₁",
        why=mark("Gains and losses are measured alike."),
        limits=mark(
            "People at zero twice or at the highest score twice are left out and counted. Near the highest score one point is a large share."
        ),
        reference="Marx and Cummings (2007), American Journal of Physics 75, 87–91",
    ),
    Note(
        id="reliable_change",
        title=mark("Change beyond the noise of the test"),
        what=mark(
            "How many people changed by more than the noise of the test explains. A test is not exact: without learning anything one scores somewhat differently the next day."
        ),
        formula=mark(
            "The error of one score is the spread of scores before times the root of one less the reliability. A change counts where it exceeds 1.96 times the root of two times that error."
        ),
        symbols="|x₂ − x₁| > 1.96 · √2 · s₁ · √(1 − r)",
        why=mark("An average says nothing about one person."),
        limits=mark(
            "Of people who did not change, one in twenty is counted all the same. A short test finds almost nobody."
        ),
        reference="Jacobson and Truax (1991), Journal of Consulting and Clinical Psychology 59, 12–19",
    ),
    Note(
        id="regression_to_the_mean",
        title=mark("Change that choosing people brings about"),
        what=mark(
            "How much people chosen for low scores would rise by chance alone: some had a bad day, and are nearer to the average the next time."
        ),
        formula=mark(
            "The spread of scores, times one less the reliability, times how far the chosen lie from the average of everybody."
        ),
        symbols="s · (1 − r) · φ(z) / Φ(−z)",
        why=mark("Otherwise this rise would be taken for learning."),
        limits=mark("An expectation without interval, for scores that follow the normal distribution."),
        reference="Barnett, van der Pols and Dobson (2005), International Journal of Epidemiology 34, 215–220",
    ),
    Note(
        id="adjusted_comparison",
        title=mark("Groups compared from the same start"),
        what=mark("The average after of each group as if all groups had begun at the same level."),
        formula=mark(
            "A straight line with one slope for all groups is laid through the scores before and after. A group’s average is moved along it to the common start; the intervals use Student’s t."
        ),
        symbols="x₂ = aᵢ + b · x₁",
        why=mark(
            "Groups that begin higher end higher; a comparison of plain changes favours those that began low."
        ),
        limits=mark(
            "It is no ranking: people were not given to groups by lot, and groups differ in other things, too. Groups under 8 people are left out and named."
        ),
        reference="Vickers and Altman (2001), BMJ 323, 1123–1124",
    ),
    Note(
        id="trainees_needed",
        title=mark("How many people are needed"),
        what=mark(
            "How many people must take both tests next time, so that a change of a given size would be seen."
        ),
        formula=mark(
            "The smallest number for which Student’s test of the change finds it in four of five such groups, given the spread of changes of this round."
        ),
        symbols="1 − β(n) ≥ 0.8;  δ = √n · |d̄| / s",
        why=mark("Whether a round can show anything should be known before it is held."),
        limits=mark(
            "These are people with both tests: invite more, by the share that was lost. The spread of one small round is itself uncertain."
        ),
        reference="Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, chapter 2",
    ),
    Note(
        id="change_warnings",
        title=mark("Whether the test could show a change"),
        what=mark("A warning where the test was too easy, too hard or too short."),
        formula=mark(
            "People near the ends of the scale are counted: with 90% of the points or more before, with all points after, with 10% or less before, with none after. More than 15% at one end is too many; fewer than 10 questions is short."
        ),
        symbols="x / n > 0.15",
        why=mark("Who begins with all points cannot show any learning."),
        limits=mark("Rules of thumb, with the counts beside them; they correct nothing."),
        reference="Terwee et al. (2007), Journal of Clinical Epidemiology 60, 34–42",
    ),
    Note(
        id="change_if_lost_unchanged",
        title=mark("If those who were lost had not changed"),
        what=mark(
            "The average change if everybody who took the first test but not the second is counted with a change of zero."
        ),
        formula=mark("The sum of all changes divided by the number of people who began."),
        symbols="Σ d / (n + m)",
        why=mark(
            "Those who stay to the end have often learnt more. The figure shows how much the result depends on them."
        ),
        limits=mark("One assumption, not an estimate: those who were lost may also have fallen back."),
        reference="National Research Council (2010), The Prevention and Treatment of Missing Data in Clinical Trials, chapter 4",
    ),
)
