"""How satisfied people were, from forms or as others published it."""

from evaltools.analysis.satisfaction.forms import analyse_satisfaction
from evaltools.analysis.satisfaction.published import analyse_published_satisfaction
from evaltools.analysis.satisfaction.regions import compare_regions

__all__ = ["analyse_published_satisfaction", "analyse_satisfaction", "compare_regions"]
