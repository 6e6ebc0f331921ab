"""Real sensors: their reports over HTTP or MQTT into events.sensors, acknowledged only once Kafka has them."""
