"""A query to the ClickHouse plugin, for which the SDK has no type.

Source: `CHSqlQuery` in the plugin's src/types/sql.ts and its format numbers in src/data/utils.ts, version 4.
"""

from typing import Any, Final, Self

from grafana_foundation_sdk.cog import builder, variants
from grafana_foundation_sdk.models.dashboard import DataSourceRef

from dashboards.grafana.names import DATA_SOURCE, PLUGIN, PLUGIN_VERSION

# Always a table: our frames are as wide as they are to be drawn, and an alert rule takes its lines as instances only from a table.
_TABLE: Final = 1


def data_source() -> DataSourceRef:
    """How panels, variables and queries name the data source."""
    return DataSourceRef(type_val=PLUGIN, uid=DATA_SOURCE)


class Target(variants.Dataquery):
    """One SQL query."""

    def __init__(self, sql: str, ref: str = "A") -> None:
        self.sql, self.ref = sql, ref

    def to_json(self) -> dict[str, Any]:
        """As the plugin stores it."""
        return {
            "datasource": data_source().to_json(),
            "editorType": "sql",
            "format": _TABLE,
            "pluginVersion": PLUGIN_VERSION,
            "queryType": "table",
            "rawSql": self.sql,
            "refId": self.ref,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Back from what the plugin stores."""
        return cls(data["rawSql"], data["refId"])


class Query(builder.Builder[Target]):
    """What a panel builder takes."""

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def build(self) -> Target:
        """The query."""
        return Target(self._sql)
