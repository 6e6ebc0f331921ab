"""A dashboard of `dashboards.panels` as Grafana's."""

from typing import Final

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.models import dashboard as model

from contracts.settings import Settings
from dashboards import panels
from dashboards.grafana import sources
from dashboards.grafana.panels import HEIGHT, panel_id
from dashboards.grafana.panels import panels as panels_of
from dashboards.grafana.refresh import choices, refresh
from dashboards.grafana.variables import variables

TAG: Final = "storepulse"
_WIDTH: Final = 24


def build_dashboard(board: panels.Dashboard) -> model.Dashboard:
    """One dashboard, at the pace of a sink with the settings' own flush_seconds."""
    flush = Settings().flush_seconds
    made = build.Dashboard(f"Storepulse: {board.title}").uid(board.uid).tags([TAG]).readonly().timezone("utc")
    made.time("now-1h", "now").refresh(f"{refresh(flush)}s").timepicker(build.TimePicker().refresh_intervals(choices(flush)))
    made.tooltip(model.DashboardCursorSync.CROSSHAIR).variables(list(variables())).links(list(_links())).annotations([_replays()])
    dashboard = made.build()
    dashboard.panels = [*_panels(board)]
    return dashboard


def _links() -> list[build.DashboardLink]:
    """From each dashboard to the others; period and variables go along."""
    link = build.DashboardLink("Storepulse").type(model.DashboardLinkType.DASHBOARDS).tags([TAG])
    return [link.as_dropdown(False).keep_time(True).include_vars(True)]


def _replays() -> build.AnnotationQuery:
    """What `storepulse grafana push` notes down of the chosen source's replays."""
    target = build.AnnotationTarget().limit(100).match_any(False).tags([TAG, "source:${source}"]).type("tags")
    grafana = model.DataSourceRef(type_val="grafana", uid="-- Grafana --")
    return build.AnnotationQuery().name("Replays").datasource(grafana).enable(True).icon_color("blue").target(target)


def _panels(board: panels.Dashboard) -> list[model.Panel | model.RowPanel]:
    made: list[model.Panel | model.RowPanel] = []
    y = 0
    if board.slug == panels.DASHBOARDS[-1].slug:
        made.append(sources.panel(panels.DASHBOARDS[0].uid))
        y += sources.HEIGHT
    for section in board.sections:
        made.append(_heading(board, section.title, y))
        y += 1
        for row in section.rows:
            width = _WIDTH // len(row)
            made += [panel for i, name in enumerate(row) for panel in panels_of(name, i * width, y, width)]
            y += HEIGHT
    return made


def _heading(board: panels.Dashboard, title: str, y: int) -> model.RowPanel:
    row = build.Row(title).id(panel_id(f"{board.slug}/{title}")).build()
    row.grid_pos = model.GridPos(h=1, w=_WIDTH, x=0, y=y)
    return row
