"""Grafana's files, derived from `dashboards.panels` and the metric catalogue.

python -m dashboards.grafana            writes dashboards/grafana/dashboards/*.json and dashboards/grafana/alerting/rules.json
python -m dashboards.grafana --check    fails, naming them, where a file on disk differs from a fresh one
"""

import sys

from contracts.catalogue import MetricError
from dashboards.grafana import files


def main(check: bool) -> int:
    """Writes the files, or checks them; returns the exit code."""
    if not check:
        files.write()
        return 0
    found = files.stale()
    for path in found:
        sys.stderr.write(f"{path.relative_to(files.FOLDER.parents[1])} is not fresh: run `make dashboards` and commit it\n")
    return int(bool(found))


if __name__ == "__main__":
    try:
        sys.exit(main("--check" in sys.argv[1:]))
    except MetricError as error:
        sys.exit(str(error))
