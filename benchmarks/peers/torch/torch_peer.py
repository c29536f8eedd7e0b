"""PyTorch on one workload: values first, then times.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=2 python3 torch_peer.py FOLDER OUT SECONDS

FOLDER holds index.json and the tensors that RnnGen wrote. OUT receives forward.bin, stream.bin and trained/NAME.bin,
the parameters after three training steps. Prints one JSON line a time, in seconds. Ends with a reason on stderr where
PyTorch would not show what it can do.
"""

import json
import os
import pathlib
import sys
import time

import numpy
import torch
from torch import nn
from torch.nn import functional as F

RESET_AFTER = 16  # steps of training between two resets: a network that has converged computes with denormal gradients


def require_fast_blas():
    torch.ones(64, 64) @ torch.ones(64, 64)
    maps = pathlib.Path("/proc/self/maps").read_text()
    if "openblas" not in maps and "libmkl" not in maps:
        sys.exit("PyTorch runs on the reference BLAS, about 15 times slower: install libopenblas0")
    return "MKL" if "libmkl" in maps else "OpenBLAS"


class Network(nn.Module):
    """What index.json describes: an embedding or features, recurrent layers, a read-out and a dense layer."""

    def __init__(self, index):
        super().__init__()
        self.head = index["head"]
        self.embedding = nn.Embedding(index["vocabulary"], index["inputs"]) if index["vocabulary"] else None
        cell = {"lstm": nn.LSTM, "gru": nn.GRU}[index["cell"]]
        self.rnn = cell(index["inputs"], index["units"], index["layers"], batch_first=True,
                        bidirectional=index["directions"] == 2)
        if self.head != "none":
            self.dense = nn.Linear(index["units"] * index["directions"], index["outputs"])

    def forward(self, x):
        if self.embedding is not None:
            x = self.embedding(x)
        y = self.rnn(x)[0]
        if self.head == "none":
            return y
        if self.head == "last":
            y = y[:, -1]
        elif self.head == "mean":
            y = y.mean(1)
        return self.dense(y)


class Translator(nn.Module):
    """One layer reads, another goes on from its states with the replies and has the dense layer."""

    def __init__(self, index):
        super().__init__()
        self.encode = nn.LSTM(index["inputs"], index["units"], batch_first=True)
        self.decode = nn.LSTM(index["inputs"], index["units"], batch_first=True)
        self.words = nn.Linear(index["units"], index["outputs"])

    def forward(self, source, reply):
        return self.words(self.decode(reply, self.encode(source)[1])[0])


class Folder:
    """Tensors as files: the numbers and nothing else, little-endian."""

    def __init__(self, path, out):
        self.path, self.out = pathlib.Path(path), pathlib.Path(out)
        self.index = json.loads((self.path / "index.json").read_text())
        (self.out / "trained").mkdir(parents=True, exist_ok=True)

    def read(self, name):
        kind = {"float32": "<f4", "int32": "<i4"}[self.index["tensors"][name]["type"]]
        values = numpy.fromfile(self.path / f"{name}.bin", kind).reshape(self.index["tensors"][name]["shape"])
        return torch.from_numpy(values.astype("i8") if kind == "<i4" else values)

    def write(self, name, tensor):
        tensor.detach().cpu().numpy().astype("<f4").tofile(self.out / f"{name}.bin")


def measure(what, seconds, run, variant="", steps=1, before=lambda i: None):
    """Runs for so many seconds after a warm-up; the time is divided by `steps`, and `before` is not timed."""
    least = 3 if seconds >= 0.1 else 1
    start = time.perf_counter()
    while True:
        run()
        if time.perf_counter() - start > 0.2 * seconds:
            break
    times, start = [], time.perf_counter()
    while len(times) < least or time.perf_counter() - start < seconds:
        before(len(times))
        begin = time.perf_counter()
        run()
        times.append((time.perf_counter() - begin) / steps)
    times.sort()
    print(json.dumps(dict(what=what, variant=variant, best=times[0], median=times[len(times) // 2],
                          count=len(times))), flush=True)


def is_small(network):
    """Whether what a call costs in Python is worth avoiding."""
    return isinstance(network, Network) and network.rnn.hidden_size <= 64


def forward(folder, network, inputs, seconds):
    network.eval()
    with torch.inference_mode():
        folder.write("forward", network(*inputs))
        measure("forward", seconds, lambda: network(*inputs))
        # Tracing saves microseconds a call: it matters only where a call is short.
        if is_small(network):
            traced = torch.jit.trace(network, inputs)
            for _ in range(20):
                torch.testing.assert_close(traced(*inputs), network(*inputs))
            measure("forward", seconds, lambda: traced(*inputs), "jit")


def stream(folder, network, x, seconds):
    """Step by step, with the cell that PyTorch has for it."""
    cell = nn.LSTMCell(network.rnn.input_size, network.rnn.hidden_size)
    cell.load_state_dict({name[:-3]: value for name, value in network.rnn.state_dict().items()})
    steps = list(x[0].unsqueeze(1))
    with torch.inference_mode():
        state, outputs = None, []
        for step in steps:
            state = cell(step, state)
            outputs.append(state[0])
        folder.write("stream", torch.cat(outputs))

        def run():
            nonlocal state
            for step in steps:
                state = cell(step, state)

        measure("stream", seconds, run, "LSTMCell", steps=len(steps))


def train(folder, network, inputs, seconds):
    network.train()
    initial = {name: value.clone() for name, value in network.state_dict().items()}
    classes = folder.index["loss"] == "cross_entropy"
    targets = folder.read("classes" if classes else "targets")
    parameters, trained = list(network.parameters()), {}

    def stepper(**options):
        optimizer = torch.optim.Adam(parameters, lr=1e-3, **options)

        def step():
            optimizer.zero_grad(set_to_none=True)
            y = network(*inputs)
            loss = F.cross_entropy(y.flatten(0, -2), targets.flatten()) if classes else F.mse_loss(y, targets)
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1)
            optimizer.step()

        return step

    def reset(i):
        if i % RESET_AFTER == 0:
            network.load_state_dict(initial)

    # Updating all tensors in one call saves microseconds too.
    variants = [("", {}), ("foreach", dict(foreach=True))] if is_small(network) else [("", {})]
    for variant, options in variants:
        reset(0)
        step = stepper(**options)
        for _ in range(3):
            step()
        for name, value in network.state_dict().items():
            if variant:
                torch.testing.assert_close(value, trained[name], rtol=0, atol=1e-5)
                continue
            trained[name] = value.clone()
            folder.write("trained/" + name.replace("rnn.", ""), value)
        measure("train", seconds, step, variant, before=reset)


def main():
    blas = require_fast_blas()
    if len(sys.argv) < 4:
        return  # asked only whether it can run
    folder, seconds = Folder(sys.argv[1], sys.argv[2]), float(sys.argv[3])
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    print(json.dumps(dict(version=f"PyTorch {torch.__version__}, {blas}")), flush=True)
    has_decoder = folder.index["decoder"]
    network = (Translator if has_decoder else Network)(folder.index)
    network.load_state_dict({name: folder.read(name.replace("rnn.", "")) for name in network.state_dict()})
    inputs = [folder.read("tokens" if folder.index["vocabulary"] else "x")]
    if has_decoder:
        inputs.append(folder.read("reply"))
    if folder.index["forward"]:
        forward(folder, network, inputs, seconds)
    if folder.index["stream"]:
        stream(folder, network, inputs[0], seconds)
    if folder.index["loss"]:
        train(folder, network, inputs, seconds)


if __name__ == "__main__":
    main()
