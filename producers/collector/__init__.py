"""The web collector: browser and server events of a live shop, over HTTP into the log, acknowledged once Kafka has them."""
