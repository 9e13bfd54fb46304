"""Charts: plain records in, `Figure` out.

Every function takes frozen records that are already computed and translated,
draws them 360 units wide with real text, and writes an alternative text that
is specific to the data. Nothing here loads, counts or decides.
"""

from evaltools.figures.dot_rows import DotRow
from evaltools.figures.dots import interval_dots
from evaltools.figures.estimation import estimation_plot
from evaltools.figures.figure import Figure
from evaltools.figures.funnel import FunnelRow, funnel_plot
from evaltools.figures.items import ItemRow, item_dumbbell
from evaltools.figures.months import MonthLimits, MonthRow, month_columns
from evaltools.figures.percents import PercentRow, percent_bars
from evaltools.figures.plans import PlanRow, plan_bars
from evaltools.figures.shares import ShareRow, share_bars
from evaltools.figures.stacks import StackRow, StackSide, answer_stacks
from evaltools.figures.tiles import MapTile, tile_map

__all__ = [
    "DotRow",
    "Figure",
    "FunnelRow",
    "ItemRow",
    "MapTile",
    "MonthLimits",
    "MonthRow",
    "PercentRow",
    "PlanRow",
    "ShareRow",
    "StackRow",
    "StackSide",
    "answer_stacks",
    "estimation_plot",
    "funnel_plot",
    "interval_dots",
    "item_dumbbell",
    "month_columns",
    "percent_bars",
    "plan_bars",
    "share_bars",
    "tile_map",
]
