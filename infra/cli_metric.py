"""storepulse metric, metrics: the numbers, in the terminal or as JSON."""

from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
import typer

from contracts import reading
from contracts.catalogue import METRICS, MetricError
from contracts.known import sentence, unknown_customer, unknown_words
from contracts.reading import Answer, Ask, Question, Stream
from contracts.records import lacking, records, untold
from infra.console import console, json_out, number, settings, table
from infra.reader import asking

Json = Annotated[bool, typer.Option("--json", help="One JSON document instead of text.")]
_BARS = "▁▂▃▄▅▆▇█"
_SHOWN = 40


def metrics(as_json: Json = False) -> None:
    """Lists what can be asked: each metric with its unit and meaning."""
    if as_json:
        return json_out([{name: value for name, value in msgspec.to_builtins(m).items() if name != "sql"} for m in METRICS.values()])
    return table("", ("metric", "unit", "kind", "meaning"), [(m.name, m.unit, m.kind, m.meaning) for m in METRICS.values()])


def metric(
    name: Annotated[str, typer.Argument(help="A name from `storepulse metrics`.", show_default=False)],
    source: Annotated[str, typer.Option(help="Which stream of events, such as eshop2008.")],
    start: Annotated[str, typer.Option("--from", metavar="DATE", help="First moment: an ISO date or date-time, UTC.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="DATE", help="Moment it ends before: an ISO date or date-time, UTC.")] = "",
    step: Annotated[int, typer.Option(help="Seconds a point of a time series; 0 gives the total only.", min=0)] = 0,
    country: Annotated[str, typer.Option(help="Only this country.")] = "",
    category: Annotated[str, typer.Option(help="Only this category.")] = "",
    product: Annotated[str, typer.Option(help="Only this product.")] = "",
    device: Annotated[str, typer.Option(help="Only this device, such as mobile.")] = "",
    channel: Annotated[str, typer.Option(help="Only this channel, such as email.")] = "",
    customer: Annotated[str, typer.Option(help="Only this customer: an account, else a visitor.")] = "",
    zone: Annotated[str, typer.Option(help="Only this zone of the floor, or room.")] = "",
    place: Annotated[str, typer.Option(help="Only this door, entrance line or street.")] = "",
    as_json: Json = False,
) -> None:
    """Answers one metric over a period; without --from and --to, over all that the source has."""
    reading.metric(name)
    named = {"country": country, "category": category, "product": product, "device": device, "channel": channel, "customer": customer}
    named |= {"zone": zone, "place": place}
    filters = {name: word for name, word in named.items() if word}
    with asking(settings()) as ask:
        found = stream(source, reading.streams(ask))
        whole = reading.whole(name, found, filters)
        question = Question(
            metric=whole.metric,
            source=source,
            start=stamp(start) if start else whole.start,
            end=stamp(end) if end else whole.end,
            step=step,
            filters=filters,
        )
        answer = reading.read(question, ask)
        empty = "" if answer.samples or answer.explained else _empty(answer, ask)
    if as_json:
        return json_out(answer)
    return _show(answer, found.caveat, empty)


def stream(source: str, streams: dict[str, Stream]) -> Stream:
    """The source of that name. Raises MetricError."""
    if source in streams:
        return streams[source]
    known = f"there are {', '.join(sorted(streams))}" if streams else "nothing is stored yet: `storepulse replay eshop2008` brings some"
    raise MetricError(f"there is no source {source!r}; {known}")


def stamp(text: str) -> datetime:
    """A moment in UTC. Raises MetricError.

    >>> stamp("2008-06-01").isoformat()
    '2008-06-01T00:00:00+00:00'
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise MetricError(f"{text!r} is not a date: write 2008-06-01 or 2008-06-01T12:30:00") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _empty(answer: Answer, ask: Ask) -> str:
    """Why there is nothing to tell: what the model says, what the source never records or has never heard of, else the period."""
    if answer.remark:
        return answer.remark
    if lacks := lacking(METRICS[answer.metric], records(answer.source, ask)):
        return f"{untold(answer.source, lacks)}."
    words = reading.vocabulary(answer.source, ask) if answer.filters else {}
    unknown = unknown_words(answer.filters, words)
    customer = answer.filters.get("customer", "")
    if customer and unknown_customer(answer.source, customer, ask):
        unknown["customer"] = customer
    return f"{sentence(answer.source, unknown, words)}." if unknown else "No data in this period."


def _show(answer: Answer, caveat: str, empty: str) -> None:
    """empty: why there is nothing to tell, where there is not."""
    filters = "".join(f", {name} {value}" for name, value in answer.filters.items())
    console.print(f"[bold]{answer.title}[/] ({answer.unit}): {answer.meaning}")
    console.print(f"{answer.source}{filters}, {answer.start:%Y-%m-%d %H:%M} to {answer.end:%Y-%m-%d %H:%M} UTC", highlight=False)
    if caveat:
        console.print(f"{answer.source}: [yellow]{caveat}[/]", highlight=False)
    if empty:
        return console.print(empty)
    note = "" if answer.enough or answer.explained else f"  [yellow](too few to say: fewer than {answer.minimum})[/]"
    value = "" if answer.value is None else f"[bold]{number(answer.value)}[/] {answer.unit}, "
    console.print(f"{value}from {answer.samples:,} {answer.samples_of}{note}", highlight=False)
    points = [float(row[answer.columns.index("value")] or 0) for row in answer.rows]
    if answer.kind == "timeseries" and len(points) > 1:
        console.print(sparkline(points))
    if answer.kind != "timeseries" or len(points) > 1:
        table("", answer.columns, [tuple(map(_plain, row)) for row in answer.rows[:_SHOWN]])
    if len(answer.rows) > _SHOWN:
        console.print(f"... and {len(answer.rows) - _SHOWN:,} more: --json has all")
    return None


def sparkline(points: list[float], width: int = 80) -> str:
    """Points as one line of blocks, from 0 to the largest; means of neighbours where there are more than fit.

    >>> sparkline([0, 1, 2])
    '▁▅█'
    """
    size = -(-len(points) // width)
    means = [sum(points[at : at + size]) / len(points[at : at + size]) for at in range(0, len(points), size)]
    top = max(means) or 1.0
    return "".join(_BARS[min(7, max(0, round(mean / top * 7 + 1e-9)))] for mean in means)


def _plain(value: Any) -> Any:
    return f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, datetime) else value


def register(app: typer.Typer) -> None:
    """Adds the commands, each with examples."""
    app.command(epilog="Examples:\n\nstorepulse metrics\n\nstorepulse metrics --json")(metrics)
    app.command(
        epilog="Examples:\n\nstorepulse metric sessions --source eshop2008\n\n"
        "storepulse metric clicks --source eshop2008 --from 2008-06-01 --to 2008-07-01 --step 86400\n\n"
        "storepulse metric top_products --source eshop2008 --country PL --json"
    )(metric)
