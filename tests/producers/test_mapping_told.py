"""What the commands say of a file, to the letter; what a mapping is refused for; columns with awkward names."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from infra.cli import app
from producers.replay.mapping.loading import parse
from producers.replay.mapping.mapping import MappingError
from producers.replay.mapping.proposal import propose
from producers.replay.mapping.report import Report
from tests.producers.mapping import FILES, SHOP, entries, filed, shop, told
from tests.producers.test_mapping_inspect import written

GOOD = "2026-05-01T10:00:00Z,v1,view,B1,1"


def inspect(path: Path, *options: str) -> str:
    return CliRunner().invoke(app, ["datasets", "inspect", str(path), *options]).output


def test_brackets_in_names_are_shown(tmp_path: Path) -> None:
    path = written(tmp_path, "own [1].csv", "time,user,event", "2026-05-01 10:00:00,u1,view", "2026-05-01 10:01:00,u1,[red]x[/red]")
    said = inspect(path, "--out", str(tmp_path / "m.toml"))
    assert said.startswith("own [1].csv is of no format known here")
    assert "under [time]" in said
    assert "understood and left out: [red]x[/red]" in said


def test_the_next_command_can_be_pasted_and_waits_where_many_rows_are_bad(tmp_path: Path) -> None:
    path, out = written(tmp_path, "my shop.csv", "time,user,event", "2026-05-01 10:00:00,u1,view"), tmp_path / "my shop.toml"
    assert f"next: storepulse replay '{path}' --mapping '{out}'" in inspect(path, "--out", str(out))
    lines = [f"2026-05-01 10:00:00,{'u1' if row % 2 else ''},view" for row in range(10)]
    said = inspect(written(tmp_path, "half.csv", "time,user,event", *lines))
    assert "50.0% of the first 10 rows would be bad\nnext: look at the mapping first, then: storepulse replay" in said


def test_a_missing_folder_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = written(tmp_path, "own.csv", "time,user,event", "2026-05-01 10:00:00,u1,view")
    done = CliRunner().invoke(app, ["datasets", "inspect", str(path), "--out", str(tmp_path / "none" / "m.toml")])
    assert isinstance(done.exception, MappingError)
    assert "cannot be written (No such file or directory): make its folder first" in str(done.exception)


def test_one_bad_row_is_no_rows_and_a_reason_ends_before_its_details(tmp_path: Path) -> None:
    made = filed(tmp_path, shop(tmp_path, GOOD, '2026-05-01T10:00:00Z,"v1"x,view,B1,1'), mapping=SHOP)
    made.history.close()
    assert list(made.report.lines()) == [
        "2 rows read, 1 event made",
        "1 bad row, each kept in `rejects` as unmapped_row:",
        "  1 x the line is no CSV (shop.csv:3), as in: the line is no CSV (',' expected after '\"')",
    ]
    assert list(Report(rows=1, events=2).lines()) == ["1 row read, 2 events made"]


def test_what_is_used_is_not_said_to_be_unused(tmp_path: Path) -> None:
    assert propose(FILES / "yoochoose-clicks.dat").unmapped == []
    found = propose(written(tmp_path, "own.csv", 'time,user,event,"prod ""id"""', "2026-05-01 10:00:00,u1,view,B1"))
    assert 'product = "prod \\"id\\""' in found.toml
    assert found.unmapped == []


def test_a_column_called_line_is_one(tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("when,who,what,product,price,line\n2026-05-01T10:00:00Z,v1,view,B1,1,skirts\n")
    mapping = 'id = "{who}-{line}"\n' + SHOP + 'category = "line"\n'
    (event,) = entries(tmp_path, path, mapping=mapping)
    assert (told(event)["id"], told(event)["category"]) == ("v1-2", "skirts")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('"when"\nformat = "%Q"', r"`time.format` '%Q' is no format \('Q' is a bad directive"),
        ('"when"\nformat = "milliseconds"', r"`time.format` 'milliseconds' is no format \(it has no %\); write iso, s, ms"),
        ('"when"\nformat = "%d %d"', r"`time.format` '%d %d' is no format"),
        ('"when"\nformat = "%d.%m.%Y %"', r"`time.format` '%d.%m.%Y %' is no format \(stray %"),
    ],
)
def test_a_format_that_is_none_is_refused_before_a_file_is_read(wrong: str, said: str) -> None:
    with pytest.raises(MappingError, match=said):
        parse(SHOP.replace('"when"', wrong), "m.toml")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ('quantity = { value = "abc" }', "the constant of `fields.quantity` will not do: quantity is not a whole number: 'abc'"),
        ("quantity = { value = 1.5 }", "the constant of `fields.quantity` will not do: quantity is not a whole number"),
        ('currency = { value = "EURO" }', "the constant of `fields.currency` will not do: 'EURO': "),
        ('precision = { value = "hour" }', "the constant of `fields.precision` will not do: 'hour': "),
    ],
)
def test_a_constant_that_the_field_does_not_take_is_refused_too(field: str, said: str) -> None:
    with pytest.raises(MappingError, match=f"^m.toml: {said}"):
        parse(SHOP + field, "m.toml")


def test_a_constant_that_will_do() -> None:
    assert parse(SHOP + 'quantity = { value = "2" }\ncurrency = { value = "EUR" }', "m.toml").field("quantity").value == "2"
