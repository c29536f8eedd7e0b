"""Writes models as PyTorch's own exporter does, with an input and what PyTorch makes of it: python3 pytorch.py PyTorch

What differs from case to case is how the last layer is read out, and whether batch and time are left open.
"""
import json
import sys

import torch

FEATURES, UNITS, TOKENS, ROWS, STEPS = 3, 4, 7, 2, 5

READ_OUTS = {
    "steps": lambda y, h, time: y,
    "last step": lambda y, h, time: y.select(time, -1),
    "h[-1]": lambda y, h, time: h[-1],
    "h squeezed": lambda y, h, time: h.squeeze(0),
    "both ends": lambda y, h, time: torch.cat([h[-2], h[-1]], 1),
    "last states": lambda y, h, time: h[-2:].transpose(0, 1).reshape(h.shape[1], -1),
    "h flattened": lambda y, h, time: h.transpose(0, 1).reshape(h.shape[1], -1),
    "mean": lambda y, h, time: y.mean(time),
    "mean kept": lambda y, h, time: y.mean(time, keepdim=True).squeeze(time),
    "max": lambda y, h, time: y.max(time)[0],
    "pool": lambda y, h, time: torch.nn.functional.adaptive_avg_pool1d(y.permute(1, 2, 0) if time == 0
                                                                       else y.transpose(1, 2), 1).squeeze(-1),
    "maximum pool": lambda y, h, time: torch.nn.functional.adaptive_max_pool1d(y.permute(1, 2, 0) if time == 0
                                                                               else y.transpose(1, 2), 1).squeeze(-1),
}

CASES = [
    ("stacked lstm", "LSTM", dict(num_layers=2, batch_first=True), "h[-1]", True),
    ("stacked gru, time first", "GRU", dict(num_layers=2), "h[-1]", False),
    ("both ends", "LSTM", dict(bidirectional=True, batch_first=True), "both ends", True),
    ("both ends of a stack", "GRU", dict(num_layers=2, bidirectional=True, batch_first=True), "both ends", True),
    ("both ends of a stack, time first", "LSTM", dict(num_layers=2, bidirectional=True), "both ends", False),
    ("flattened states", "LSTM", dict(bidirectional=True, batch_first=True), "h flattened", True),
    ("flattened states, time first", "GRU", dict(bidirectional=True), "h flattened", False),
    ("squeezed state", "GRU", dict(batch_first=True), "h squeezed", False),
    ("last step, time first", "LSTM", dict(), "last step", False),
    ("last step", "RNN", dict(batch_first=True), "last step", True),
    ("mean", "GRU", dict(num_layers=2, batch_first=True), "mean", True),
    ("mean of an axis that is kept", "LSTM", dict(batch_first=True), "mean kept", True),
    ("maximum, time first", "LSTM", dict(bidirectional=True), "max", False),
    ("global pool", "LSTM", dict(bidirectional=True, batch_first=True), "pool", True),
    ("steps, time first", "GRU", dict(bidirectional=True), "steps", False),
    ("tokens", "LSTM", dict(num_layers=2, bidirectional=True, batch_first=True), "both ends", True),
    ("tokens, time first", "GRU", dict(), "h[-1]", False),
    ("last states of a stack", "LSTM", dict(num_layers=2, bidirectional=True, batch_first=True), "last states", True),
    ("dense before the last step", "GRU", dict(batch_first=True), "steps", True),
    ("scores beside what else there is", "LSTM", dict(num_layers=2, batch_first=True), "h[-1]", True),
    ("lengths", "LSTM", dict(bidirectional=True, batch_first=True), "both ends", True),
    ("maximum pool of fixed steps", "GRU", dict(batch_first=True), "maximum pool", False),
    ("maximum pool of fixed steps, time first", "LSTM", dict(bidirectional=True), "maximum pool", False),
]
LENGTHS = [5, 3]


class Net(torch.nn.Module):
    def __init__(self, name, kind, options, read_out, tokens):
        super().__init__()
        self.name = name
        self.embedding = torch.nn.Embedding(TOKENS, FEATURES) if tokens else torch.nn.Identity()
        self.layer = getattr(torch.nn, kind)(FEATURES, UNITS, **options)
        both = options.get("bidirectional") and read_out != "h[-1]"
        self.dense = torch.nn.Linear(UNITS * (2 if both else 1), 2)
        self.read_out, self.time = READ_OUTS[read_out], 1 if options.get("batch_first") else 0

    def forward(self, x, lengths=None):
        x = self.embedding(x)
        if lengths is not None:
            x = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True)
        y, h = self.layer(x)
        z = self.dense(self.read_out(y, h[0] if isinstance(h, tuple) else h, self.time))
        if self.name == "dense before the last step":
            return z[:, -1]
        return (z, torch.softmax(z, -1), y, h[0]) if self.name == "scores beside what else there is" else z


torch.manual_seed(11)
for number, (name, kind, options, read_out, is_open) in enumerate(CASES):
    tokens = name.startswith("tokens")
    net = Net(name, kind, options, read_out, tokens).eval()
    batch_first = options.get("batch_first", False)
    axes = (ROWS, STEPS) if batch_first else (STEPS, ROWS)
    x = torch.randint(0, TOKENS, axes) if tokens else torch.randn(*axes, FEATURES)
    names = {0: "batch", 1: "time"} if batch_first else {0: "time", 1: "batch"}
    path = f"{sys.argv[1]}/{number:02}"
    given = (x, torch.tensor(LENGTHS)) if name == "lengths" else (x,)
    torch.onnx.export(net, given, path + ".onnx", opset_version=13, input_names=["x", "lengths"][:len(given)],
                      output_names=["y"], dynamic_axes={"x": names} if is_open else None)
    rows = x if batch_first else x.transpose(0, 1)
    y = net(*given)
    y = (y[0] if isinstance(y, tuple) else y).detach()
    if y.dim() == 3 and not batch_first:
        y = y.transpose(0, 1)
    with open(path + ".json", "w") as file:
        json.dump({"name": name, "input": rows.flatten().tolist(), "output": y.flatten().tolist(),
                   "lengths": LENGTHS if name == "lengths" else [STEPS] * ROWS}, file)
