"""What Grafana's parts call each other: the data source, the folder. Ids never change, or links and silences break."""

from typing import Final

PLUGIN: Final = "grafana-clickhouse-datasource"
PLUGIN_VERSION: Final = "4.10.1"
DATA_SOURCE: Final = "storepulse-clickhouse"
FOLDER: Final = "Storepulse"
FOLDER_UID: Final = "storepulse"
