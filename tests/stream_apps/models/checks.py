"""What every model of Storepulse passes, in the spirit of river.utils.estimator_checks.

A model learns and predicts one sample at a time over sparse features, where absent is 0. Add a model to MODELS and each
check runs on it.
"""

import pickle
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any, Final

from stream_apps.models.segments import SessionSegments

Features = dict[str, float]
Make = Callable[[], Any]

MODELS: Final[dict[str, Make]] = {
    "SessionSegments": lambda: SessionSegments(warm_up=20),
    "SessionSegments of two": lambda: SessionSegments(n_clusters=2, warm_up=2, seed=7),
}


def stream(count: int = 200, seed: int = 1) -> Iterator[Features]:
    """Samples around a few centres: sparse, in eighths so that sums are exact, the order of names changing."""
    random = Random(seed)
    names = ["depth", "price", "in:skirts", "in:sale", "in:blouses"]
    for _ in range(count):
        chosen = random.sample(names, random.randint(1, len(names)))
        yield {name: random.randint(-16, 16) / 8 for name in chosen}


def learned(model: Any, samples: list[Features]) -> list[Any]:
    """What it predicted of each sample before learning from it."""
    predictions = []
    for x in samples:
        predictions.append(model.predict_one(x))
        model.learn_one(x)
    return predictions


def state(value: Any) -> Any:
    """All that a model knows, for comparison: the order of a dict's names is part of it."""
    if isinstance(value, dict):
        return [(name, state(each)) for name, each in value.items()]
    if isinstance(value, list | tuple):
        return [state(each) for each in value]
    if isinstance(value, Random):
        return value.getstate()
    return [type(value), state(vars(value))] if hasattr(value, "__dict__") else value


def check_predicts_before_it_has_learned_anything(make: Make) -> None:
    for x in stream(3):
        make().predict_one(x)


def check_predicting_changes_nothing(make: Make) -> None:
    model = make()
    for x in stream():
        before = deepcopy(state(model))
        model.predict_one(x)
        assert state(model) == before
        model.learn_one(x)


def check_same_input_gives_same_output(make: Make) -> None:
    one, two, samples = make(), make(), list(stream())
    assert learned(one, samples) == learned(two, samples)
    assert state(one) == state(two)


def check_samples_are_left_as_they_are(make: Make) -> None:
    samples = list(stream())
    before = deepcopy(samples)
    learned(make(), samples)
    assert samples == before


def check_a_sample_may_be_changed_after_it_was_learned(make: Make) -> None:
    kept, changed, samples = make(), make(), list(stream())
    for x in samples:
        kept.learn_one(dict(x))
        changed.learn_one(x)
        x.clear()
    assert state(kept) == state(changed)


def check_a_pickled_model_goes_on_exactly(make: Make) -> None:
    samples, half = list(stream()), 100
    for cut in (0, 1, half):
        model = make()
        learned(model, samples[:cut])
        restored = pickle.loads(pickle.dumps(model))  # noqa: S301  its own
        assert learned(restored, samples[cut:]) == learned(model, samples[cut:])
        assert state(restored) == state(model)


def check_absent_is_zero(make: Make) -> None:
    sparse, full, samples = make(), make(), list(stream())
    zeros = dict.fromkeys(sorted({name for x in samples for name in x}), 0.0)
    assert learned(sparse, samples) == learned(full, [{**zeros, **x} for x in samples])


def check_order_of_names_does_not_matter(make: Make) -> None:
    one, two, samples = make(), make(), list(stream())
    assert learned(one, samples) == learned(two, [dict(sorted(x.items())) for x in samples])


def check_a_clone_has_the_parameters_and_nothing_learned(make: Make) -> None:
    model, samples = make(), list(stream())
    learned(model, samples)
    assert learned(model.clone(), samples) == learned(make(), samples)


def check_its_docstring_says_what_it_is_with_an_example(make: Make) -> None:
    words = type(make()).__doc__ or ""
    assert words.split("\n")[0].endswith(".")
    assert ">>> " in words


CHECKS: Final = tuple(check for name, check in list(globals().items()) if name.startswith("check_"))
