"""Tables with bars or colours in their cells.

A heatmap over two names is one too: Grafana's heatmap panel needs time on one axis, so a table is turned and its cells coloured.
"""

from typing import Final

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.builders import table
from grafana_foundation_sdk.models.common import FieldTextAlignment
from grafana_foundation_sdk.models.dashboard import DataTransformerConfig, DynamicConfigValue, FieldColorModeId

BAR: Final = DynamicConfigValue("custom.cellOptions", {"type": "gauge", "mode": "basic", "valueDisplayMode": "text"})
BACKGROUND: Final = DynamicConfigValue("custom.cellOptions", {"type": "color-background", "mode": "gradient"})
_ROWS: Final = "y\\x"  # what the transformation calls the column of row names
STEPS: Final = (
    DataTransformerConfig(
        id_val="groupingToMatrix", options={"columnField": "x", "rowField": "y", "valueField": "value", "emptyValue": "null"}
    ),
    DataTransformerConfig(id_val="sortBy", options={"sort": [{"field": _ROWS}]}),
)


def sheet() -> table.Panel:
    """An empty table: text to the left, numbers to the right."""
    return table.Panel().align(FieldTextAlignment.AUTO)


def strength() -> build.FieldColor:
    """The stronger the larger."""
    return build.FieldColor().mode(FieldColorModeId.CONTINUOUS_BLUES)
