"""Markdown of a notebook as HTML, as nbconvert reads it."""

from __future__ import annotations

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath


def markdown_html(source: str, attachments: dict[str, dict[str, str]], folder: str) -> str:
    """The text as HTML, not yet cleaned.

    Parameters
    ----------
    source : str
        Markdown as notebooks have it, with formulas.
    attachments : dict
        Pictures that came with the cell, by name and media type.
    folder : str
        Where the other pictures that it names are looked for.
    """
    renderer = IPythonRenderer(
        escape=False,
        exclude_anchor_links=True,
        embed_images=True,
        path=folder,
        attachments=attachments,
    )
    return str(MarkdownWithMath(renderer=renderer).render(source))
