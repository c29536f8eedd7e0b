"""Writes a workload's network as model.onnx and, where it streams, one step of it as step.onnx.

    python3 make_models.py FOLDER OUT

FOLDER holds index.json and the tensors that RnnGen wrote. Prints the version of the package onnx.
"""

import json
import pathlib
import sys

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

# The rows of PyTorch's gates in ONNX's order: i, o, f, c and z, r, h.
GATES = {"lstm": (0, 3, 1, 2), "gru": (1, 0, 2)}


class Graph:
    """Nodes and weights, gathered one after the other."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.index = json.loads((self.folder / "index.json").read_text())
        self.nodes, self.weights, self.count = [], [], 0

    def tensor(self, name):
        shape = self.index["tensors"][name]["shape"]
        return numpy.fromfile(self.folder / f"{name}.bin", "<f4").reshape(shape)

    def constant(self, values):
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(numpy.ascontiguousarray(values), name))
        return name

    def node(self, operator, inputs, outputs=1, **attributes):
        names = []
        for _ in range(outputs):
            names.append(f"v{self.count}")
            self.count += 1
        self.nodes.append(helper.make_node(operator, inputs, names, **attributes))
        return names

    def recurrent(self, x, layer, states=()):
        """Y [T, D, B, H], then the final states [D, B, H]."""
        index, ends = self.index, ["", "_reverse"][:self.index["directions"]]

        def stack(name):
            rows = [self.tensor(f"{name}_l{layer}{end}") for end in ends]
            blocks = [numpy.split(r, len(GATES[index["cell"]])) for r in rows]
            return numpy.stack([numpy.concatenate([b[g] for g in GATES[index["cell"]]]) for b in blocks])

        bias = numpy.concatenate([stack("bias_ih"), stack("bias_hh")], 1)
        inputs = [x] + [self.constant(v) for v in (stack("weight_ih"), stack("weight_hh"), bias)]
        more = {"linear_before_reset": 1} if index["cell"] == "gru" else {}
        return self.node(
            index["cell"].upper(), inputs + (["", *states] if states else []), 3 if index["cell"] == "lstm" else 2,
            hidden_size=index["units"], direction="bidirectional" if index["directions"] == 2 else "forward", **more)

    def flat(self, y, steps, rows):
        """[T, D, B, H] to [T, B, D H]."""
        if self.index["directions"] == 1:
            return self.node("Squeeze", [y, self.constant(numpy.array([1]))])[0]
        swapped = self.node("Transpose", [y], perm=[0, 2, 1, 3])[0]
        shape = numpy.array([steps, rows, 2 * self.index["units"]])
        return self.node("Reshape", [swapped, self.constant(shape)])[0]

    def save(self, path, inputs, outputs):
        values = [[helper.make_tensor_value_info(n, t, s) for n, t, s in part] for part in (inputs, outputs)]
        graph = helper.make_graph(self.nodes, "workload", *values, self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
        model.ir_version = 8
        onnx.checker.check_model(model)
        onnx.save(model, path)


def whole(folder, path):
    graph = Graph(folder)
    index = graph.index
    rows, steps, head = index["rows"], index["steps"], index["head"]
    if index["vocabulary"]:
        given = ("x", TensorProto.INT32, [steps, rows])
        x = graph.node("Gather", [graph.constant(graph.tensor("embedding.weight")), "x"])[0]
    else:
        given = ("x", TensorProto.FLOAT, [steps, rows, index["inputs"]])
        x = "x"
    for layer in range(index["layers"]):
        y, last = graph.recurrent(x, layer)[:2]
        x = graph.flat(y, steps, rows)
    if head == "last":
        x = graph.node("Squeeze", [last, graph.constant(numpy.array([0]))])[0]
    elif head == "mean":
        x = graph.node("ReduceMean", [x], axes=[0], keepdims=0)[0]
    if head != "none":
        product = graph.node("MatMul", [x, graph.constant(graph.tensor("dense.weight").T)])[0]
        x = graph.node("Add", [product, graph.constant(graph.tensor("dense.bias"))])[0]
    width = index["units"] * index["directions"] if head == "none" else index["outputs"]
    shape = [rows, width] if head in ("last", "mean") else [steps, rows, width]
    graph.save(path, [given], [(x, TensorProto.FLOAT, shape)])


def one_step(folder, path):
    graph = Graph(folder)
    state = [1, 1, graph.index["units"]]
    outputs = graph.recurrent("x", 0, ("h", "c"))
    graph.save(path, [("x", TensorProto.FLOAT, [1, 1, graph.index["inputs"]])]
               + [(name, TensorProto.FLOAT, state) for name in "hc"],
               [(name, TensorProto.FLOAT, state) for name in outputs[1:]])


folder, out = sys.argv[1], pathlib.Path(sys.argv[2])
whole(folder, str(out / "model.onnx"))
if json.loads((pathlib.Path(folder) / "index.json").read_text())["stream"]:
    one_step(folder, str(out / "step.onnx"))
print(onnx.__version__)
