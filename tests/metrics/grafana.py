"""What Grafana and its ClickHouse plugin make of a panel's SQL before ClickHouse sees it.

Macros: https://github.com/grafana/clickhouse-datasource/blob/main/README.md#macros (plugin version 4).
Variables: https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/#percentencode, but for braces round a list,
which that page leaves out: `percentencode` in packages/scenes/src/variables/interpolation/formatRegistry.ts of grafana/scenes.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

ALL_AS_WRITTEN: Final = "*"  # Grafana up to 10 puts a custom value for "All" in as it is, later ones percent-encode it
ALL_ENCODED: Final = "%2A"


def expand(sql: str, start: datetime, end: datetime, interval: int, variables: Mapping[str, str]) -> str:
    """SQL as the plugin sends it. variables: as they stand in the SQL, see percent_encoded. interval in seconds.

    Raises KeyError for a macro or variable that the documents do not know.
    """
    macros = {
        "__fromTime_ms": f"fromUnixTimestamp64Milli({_millis(start)})",
        "__toTime_ms": f"fromUnixTimestamp64Milli({_millis(end)})",
        "__interval_s": str(interval),
    }
    sql = re.sub(r"\$\{(\w+):percentencode\}", lambda found: variables[found[1]], sql)
    return re.sub(r"\$(\w+)\b", lambda found: macros[found[1]], sql)


def percent_encoded(word: str) -> str:
    """The value of a variable that takes one, in the format percentencode.

    >>> percent_encoded("foo()bar BAZ")
    'foo%28%29bar%20BAZ'
    """
    return quote(word, safe="")


def chosen(*words: str) -> str:
    """Values of a variable that takes several: in braces, as for a glob, even where only one is chosen.

    >>> chosen("PL", "CZ")
    '%7BPL%2CCZ%7D'
    """
    return percent_encoded("{" + ",".join(words) + "}")


def _millis(at: datetime) -> int:
    return round(at.timestamp() * 1000)
