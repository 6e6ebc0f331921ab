from itertools import chain

from contracts.catalogue import METRICS
from dashboards import panels


def test_every_metric_stands_on_a_panel_and_every_panel_has_its_metric() -> None:
    assert sorted(panels.names()) == sorted(METRICS)


def test_no_dashboard_shows_a_metric_twice_or_leaves_a_row_empty() -> None:
    for board in panels.DASHBOARDS:
        assert len(set(board.names)) == len(board.names)
        assert all(1 <= len(row) <= 4 for row in chain.from_iterable(section.rows for section in board.sections))


def test_no_two_dashboards_share_a_name() -> None:
    assert len(panels.SLUGS) == len(panels.DASHBOARDS) == len({board.title for board in panels.DASHBOARDS})
