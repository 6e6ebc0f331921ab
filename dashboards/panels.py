"""What stands on each dashboard: metric names in the order an analyst reads them, and nothing else.

The built-in page shows these as tabs and `dashboards.grafana` writes the same as Grafana's, so the two cannot disagree.
A metric stands on one dashboard or more.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

PICKED: Final = ("country", "category", "device", "channel", "zone", "place")  # the filters that a viewer picks from a list
TYPED: Final = ("customer",)  # those that are typed, where there are too many to list


class Section(NamedTuple):
    """A heading and its rows of metrics."""

    title: str
    rows: tuple[tuple[str, ...], ...]


class Dashboard(NamedTuple):
    """One page of sections. slug names it in links, in Grafana's uid and in file names: never change one."""

    slug: str
    title: str
    sections: tuple[Section, ...]

    @property
    def uid(self) -> str:
        """Its id in Grafana."""
        return f"storepulse-{self.slug}"

    @property
    def names(self) -> tuple[str, ...]:
        """Its metrics, in reading order."""
        return tuple(name for section in self.sections for row in section.rows for name in row)


DASHBOARDS: Final = (
    Dashboard(
        "overview",
        "Now",
        (
            Section("Right now", (("clicks_per_minute", "visitors_now", "visitors", "clicks"),)),
            Section("Visits", (("sessions", "session_duration", "pages_per_session", "bounce_rate"),)),
        ),
    ),
    Dashboard(
        "behaviour",
        "Behaviour",
        (
            Section("Ways in and out", (("entry_pages", "exit_pages"),)),
            Section("On a page", (("page_positions", "first_page_share"),)),
        ),
    ),
    Dashboard(
        "conversion",
        "Conversion",
        (
            Section(
                "From looking to buying",
                (
                    ("funnel", "conversion_rate"),
                    ("checkout_completion", "failing_checkouts"),
                    ("cart_abandonment", "revenue_per_visitor"),
                ),
            ),
            Section("Sales", (("revenue", "orders", "average_order_value"),)),
            Section(
                "Who converts", (("conversion_by_device", "conversion_by_channel"), ("conversion_by_country", "conversion_by_segment"))
            ),
            Section("Ways through the shop", (("navigation_paths", "paths_of_buyers"),)),
        ),
    ),
    Dashboard(
        "sales",
        "Sales",
        (
            Section(
                "How sales go",
                (("revenue", "orders", "average_order_value"), ("items_sold", "return_rate", "repeat_purchase_rate")),
            ),
            Section("What sells, and where", (("top_sellers", "revenue_by_country", "sales_by_category"),)),
            Section("When people buy", (("revenue_by_hour", "revenue_by_weekday", "days_between_purchases"),)),
            Section("Whether the books add up", (("order_reconciliation",),)),
        ),
    ),
    Dashboard(
        "products",
        "Products",
        (
            Section("Most looked at", (("top_products", "top_categories", "top_colours"),)),
            Section("Together, and at which price", (("product_pairs", "price_against_average"),)),
        ),
    ),
    Dashboard(
        "trends",
        "Trends",
        (
            Section("What the next days will bring", (("sales_tomorrow", "sales_next_week"), ("sales_outlook",))),
            Section("Whether it came so", (("sales_forecast",), ("forecast_error", "sales_shortfall"))),
            Section("What rises and what falls", (("rising_products", "falling_products"), ("category_trends",))),
            Section("What comes before sales", (("what_leads_sales",),)),
        ),
    ),
    Dashboard(
        "visitors",
        "Visitors",
        (
            Section("Who comes", (("countries", "new_and_returning", "visit_frequency"),)),
            Section("Who comes back", (("revisit_gaps", "retention"),)),
            Section("What they are like", (("segments", "segment_sizes", "segment_quality"), ("customer_segments", "segment_movement"))),
        ),
    ),
    Dashboard(
        "customers",
        "Customers",
        (
            Section("Who they are", (("rfm_groups", "rfm_over_time"),)),
            Section("Whom to keep, and whom to win back", (("best_customers", "customers_at_risk"),)),
            Section("What is to come of them", (("chance_to_buy_again", "customer_value", "buy_again_quality"),)),
            Section("Whether they order again", (("order_cohorts",), ("repeat_purchase_rate", "days_between_purchases"))),
        ),
    ),
    Dashboard(
        "customer",
        "One customer",
        (
            Section("What they are worth", (("customer_profile",),)),
            Section("What they did and said", (("customer_orders",), ("customer_visits", "customer_comments"))),
            Section("Who is like them, and what to offer", (("similar_customers", "customer_offers"),)),
        ),
    ),
    Dashboard(
        "leads",
        "Leads",
        (
            Section("Who to contact", (("hot_leads",),)),
            Section("Whether it is right", (("lead_conversion", "lead_quality"),)),
        ),
    ),
    Dashboard(
        "recommendations",
        "Recommendations",
        (
            Section("What running sessions look at next", (("next_products", "recommendation_quality"),)),
            Section("What goes together", (("related_products",),)),
            Section("Customers", (("similar_customers", "customer_offers"),)),
        ),
    ),
    Dashboard(
        "store",
        "Store",
        (
            Section("Who came, and who is to come", (("footfall", "footfall_expected"), ("footfall_forecast", "footfall_tomorrow"))),
            Section("When, and where in", (("busiest_hours", "footfall_by_place"),)),
            Section("What was not to be expected", (("unusual_hours", "footfall_changes"),)),
            Section(
                "Whether they come in, and buy",
                (("capture_rate", "store_conversion", "store_visit_frequency"), ("online_and_store",)),
            ),
            Section("Whether the counters count", (("sensor_health", "door_agreement"),)),
        ),
    ),
    Dashboard(
        "floor",
        "Floor",
        (
            Section("Now", (("people_now", "occupancy"),)),
            Section("Where people go", (("floor_heat", "zone_paths"), ("zone_dwell", "zone_visits"))),
            Section("Rooms, and what moves", (("room_use", "motion_activity"),)),
            Section(
                "Who comes: estimated in the store, declared online",
                (("audience_age", "audience_gender"), ("declared_age", "declared_gender")),
            ),
            Section("Whether the cameras see", (("cameras", "cameras_down"),)),
        ),
    ),
    Dashboard(
        "comments",
        "Comments",
        (
            Section("How customers feel", (("customer_satisfaction", "sentiment", "satisfaction_and_sentiment", "comments"),)),
            Section("What they are for and against", (("complaints", "praise", "sentiment_by_aspect"),)),
            Section("To act on", (("negative_comments",), ("products_complained_about", "rising_words"))),
            Section("Who feels how", (("sentiment_by_category", "satisfaction_by_age", "ratings"),)),
        ),
    ),
    Dashboard(
        "models",
        "Models",
        (Section("How good the models are", (("model_board",), ("model_quality",))),),
    ),
    Dashboard(
        "stream",
        "Stream",
        (Section("The stream itself", (("events_in", "latency"), ("lag", "rejects"))),),
    ),
)
SLUGS: Final = {dashboard.slug: dashboard for dashboard in DASHBOARDS}


def names() -> tuple[str, ...]:
    """Every metric that has a panel, once, in reading order."""
    return tuple(dict.fromkeys(name for dashboard in DASHBOARDS for name in dashboard.names))


def showing(metric: str, slug: str) -> str:
    """The dashboard to show a metric on: this one if it stands there, else the first that holds it, else this one all the same.

    >>> showing("sessions", "stream"), showing("lag", "stream"), showing("no-such-metric", "stream")
    ('overview', 'stream', 'stream')
    """
    slugs = [dashboard.slug for dashboard in holding(metric)]
    return slug if slug in slugs or not slugs else slugs[0]


def holding(metric: str) -> Iterator[Dashboard]:
    """The dashboards that a metric stands on, the first one first."""
    return (dashboard for dashboard in DASHBOARDS if metric in dashboard.names)
