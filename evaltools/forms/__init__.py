"""Forms of grant operators: what stands in them is data, what fills them are the results of a page."""

from evaltools.forms.fill import FilledForm, FilledPart, filled
from evaltools.forms.form import Form, known_forms, load_form

__all__ = ["FilledForm", "FilledPart", "Form", "filled", "known_forms", "load_form"]
