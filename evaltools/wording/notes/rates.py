"""Notes on rates, regions and months."""

from evaltools.language import mark
from evaltools.wording.notes.note import Note

NOTES = (
    Note(
        id="rate",
        title=mark("Rate per residents"),
        what=mark(
            "How many clients or consultations there were for every so many residents, or whatever else the count is divided by."
        ),
        formula=mark(
            "The count divided by the residents, times the unit. The interval is exact below 10 and Byar’s from 10 on. Consultations have none, since visits of one client follow from each other."
        ),
        symbols="x / n · k;  x · (1 − 1/(9x) ± z/(3√x))³",
        why=mark("Regions of different size can be compared. The rule is that of public health statistics."),
        limits=mark(
            "It covers chance from year to year, not errors of recording. The number of residents is taken as known."
        ),
        reference="Garwood (1936), Biometrika 28, 437–442; Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69",
    ),
    Note(
        id="rate_ratio",
        title=mark("How many times as often"),
        what=mark("How many times as often something happens in one place as in another."),
        formula=mark("One rate divided by the other; the limits are exact."),
        symbols="(x₁ / n₁) / (x₂ / n₂)",
        why=mark("It holds where there are few cases, too."),
        limits=mark(
            "Cases must not depend on each other. A different make-up of the two places is not allowed for."
        ),
        reference="Przyborowski and Wilenski (1940), Biometrika 31, 313–323; Clopper and Pearson (1934), Biometrika 26, 404–413",
    ),
    Note(
        id="directly_standardised_rate",
        title=mark("Rate adjusted for the make-up of a region"),
        what=mark(
            "The rate a region would have if its groups, such as ages, were as large as in the standard."
        ),
        formula=mark(
            "The rate of each group times its share in the standard, added up. The limits are Dobson’s."
        ),
        symbols="Σ wᵢ · xᵢ / nᵢ",
        why=mark("Regions of different make-up can be compared."),
        limits=mark(
            "It means something beside other figures on the same standard. It is withheld below 10 cases."
        ),
        reference="Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10, 457–462",
    ),
    Note(
        id="standardised_ratio",
        title=mark("Observed against expected"),
        what=mark(
            "How many times as many cases there were as would be expected at the rates of the standard; 1 is as expected."
        ),
        formula=mark(
            "The cases observed divided by the cases expected: the residents of each group times the standard’s rate, added up."
        ),
        symbols="O / Σ nᵢ · rᵢ",
        why=mark("It holds for fewer cases than an adjusted rate."),
        limits=mark(
            "Each region is compared with the standard; two such figures cannot be compared with each other."
        ),
        reference="Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69",
    ),
    Note(
        id="funnel",
        title=mark("Whether a region differs from the others"),
        what=mark(
            "Whether a region lies above or below the regions together by more than chance explains, given its size."
        ),
        formula=mark(
            "Round the value of the regions together limits are drawn in which 99.8 of 100 regions of that size would lie by chance. The dispersion compares the spread of regions with what chance would give."
        ),
        symbols="Σ x / Σ n;  φ = Σ z² / (k − 1)",
        why=mark("A ranking always has a last place, also where regions do not differ."),
        limits=mark(
            "Where most regions lie outside, they differ for other reasons than chance, no region is called higher or lower, and what regions have together gets no interval."
        ),
        reference="Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202",
    ),
    Note(
        id="load",
        title=mark("Work for each specialist"),
        what=mark("How many consultations there were for each specialist."),
        formula=mark("The consultations divided by the specialists."),
        symbols="x / n",
        why=mark("A region with one specialist is seen as such."),
        limits=mark(
            "It says nothing of how evenly work was shared, nor how long a consultation takes. It has no interval: nothing was sampled."
        ),
    ),
    Note(
        id="control_chart",
        title=mark("Which months are out of the ordinary"),
        what=mark("Which months lie outside the range in which the series usually moves."),
        formula=mark(
            "The average plus and minus 2.66 times the average distance between neighbouring months; single large jumps are left out once. A long run on one side of the average is a signal, too."
        ),
        symbols="x̄ ± 2.66 · MR",
        why=mark("Every series goes up and down; the chart says which points ask for a reason."),
        limits=mark("It needs 12 points at equal steps and no season."),
        reference="Wheeler and Chambers (1992), Understanding Statistical Process Control; Anhøj and Olesen (2014), PLoS ONE 9(11), e113825",
    ),
)
