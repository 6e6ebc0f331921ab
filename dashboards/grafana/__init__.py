"""The dashboards and alert rules of Grafana, derived from `dashboards.panels` and the metric catalogue, and committed as files."""
