"""Reports over MQTT: a message is acknowledged to its broker only once Kafka has its event.

The session is kept by the broker (clean_session off, QoS 1): what comes while this process is away is sent when it is back, and what was
not acknowledged is sent again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Any, Final

from paho.mqtt.client import Client, MQTTMessage, topic_matches_sub
from paho.mqtt.enums import CallbackAPIVersion

from contracts.settings import Settings
from producers.collector.delivery import AwayError, Delivery
from producers.collector.refusal import EventError, Refusal
from producers.sensors.bodies import Found
from producers.sensors.intake import arrived, take
from producers.sensors.layout import Layout, Sensor, SensorLayoutError
from producers.sensors.payloads import fields

QOS: Final = 1
MOST: Final = 500  # messages that go to Kafka at once, and that the broker sends ahead
AGAIN: Final = 1.0  # s until what Kafka did not take is tried again
_log: Final = logging.getLogger(__name__)


class Subscriber:
    """Messages of one broker, in their order, into the log."""

    def __init__(self, settings: Settings, layout: Layout, delivery: Delivery, saw: Callable[[str], None]) -> None:
        """saw is told the source whenever something of it is in the log. Raises SensorLayoutError where no sensor has a topic."""
        self._listed = tuple(sensor for sensor in layout.sensors if sensor.topic)
        if not self._listed:
            raise SensorLayoutError("no sensor of the layout has a topic: name one, as docs/sensors.md shows")
        self._settings, self._layout, self._delivery, self._saw = settings, layout, delivery, saw
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Queue[MQTTMessage] = asyncio.Queue()
        self._client = self._make()

    async def run(self) -> None:
        """Takes messages until it is cancelled. A broker that is away is tried again, for ever."""
        broker = self._layout.mqtt
        self._client.connect_async(broker.host, broker.port, keepalive=30)
        self._client.loop_start()
        try:
            while True:
                await self._pass_on()
        finally:
            self._client.disconnect()
            await asyncio.to_thread(self._client.loop_stop)

    def _make(self) -> Client:
        broker = self._layout.mqtt
        client = Client(CallbackAPIVersion.VERSION2, client_id=broker.client, clean_session=False, manual_ack=True)
        client.on_connect, client.on_message = self._connected, self._came
        client.on_disconnect = self._gone
        client.reconnect_delay_set(1, 30)
        client.max_inflight_messages_set(MOST)
        if broker.user:
            client.username_pw_set(broker.user, self._settings.mqtt_password or None)
        if broker.tls:
            client.tls_set()
        return client

    def _connected(self, client: Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            _log.error("the MQTT broker refuses us (%s): look at user and the setting mqtt_password", reason)
            return
        client.subscribe([(topic, QOS) for topic in dict.fromkeys(sensor.topic for sensor in self._listed)])
        _log.info("connected to the MQTT broker at %s:%d", self._layout.mqtt.host, self._layout.mqtt.port)

    def _gone(self, _client: Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        _log.warning("the MQTT broker is away (%s): trying again", reason)

    def _came(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        """In the client's own thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended: not acknowledged, so it comes again
            self._loop.call_soon_threadsafe(self._waiting.put_nowait, message)

    async def _pass_on(self) -> None:
        batch = [await self._waiting.get()]
        while len(batch) < MOST and not self._waiting.empty():
            batch.append(self._waiting.get_nowait())
        arrival = arrived(self._layout.source, self._settings.future_allowance * 1000)
        found = [each for index, message in enumerate(batch) for each in self._reports(index, message)]
        taken, most = take(found, self._layout, arrival), self._settings.max_event_bytes
        await self._deliver(taken.messages(self._layout.source, "sensors over MQTT", most))
        for message in batch:
            self._client.ack(message.mid, message.qos)
        self._saw(self._layout.source)

    async def _deliver(self, messages: list[tuple[bytes, bytes]]) -> None:
        while True:
            try:
                return await self._delivery.send(messages)
            except AwayError as error:
                _log.warning("Kafka has not taken %d reports (%s): trying again", len(messages), error)
                await asyncio.sleep(AGAIN)

    def _reports(self, index: int, message: MQTTMessage) -> list[Found]:
        """One report a sensor that the message's topic is mapped to."""
        return [_report(index, message, sensor) for sensor in self._listed if topic_matches_sub(sensor.topic, message.topic)]


def _report(index: int, message: MQTTMessage, sensor: Sensor) -> Found:
    try:
        return fields(bytes(message.payload), sensor)
    except EventError as refused:
        told = {"topic": message.topic, "payload": message.payload.decode("utf-8", "backslashreplace")}
        return Refusal(index, refused.reason, refused.detail, told)
