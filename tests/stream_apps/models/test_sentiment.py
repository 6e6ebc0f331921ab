"""Sentiment from the first comment on, and what is learned from stars and recommendations."""

import pickle

import pytest

from stream_apps.models import tokens
from stream_apps.models.comment import read
from stream_apps.models.sentiment import CLASSES, Sentiment, class_of

GOOD, BAD = "It runs true to size", "It runs small"


def taught(times: int = 60) -> Sentiment:
    model = Sentiment()
    for number in range(times):
        model.learn_one(read(BAD, "Too tight"), 1 + number % 2)
        model.learn_one(read(GOOD, "My favourite"), 4 + number % 2)
    return model


def test_at_the_first_comment_it_says_what_the_lexicon_says() -> None:
    model = Sentiment()
    assert [model.predict_one(read(text)).kind for text in ("I love it", "I hate it", "It is a dress")] == [
        "positive",
        "negative",
        "neutral",
    ]
    assert model.predict_one(read("")).probability == 0.5


def test_words_without_a_tone_of_their_own_get_one() -> None:
    assert read(BAD).compounds == (0.0, 0.0)
    model = taught()
    assert model.predict_one(read(BAD)).probability < 0.2 < 0.8 < model.predict_one(read(GOOD)).probability


def test_a_negation_turns_only_what_follows_it_closely() -> None:
    plain, negated, apart = (set(read(text).features.tolist()) for text in ("soft fabric", "not soft fabric", "not, soft fabric"))
    assert plain <= apart
    assert len(plain - negated) == 2  # both words are marked; the pair of them stays


def test_tokens_without_end_fill_no_memory() -> None:
    known = tokens.Tokens()
    assert len(set(known.numbers(" ".join("good" * 50 + str(number) for number in range(500))).tolist())) == 1
    assert len(known.numbers("a " * 9_000)) == tokens.MOST_READ


def test_the_words_of_a_title_count_by_themselves_too() -> None:
    assert len(read("soft", "soft").features) == 2


def test_a_comment_without_stars_or_recommendation_teaches_nothing() -> None:
    model, untaught = Sentiment(), Sentiment()
    model.learn_one(read(BAD))
    assert pickle.dumps(model) == pickle.dumps(untaught)


def test_stars_alone_and_recommendations_alone_teach_who_is_satisfied() -> None:
    by_stars, by_word = Sentiment(), Sentiment()
    for _ in range(60):
        for text, stars in ((BAD, 2), (GOOD, 5)):
            by_stars.learn_one(read(text), stars)
            by_word.learn_one(read(text), recommended=stars == 5)
    for model in (by_stars, by_word):
        assert [model.predict_one(read(text)).kind for text in (BAD, GOOD)] == ["negative", "positive"]


@pytest.mark.parametrize(("stars", "kind"), [(1, "negative"), (2, "negative"), (3, "neutral"), (4, "positive"), (5, "positive")])
def test_a_class_by_stars(stars: int, kind: str) -> None:
    assert CLASSES[class_of(stars)] == kind


def test_pieces_have_a_score_each() -> None:
    good, bad = taught().pieces(read("The colour is lovely, but it runs small"))
    assert good > 0.5
    assert bad < -0.5


def test_a_kept_model_goes_on_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    model = taught(20)
    kept = pickle.loads(pickle.dumps(model))  # noqa: S301  its own
    monkeypatch.setattr(tokens, "MOST_KNOWN", 3)  # and what is remembered of tokens decides nothing
    for each in (model, kept):
        each.learn_one(read("Lovely colour, small size"), 3)
    assert model.predict_one(read(GOOD)) == kept.predict_one(read(GOOD))
    assert pickle.dumps(model) == pickle.dumps(kept)
