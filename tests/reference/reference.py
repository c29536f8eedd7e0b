"""Writes reference cases in the schema of golden/: float64 PyTorch, 9 significant digits, time-major tensors.

Every model is evaluated one row at a time in plain loops, so nothing here knows about padding, masks or blocking.
"""
import json
import os

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

HERE = os.path.dirname(os.path.abspath(__file__))


class Kinks:
    """The smallest distance to a point where a derivative jumps; a case too near to one is drawn again."""

    nearest = float("inf")

    @classmethod
    def near(cls, distance):
        if distance.numel():
            cls.nearest = min(cls.nearest, distance.detach().abs().min().item())


class Draw:
    """Seeded numbers with 5 decimals, exact in JSON."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)

    def tensor(self, *shape, scale=1.0):
        values = torch.randn(*shape, generator=self.generator) * scale
        return (torch.round(values * 1e5) / 1e5).requires_grad_(True)

    def mask(self, *shape, rate, value):
        keep = torch.rand(*shape, generator=self.generator) >= rate
        return keep.to(torch.float64) * value

    def zoneout(self, *shape, rate):
        return (torch.rand(*shape, generator=self.generator) < rate).to(torch.float64)


def number(value):
    return float("%.9g" % value)


def tensor(values):
    return {"shape": list(values.shape), "data": [number(v) for v in values.detach().reshape(-1).tolist()]}


def tensors(by_name):
    return {name: tensor(values) for name, values in by_name.items()}


def gradients(by_name):
    return {name: tensor(torch.zeros_like(v) if v.grad is None else v.grad) for name, v in by_name.items()}


class Rows:
    """What flows between layers: one sequence a row, [length, width] each, or one vector a row after a read-out."""

    def __init__(self, rows, per_step=True, finals=None):
        self.rows = rows
        self.per_step = per_step
        self.finals = finals  # for LastStep: each row's final output of a recurrent layer

    def map(self, function):
        return Rows([function(row) for row in self.rows], self.per_step)


class Context:
    """Weights, states and masks of one evaluation; layers draw what they need on the first pass."""

    def __init__(self, draw, batch, steps, training, given_states, scale):
        self.draw = draw
        self.batch, self.steps, self.training = batch, steps, training
        self.given_states, self.scale = given_states, scale
        self.weights, self.states, self.final_states, self.masks = {}, {}, {}, {}

    def weight(self, name, *shape, scale=None):
        if name not in self.weights:
            self.weights[name] = self.draw.tensor(*shape, scale=scale or self.scale)
        return self.weights[name]

    def initial(self, name, size, value):
        if not self.given_states:
            return torch.full((self.batch, size), value)
        if name not in self.states:
            value = self.draw.tensor(self.batch, size, scale=0.5)
            # A normaliser (sLSTM's n) is a sum of positive terms.
            self.states[name] = (value.detach().abs() + 1).requires_grad_(True) if ".n_" in name else value
        return self.states[name]

    def dropout(self, name, rate, width, per_sequence=False):
        """None in evaluation, else the multiplicative mask of a site."""
        if rate == 0 or not self.training:
            return None
        if name not in self.masks:
            shape = (self.batch, width) if per_sequence else (self.steps, self.batch, width)
            self.masks[name] = self.draw.mask(*shape, rate=rate, value=1 / (1 - rate))
        return self.masks[name]

    def zoneout(self, name, rate, width):
        """1 where the old value is kept; in evaluation the probability itself."""
        if rate == 0:
            return None
        if not self.training:
            return torch.full((self.steps, self.batch, width), rate)
        if name not in self.masks:
            self.masks[name] = self.draw.zoneout(self.steps, self.batch, width, rate=rate)
        return self.masks[name]


class Case:
    """One case: a stack of layers on an input, evaluated with loss = sum(output*R) + sum(final states * S)."""

    def __init__(self, name, features, layers, steps=4, batch=2, lengths=None, states=True, training=False,
                 scale=0.5, cells=None):
        self.name, self.features, self.layers = name, features, layers
        self.steps, self.batch, self.lengths = steps, batch, lengths
        self.given_states, self.training, self.scale, self.cells = states, training, scale, cells

    def evaluate(self, seed):
        Kinks.nearest = float("inf")
        draw = Draw(seed)
        context = Context(draw, self.batch, self.steps, self.training, self.given_states, self.scale)
        x = draw.tensor(self.steps, self.batch, self.features)
        lengths = self.lengths or [self.steps] * self.batch
        flow = Rows([x[:lengths[b], b] for b in range(self.batch)])
        width = self.features
        for layer in self.layers:
            flow, width = layer.run(flow, width, context)
        if flow.per_step:
            padded = [torch.cat([row, torch.zeros(self.steps - len(row), width)]) for row in flow.rows]
            output = torch.stack(padded, 1)
        else:
            output = torch.stack(flow.rows)
        output_weights = draw.tensor(*output.shape)
        state_weights = {name: draw.tensor(*v.shape) for name, v in context.final_states.items()}
        loss = (output * output_weights).sum()
        for name, value in context.final_states.items():
            loss = loss + (value * state_weights[name]).sum()
        loss.backward()
        return context, x, output, output_weights, state_weights, loss

    def write(self, seed):
        for attempt in range(1000):
            context, x, output, output_weights, state_weights, loss = self.evaluate(seed + 7919 * attempt)
            if Kinks.nearest > 2e-3:
                break
        else:
            raise SystemExit("no draw of " + self.name + " stays away from the kinks")
        return {
            "name": self.name,
            "config": {"input_size": self.features, "T": self.steps, "B": self.batch, "training": self.training},
            "cells": self.cells,
            "stack": ["[Input(%d)]" % self.features] + [layer.declare() for layer in self.layers],
            "lengths": self.lengths,
            "weights": tensors(context.weights),
            "input": tensor(x),
            "states": tensors(context.states) if self.given_states else None,
            "masks": tensors(context.masks),
            "loss_weights": {"output": tensor(output_weights), "states": tensors(state_weights)},
            "expect": {
                "output": tensor(output),
                "states": tensors(context.final_states),
                "loss": number(loss.item()),
                "grad": {
                    **gradients({"input": x}),
                    "states": gradients(context.states) if self.given_states else {},
                    "weights": gradients(context.weights),
                },
            },
        }


def write(family, doc, cases, seed):
    document = {
        "format": "rnngen-golden/1",
        "set": "reference",
        "family": family,
        "computed_in": "float64, torch " + torch.__version__ + ", rounded to 9 significant digits",
        "doc": doc + " stack = the declaration's attributes. states = initial states by name, null = defaults. masks = "
        "multiplicative masks by dropout site. loss = sum(output*R) + sum over states(final*S). Tensors are "
        "time-major [T,B,*], read-outs and states [B,*]; outputs beyond a row's length are 0.",
        "cases": [case.write(seed + 104729 * i) for i, case in enumerate(cases)],
    }
    path = os.path.join(HERE, family + ".json")
    with open(path, "w", newline="\n") as file:
        json.dump(document, file, separators=(",", ":"))
        file.write("\n")
    print("%-24s %3d cases %8d bytes" % (family, len(cases), os.path.getsize(path)))
