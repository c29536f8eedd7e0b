"""Writes the weights of PyTorch models as safetensors, with an input and what PyTorch makes of it.

python3 torch_cases.py FOLDER
"""
import json
import struct
import sys

import numpy
import torch


def save(path, tensors):
    header, blob = {}, b""
    for name, tensor in tensors.items():
        data = tensor.detach().contiguous().numpy().tobytes()
        kind = {torch.float32: "F32", torch.int64: "I64"}[tensor.dtype]
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(blob), len(blob) + len(data)]}
        blob += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + blob)


class Net(torch.nn.Module):
    def __init__(self, name, layer, tokens=False, dense=None):
        super().__init__()
        if tokens:
            self.embedding = torch.nn.Embedding(11, 3)
        self.name = name
        setattr(self, name, layer)
        if dense:
            self.dense = torch.nn.Linear(dense, 2)

    def forward(self, x):
        x = self.embedding(x) if hasattr(self, "embedding") else x
        x = getattr(self, self.name)(x)[0]
        return self.dense(x) if hasattr(self, "dense") else x


CASES = {
    "rnn": lambda: Net("rnn", torch.nn.RNN(3, 4, batch_first=True), dense=4),
    "relu": lambda: Net("rnn", torch.nn.RNN(3, 4, nonlinearity="relu", batch_first=True)),
    "lstm": lambda: Net("lstm", torch.nn.LSTM(3, 4, batch_first=True), dense=4),
    "gru": lambda: Net("gru", torch.nn.GRU(3, 4, batch_first=True), tokens=True, dense=4),
    "stack": lambda: Net("lstm", torch.nn.LSTM(3, 4, num_layers=2, bidirectional=True, batch_first=True), dense=8),
    "grustack": lambda: Net("gru", torch.nn.GRU(3, 5, num_layers=2, bidirectional=True, batch_first=True)),
    "projected": lambda: Net("lstm", torch.nn.LSTM(3, 4, proj_size=2, batch_first=True)),
}

torch.manual_seed(7)
for name, make in CASES.items():
    net = make()
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.uniform_(-0.8, 0.8)
    x = torch.randint(0, 11, (1, 6)) if hasattr(net, "embedding") else torch.randn(1, 6, 3)
    tensors = dict(net.state_dict())
    tensors["case.input"] = x[0]
    tensors["case.output"] = net(x)[0]
    save(f"{sys.argv[1]}/{name}.safetensors", tensors)

matrix = numpy.arange(6).reshape(2, 3)
numpy.savez(
    f"{sys.argv[1]}/numpy.npz",
    **{
        "a/c": matrix.astype("<f4"),
        "a/fortran": numpy.asfortranarray(matrix.astype("<f8")),
        "half": matrix.astype("<f2")[:, 1],
        "cube": numpy.asfortranarray(numpy.arange(24).reshape(2, 3, 4)),
        "scalar": numpy.float32(0.5),
    },
)
numpy.savez_compressed(f"{sys.argv[1]}/compressed.npz", c=matrix.astype("<f4"))
