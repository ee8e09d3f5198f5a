"""all-MiniLM-L6-v2 rebuilt around the integer kernels of ONNX Runtime.

The package carries its weights as int8 with one scale per column, but a graph that turns them back
into floats when it is loaded. This graph keeps them int8: half the time and a third of the memory
(docs/decisions/0011). The weights themselves are taken over bit by bit. Pooling (mean over the real
tokens) and normalisation to length 1 are part of it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS = 6
HEADS = 12
WIDTH = 384
EPSILON = 1e-12
FUSED = "com.microsoft"

Array = npt.NDArray[Any]


class Weights:
    """The tensors of the carried file, found by the name of the bias that is added after them."""

    def __init__(self, carried: Path) -> None:
        model = onnx.load(carried)
        self._tensors = {tensor.name: tensor for tensor in model.graph.initializer}
        self._stems = dict(_stem_by_bias(model.graph))

    def floats(self, name: str) -> Array:
        return numpy_helper.to_array(self._tensors[f"inner.{name}"])

    def rows(self, name: str) -> tuple[Array, Array]:
        """An int8 table and the scale of each of its rows."""
        return self.floats(f"{name}_q"), self.floats(f"{name}_scale")

    def columns(self, bias: str) -> tuple[Array, Array]:
        """The int8 matrix that stands before `bias`, and the scale of each of its columns."""
        stem = self._stems[f"inner.{bias}"]
        matrix, scale = self._tensors[f"{stem}_q"], self._tensors[f"{stem}_scale"]
        return numpy_helper.to_array(matrix), numpy_helper.to_array(scale).reshape(-1)


def _stem_by_bias(graph: onnx.GraphProto) -> Iterator[tuple[str, str]]:
    product_of = {node.output[0]: node.input[1] for node in graph.node if node.op_type == "MatMul"}
    for node in graph.node:
        if node.op_type == "Add":
            for product, bias in (node.input, reversed(node.input)):
                if product in product_of and bias.startswith("inner."):
                    yield bias, product_of[product]


class Draft:
    """A graph under construction: every call adds one node and returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []

    def hold(self, name: str, values: Array) -> str:
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, operator: str, inputs: Sequence[str], *, outputs: int = 1, **attributes: Any) -> list[str]:  # noqa: ANN401 - any attribute of any operator
        names = [f"{operator}{len(self.nodes)}.{n}" for n in range(outputs)]
        domain = FUSED if operator in _FUSED_OPERATORS else ""
        self.nodes.append(helper.make_node(operator, inputs, names, domain=domain, **attributes))
        return names


_FUSED_OPERATORS = {"QAttention", "DynamicQuantizeMatMul", "SkipLayerNormalization", "BiasGelu"}


def build(carried: Path, target: Path) -> None:
    """Writes the graph to `target`; inputs `ids` and `mask` (int32, texts by tokens), outputs `vectors` (one
    per text) and `states` (one per token)."""
    weights, draft = Weights(carried), Draft()
    state = _embedded(draft, weights)
    for layer in range(LAYERS):
        state = _layer(draft, weights, f"encoder.layer.{layer}", state)
    _pooled(draft, state)
    graph = helper.make_graph(
        draft.nodes,
        "all-MiniLM-L6-v2",
        [
            helper.make_tensor_value_info(name, TensorProto.INT32, ["texts", "tokens"])
            for name in ("ids", "mask")
        ],
        [
            helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", WIDTH]),
            helper.make_tensor_value_info("states", TensorProto.FLOAT, ["texts", "tokens", WIDTH]),
        ],
        draft.tensors,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), target)


def _embedded(draft: Draft, weights: Weights) -> str:
    table, scale = weights.rows("embeddings.word_embeddings.weight")
    picked = draft.add("Gather", [draft.hold("words", table), "ids"])
    scales = draft.add("Gather", [draft.hold("word_scales", scale), "ids"])
    word = draft.add("Mul", draft.add("Cast", picked, to=TensorProto.FLOAT) + scales)
    positions = draft.add("Slice", [_positions(draft, weights), *_first_tokens(draft)])
    summed = draft.add("Add", word + positions)
    norm = [_held(draft, weights, f"embeddings.LayerNorm.{part}") for part in ("weight", "bias")]
    return draft.add("LayerNormalization", summed + norm, axis=-1, epsilon=EPSILON)[0]


def _positions(draft: Draft, weights: Weights) -> str:
    """Position and segment in one table: every text here is a first segment."""
    table, scale = weights.rows("embeddings.position_embeddings.weight")
    segment = weights.floats("embeddings.token_type_embeddings.weight")[0]
    return draft.hold("positions", (table.astype(np.float32) * scale + segment).astype(np.float32))


def _first_tokens(draft: Draft) -> list[str]:
    shape = draft.add("Shape", ["ids"], start=1, end=2)
    return [draft.hold("zero", np.zeros(1, np.int64)), shape[0]]


def _layer(draft: Draft, weights: Weights, name: str, state: str) -> str:
    attended = _attention(draft, weights, f"{name}.attention.self", state)
    mixed = _product(draft, weights, f"{name}.attention.output.dense.bias", attended)
    state = _settled(draft, weights, f"{name}.attention.output", mixed, state)
    wide = _product(draft, weights, f"{name}.intermediate.dense.bias", state)
    bent = draft.add("BiasGelu", [wide, _held(draft, weights, f"{name}.intermediate.dense.bias")])[0]
    narrow = _product(draft, weights, f"{name}.output.dense.bias", bent)
    return _settled(draft, weights, f"{name}.output", narrow, state)


def _attention(draft: Draft, weights: Weights, name: str, state: str) -> str:
    parts = [weights.columns(f"{name}.{part}.bias") for part in ("query", "key", "value")]
    biases = [weights.floats(f"{name}.{part}.bias") for part in ("query", "key", "value")]
    matrix = draft.hold(f"{name}.matrix", np.concatenate([part[0] for part in parts], axis=1))
    scales = draft.hold(f"{name}.scales", np.concatenate([part[1] for part in parts]))
    bias = draft.hold(f"{name}.bias", np.concatenate(biases))
    shifts = draft.hold(f"{name}.shifts", np.zeros(3 * WIDTH, np.int8))
    quantized, scale, shift = draft.add("DynamicQuantizeLinear", [state], outputs=3)
    inputs = [quantized, matrix, bias, scale, scales, "mask", shift, shifts]
    return draft.add("QAttention", inputs, num_heads=HEADS)[0]


def _product(draft: Draft, weights: Weights, bias: str, state: str) -> str:
    matrix, scales = weights.columns(bias)
    held = [draft.hold(f"{bias}.matrix", matrix), draft.hold(f"{bias}.scales", scales)]
    shifts = draft.hold(f"{bias}.shifts", np.zeros(matrix.shape[1], np.int8))
    return draft.add("DynamicQuantizeMatMul", [state, *held, shifts])[0]


def _settled(draft: Draft, weights: Weights, name: str, change: str, state: str) -> str:
    norm = [_held(draft, weights, f"{name}.LayerNorm.{part}") for part in ("weight", "bias")]
    inputs = [change, state, *norm, _held(draft, weights, f"{name}.dense.bias")]
    return draft.add("SkipLayerNormalization", inputs, epsilon=EPSILON)[0]


def _held(draft: Draft, weights: Weights, name: str) -> str:
    return draft.hold(name, weights.floats(name))


def _pooled(draft: Draft, state: str) -> None:
    last = draft.hold("last", np.array([2], np.int64))
    mask = draft.add("Unsqueeze", [*draft.add("Cast", ["mask"], to=TensorProto.FLOAT), last])
    summed = draft.add(
        "ReduceSum",
        [*draft.add("Mul", [state, *mask]), draft.hold("tokens", np.array([1], np.int64))],
        keepdims=0,
    )
    length = draft.add("ReduceL2", summed, axes=[1], keepdims=1)
    draft.nodes.append(helper.make_node("Identity", [state], ["states"]))
    draft.nodes.append(helper.make_node("Div", summed + length, ["vectors"]))
