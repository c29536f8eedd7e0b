"""The layers of a stack, row by row."""
import torch

from activations import ACTIVATIONS, layer_norm, softmax
from reference import Kinks, Rows


def attribute(name, *arguments):
    return "[%s%s]" % (name, "(%s)" % ", ".join(arguments) if arguments else "")


class Recurrent:
    def __init__(self, cell, sizes, layers=1, bidirectional=False, merge="Concat", go_backwards=False, dropout=0.0,
                 input_dropout=0.0, recurrent_dropout=0.0, zoneout=0.0, residual=False, biases=1):
        self.cell = cell
        self.repeated = isinstance(sizes, int)
        self.sizes = [sizes] * layers if self.repeated else list(sizes)
        self.bidirectional, self.merge, self.go_backwards = bidirectional, merge, go_backwards
        self.dropout, self.input_dropout, self.recurrent_dropout = dropout, input_dropout, recurrent_dropout
        self.zoneout, self.residual, self.biases = zoneout, residual, biases

    def declare(self):
        arguments = [str(self.sizes[0])] if self.repeated else list(map(str, self.sizes))
        if self.repeated and len(self.sizes) > 1:
            arguments.append("Layers = %d" % len(self.sizes))
        arguments += self.cell.options()
        if self.bidirectional:
            arguments.append("Bidirectional = true")
        if self.merge != "Concat":
            arguments.append("Merge = Merge." + self.merge)
        if self.go_backwards:
            arguments.append("GoBackwards = true")
        for name, rate in (("Dropout", self.dropout), ("InputDropout", self.input_dropout),
                           ("RecurrentDropout", self.recurrent_dropout), ("Zoneout", self.zoneout)):
            if rate:
                arguments.append("%s = %s" % (name, rate))
        if self.residual:
            arguments.append("Residual = true")
        if self.biases != 1:
            arguments.append("Biases = %d" % self.biases)
        return attribute(self.cell.attribute, *arguments, 'Name = "rnn"')

    def run(self, flow, width, context):
        flow = drop_steps(flow, context.dropout("rnn.input_dropout", self.input_dropout, width))
        for k, H in enumerate(self.sizes):
            directions = [self.direction(flow, width, H, k, suffix, context)
                          for suffix in (["", "_reverse"] if self.bidirectional else [""])]
            outputs = [self.join([d[0][b] for d in directions]) for b in range(context.batch)]
            finals = [self.join([d[1][b] for d in directions]) for b in range(context.batch)]
            new_width = finals[0].shape[-1]
            if self.residual and new_width == width:
                outputs = [y + x for x, y in zip(flow.rows, outputs)]
            flow, width = Rows(outputs, True, finals), new_width
            if k + 1 < len(self.sizes):
                flow = drop_steps(flow, context.dropout("rnn.dropout_l%d" % k, self.dropout, width))
        return flow, width

    def join(self, values):
        if len(values) == 1:
            return values[0]
        a, b = values
        return {"Concat": lambda: torch.cat([a, b], -1), "Sum": lambda: a + b, "Multiply": lambda: a * b,
                "Average": lambda: (a + b) / 2}[self.merge]()

    def direction(self, flow, width, H, k, suffix, context):
        """Outputs and the final output of each row."""
        cell, position = self.cell, "_l%d%s" % (k, suffix)
        w = {name: context.weight("rnn." + name + position, *shape,
                                  scale=1.0 if "norm" in name else None)
             for name, shape in cell.tensors(width, H, self.biases).items()}
        initial, kept = {}, {}
        for state, value in cell.states:
            size = cell.state_size(state, H)
            initial[state] = context.initial("rnn.%s%s" % (state, position), size, value)
            kept[state] = context.zoneout("rnn.zoneout_%s%s" % (state, position), self.zoneout, size)
        mask = context.dropout("rnn.recurrent_dropout_h" + position, self.recurrent_dropout,
                               cell.state_size("h", H), per_sequence=True)
        outputs, last, finals = [], [], {state: [] for state, _ in cell.states}
        for b, row in enumerate(flow.rows):
            s = {state: initial[state][b] for state, _ in cell.states}
            y = s["h"]  # what LastStep gives where there is no step
            steps = range(len(row))
            written = [None] * len(row)
            for t in reversed(steps) if self.go_backwards != (suffix == "_reverse") else steps:
                y, new = cell.step(row[t], s, w, lambda name, h: h if mask is None else h * mask[b], H)
                for state in new:
                    if kept[state] is not None:
                        old = kept[state][t, b]
                        zoned = old * s[state] + (1 - old) * new[state]
                        y = zoned if y is new[state] else y
                        new[state] = zoned
                written[t] = y
                s = new
            outputs.append(torch.stack(written) if written else torch.zeros(0, cell.output_size(H)))
            last.append(y)
            for state in finals:
                finals[state].append(s[state])
        for state, values in finals.items():
            context.final_states["rnn.%s%s" % (state, position)] = torch.stack(values)
        return outputs, last


def drop_steps(flow, mask):
    """mask [T,B,W] on sequences."""
    if mask is None:
        return flow
    return Rows([row * mask[:len(row), b] for b, row in enumerate(flow.rows)], True)


class Dense:
    def __init__(self, units, activation="Identity", bias=True):
        self.units, self.activation, self.bias = units, activation, bias

    def declare(self):
        arguments = [str(self.units)]
        if self.activation != "Identity":
            arguments.append("Activation = Activation." + self.activation)
        if not self.bias:
            arguments.append("Bias = false")
        return attribute("Dense", *arguments)

    def run(self, flow, width, context):
        weight = context.weight("dense.weight", self.units, width)
        bias = context.weight("dense.bias", self.units) if self.bias else 0.0
        act = softmax if self.activation == "Softmax" else ACTIVATIONS[self.activation]
        return flow.map(lambda row: act(row @ weight.T + bias)), self.units


class Dropout:
    def __init__(self, rate, per_sequence=False):
        self.rate, self.per_sequence = rate, per_sequence

    def declare(self):
        return attribute("Dropout", str(self.rate), *(["PerSequence = true"] if self.per_sequence else []))

    def run(self, flow, width, context):
        mask = context.dropout("dropout", self.rate, width, self.per_sequence or not flow.per_step)
        if mask is None:
            return flow, width
        if mask.dim() == 2:
            return Rows([row * mask[b] for b, row in enumerate(flow.rows)], flow.per_step), width
        return drop_steps(flow, mask), width


class LayerNorm:
    def declare(self):
        return "[LayerNorm]"

    def run(self, flow, width, context):
        gain = context.weight("layernorm.weight", width, scale=1.0)
        shift = context.weight("layernorm.bias", width)
        return flow.map(lambda row: layer_norm(row, gain, shift)), width


class LastStep:
    """After a recurrent layer: each direction's final output, the initial state where there was no step."""

    def declare(self):
        return "[LastStep]"

    def run(self, flow, width, context):
        if flow.finals is not None:
            return Rows(flow.finals, False), width
        return Rows([row[-1] if len(row) else torch.zeros(width) for row in flow.rows], False), width


class Pool:
    """Over the valid steps; 0 where there are none."""

    def __init__(self, kind):
        self.kind = kind

    def declare(self):
        return "[%sPool]" % self.kind

    def run(self, flow, width, context):
        return Rows([self.pool(row, width) for row in flow.rows], False), width

    def pool(self, row, width):
        if len(row) == 0:
            return torch.zeros(width)
        if self.kind == "Mean":
            return row.mean(0)
        if len(row) > 1:
            top = row.topk(2, 0).values
            Kinks.near(top[0] - top[1])
        return row.max(0).values
