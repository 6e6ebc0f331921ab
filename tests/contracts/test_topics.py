"""Topics: what each keeps, and over how many partitions."""

import pytest

from contracts.rows import TABLES
from contracts.settings import Settings
from contracts.topics import EVENTS, LEARNED_FROM, TOPICS, Topic, checkpoints

BY_NAME = {topic.name: topic for topic in TOPICS}


def test_every_table_has_its_topic_and_every_topic_is_named_once() -> None:
    assert set(TABLES) < set(BY_NAME)
    assert len(BY_NAME) == len(TOPICS)


@pytest.mark.parametrize("topic", TOPICS, ids=list(BY_NAME))
def test_checkpoints_keep_the_newest_and_the_rest_is_kept_for_ever(topic: Topic) -> None:
    kept = topic.config["cleanup.policy"], topic.config.get("retention.ms")
    assert kept == (("compact", None) if topic.name.startswith("checkpoints.") else ("delete", "-1"))


def test_checkpoints_have_a_partition_for_each_of_the_topic_they_belong_to() -> None:
    settings = Settings(partitions=7)
    for topic in (*EVENTS.values(), *LEARNED_FROM):
        assert BY_NAME[checkpoints(topic)].partitions(settings) == BY_NAME[topic].partitions(settings)
    assert (BY_NAME["events.shop"].partitions(settings), BY_NAME["sessions"].partitions(settings)) == (7, 1)
