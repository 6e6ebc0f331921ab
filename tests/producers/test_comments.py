"""Comments as replayed: what a row becomes, and that made-up times are said to be made up."""

from itertools import pairwise
from pathlib import Path

import pytest

from contracts.events import ReviewEvent
from producers.replay import sentences, womens_reviews
from producers.replay.datasets import dataset
from tests.datasets import needs

HEADER = ",Clothing ID,Age,Title,Review Text,Rating,Recommended IND,Positive Feedback Count,Division Name,Department Name,Class Name"
ROW = '{number},1077,60,Flaws,"Small, ""so"" small",3,0,2,Initmates,Dresses,Dresses'


def file(folder: Path, *rows: str) -> Path:
    path = folder / "reviews.csv"
    path.write_text("\n".join([HEADER, *rows]), "utf-8")
    return path


def test_a_row_becomes_a_comment(tmp_path: Path) -> None:
    (event,) = womens_reviews.read(file(tmp_path, ROW.format(number=7)))
    assert event == ReviewEvent(
        id="womens_reviews-7",
        source="womens_reviews",
        type="review",
        at=1_735_689_600_000,
        product="1077",
        category="dresses",
        division="Intimates",
        title="Flaws",
        text='Small, "so" small',
        rating=3.0,
        recommended=False,
        age=60,
        votes=2,
        precision="none",
    )


def test_a_row_that_stands_there_twice_is_sent_once(tmp_path: Path) -> None:
    events = womens_reviews.read(file(tmp_path, ROW.format(number=1), ROW.format(number=2), ROW.format(number=3).replace("60", "61")))
    assert [event.id for event in events] == ["womens_reviews-1", "womens_reviews-3"]


def test_a_sentence_becomes_a_comment(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Good case.\t1\nSo\tso.\t0\n", "utf-8")
    (tmp_path / "y.csv").write_text('Review,Liked\r"Well, no.",0\rYes.,1\r', "utf-8", newline="")
    found = [(event.text, event.recommended) for event in (*sentences.amazon(tmp_path / "a.txt"), *sentences.yelp(tmp_path / "y.csv"))]
    assert found == [("Good case.", True), ("So\tso.", False), ("Well, no.", False), ("Yes.", True)]


@pytest.mark.parametrize("name", ["womens_reviews", "amazon_sentences", "yelp_sentences"])
def test_the_files_are_what_the_list_of_datasets_says(name: str) -> None:
    known = dataset(name)
    events = [event for event in known.read(needs(name)) if isinstance(event, ReviewEvent)]
    assert len(events) == known.events == len({event.id for event in events})
    assert {event.precision for event in events} == {"none"}
    assert all(one.at < two.at for one, two in pairwise(events))
