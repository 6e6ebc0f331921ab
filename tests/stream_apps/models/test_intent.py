"""Purchase intent, its reasons, and that a pickled model goes on exactly."""

import pickle
from itertools import pairwise
from random import Random
from statistics import fmean

import pytest

from stream_apps.models import intent
from stream_apps.models.intent import PurchaseIntent
from stream_apps.models.reasons import reasons

Sample = tuple[list[str], bool]


def shoppers(count: int, seed: int = 1) -> list[Sample]:
    """Two in a hundred buy; of those with something in the cart every fourth; phones buy half as often; the weekday says nothing."""
    random, made = Random(seed), list[Sample]()
    for _ in range(count):
        carts, phone = random.random() < 0.06, random.random() < 0.5
        chance = (0.25 if carts else 0.005) * (0.67 if phone else 1.33)
        made.append((visit(int(carts), "mobile" if phone else "desktop", random.randrange(7)), random.random() < chance))
    return made


def visit(carts: int, device: str, weekday: int) -> list[str]:
    """What is true of it."""
    return [f"carts={carts}", f"device={device}", f"weekday={weekday}", f"device*carts={device},{carts}"]


def learned(model: PurchaseIntent, samples: list[Sample]) -> list[float]:
    """What it promised of each sample before learning from it."""
    promised = []
    for facts, bought in samples:
        promised.append(model.predict_one(facts))
        model.learn_one(facts, bought)
    return promised


def test_it_promises_each_kind_what_comes_of_it() -> None:
    samples = shoppers(30_000)
    promised = learned(PurchaseIntent(), samples)
    for kind in ("carts=0", "carts=1", "device*carts=mobile,1", "device*carts=desktop,1", "device*carts=desktop,0"):
        late = [(p, came) for p, (facts, came) in zip(promised[5_000:], samples[5_000:], strict=True) if kind in facts]
        assert fmean(p for p, _ in late) == pytest.approx(fmean(came for _, came in late), rel=0.15)


def test_it_settles_on_the_usual_share() -> None:
    model = PurchaseIntent()
    assert model.predict_one(["never=seen"]) == 0.5
    learned(model, [(["x=1"], number % 20 == 0) for number in range(4_000)])
    assert model.predict_one(["x=1"]) == pytest.approx(0.05, abs=0.01)
    assert model.predict_one(["never=seen"]) < 0.2


def test_it_never_promises_everything_or_nothing() -> None:
    model = PurchaseIntent(spread=100.0)
    promised = learned(model, [(["a=1"], True), (["b=1"], False)] * 2_000)
    assert 0 < min(promised) < max(promised) < 1


def test_it_learns_anew_when_shoppers_change() -> None:
    model = PurchaseIntent()
    learned(model, [(["carts=1"], True), (["carts=0"], False)] * 500)
    learned(model, [(["carts=1"], False), (["carts=0"], True)] * 2_000)
    assert model.predict_one(["carts=1"]) < 0.2 < 0.8 < model.predict_one(["carts=0"])


def test_a_pickled_model_goes_on_exactly() -> None:
    samples = shoppers(600)
    for cut in (0, 1, 300):
        model = PurchaseIntent()
        before = learned(model, samples[:cut])
        restored = pickle.loads(pickle.dumps(model))  # noqa: S301  its own
        assert before + learned(restored, samples[cut:]) == learned(PurchaseIntent(), samples)


def test_predicting_changes_nothing() -> None:
    model, asked = PurchaseIntent(), PurchaseIntent()
    for facts, bought in shoppers(300):
        for other, _ in shoppers(2, seed=9):
            asked.predict_one(other)
        model.learn_one(facts, bought)
        asked.learn_one(facts, bought)
    assert pickle.dumps(model) == pickle.dumps(asked)


def test_made_up_names_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intent, "MOST_NAMES", 10)
    model = PurchaseIntent()
    learned(model, [([f"country={number}"], True) for number in range(100)])
    assert len(pickle.dumps(model)) < 2_000
    assert model.weight("country=9") > 0
    assert model.weight("country=10") == 0


def test_reasons_are_what_raises_a_probability_above_the_average() -> None:
    model = PurchaseIntent()
    learned(model, shoppers(20_000))
    assert reasons(model, visit(1, "desktop", 3)) == ["carts", "device"]
    assert reasons(model, visit(1, "mobile", 3))[0] == "carts"
    assert reasons(model, visit(0, "mobile", 3)) == []


def test_a_name_with_few_answers_behind_it_is_no_reason_yet() -> None:
    model = PurchaseIntent(spread=0.1)
    learned(model, shoppers(20_000))
    for answers, told in ((3, False), (300, True)):
        learned(
            model, [([*visit(0, "mobile", 3)[:2], "weekday=new", "device*carts=mobile,0"], number % 3 == 0) for number in range(answers)]
        )
        assert ("weekday" in reasons(model, ["carts=0", "device=mobile", "weekday=new", "device*carts=mobile,0"])) is told
        assert model.weight("weekday=new") > 0.05
        assert model.belief("weekday=new")[1] > 0
    assert model.belief("weekday=never") == (0, 0)


def test_a_field_adds_on_average_what_its_samples_were_given() -> None:
    model, samples = PurchaseIntent(), shoppers(500)
    learned(model, samples)
    for field, place in (("carts", 0), ("device", 1), ("weekday", 2)):
        assert model.usually(field) == pytest.approx(fmean(model.weight(facts[place]) for facts, _ in samples))
    assert model.usually("nothing") == 0


def test_a_rare_name_learns_faster_than_a_common_one() -> None:
    model = PurchaseIntent()
    seen = []
    for _ in range(5):
        model.learn_one(["device=desktop"], False)
        seen.append(model.weight("device=desktop"))
    steps = [before - after for before, after in pairwise([0.0, *seen])]
    assert steps == sorted(steps, reverse=True)
