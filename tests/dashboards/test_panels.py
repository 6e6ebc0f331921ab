from contracts.catalogue import METRICS
from dashboards import panels


def test_every_metric_stands_on_one_panel_and_every_panel_has_its_metric() -> None:
    assert sorted(panels.names()) == sorted(METRICS)
