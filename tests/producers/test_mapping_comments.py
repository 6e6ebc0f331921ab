"""A file of comments by a mapping: events of the stream of comments, with the file's times or made-up ones."""

from pathlib import Path

import pytest

from contracts.events import ReviewEvent, Unmapped
from producers.replay.mapping.loading import parse
from producers.replay.mapping.mapping import MappingError
from tests.producers.mapping import entries, filed

SHOP = """
stream = "reviews"
[time]
column = "When"
[fields]
text = "Comment"
rating = { column = "Stars", absent = ["-"] }
recommended = { column = "Again", names = { gladly = "yes" } }
product = "Sku"
"""
UNTIMED = SHOP.replace('column = "When"', "start = 2026-05-01T00:00:00Z\nevery = 3600")
HEADER = "When,Sku,Comment,Stars,Again\n"


def file(folder: Path, *lines: str) -> Path:
    path = folder / "comments.csv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines))
    return path


def test_rows_become_comments(tmp_path: Path) -> None:
    lines = ["2026-05-01T10:00:00Z,B1,Lovely,4.5,gladly", "2026-05-01T11:00:00Z,B1,,2,No", "2026-05-01T12:00:00Z,B2,So so,-,"]
    first, *rest = entries(tmp_path, file(tmp_path, *lines), mapping=SHOP)
    assert first == ReviewEvent(
        id="2", source="file", type="review", at=1_777_629_600_000, text="Lovely", rating=4.5, recommended=True, product="B1"
    )
    assert [(each.text, each.rating, each.recommended) for each in rest if isinstance(each, ReviewEvent)] == [
        (None, 2.0, False),
        ("So so", None, None),
    ]


def test_made_up_times_are_said_to_be(tmp_path: Path) -> None:
    found = entries(tmp_path, file(tmp_path, ",B1,Lovely,5,", ",B1,Fine,4,"), mapping=UNTIMED)
    assert [(each.at, each.precision) for each in found if isinstance(each, ReviewEvent)] == [
        (1_777_597_200_000, "none"),
        (1_777_600_800_000, "none"),
    ]


def test_rows_that_say_nothing_or_no_truth_are_kept_as_bad_ones(tmp_path: Path) -> None:
    made = filed(tmp_path, file(tmp_path, ",B1,Lovely,5,", ",B1,,-,", ",B1,Hm,6,", ",B1,Hm,5,perhaps"), mapping=UNTIMED)
    assert made.history.streams == ("shop", "reviews")
    found = [made.history.entry(place) for place in range(4)]
    made.history.close()
    assert [each.why.partition(":")[0] for each in found if isinstance(each, Unmapped)] == [
        "neither text, title, rating nor recommendation",
        "rating",
        "recommended is neither yes nor no",
    ]


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('product = "Sku"', 'price = "Sku"', "an event has no field `price`"),
        ("[time]", '[type]\nvalue = "purchase"\n[time]', "comments have no `type`"),
        ('column = "When"', "every = 60", "`time.column` is missing"),
        ('column = "When"', 'column = "When"\nstart = 2026-05-01T00:00:00Z', "takes either column or start"),
        ('column = "When"', "start = 2026-05-01T00:00:00", "`time.start` has no offset"),
        (SHOP[SHOP.index("text =") : SHOP.index("product")], "", "names none of `text`"),
        ('"reviews"', '"review"', "`stream`"),
    ],
)
def test_a_wrong_mapping_of_comments_is_told(was: str, becomes: str, says: str) -> None:
    with pytest.raises(MappingError, match=says):
        parse(SHOP.replace(was, becomes, 1), "comments.toml")
