"""The catalogue: a metric is one file, and a malformed one says which file and which key."""

import re
from collections import Counter

import pytest

from contracts.catalogue import FILTERS, METRICS, PARAMETERS, Metric, MetricError, parse
from contracts.rows import TABLES, Session

FILE = """-- title: Things
-- unit: things
-- meaning: How many things.
-- kind: bars
-- better: higher
-- samples: things
-- minimum: 1
-- phrases: things; how many things
SELECT 1 AS label WHERE {source:String} = '' AND {country:String} = '' ORDER BY label
"""
# A metric that lists one of these cannot be filtered by it; the stream's own metrics know no shoppers.
LISTS = {
    "countries": {"country"},
    "top_categories": {"category"},
    "top_products": {"product"},
    "sentiment_by_category": {"category"},
    "products_complained_about": {"product"},
    "hot_leads": {"category", "product"},
    "lead_conversion": {"category", "product"},
    "segments": {"category", "product", "device", "channel"},
    "segment_sizes": {"category", "product", "device", "channel"},
    "failing_checkouts": {"category", "product"},  # a checkout is of all that is in the cart
    "customer_segments": {"category", "product", "device", "channel"},
    "related_products": {"country", "device", "channel"},
    "customer_offers": {"category", "product", "device", "channel"},  # its lines tell what is left out
    "segment_movement": {"category", "product", "device", "channel"},
    # Whoever passes a door has no country, and a till knows no zone: nothing limits both sides alike.
    "capture_rate": {"device"},
    "store_conversion": {"country", "category", "product", "device", "channel", "place"},
    "online_and_store": {"country", "category", "product", "device", "channel", "place", "zone"},
    "store_visit_frequency": {"country", "category", "product", "device", "channel"},
    # There device is what counted, not what a shopper holds.
    "people_now": {"device"},
    "footfall": {"device"},
    "footfall_by_place": {"device"},
    "busiest_hours": {"device"},
    "footfall_forecast": {"device"},
    "footfall_expected": {"device"},
    "footfall_tomorrow": {"device"},
    "unusual_hours": {"device"},
    "room_use": {"device"},
    "sensor_health": {"device", "place", "zone"},
    "occupancy": {"device"},
}
ABOUT_THE_STREAM = {
    "events_in",
    "rejects",
    "lag",
    "segment_quality",
    "lead_quality",
    "model_board",
    "model_quality",
    "recommendation_quality",
}

every_metric = pytest.mark.parametrize("metric", METRICS.values(), ids=list(METRICS))


@pytest.mark.parametrize(
    ("kind", "lines", "overlaps"),
    [("bars", "", False), ("table", "", True), ("table", "apart", False), ("bars", "overlapping", True)],
)
def test_whether_one_sample_can_stand_behind_several_lines(kind: str, lines: str, overlaps: bool) -> None:
    header = f"-- kind: {kind}\n" + (f"-- lines: {lines}\n" if lines else "")
    assert parse("things", FILE.replace("-- kind: bars\n", header)).overlaps is overlaps


def test_a_file_becomes_a_metric() -> None:
    metric = parse("things", FILE)
    assert (metric.title, metric.minimum, metric.phrases) == ("Things", 1, ("things", "how many things"))
    assert (metric.parameters, metric.filters, metric.shape) == (("source", "country"), ("country",), ("label", "value", "samples"))
    assert metric.query == "SELECT * FROM metric_things(source={source:String}, country={country:String})"


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("-- title: Things\n", "", "title"),
        ("-- minimum: 1", "-- minimum: some", "minimum"),
        ("-- kind: bars", "-- kind: pie", "kind"),
        ("-- better: higher", "-- better: up", "better"),
        ("-- unit: things", "-- unit: things\n-- colour: red", "colour"),
        ("-- unit: things", "-- unit things", "unit things"),
        ("{country:String}", "{planet:String}", "planet"),
        ("-- kind: bars", "-- kind: timeseries\n-- beside: p90", "beside: no further column p90 in its SELECT; there are label"),
    ],
)
def test_a_malformed_file_is_refused_naming_file_and_key(was: str, becomes: str, says: str) -> None:
    with pytest.raises(MetricError, match=rf"^things\.sql: .*{says}"):
        parse("things", FILE.replace(was, becomes))


@every_metric
def test_people_can_ask_for_it_in_six_ways_or_more(metric: Metric) -> None:
    assert len(set(metric.phrases)) >= 6
    assert all(phrase == phrase.lower().strip("?") for phrase in metric.phrases)


def test_no_phrase_asks_for_two_metrics() -> None:
    asked = Counter(phrase for metric in METRICS.values() for phrase in metric.phrases)
    assert [phrase for phrase, times in asked.items() if times > 1] == []


@every_metric
def test_says_what_it_is(metric: Metric) -> None:
    assert metric.title
    assert metric.unit
    assert metric.samples
    assert metric.meaning.endswith(".")
    assert metric.minimum >= 1


@every_metric
def test_takes_every_filter_that_its_rows_have(metric: Metric) -> None:
    expected = set() if metric.name in ABOUT_THE_STREAM else filterable(metric) - LISTS.get(metric.name, set())
    assert set(metric.filters) - {"customer"} == expected  # only some can be asked about one person


def filterable(metric: Metric) -> set[str]:
    """The filters that the tables it reads have a column of; visits have lists of what they looked at, and segments are of visits."""
    read = [row for table, row in TABLES.items() if re.search(rf"\b(?:FROM|JOIN) {table}\b", metric.sql)]
    columns = {"category" if name == "categories" else name for row in read for name in row.__struct_fields__}
    columns |= {"product"} if "products" in columns and Session in read else set()
    return (set(FILTERS) & columns) - {"customer"}


@every_metric
def test_reads_a_filter_as_all_where_empty_and_any_of_where_it_has_commas(metric: Metric) -> None:
    for name in metric.filters:
        assert f"{{{name}:String}} = '' OR ha" in metric.sql
        assert f"splitByChar(',', {{{name}:String}})" in metric.sql


@every_metric
def test_asks_for_one_source(metric: Metric) -> None:
    assert "source" in metric.parameters
    assert ("step" in metric.parameters) == (metric.kind == "timeseries")


@every_metric
def test_is_one_ordered_select_whose_only_holes_are_typed_parameters(metric: Metric) -> None:
    sql = re.sub(r"--.*", "", metric.sql)
    assert sql.startswith(("SELECT", "WITH"))
    assert "ORDER BY" in sql.rsplit("\n", 2)[-1]
    assert ";" not in sql
    assert "%" not in sql
    holes = re.findall(r"\{([^}]*)\}", sql)
    assert set(holes) <= {f"{name}:{type}" for name, type in PARAMETERS.items()}
