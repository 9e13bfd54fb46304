"""What a page must have for readers of every kind, read from its HTML alone: no browser, quick.

Each rule takes a page and gives a sentence for each fault that it finds. What
only a browser can tell (sizes, focus, colours as they are drawn) is in
`tests/browser`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from lxml import html
from lxml.html import HtmlElement

from evaltools.language import LOCALES
from evaltools.tables import OPEN_ROWS

#: Bytes of a page, and of a page as a server would send it.
LARGEST, LARGEST_PACKED = 150_000, 60_000
#: An alternative text is heard in one go.
LONGEST_DESCRIPTION = 90

_FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex], iframe, audio[controls]"
_NUMBER = re.compile(r"[<>]?[+−-]?\d[\d\s.,]*(%|\s%)?")
#: Columns whose numbers are names: of a letter, of a task.
_NUMBERED = re.compile(r"\b(number|номер|нөмір)", re.IGNORECASE)
#: The title of a work inside a sentence is a name, and stays as it is (WCAG 2.2, 3.1.2).
_QUOTED = re.compile(r"[“«][^”»]*[”»]")
_KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
#: Small words of Russian that no Kazakh sentence has, and of English that neither has.
_RUSSIAN = re.compile(r"(?<![\w-])(и|в|на|с|по|не|для|при|из|от|или|что|это|за|к)(?![\w-])", re.IGNORECASE)
_ENGLISH = re.compile(
    r"(?<![\w-])(the|and|of|is|are|was|were|with|that|this|not|for|from|by)(?![\w-])", re.IGNORECASE
)
_PICTURE_OF = re.compile(
    r"^\W*(an? )?(image|picture|graph|photo) of\b|^\W*изображение\b|^\W*сурет\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Page:
    """A page of an output folder, with its text and its elements.

    Attributes
    ----------
    folder : Path
        What a page may lead to lies in it.
    path : Path
    text : str
        The file as it is.
    """

    folder: Path
    path: Path
    text: str

    @cached_property
    def root(self) -> HtmlElement:
        return html.document_fromstring(self.text.encode(), parser=html.HTMLParser(encoding="utf-8"))

    @property
    def place(self) -> str:
        """Where it lies in its folder."""
        return self.path.relative_to(self.folder).as_posix()

    @property
    def kind(self) -> str:
        """What it is: the name of its file, without a region or a training."""
        return re.sub(r"-(KZ.*|T\d+)$", "", self.path.stem)

    @property
    def language(self) -> str:
        return str(self.root.get("lang", ""))

    def all(self, selector: str) -> list[HtmlElement]:
        return list(self.root.cssselect(selector))


Rule = Callable[[Page], Iterator[str]]


def read(folder: Path, path: Path) -> Page:
    """The page in a file of an output folder."""
    return Page(folder, path, path.read_text(encoding="utf-8"))


def said(element: HtmlElement) -> str:
    """The words of an element, blanks made one."""
    return " ".join(str(element.text_content()).split())


def language_of_the_document(page: Page) -> Iterator[str]:
    """The page says its language, and it is that of its folder; every `lang` is a language of ours."""
    expected = next((part for part in reversed(page.path.parts[:-1]) if part in LOCALES), page.language)
    if page.language not in LOCALES or page.language != expected:
        yield f"the document is in {page.language!r}, its folder in {expected!r}"
    for element in page.all("[lang], [hreflang]"):
        for name in ("lang", "hreflang"):
            if element.get(name) is not None and element.get(name) not in LOCALES:
                yield f"{name}={element.get(name)!r} is no language"


def languages_of_passages(page: Page) -> Iterator[str]:
    """Words in another language than the page's say which, where letters or small words give them away."""
    for element in page.root.body.iter():
        if not isinstance(element.tag, str) or element.tag in ("style", "script"):
            continue
        spoken = next((e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang")), "")
        if any(e.get("translate") == "no" for e in (element, *element.iterancestors())):
            continue
        for text in (element.text, *(child.tail for child in element)):
            if foreign := _foreign(text or "", str(spoken)):
                yield f"in {spoken}, without a mark: {foreign} in “{' '.join((text or '').split())[:90]}”"


def _foreign(text: str, spoken: str) -> str:
    """The language that a text in `spoken` is rather in; empty for none."""
    text = _QUOTED.sub("", text)
    if spoken == "en":
        return "Cyrillic letters" if _CYRILLIC.search(text) else ""
    if len(_ENGLISH.findall(text)) >= 2:
        return "English"
    if spoken == "kk" and len(_RUSSIAN.findall(text)) >= 2 and not _KAZAKH.search(text):
        return "Russian"
    if spoken == "ru" and len(_KAZAKH.findall(text)) >= 6:
        return "Kazakh"
    return ""


def title(page: Page) -> Iterator[str]:
    """The title says what the page is about, in the words of its first heading, and says nothing twice."""
    name = said(page.all("title")[0]) if page.all("title") else ""
    first = [said(each) for each in page.all("h1")]
    if not name:
        yield "no title"
    parts = [part for part in re.split(r": | – |, ", name) if len(part) > 12]
    for part, times in Counter(parts).items():
        if times > 1:
            yield f"the title says “{part}” {times} times: {name}"
    if page.kind == "region-report":
        if not first or not name.startswith(first[0]):
            yield f"the title “{name}” does not begin with the heading {first}"
        if not re.search(r"\b20\d\d\b", name):
            yield f"the title “{name}” says no period"


def headings(page: Page) -> Iterator[str]:
    """One heading of the first level, none empty, no level left out; sections begin with theirs."""
    found = page.all("h1, h2, h3, h4, h5, h6")
    if [each.tag for each in found].count("h1") != 1 or found[0].tag != "h1":
        yield f"headings are {[each.tag for each in found]}"
    for before, after in pairwise(found):
        if int(after.tag[1]) - int(before.tag[1]) > 1:
            yield f"{after.tag} “{said(after)}” comes after {before.tag}"
    yield from (f"an empty {each.tag}" for each in found if not said(each))
    for section in page.all("main section"):
        begin = section.find("div[@class='answer']")
        begin = section if begin is None else begin
        if not len(begin) or begin[0].tag not in ("h2", "h3") or section[0] not in (begin, begin[0]):
            yield f"a section does not begin with a heading: {said(section)[:60]}"


def landmarks(page: Page) -> Iterator[str]:
    """The skip link comes first and leads to the only main part; header and footer stand around it."""
    focusable = page.root.body.cssselect(_FOCUSABLE)
    first = focusable[0] if focusable else None
    if first is None or first.get("class") != "skip" or first.get("href") != "#main" or not said(first):
        yield f"the first stop is {'nothing' if first is None else html.tostring(first)[:80]!r}"
    if [each.get("id") for each in page.all("main")] != ["main"]:
        yield "there is not one main part with the id main"
    if page.all("main header, main footer") or len(page.all("body > header")) != 1:
        yield "header or footer are not beside the main part"
    names = Counter(accessible_name(page, each) for each in page.all("nav"))
    yield from (f"{n} navigations are called {name!r}" for name, n in names.items() if n > 1 or not name)


def accessible_name(page: Page, element: HtmlElement) -> str:
    """The name that an element is given by attributes."""
    if element.get("aria-labelledby"):
        places = str(element.get("aria-labelledby")).split()
        return " ".join(said(each) for place in places for each in page.all(f'[id="{place}"]'))
    return str(element.get("aria-label") or "").strip()


def tables(page: Page) -> Iterator[str]:
    """Every table has its name, heads with scopes and words, full rows, and numbers under each other."""
    for table in page.all("table"):
        captions = table.cssselect("caption")
        name = said(captions[0]) if captions else ""
        # What somebody else's notebook shows can be given heads, but no name.
        ours = bool(page.all("header .project"))
        if ours and not name:
            yield f"a table without a caption: {said(table)[:60]}"
        for head in table.cssselect("th"):
            if head.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                yield f"{name}: the head “{said(head)}” has no scope"
            if not said(head):
                yield f"{name}: an empty head"
        if ours:
            yield from (f"{name}: {fault}" for fault in _columns(table))


def _columns(table: HtmlElement) -> Iterator[str]:
    ours = "data" in (table.get("class") or "").split()
    heads = table.cssselect("thead tr:last-child th")

    def is_numeric(cell: HtmlElement) -> bool:
        names = (cell.get("class") or "").split()
        return "w" not in names if ours else "n" in names

    numeric = [is_numeric(head) for head in heads]
    filled: list[list[str]] = [[] for _ in heads]
    for row in table.cssselect("tbody tr, tfoot tr"):
        cells = list(row)
        # Files and languages of a report stand under its figures, on a line of their own.
        if cells and "beside" in (cells[0].get("class") or "").split():
            continue
        if len(cells) == 1 and cells[0].get("colspan"):
            continue
        if len(cells) != len(heads) or cells[0].tag != "th":
            yield f"the row “{said(row)[:40]}” has {len(cells)} cells for {len(heads)} columns"
            continue
        for place, cell in enumerate(cells[1:], 1):
            names = (cell.get("class") or "").split()
            if is_numeric(cell) != numeric[place]:
                yield f"“{said(cell)}” stands otherwise than the head “{said(heads[place])}”"
            if numeric[place] and not said(cell) and not _within(row, "tfoot"):
                yield f"an empty cell in the row “{said(cells[0])}”"
            if "mark" not in names and said(cell):
                filled[place].append(" ".join((cell.text or "").split()))
    for place, texts in enumerate(filled):
        named = _NUMBERED.search(said(heads[place]))
        if texts and not numeric[place] and not named and all(_NUMBER.fullmatch(text) for text in texts):
            yield f"the numbers of “{said(heads[place])}” do not stand under each other"


def figures(page: Page) -> Iterator[str]:
    """Every chart has a number, a description of its own of at most 90 words, and its table in the same section."""
    shown = page.all("figure")
    described = Counter(_description(page, each) for each in shown)
    for figure in shown:
        caption = " ".join(said(each) for each in figure.cssselect("figcaption"))
        text = _description(page, figure)
        if described[text] > 1:
            yield f"{caption}: the same description twice"
        if _PICTURE_OF.search(text):
            yield f"{caption}: the description says that it is a picture"
        if figure.cssselect("img"):
            yield from (f"a picture without description: {caption}" for _ in "." if not text)
            continue
        if not re.match(r"\D*\d+\D", caption) or not said(figure.cssselect(".number")[0]):
            yield f"a chart without a number: {caption}"
        section = next(figure.iterancestors("section"), None)
        finding = said(section.cssselect(".finding")[0]) if section is not None else ""
        if not text or text == finding or text in caption or len(text.split()) < 5:
            yield f"{caption}: the description “{text}” says nothing of the data"
        # Digits, and a percent sign, that a blank parts are still one word.
        words = len(re.sub(r"(?<=\d)\xa0(?=[\d%])", "", text).split())
        if words > LONGEST_DESCRIPTION:
            yield f"{caption}: the description has {words} words"
        if not re.search(r"\d", text):
            yield f"{caption}: the description quotes no value"
        if section is None or not any(each.cssselect("table") for each in _with_its_neighbour(page, section)):
            yield f"{caption}: no table behind the chart"
    yield from (
        f"a chart outside of a figure: {said(each)[:40]}"
        for each in page.all("svg")
        if not _within(each, "figure")
    )


def _with_its_neighbour(page: Page, section: HtmlElement) -> Iterator[HtmlElement]:
    """A map is a second view of the table of the section before it; on the start page, after it."""
    yield section
    neighbour = section.getnext() if page.kind == "index" else section.getprevious()
    if neighbour is not None:
        yield neighbour


def _description(page: Page, figure: HtmlElement) -> str:
    for picture in figure.cssselect("svg"):
        return accessible_name(page, picture) if picture.get("role") == "img" else ""
    return " ".join(str(each.get("alt") or "").strip() for each in figure.cssselect("img"))


def _within(element: HtmlElement, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def ids(page: Page) -> Iterator[str]:
    """No id stands twice; what refers to one finds it, with words in it."""
    found = Counter(str(each.get("id")) for each in page.all("[id]"))
    yield from (f"the id {id_!r} stands {times} times" for id_, times in found.items() if times > 1)
    for name in ("aria-labelledby", "aria-describedby", "for", "headers"):
        for element in page.all(f"[{name}]"):
            for place in str(element.get(name)).split():
                if place not in found:
                    yield f"{name} names {place!r}, which is not there"


def links(page: Page) -> Iterator[str]:
    """Every link has words and a target in the folder; no public page leads to an internal one."""
    inside = page.folder.resolve()
    for link in page.all("a"):
        href = unquote(str(link.get("href") or ""))
        file, _, place = href.partition("#")
        target = (page.path.parent / file).resolve() if file else page.path.resolve()
        if not (said(link) or link.get("aria-label")):
            yield f"a link without words to {href}"
        if not href or not target.is_relative_to(inside) or not target.is_file():
            yield f"“{said(link)}” leads to {href!r}, which is no file of the folder"
        elif place and f'id="{place}"' not in (target.read_text(encoding="utf-8") if file else page.text):
            yield f"“{said(link)}” leads to {href!r}, where that place is missing"
        elif "internal" in target.relative_to(inside).parts and not page.place.startswith("internal/"):
            yield f"a public page leads to {href!r}"


def tab_stops(page: Page) -> Iterator[str]:
    """A tab stop of its own has a region that can be wider than a screen, and that has a name."""
    for element in page.all("[tabindex]"):
        if element.get("tabindex") != "0":
            yield f"tabindex {element.get('tabindex')!r} changes the order"
        if "scroll" not in (element.get("class") or "").split() or element.get("role") != "region":
            yield f"an idle tab stop: {said(element)[:60]}"
        if not accessible_name(page, element):
            yield f"a region without a name: {said(element)[:60]}"
        if len(element.cssselect("thead th, thead td")) < 4:
            yield f"a region that cannot be too wide: {said(element)[:60]}"


def policy(page: Page) -> Iterator[str]:
    """Nothing runs but what the policy knows by its hash, nothing is styled in place, nothing is fetched."""
    allowed = " ".join(
        str(each.get("content")) for each in page.all('meta[http-equiv="Content-Security-Policy"]')
    )
    if "default-src 'none'" not in allowed:
        yield f"the policy is {allowed!r}"
    for tag in ("style", "script"):
        for element in page.all(tag):
            digest = base64.b64encode(hashlib.sha256((element.text or "").encode()).digest()).decode()
            if f"'sha256-{digest}'" not in allowed:
                yield f"a {tag} that the policy does not know"
    # Only the start page may have a script: one.
    if len(page.all("script")) > (page.kind == "index") or len(page.all("style")) != 1:
        yield f"{len(page.all('script'))} scripts and {len(page.all('style'))} styles"
    for element in page.root.iter():
        if isinstance(element.tag, str):
            yield from _acts(element)
    for sheet in page.all("style"):
        if re.search(r"url\(|@import", sheet.text or ""):
            yield "the style sheet fetches something"


def _acts(element: HtmlElement) -> Iterator[str]:
    """What an element carries that would style, run or fetch."""
    for name, value in element.items():
        if name == "style" or name.startswith("on"):
            yield f"the attribute {name}={value[:40]!r}"
        fetches = name in ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping")
        fetches |= name in ("href", "xlink:href") and element.tag != "a"
        if fetches and not value.startswith(("#", "data:image/")):
            yield f"{element.tag} fetches {value[:60]!r}"


def size(page: Page) -> Iterator[str]:
    """A page is light enough for a telephone far from the town."""
    raw = page.text.encode()
    if len(raw) > LARGEST:
        yield f"{len(raw)} bytes"
    if len(gzip.compress(raw)) > LARGEST_PACKED:
        yield f"{len(gzip.compress(raw))} bytes packed"


def folds(page: Page) -> Iterator[str]:
    """What is folded has a name in words; a folded table says how many rows it has. Long tables fold."""
    for fold in page.all("details"):
        if not len(fold) or fold[0].tag != "summary" or not said(fold[0]):
            yield f"a fold without a name: {said(fold)[:60]}"
            continue
        rows = [len(table.cssselect("tbody tr")) for table in fold.cssselect("table")]
        told = re.findall(r"\d+", re.sub(r"(?<=\d)\s(?=\d)", "", said(fold[0]).rpartition("(")[2]))
        if rows and told != [str(sum(rows))]:
            yield f"“{said(fold[0])}” has {rows} rows"
    for table in page.all("main section table:not(.reports)"):
        if len(table.cssselect("tbody tr")) > OPEN_ROWS and not _within(table, "details"):
            yield f"{said(table.cssselect('caption')[0])}: a long table stands open"


def full_stops(page: Page) -> Iterator[str]:
    """A sentence ends with one stop, also after an abbreviation; three of them are an ellipsis."""
    text = said(page.all("body")[0])
    for found in re.finditer(r"(?<!\.)\.\.(?!\.)", text):
        yield f"two stops: {text[max(0, found.start() - 40) : found.end() + 10]}"


def badges(page: Page) -> Iterator[str]:
    """An internal page says above its title and in the margin of every sheet that it may not be sent on."""
    shown = [said(each) for each in page.all(".title > .badge.internal:first-child")]
    if not page.place.startswith("internal/"):
        yield from (f"a public page is called internal: {each}" for each in shown)
        return
    margin = re.search(r'@bottom-left\{content:"([^"]*)"', page.text)
    words = re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), margin[1]) if margin else ""
    if not any(words.startswith(each) for each in shown):
        yield f"the title says {shown}, the margin “{words}”"


#: Every rule, by its name.
RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        language_of_the_document, languages_of_passages, title, headings, landmarks, tables, figures, ids, links,
        tab_stops, policy, size, folds, full_stops, badges,
    )
}  # fmt: skip


def faults(page: Page) -> list[str]:
    """Every fault of a page, each with the name of its rule."""
    return [f"{name}: {fault}" for name, rule in RULES.items() for fault in rule(page)]
