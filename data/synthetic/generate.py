"""Write the synthetic example project: CSV files about people who do not exist.

Run ``python data/synthetic/generate.py`` to rewrite the files next to this script, or pass another
folder as the only argument. The same seed gives the same bytes every time.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

SEED = 20240101
# Which wrong option somebody chose is drawn apart, so that nothing else depends on it.
OPTION_SEED = 20240102
YEAR_START = date(2024, 1, 1)
YEAR_END = date(2024, 12, 31)
N_CLIENTS = 8_500
N_TRAININGS = 40
ITEMS = [f"q{number:02d}" for number in range(1, 21)]
SATISFACTION_ITEMS = ["overall", "material", "trainers", "usefulness", "comfort"]


class Region(NamedTuple):
    """A region: its population in mid-2024 (the weight) and the names that staff type in."""

    weight: int
    name_ru: str
    name_kk: str


REGIONS: dict[str, Region] = {
    "KZ-10": Region(605_872, "область Абай", "Абай облысы"),
    "KZ-11": Region(789_015, "Акмолинская область", "Ақмола облысы"),
    "KZ-15": Region(944_610, "Актюбинская область", "Ақтөбе облысы"),
    "KZ-19": Region(1_545_564, "Алматинская область", "Алматы облысы"),
    "KZ-23": Region(708_529, "Атырауская область", "Атырау облысы"),
    "KZ-27": Region(695_018, "Западно-Казахстанская область", "Батыс Қазақстан облысы"),
    "KZ-31": Region(1_223_670, "Жамбылская область", "Жамбыл облысы"),
    "KZ-33": Region(696_783, "область Жетісу", "Жетісу облысы"),
    "KZ-35": Region(1_134_776, "Карагандинская область", "Қарағанды облысы"),
    "KZ-39": Region(827_899, "Костанайская область", "Қостанай облысы"),
    "KZ-43": Region(844_914, "Кызылординская область", "Қызылорда облысы"),
    "KZ-47": Region(795_923, "Мангистауская область", "Маңғыстау облысы"),
    "KZ-55": Region(753_215, "Павлодарская область", "Павлодар облысы"),
    "KZ-59": Region(526_185, "Северо-Казахстанская область", "Солтүстік Қазақстан облысы"),
    "KZ-61": Region(2_150_796, "Туркестанская область", "Түркістан облысы"),
    "KZ-62": Region(221_612, "область Ұлытау", "Ұлытау облысы"),
    "KZ-63": Region(726_077, "Восточно-Казахстанская область", "Шығыс Қазақстан облысы"),
    "KZ-71": Region(1_472_027, "Астана", "Астана"),
    "KZ-75": Region(2_258_253, "город Алматы", "Алматы қаласы"),
    "KZ-79": Region(1_238_969, "Шымкент", "Шымкент"),
}
# Share of the usual volume that a region reaches: one small office, one opened on 1 September.
REACH = {"KZ-62": 0.35, "KZ-33": 0.35}
OPENED = {"KZ-33": date(2024, 9, 2)}
# Residents by age: invented shares, younger in the south and west, older in the north and east.
AGE_SHARES = {"0-28": 0.48, "29-45": 0.25, "46-59": 0.15, "60+": 0.12}
OLDER = {"0-28": -0.4, "29-45": 0.05, "46-59": 0.13, "60+": 0.22}  # of a step, which adds up to nothing
AGE_STEPS = {
    "KZ-10": 0.12, "KZ-11": 0.13, "KZ-15": -0.06, "KZ-19": -0.07, "KZ-23": -0.12, "KZ-27": 0.0,
    "KZ-31": -0.11, "KZ-33": -0.03, "KZ-35": 0.16, "KZ-39": 0.23, "KZ-43": -0.12, "KZ-47": -0.18,
    "KZ-55": 0.19, "KZ-59": 0.27,
    "KZ-61": -0.21, "KZ-62": 0.03, "KZ-63": 0.24, "KZ-71": 0.0, "KZ-75": 0.06, "KZ-79": -0.17,
}  # fmt: skip
RESIDENTS_PER_SPECIALIST = 250_000
STAFF_NOT_REPORTED = "KZ-59"
SPELLINGS = {"code": 0.60, "name_ru": 0.33, "name_kk": 0.07}

HOLIDAYS = frozenset(
    date(2024, month, day)
    for month, day in [
        (1, 1), (1, 2), (1, 7), (3, 8), (3, 21), (3, 22), (3, 23), (5, 1), (5, 7), (5, 9),
        (6, 16), (7, 6), (8, 30), (10, 25), (12, 16),
    ]
)  # fmt: skip
SATURDAY_WEIGHT = 0.04
MONTH_WEIGHTS = (0.55, 0.95, 1.15, 1.15, 1.08, 1.00, 0.82, 0.82, 1.06, 1.10, 1.04, 0.84)

SEXES = {"women": 0.71, "men": 0.26, "not_stated": 0.03}
STATUSES = {
    "youth": 0.215,
    "civil_servants": 0.045,
    "budget_workers": 0.085,
    "disability": 0.065,
    "older_50": 0.12,
    "unemployed": 0.205,
    "ngo": 0.012,
    "business": 0.068,
    "other": 0.155,
    "not_stated": 0.03,
}
STATUS_AGES = {  # youngest, most usual, oldest
    "youth": (14, 27, 35),
    "civil_servants": (21, 37, 62),
    "budget_workers": (20, 40, 64),
    "disability": (18, 43, 78),
    "older_50": (50, 58, 85),
    "unemployed": (18, 33, 62),
    "ngo": (21, 36, 66),
    "business": (21, 38, 67),
    "other": (18, 36, 80),
    "not_stated": (18, 36, 78),
}
TOPICS = ["alimony", "residence", "contact", "divorce", "property", "other"]
TOPIC_WEIGHTS = {
    "women": (0.34, 0.13, 0.09, 0.25, 0.10, 0.09),
    "men": (0.13, 0.15, 0.24, 0.25, 0.13, 0.10),
    "not_stated": (0.22, 0.14, 0.14, 0.25, 0.12, 0.13),
    "minor": (0.00, 0.40, 0.32, 0.00, 0.00, 0.28),
}
SPECIALISTS = ["lawyer", "psychologist", "mediator", "social_worker"]
SPECIALIST_WEIGHTS = {
    "alimony": (0.80, 0.05, 0.07, 0.08),
    "residence": (0.50, 0.19, 0.19, 0.12),
    "contact": (0.40, 0.24, 0.26, 0.10),
    "divorce": (0.52, 0.25, 0.18, 0.05),
    "property": (0.78, 0.03, 0.15, 0.04),
    "other": (0.26, 0.36, 0.08, 0.30),
}
CHANNELS = {"office": 0.53, "phone": 0.31, "online": 0.16}
AGE_BLANK = 0.04
EXTRA_VISITS_SHAPE, EXTRA_VISITS_MEAN, MOST_VISITS = 0.45, 1.92, 24
FIRST_GAP, MEAN_GAP = 3, 16  # working days
SAME_TOPIC = 0.78

NO_TRAININGS = ("KZ-27", "KZ-33", "KZ-59", "KZ-62")
PLANNED_NOT_HELD = {"KZ-59": 2}
SMALL_GROUP, NO_CHANGE, FALLING, FEW_PAIRS = "T08", "T11", "T17", "T23"
FIXED_SIZES = {SMALL_GROUP: 8, NO_CHANGE: 26, FALLING: 24, FEW_PAIRS: 11}
FIXED_GAINS = {NO_CHANGE: 0.1, FALLING: -0.3}  # 0.1 makes up for the misleading item
FEW_PAIRS_PATTERN = ("both",) * 4 + ("pre",) * 5 + ("post",) * 2
OCCASIONS = {"both": 0.88, "pre": 0.08, "post": 0.04}
KNOWN_ITEM, MISLEADING_ITEM = "q07", "q13"
MISLEADING_SHIFT = -1.7
ANSWER_BLANK = 0.006
OPTIONS = ["A", "B", "C", "D"]
KEY = dict(zip(ITEMS, "BDACABDCADBCBADCCBDA", strict=True))
# Wrong options by how often they draw people; after the training nearly all who are wrong on q13 choose D.
WRONG_WEIGHTS = (0.5, 0.3, 0.2)
MISLEADING_OPTION, MISLEADING_WEIGHTS = "D", (0.86, 0.08, 0.06)
FORM_RETURNED = 0.85
SATISFACTION_BLANK, SATISFACTION_UNKNOWN, UNKNOWN_CODE = 0.03, 0.02, 9
SATISFACTION_CUTS = (-2.35, -1.85, -1.27, -0.2)
SATISFACTION_SHIFTS = (0.05, 0.0, 0.25, 0.05, -0.1)
# What people ticked when asked how they had heard of the training, and how likely they are to recommend
# it. They are drawn from streams of their own, so that no other number depends on them.
HEARD_FROM = {"friends": 0.46, "court": 0.38, "media": 0.14, "social_networks": 0.33, "akimat": 0.21}
HEARD_NONE, HEARD_BLANK, HEARD_TWICE, HEARD_SPACES = 0.04, 0.05, 0.03, 0.12
RECOMMEND_BLANK = 0.04

# title_kk, title_ru, title_en
TITLES: dict[str, list[tuple[str, str, str]]] = {
    "young_couples": [
        (
            "Некенің алғашқы жылы: қалай келісуге болады",
            "Первый год брака: как договариваться",
            "The first year of marriage: how to reach agreement",
        ),
        ("Жас отбасының қаржысы", "Деньги в молодой семье", "Money in a young family"),
        (
            "Тыңдай білу және түсінікті сөйлеу",
            "Умение слушать и говорить понятно",
            "Listening well and speaking clearly",
        ),
        (
            "Тұңғыш баланың дүниеге келуіне дайындаламыз",
            "Готовимся к рождению первого ребёнка",
            "Preparing for the birth of a first child",
        ),
        (
            "Ерлі-зайыптылардың құқықтары мен міндеттері",
            "Права и обязанности супругов",
            "Rights and duties of husband and wife",
        ),
    ],
    "conflict": [
        (
            "Отбасындағы жанжалды зорлық-зомбылықсыз шешу",
            "Семейный конфликт без насилия",
            "Family conflict without violence",
        ),
        (
            "Ажырасқаннан кейінгі ата-ана: ең алдымен бала мүддесі",
            "Родители после развода: интересы ребёнка прежде всего",
            "Parents after divorce: the child comes first",
        ),
        (
            "Бір шаңырақ астындағы үш ұрпақ",
            "Три поколения под одной крышей",
            "Three generations under one roof",
        ),
        (
            "Қалай сабырға келіп, әңгімені жалғастыруға болады",
            "Как успокоиться и продолжить разговор",
            "How to calm down and carry on talking",
        ),
        ("Медиатор қай кезде көмектесе алады", "Когда может помочь медиатор", "When a mediator can help"),
    ],
    "specialists": [
        ("Клиентпен алғашқы әңгіме", "Первая беседа с клиентом", "The first interview with a client"),
        (
            "Тұрмыстық зорлық-зомбылықты қалай тануға болады",
            "Как распознать бытовое насилие",
            "How to recognise domestic violence",
        ),
        (
            "Клиенттермен жұмыста дербес деректерді қорғау",
            "Защита персональных данных в работе с клиентами",
            "Protecting personal data in work with clients",
        ),
        (
            "Кәсіби қажудың алдын алу",
            "Профилактика профессионального выгорания",
            "Preventing professional burnout",
        ),
        (
            "Әлеуметтік қызметтердің өзара іс-қимылы",
            "Взаимодействие социальных служб",
            "How social services work together",
        ),
    ],
}


def shares(weights: np.ndarray) -> np.ndarray:
    """Return the weights divided by their sum."""
    return weights / weights.sum()


def draw(rng: np.random.Generator, options: dict[str, float], size: int) -> np.ndarray:
    """Draw `size` keys of `options` with the probabilities given as its values."""
    return rng.choice(np.array(list(options)), size=size, p=shares(np.array(list(options.values()))))


def pick(rng: np.random.Generator, options: list[str], weights: tuple[float, ...]) -> str:
    """Draw one of the options with the given weights."""
    return options[int(rng.choice(len(options), p=shares(np.array(weights))))]


def allocate(total: int, weights: dict[str, float]) -> dict[str, int]:
    """Split `total` in proportion to the weights, in whole numbers (largest remainders first)."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    result = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: (result[key] - exact[key], key))
    for key in by_remainder[: total - sum(result.values())]:
        result[key] += 1
    return result


def region_weights() -> dict[str, float]:
    """Return the expected volume of every region: population times reach."""
    return {code: region.weight * REACH.get(code, 1.0) for code, region in REGIONS.items()}


def is_working(day: date) -> bool:
    """Tell whether the offices are normally open on this day."""
    return day.weekday() < 5 and day not in HOLIDAYS


def day_weight(day: date) -> float:
    """Return how busy a day is: month by month, some Saturdays, no Sundays and holidays."""
    if day in HOLIDAYS or day.weekday() == 6:
        return 0.0
    usual = 1.0 if day.weekday() < 5 else SATURDAY_WEIGHT
    return usual * MONTH_WEIGHTS[day.month - 1]


def days_from(start: date) -> list[date]:
    """Return every day from `start` to the end of the year."""
    return [start + timedelta(days=step) for step in range((YEAR_END - start).days + 1)]


def first_visits(rng: np.random.Generator, region: str, size: int) -> list[date]:
    """Draw the days of the first visits in one region, after its office opened."""
    days = days_from(OPENED.get(region, YEAR_START))
    chosen = rng.choice(len(days), size=size, p=shares(np.array([day_weight(day) for day in days])))
    return [days[index] for index in chosen]


def draw_ages(rng: np.random.Generator, statuses: np.ndarray) -> list[int | None]:
    """Draw an age that fits each status, with a few blanks."""
    ages: list[int | None] = []
    for status in statuses:
        low, mode, high = STATUS_AGES[status]
        age = int(rng.triangular(low, mode, high + 1))
        ages.append(None if rng.random() < AGE_BLANK else min(age, high))
    return ages


def make_clients(rng: np.random.Generator) -> pd.DataFrame:
    """Make one row per client, numbered in the order of the first visit."""
    parts = []
    for region, size in allocate(N_CLIENTS, region_weights()).items():
        local = {status: share * float(rng.lognormal(0, 0.3)) for status, share in STATUSES.items()}
        statuses = draw(rng, local, size)
        extra = rng.poisson(rng.gamma(EXTRA_VISITS_SHAPE, EXTRA_VISITS_MEAN / EXTRA_VISITS_SHAPE, size))
        parts.append(
            pd.DataFrame(
                {
                    "region": region,
                    "first": first_visits(rng, region, size),
                    "sex": draw(rng, SEXES, size),
                    "age": pd.array(draw_ages(rng, statuses), dtype="Int64"),
                    "status": statuses,
                    "visits": np.minimum(1 + extra, MOST_VISITS),
                }
            )
        )
    clients = pd.concat(parts, ignore_index=True).sort_values(["first", "region"], kind="stable")
    clients.insert(0, "client", [f"C{number:05d}" for number in range(1, len(clients) + 1)])
    return clients.reset_index(drop=True)


def working_day_after(day: date, steps: int) -> date:
    """Return the working day that comes `steps` working days after the given day."""
    holidays = [holiday.isoformat() for holiday in sorted(HOLIDAYS)]
    moved = np.busday_offset(day.isoformat(), steps, roll="backward", holidays=holidays)
    return date.fromisoformat(str(moved))


def visit_days(rng: np.random.Generator, first: date, visits: int) -> list[date]:
    """Return the days of a client's visits; those after the end of the year did not take place."""
    days = [first]
    for gap in rng.exponential(MEAN_GAP, visits - 1):
        days.append(working_day_after(days[-1], FIRST_GAP + int(gap)))
    return [day for day in days if day <= YEAR_END]


def spell_region(rng: np.random.Generator, region: str) -> str:
    """Write the region as its code, or as its Russian or Kazakh name."""
    spelling = pick(rng, list(SPELLINGS), tuple(SPELLINGS.values()))
    return region if spelling == "code" else str(getattr(REGIONS[region], spelling))


def topic_group(sex: str, age: object) -> str:
    """Return the key of TOPIC_WEIGHTS for a client: minors apart, the others by sex."""
    return "minor" if isinstance(age, int) and age < 18 else sex


def client_visits(rng: np.random.Generator, client: dict[str, object]) -> list[dict[str, object]]:
    """Make the consultations of one client, most of them on the same topic."""
    weights = TOPIC_WEIGHTS[topic_group(str(client["sex"]), client["age"])]
    usual = pick(rng, TOPICS, weights)
    rows = []
    for day in visit_days(rng, client["first"], client["visits"]):  # type: ignore[arg-type]
        topic = usual if rng.random() < SAME_TOPIC else pick(rng, TOPICS, weights)
        rows.append(
            {
                "date": day.isoformat(),
                "client": client["client"],
                "region": spell_region(rng, str(client["region"])),
                "sex": client["sex"],
                "age": client["age"],
                "status": client["status"],
                "topic": topic,
                "channel": pick(rng, list(CHANNELS), tuple(CHANNELS.values())),
                "specialist": pick(rng, SPECIALISTS, SPECIALIST_WEIGHTS[topic]),
            }
        )
    return rows


def make_consultations(rng: np.random.Generator, clients: pd.DataFrame) -> pd.DataFrame:
    """Make one row per consultation, in the order of the dates."""
    rows: list[dict[str, object]] = []
    for client in clients.to_dict("records"):
        rows.extend(client_visits(rng, {str(name): value for name, value in client.items()}))
    frame = pd.DataFrame(rows).astype({"age": "Int64"})
    return frame.sort_values(["date", "client"], kind="stable").reset_index(drop=True)


def training_regions(rng: np.random.Generator) -> list[str]:
    """Return a region for each training: at least one for every region that has trainings."""
    codes = [code for code in REGIONS if code not in NO_TRAININGS]
    weights = shares(np.array([float(REGIONS[code].weight) for code in codes]))
    more = rng.choice(np.array(codes), size=N_TRAININGS - len(codes), p=weights)
    return [str(code) for code in rng.permutation(np.concatenate([codes, more]))]


def training_dates(rng: np.random.Generator) -> list[date]:
    """Draw different working days from February on, in order."""
    days = [day for day in days_from(date(2024, 2, 1)) if is_working(day)]
    weights = shares(np.array([day_weight(day) for day in days]))
    chosen = rng.choice(len(days), size=N_TRAININGS, replace=False, p=weights)
    return [days[index] for index in sorted(chosen)]


def make_trainings(rng: np.random.Generator) -> tuple[pd.DataFrame, dict[str, int]]:
    """Make one row per training, and the number of people who came to each of them."""
    codes = [f"T{number:02d}" for number in range(1, N_TRAININGS + 1)]
    programmes = rng.permutation([list(TITLES)[index % len(TITLES)] for index in range(N_TRAININGS)])
    sizes = {code: FIXED_SIZES.get(code, int(rng.integers(10, 31))) for code in codes}
    used = dict.fromkeys(TITLES, 0)
    rows = []
    for code, region, programme, day in zip(
        codes, training_regions(rng), programmes, training_dates(rng), strict=True
    ):
        title_kk, title_ru, title_en = TITLES[programme][used[programme] % len(TITLES[programme])]
        used[programme] += 1
        rows.append(
            {
                "training": code,
                "region": region,
                "programme": programme,
                "date": day.isoformat(),
                "title_kk": title_kk,
                "title_ru": title_ru,
                "title_en": title_en,
                "invited": min(32, sizes[code] + int(rng.integers(0, 6))),
                "participants": sizes[code],
            }
        )
    return pd.DataFrame(rows), sizes


def item_difficulties(rng: np.random.Generator) -> np.ndarray:
    """Return the difficulty of each item on the ability scale; one item is known to nearly everyone."""
    difficulties = rng.permutation(np.linspace(-1.2, 1.6, len(ITEMS)))
    difficulties[ITEMS.index(KNOWN_ITEM)] = -3.2
    difficulties[ITEMS.index(MISLEADING_ITEM)] = -0.2
    return difficulties


def answer(
    rng: np.random.Generator, ability: float, difficulties: np.ndarray, after: bool
) -> list[int | None]:
    """Answer every item by a logistic model; the misleading item is harder after the training."""
    shift = np.where(np.array(ITEMS) == MISLEADING_ITEM, MISLEADING_SHIFT if after else 0.0, 0.0)
    right = rng.random(len(ITEMS)) < 1 / (1 + np.exp(difficulties - ability - shift))
    blank = rng.random(len(ITEMS)) < ANSWER_BLANK
    return [None if empty else int(value) for value, empty in zip(right, blank, strict=True)]


def occasions_taken(rng: np.random.Generator, training: str, size: int) -> list[str]:
    """Tell for each person of a training whether they took both tests, only pre or only post."""
    if training == FEW_PAIRS:
        return [str(value) for value in rng.permutation(FEW_PAIRS_PATTERN)]
    if training == SMALL_GROUP:
        return ["both"] * size
    return [str(value) for value in draw(rng, OCCASIONS, size)]


def training_tests(
    rng: np.random.Generator, training: str, region: str, size: int, difficulties: np.ndarray
) -> list[dict[str, object]]:
    """Make the test rows of one training: abilities rise by an amount typical of the training."""
    gain = FIXED_GAINS.get(training, float(rng.normal(1.0, 0.3)))
    rows: list[dict[str, object]] = []
    for number, taken in enumerate(occasions_taken(rng, training, size), start=1):
        before = float(rng.normal(0, 0.9))
        for occasion, ability in (("pre", before), ("post", before + float(rng.normal(gain, 0.3)))):
            values = answer(rng, ability, difficulties, occasion == "post")
            if taken in ("both", occasion):
                key = {"training": training, "region": region, "person": f"{training}-{number:02d}"}
                rows.append({**key, "occasion": occasion, **dict(zip(ITEMS, values, strict=True))})
    return rows


def make_tests(rng: np.random.Generator, trainings: pd.DataFrame, sizes: dict[str, int]) -> pd.DataFrame:
    """Make one row per person and occasion."""
    difficulties = item_difficulties(rng)
    rows: list[dict[str, object]] = []
    for training, region in zip(trainings["training"], trainings["region"], strict=True):
        rows.extend(training_tests(rng, training, region, sizes[training], difficulties))
    return pd.DataFrame(rows).astype(dict.fromkeys(ITEMS, "Int64"))


def wrong_options(item: str, after: bool) -> tuple[list[str], tuple[float, ...]]:
    """Return the wrong options of an item and how often each draws people."""
    wrong = [option for option in OPTIONS if option != KEY[item]]
    if item != MISLEADING_ITEM:
        # Not the same letter first everywhere.
        turn = ITEMS.index(item) % len(wrong)
        return wrong[turn:] + wrong[:turn], WRONG_WEIGHTS
    wrong.sort(key=lambda option: option != MISLEADING_OPTION)
    return wrong, MISLEADING_WEIGHTS if after else WRONG_WEIGHTS


def raw_answers(rng: np.random.Generator, tests: pd.DataFrame) -> pd.DataFrame:
    """Write the option that stands for each right or wrong answer; blanks stay blank."""
    rows: list[dict[str, object]] = []
    for row in tests.to_dict("records"):
        answers: dict[str, object] = {}
        for item in ITEMS:
            options, weights = wrong_options(item, row["occasion"] == "post")
            wrong = pick(rng, options, weights)
            answers[item] = None if pd.isna(row[item]) else KEY[item] if row[item] == 1 else wrong
        rows.append({str(name): value for name, value in row.items()} | answers)
    return pd.DataFrame(rows)


def satisfaction_form(rng: np.random.Generator, mood: float) -> list[int | None]:
    """Fill in one form: marks 1 to 5, sometimes 9 ("don't know") or a blank."""
    latent = mood + np.array(SATISFACTION_SHIFTS) + rng.normal(0, 0.7, len(SATISFACTION_ITEMS))
    marks = 1 + np.searchsorted(np.array(SATISFACTION_CUTS), latent)
    chances = rng.random(len(SATISFACTION_ITEMS))
    form: list[int | None] = []
    for mark, chance in zip(marks, chances, strict=True):
        if chance < SATISFACTION_BLANK:
            form.append(None)
        else:
            form.append(UNKNOWN_CODE if chance < SATISFACTION_BLANK + SATISFACTION_UNKNOWN else int(mark))
    return form


def make_satisfaction(
    rng: np.random.Generator, trainings: pd.DataFrame, sizes: dict[str, int]
) -> pd.DataFrame:
    """Make one row per returned form, without any person code."""
    rows: list[dict[str, object]] = []
    for training, region in zip(trainings["training"], trainings["region"], strict=True):
        room = float(rng.normal(0, 0.3))
        for _ in range(int(rng.binomial(sizes[training], FORM_RETURNED))):
            form = satisfaction_form(rng, room + float(rng.normal(0, 0.65)))
            marks = dict(zip(SATISFACTION_ITEMS, form, strict=True))
            rows.append({"training": training, "region": region, **marks})
    return pd.DataFrame(rows).astype(dict.fromkeys(SATISFACTION_ITEMS, "Int64"))


def heard_from(rng: np.random.Generator) -> str | None:
    """Tick how one person heard of the training: some tick twice, some leave spaces, some leave it blank."""
    chance, untidy = rng.random(2)
    ticked = [option for option, likely in HEARD_FROM.items() if rng.random() < likely]
    if chance < HEARD_BLANK:
        return None
    if chance < HEARD_BLANK + HEARD_NONE or not ticked:
        return "none"
    if untidy < HEARD_TWICE:
        ticked.append(ticked[0])
    return (" ; " if 1 - untidy < HEARD_SPACES else ";").join(ticked)


def recommendation(rng: np.random.Generator, marks: list[int]) -> int | None:
    """Answer how likely a person is to recommend, from 0 to 10, near twice their average mark."""
    mood = sum(marks) / len(marks) if marks else 4.0
    answer = round(2 * mood - 0.6 + float(rng.normal(0, 1.6)))
    return None if rng.random() < RECOMMEND_BLANK else min(max(answer, 0), 10)


def add_questions(satisfaction: pd.DataFrame) -> pd.DataFrame:
    """Add the two questions beside the marks, each from a stream of its own."""
    heard, recommending = (np.random.default_rng([SEED, stream]) for stream in (1, 2))
    forms = satisfaction[SATISFACTION_ITEMS].to_numpy(dtype=float, na_value=np.nan)
    marks = [[int(mark) for mark in form if 1 <= mark <= 5] for form in forms]
    added = {
        "heard_from": [heard_from(heard) for _ in marks],
        "recommend": pd.array([recommendation(recommending, form) for form in marks], dtype="Int64"),
    }
    return satisfaction.assign(**added)


def round_plan(value: float) -> int:
    """Round a planned number the way plans are written: to 50, to 10 when small."""
    step = 50 if value >= 300 else 10
    return max(step, round(value / step) * step)


def make_plan(
    rng: np.random.Generator, clients: int, consultations: int, trainings: pd.DataFrame
) -> pd.DataFrame:
    """Make the plan: ambitious in some regions, modest in others."""
    weights = region_weights()
    whole = sum(weights.values())
    held = trainings["region"].value_counts().to_dict()
    rows: list[dict[str, object]] = []
    for indicator, total in (("clients", clients), ("consultations", consultations)):
        for code, weight in weights.items():
            ambition = float(rng.choice([0.85, 0.9, 0.95, 1.0, 1.1, 1.2]))
            planned = round_plan(total * weight / whole * ambition)
            rows.append({"indicator": indicator, "region": code, "plan": planned})
    for code in REGIONS:
        if code in held:
            number = max(1, int(held[code]) + int(rng.choice([-1, 0, 0, 1])))
            rows.append({"indicator": "trainings", "region": code, "plan": number})
        elif code in PLANNED_NOT_HELD:
            rows.append({"indicator": "trainings", "region": code, "plan": PLANNED_NOT_HELD[code]})
    return pd.DataFrame(rows)


def make_population() -> pd.DataFrame:
    """Split the residents of every region by age; nothing is drawn at random."""
    rows = []
    for code, region in REGIONS.items():
        weights = {band: share + AGE_STEPS[code] * OLDER[band] for band, share in AGE_SHARES.items()}
        for band, residents in allocate(region.weight, weights).items():
            rows.append({"region": code, "age": band, "value": residents})
    return pd.DataFrame(rows)


def make_staff() -> pd.DataFrame:
    """Give every region specialists in proportion to its expected volume; one region does not say."""
    rows = [
        {"region": code, "specialists": max(1, round(weight / RESIDENTS_PER_SPECIALIST))}
        for code, weight in region_weights().items()
        if code != STAFF_NOT_REPORTED
    ]
    return pd.DataFrame(rows)


def make_all(rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Make every table, keyed by its file name."""
    clients = make_clients(rng)
    consultations = make_consultations(rng, clients)
    trainings, sizes = make_trainings(rng)
    return {
        "consultations.csv": consultations,
        "trainings.csv": trainings,
        "tests.csv": raw_answers(np.random.default_rng(OPTION_SEED), make_tests(rng, trainings, sizes)),
        "satisfaction.csv": add_questions(make_satisfaction(rng, trainings, sizes)),
        "plan.csv": make_plan(rng, len(clients), len(consultations), trainings),
        "population.csv": make_population(),
        "staff.csv": make_staff(),
    }


#: Registers are drawn apart, so that nothing else depends on them.
REGISTER_SEED = 20240103
N_PUBLICATIONS = 66
MEDIA_CHANNELS = {"newspaper": 0.35, "television": 0.10, "website": 0.25, "social_networks": 0.30}
PUBLICATION_THEMES = {
    "alimony": ("Алимент: қайда жүгіну керек", "Алименты: куда обращаться"),
    "divorce": ("Ажырасу алдында не білу керек", "Что знать перед разводом"),
    "mediation": ("Медиатор қалай көмектеседі", "Как помогает медиатор"),
    "violence": ("Зорлық-зомбылық болса не істеу керек", "Что делать при насилии"),
    "centre": ("Кеңес беру орталығының жұмысы", "Как работает консультационный центр"),
}
FEEDBACK = {
    "attitude": (17, "positive", "Мұқият тыңдады.", "Внимательно выслушали."),
    "clear_advice": (14, "positive", "Не істеу керегі түсінікті болды.", "Стало понятно, что делать."),
    "waiting": (9, "negative", "Кезек ұзақ болды.", "Долго ждали приёма."),
    "place": (6, "neutral", "Кеңсені табу қиын.", "Трудно найти кабинет."),
    "language": (3, "negative", "Қазақ тілінде үлгі аз.", "Мало образцов на казахском."),
}
PROBLEMS = (
    ("staff", "KZ-55", "clients", "Жазда заңгерлер жетіспеді.", "Летом не хватало юристов."),
    ("distance", "KZ-62", "clients", "Ауылдан орталыққа жету қиын.", "Из сёл трудно добраться до центра."),
    (
        "late_start",
        "KZ-33",
        "clients",
        "Орталық қыркүйекте ғана ашылды.",
        "Центр открылся только в сентябре.",
    ),
    ("premises", None, None, "Қабылдау бөлмелері тар.", "В помещениях для приёма тесно."),
)


def make_publications(rng: np.random.Generator) -> pd.DataFrame:
    """Publications of the year, one row each; none in January and one in August."""
    months = rng.choice([2, 3, 4, 5, 6, 7, 9, 10, 11, 12], N_PUBLICATIONS - 1)
    days = sorted(
        [date(2024, int(month), int(rng.integers(1, 29))) for month in months] + [date(2024, 8, 21)]
    )
    channels = rng.choice(list(MEDIA_CHANNELS), N_PUBLICATIONS, p=list(MEDIA_CHANNELS.values()))
    themes = rng.choice(list(PUBLICATION_THEMES), N_PUBLICATIONS)
    languages = rng.choice(["kk", "ru"], N_PUBLICATIONS, p=[0.55, 0.45])
    tones = rng.choice(["positive", "neutral", "negative"], N_PUBLICATIONS, p=[0.3, 0.65, 0.05])
    titles = [
        PUBLICATION_THEMES[theme][0 if language == "kk" else 1]
        for theme, language in zip(themes, languages, strict=True)
    ]
    seen = [
        "" if channel in ("newspaper", "television") else str(int(rng.integers(40, 2400)))
        for channel in channels
    ]
    return pd.DataFrame(
        {
            "publication": [f"P{number:02d}" for number in range(1, N_PUBLICATIONS + 1)],
            "day": days,
            "channel": channels,
            "theme": themes,
            "tone": tones,
            "language": languages,
            "title": titles,
            "views": seen,
        }
    )


def make_feedback(rng: np.random.Generator) -> pd.DataFrame:
    """What people wrote, coded by theme; one in four agreed to be quoted."""
    rows = [
        {
            "theme": theme,
            "tone": tone,
            "text_kk": kk,
            "text_ru": ru,
            "consent": "yes" if rng.random() < 0.25 else "no",
        }
        for theme, (n, tone, kk, ru) in FEEDBACK.items()
        for _ in range(n)
    ]
    frame = pd.DataFrame(rows).sample(frac=1, random_state=REGISTER_SEED).reset_index(drop=True)
    frame.insert(0, "feedback", [f"F{number:02d}" for number in range(1, len(frame) + 1)])
    return frame


def make_problems() -> pd.DataFrame:
    """Problems by region, linked to the indicator that they touched."""
    columns = ["theme", "region", "indicator", "text_kk", "text_ru"]
    frame = pd.DataFrame(PROBLEMS, columns=columns)
    frame.insert(0, "problem", [f"R{number}" for number in range(1, len(frame) + 1)])
    return frame


def make_registers(rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return the registers by file name."""
    return {
        "publications.csv": make_publications(rng),
        "feedback.csv": make_feedback(rng),
        "problems.csv": make_problems(),
    }


def write_all(folder: Path) -> list[Path]:
    """Write every table into the folder and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    tables = make_all(np.random.default_rng(SEED)) | make_registers(np.random.default_rng(REGISTER_SEED))
    for name, frame in tables.items():
        text = frame.to_csv(index=False, lineterminator="\n")
        path = folder / name
        path.write_bytes(text.encode("utf-8"))
        paths.append(path)
    return paths


def main(arguments: list[str]) -> int:
    """Write the files next to this script, or into the folder given as the only argument."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    for path in write_all(folder):
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
