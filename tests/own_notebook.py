"""A notebook of somebody's own: texts, a table of pandas, pictures; executed, without a block of ours."""

from __future__ import annotations

import base64
import io

import pandas
from nbformat import NotebookNode, v4
from PIL import Image

WORDS = {
    "en": ("Visits to our office", "What people asked", "Month", "Visits", "Bars: visits in January 12, in February 15."),
    "ru": ("Посещения приёмной", "О чём спрашивали", "Месяц", "Посещения", "Столбцы: посещения в январе 12, в феврале 15."),
    "kk": ("Қабылдау бөлмесіне келушілер", "Не сұрады", "Ай", "Келушілер", "Бағандар: қаңтарда 12 келуші, ақпанда 15 келуші."),
}  # fmt: skip


def own_notebook(language: str) -> NotebookNode:
    """The executed notebook in one language."""
    title, part, month, visits, described = WORDS[language]
    table = pandas.DataFrame({month: ["2024-01", "2024-02"], visits: [12, 15]})
    wide = pandas.DataFrame({f"{visits} {number}": [number * 1000, number] for number in range(1, 13)})
    cells = [
        v4.new_markdown_cell(f"# {title}\n\n{part}: **12**, *15*.\n\n- 1\n- 2"),
        v4.new_markdown_cell(
            f"## {part}\n\n| {month} | {visits} |\n|---|---:|\n| 2024-01 | 12 |\n\n### {month}"
        ),
        _shown({"text/html": table._repr_html_(), "text/plain": "12"}),
        _shown({"text/html": wide._repr_html_()}),
        _shown({"image/png": _picture()}, {"image/png": {"alt": described}}),
        _shown({"text/markdown": f"**{visits}**"}),
    ]
    return v4.new_notebook(cells=cells, metadata={"language": language})


def _shown(data: dict[str, str], metadata: dict[str, dict[str, str]] | None = None) -> NotebookNode:
    output = v4.new_output("display_data", data=data, metadata=metadata or {})
    return v4.new_code_cell("shown", outputs=[output], execution_count=1)


def _picture() -> str:
    held = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(held, "PNG")
    return base64.b64encode(held.getvalue()).decode()
