"""A second opinion on each message's intent: by what it means, where Rasa's own classifier goes by words and letters.

Kernel ridge regression (Saunders et al., 1998) from a sentence's vector to its intent: one system of equations, no iterations. It learns
from each intent's first examples, which are its plain phrases, and its last ones, which have periods and filters around them. It decides
nothing: the actions see both opinions (actions/opinions.py).
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from meaning.sentences import SentenceEncoder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

OPINION = "meaning"  # the message's property: [{"name": intent, "confidence": score}], the highest first
_TOLD = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(GraphComponent):
    """Scores intents by a message's meaning; scores of alike intents add up to the score of their union."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._encoder = SentenceEncoder()
        self._vectors = self._weights = np.zeros((0, 0), np.float32)
        self._intents: list[str] = []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """first, last: so many examples of each intent. sharpness: of the kernel. ridge: what keeps weights small."""
        return {"first": 40, "last": 15, "sharpness": 3.0, "ridge": 0.3}

    @staticmethod
    def required_packages() -> list[str]:
        return ["tokenizers", "safetensors"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003  Rasa checks each parameter's name
    ) -> MeaningClassifier:
        """An untrained one."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **_: Any,
    ) -> MeaningClassifier:
        """The trained one."""
        made = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            stored = np.load(folder / "meaning.npz")
            made._vectors, made._weights = stored["vectors"], stored["weights"]
            made._intents = json.loads((folder / "intents.json").read_text("utf-8"))
        return made

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the training examples and stores what it learned."""
        texts, labels = self._examples(training_data)
        self._intents = sorted(set(labels))
        self._vectors = self._encoder.encode(texts)
        wanted = np.array([[label == intent for intent in self._intents] for label in labels], np.float32)
        kernel = self._kernel(self._vectors)
        kernel[np.diag_indices_from(kernel)] += self._config["ridge"]
        self._weights = np.linalg.solve(kernel, wanted)
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "meaning.npz", vectors=self._vectors, weights=self._weights)
            (folder / "intents.json").write_text(json.dumps(self._intents), "utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the opinion to each message, and leaves its intent alone."""
        for message in messages:
            scores = self._kernel(self._encoder.encode([message.get(TEXT) or ""]))[0] @ self._weights
            best = np.argsort(-scores, kind="stable")[:_TOLD]
            told = [{"name": self._intents[n], "confidence": round(float(scores[n]), 4)} for n in best]
            message.set(OPINION, told, add_to_output=True)
        return messages

    def _examples(self, training_data: TrainingData) -> tuple[list[str], list[str]]:
        texts: dict[str, list[str]] = {}
        for message in training_data.intent_examples:
            if message.get(TEXT):
                texts.setdefault(message.get(INTENT), []).append(message.get(TEXT))
        first, last = self._config["first"], self._config["last"]
        chosen = [(text, intent) for intent, own in texts.items() for n, text in enumerate(own) if n < first or n >= len(own) - last]
        return [text for text, _ in chosen], [intent for _, intent in chosen]

    def _kernel(self, vectors: np.ndarray) -> np.ndarray:
        return np.exp(np.float32(self._config["sharpness"]) * (vectors @ self._vectors.T - 1))
