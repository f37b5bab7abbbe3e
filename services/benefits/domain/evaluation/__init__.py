"""政策评估: what became of a measure, from whom it is for to whom it paid. Values in, values out."""

from services.benefits.domain.evaluation.comparing import (
    Compared,
    Concentration,
    Grown,
    Growth,
    compare,
    concentration,
)
from services.benefits.domain.evaluation.funnel import STAGES, Cell, Funnel, Stage, Step, by, funnel, percent
from services.benefits.domain.evaluation.medians import Lag, Median, medians
from services.benefits.domain.evaluation.period import Period, period
from services.benefits.domain.evaluation.reach import PATIENCE, ReachCell, Reached, together, wasted_percent
from services.benefits.domain.evaluation.reasons import Reason, reason
from services.benefits.domain.evaluation.ways import Counted, Way, counted, way_of

__all__ = [
    "PATIENCE",
    "STAGES",
    "Cell",
    "Compared",
    "Concentration",
    "Counted",
    "Funnel",
    "Grown",
    "Growth",
    "Lag",
    "Median",
    "Period",
    "ReachCell",
    "Reached",
    "Reason",
    "Stage",
    "Step",
    "Way",
    "by",
    "compare",
    "concentration",
    "counted",
    "funnel",
    "medians",
    "percent",
    "period",
    "reason",
    "together",
    "wasted_percent",
    "way_of",
]
