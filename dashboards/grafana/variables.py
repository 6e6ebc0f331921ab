"""The variables of every dashboard: which source, and which part of its shoppers."""

# ruff: noqa: S608  our own queries, and Grafana's variables in percent-encoding

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.models.dashboard import VariableOption, VariableRefresh, VariableSort

from contracts.reading import SOURCES_QUERY, VOCABULARY_QUERY
from dashboards.grafana.arguments import ALL, SOURCE
from dashboards.grafana.target import data_source
from dashboards.panels import PICKED, TYPED


def sources() -> str:
    """Names of the sources, the one written last first."""
    return f"SELECT source FROM (\n{SOURCES_QUERY.strip()}\n) ORDER BY stored_at DESC"


def words(name: str) -> str:
    """The words that the chosen source's clicks carry for a filter, the most clicked first."""
    vocabulary = VOCABULARY_QUERY.strip().replace("{source:String}", SOURCE)
    return f"SELECT word FROM (\n{vocabulary}\n) WHERE filter = '{name}' ORDER BY clicks DESC, word"


def variables() -> list[build.QueryVariable | build.TextBoxVariable]:
    """The source, then each filter that a viewer picks or types."""
    typed = (build.TextBoxVariable(name).label(name.title()).default_value("") for name in TYPED)
    return [_variable("source", sources()), *(_filter(name) for name in PICKED), *typed]


def _variable(name: str, sql: str) -> build.QueryVariable:
    return (
        build.QueryVariable(name)
        .label(name.title())
        .datasource(data_source())
        .query(sql)
        .refresh(VariableRefresh.ON_DASHBOARD_LOAD)
        .sort(VariableSort.DISABLED)
    )


def _filter(name: str) -> build.QueryVariable:
    everything = VariableOption(selected=True, text=["All"], value=["$__all"])
    return _variable(name, words(name)).multi(True).include_all(True).all_value(ALL).current(everything)
