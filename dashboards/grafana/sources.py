"""The one panel that is no metric: every source with its period, each a link that opens it there."""

from typing import Final

from grafana_foundation_sdk.models.dashboard import DynamicConfigValue, GridPos, Panel

from contracts.reading import SOURCES_QUERY
from dashboards.grafana.panels import panel_id
from dashboards.grafana.sheets import sheet
from dashboards.grafana.target import Query, data_source

HEIGHT: Final = 6
_HIDDEN: Final = [DynamicConfigValue("custom.hidden", True)]


def sql() -> str:
    """A line a source; starts_ms and ends_ms are its period for a link."""
    return (
        "SELECT *, toUnixTimestamp64Milli(toStartOfDay(first)::DateTime64(3, 'UTC')) AS starts_ms,"
        f" toUnixTimestamp64Milli(clock) + 1 AS ends_ms\nFROM (\n{SOURCES_QUERY.strip()}\n)\nORDER BY stored_at DESC"
    )


def panel(uid: str) -> Panel:
    """A table whose sources lead to the dashboard `uid`, over all that they have."""
    address = f"/d/{uid}?var-source=${{__data.fields.source}}&from=${{__data.fields.starts_ms}}&to=${{__data.fields.ends_ms}}"
    links = DynamicConfigValue("links", [{"title": "Show all of ${__value.text}", "url": address}])
    made = sheet().title("Sources").description("Every source and its period. Click one to see all of it.")
    made.datasource(data_source()).with_target(Query(sql())).override_by_name("source", [links])
    made.override_by_name("starts_ms", _HIDDEN).override_by_name("ends_ms", _HIDDEN)
    return made.id(panel_id("sources")).grid_pos(GridPos(h=HEIGHT, w=24, x=0, y=0)).build()
