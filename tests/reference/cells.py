"""The cells, each as the equations of one step for one row. Weights stack in the order of first assignment."""
import torch

from activations import ACTIVATIONS, layer_norm, log_sigmoid, sigmoid
from reference import Kinks


class Cell:
    """A cell: its attribute, its states with their initial values, its tensors and its step."""

    attribute = None
    states = (("h", 0.0),)
    x_blocks = ()
    h_blocks = ()
    bias_blocks = 1  # blocks of bias_hh in the two-bias form; Biases = 1 keeps bias_ih only

    def options(self):
        return []

    def state_size(self, state, H):
        return H

    def output_size(self, H):
        return H

    def tensors(self, n, H, biases):
        shapes = {"weight_ih": (self.x_blocks * H, n), "weight_hh": (self.h_blocks * H, self.state_size("h", H))}
        if biases >= 1:
            shapes["bias_ih"] = (self.x_blocks * H,)
        if biases == 2:
            shapes["bias_hh"] = (self.x_blocks * H,)
        return shapes

    @staticmethod
    def both(w, rows):
        """The bias of some rows: the sum of the pair, or what there is."""
        total = 0.0
        for name in ("bias_ih", "bias_hh"):
            if name in w:
                total = total + w[name][rows]
        return total


def block(k, H):
    return slice(k * H, (k + 1) * H)


class SimpleRnn(Cell):
    attribute = "SimpleRnn"
    x_blocks = h_blocks = 1

    def __init__(self, activation="Tanh"):
        self.activation = activation

    def options(self):
        return [] if self.activation == "Tanh" else ["Activation = Activation." + self.activation]

    def step(self, x, s, w, drop, H):
        a = w["weight_ih"] @ x + w["weight_hh"] @ drop("h", s["h"]) + self.both(w, slice(None))
        h = ACTIVATIONS[self.activation](a)
        return h, {"h": h}


class Lstm(Cell):
    attribute = "Lstm"
    states = (("h", 0.0), ("c", 0.0))
    x_blocks = h_blocks = 4

    def __init__(self, peephole=False, projection=0, coupled=False):
        self.peephole, self.projection, self.coupled = peephole, projection, coupled
        self.x_blocks = self.h_blocks = 3 if coupled else 4

    def options(self):
        return (["Peephole = true"] if self.peephole else []) + (
            ["Projection = %d" % self.projection] if self.projection else []) + (
            ["CoupledGates = true"] if self.coupled else [])

    def state_size(self, state, H):
        return self.projection if state == "h" and self.projection else H

    def output_size(self, H):
        return self.projection or H

    def tensors(self, n, H, biases):
        shapes = super().tensors(n, H, biases)
        if self.peephole:
            shapes["scale_hh"] = ((2 if self.coupled else 3) * H,)
        if self.projection:
            shapes["weight_hr"] = (self.projection, H)
        return shapes

    def step(self, x, s, w, drop, H):
        c = s["c"]
        a = w["weight_ih"] @ x + w["weight_hh"] @ drop("h", s["h"]) + self.both(w, slice(None))
        blocks = list(torch.split(a, H))
        peep = list(torch.split(w["scale_hh"], H)) if self.peephole else None
        if self.coupled:
            af, ag, ao = blocks  # CIFG: i = 1 - f
            f = sigmoid(af + peep[0] * c) if peep else sigmoid(af)
            i = 1 - f
        else:
            ai, af, ag, ao = blocks
            i = sigmoid(ai + peep[0] * c) if peep else sigmoid(ai)
            f = sigmoid(af + peep[1] * c) if peep else sigmoid(af)
        new_c = f * c + i * torch.tanh(ag)
        o = sigmoid(ao + peep[-1] * new_c) if peep else sigmoid(ao)
        h = o * torch.tanh(new_c)
        if self.projection:
            h = w["weight_hr"] @ h
        return h, {"h": h, "c": new_c}


class Gru(Cell):
    attribute = "Gru"
    x_blocks = h_blocks = 3

    def __init__(self, variant="ResetAfter"):
        self.variant = variant

    def options(self):
        return [] if self.variant == "ResetAfter" else ["Variant = GruVariant." + self.variant]

    def tensors(self, n, H, biases):
        shapes = super().tensors(n, H, biases)
        if self.variant == "ResetAfter" and biases == 1:
            shapes["bias_hh"] = (H,)  # the n block, which is not redundant
        return shapes

    def step(self, x, s, w, drop, H):
        h = s["h"]
        m = drop("h", h)
        W, U = w["weight_ih"], w["weight_hh"]
        if self.variant == "ResetAfter":
            b = w.get("bias_ih", torch.zeros(3 * H))
            b2 = w.get("bias_hh", torch.zeros(3 * H))
            b2 = torch.cat([torch.zeros(2 * H), b2]) if len(b2) == H else b2
            r, z = (sigmoid(W[block(k, H)] @ x + b[block(k, H)] + U[block(k, H)] @ m + b2[block(k, H)])
                    for k in (0, 1))
            n = torch.tanh(W[block(2, H)] @ x + b[block(2, H)] + r * (U[block(2, H)] @ m + b2[block(2, H)]))
        else:
            r, z = (sigmoid(W[block(k, H)] @ x + U[block(k, H)] @ m + self.both(w, block(k, H))) for k in (0, 1))
            n = torch.tanh(W[block(2, H)] @ x + U[block(2, H)] @ (r * m) + self.both(w, block(2, H)))
        new = (1 - z) * h + z * n if self.variant == "Textbook" else (1 - z) * n + z * h
        return new, {"h": new}


class Mgu(Cell):
    attribute = "Recurrent<MguCell>"
    x_blocks = h_blocks = 2

    def step(self, x, s, w, drop, H):
        h = s["h"]
        m = drop("h", h)
        W, U = w["weight_ih"], w["weight_hh"]
        f = sigmoid(W[:H] @ x + U[:H] @ m + self.both(w, slice(0, H)))
        n = torch.tanh(W[H:] @ x + U[H:] @ (f * m) + self.both(w, slice(H, 2 * H)))
        new = (1 - f) * h + f * n
        return new, {"h": new}


class MguResetAfter(Cell):
    attribute = "Recurrent<MguResetAfterCell>"
    x_blocks = h_blocks = 2

    def tensors(self, n, H, biases):
        shapes = super().tensors(n, H, biases)
        if biases == 1:
            shapes["bias_hh"] = (H,)
        return shapes

    def step(self, x, s, w, drop, H):
        h = s["h"]
        m = drop("h", h)
        W, U = w["weight_ih"], w["weight_hh"]
        b, b2 = w.get("bias_ih", torch.zeros(2 * H)), w.get("bias_hh", torch.zeros(2 * H))
        b2 = torch.cat([torch.zeros(H), b2]) if len(b2) == H else b2
        f = sigmoid(W[:H] @ x + b[:H] + U[:H] @ m + b2[:H])
        n = torch.tanh(W[H:] @ x + b[H:] + f * (U[H:] @ m + b2[H:]))
        new = (1 - f) * n + f * h
        return new, {"h": new}


class IndRnn(Cell):
    attribute = "Recurrent<IndRnnCell>"
    x_blocks = 1

    def __init__(self, activation="Relu"):
        self.activation = activation

    def options(self):
        return ["Activation = Activation." + self.activation]

    def tensors(self, n, H, biases):
        shapes = {"weight_ih": (H, n), "scale_hh": (H,)}
        if biases >= 1:
            shapes["bias_ih"] = (H,)
        return shapes

    def step(self, x, s, w, drop, H):
        a = w["weight_ih"] @ x + w["scale_hh"] * s["h"] + self.both(w, slice(None))
        h = ACTIVATIONS[self.activation](a)
        return h, {"h": h}


class SLstm(Cell):
    attribute = "Recurrent<SlstmCell>"
    states = (("h", 0.0), ("c", 0.0), ("n", 0.0), ("m", float("-inf")))
    x_blocks = h_blocks = 4

    def step(self, x, s, w, drop, H):
        a = w["weight_ih"] @ x + w["weight_hh"] @ drop("h", s["h"]) + self.both(w, slice(None))
        z, i, f, o = torch.split(a, H)
        Kinks.near(log_sigmoid(f) + s["m"] - i)
        m = torch.maximum(log_sigmoid(f) + s["m"], i)
        keep = torch.exp(log_sigmoid(f) + s["m"] - m)
        write = torch.exp(i - m)
        c = keep * s["c"] + write * torch.tanh(z)
        n = keep * s["n"] + write
        h = sigmoid(o) * c / n
        return h, {"h": h, "c": c, "n": n, "m": m}


class LayerNormLstm(Cell):
    """Ba et al. 2016: LayerNorm over all 4H of W x and of U h, and over c' (with shift) before the output's tanh."""

    attribute = "Recurrent<LayerNormLstmCell>"
    states = (("h", 0.0), ("c", 0.0))

    def tensors(self, n, H, biases):
        return {"weight_ih": (4 * H, n), "weight_hh": (4 * H, H), "bias": (4 * H,), "norm_ih_weight": (4 * H,),
                "norm_hh_weight": (4 * H,), "norm_c_weight": (H,), "norm_c_bias": (H,)}

    def step(self, x, s, w, drop, H):
        a = (layer_norm(w["weight_ih"] @ x, w["norm_ih_weight"])
             + layer_norm(w["weight_hh"] @ drop("h", s["h"]), w["norm_hh_weight"]) + w["bias"])
        i, f, g, o = torch.split(a, H)
        c = sigmoid(f) * s["c"] + sigmoid(i) * torch.tanh(g)
        h = sigmoid(o) * torch.tanh(layer_norm(c, w["norm_c_weight"], w["norm_c_bias"]))
        return h, {"h": h, "c": c}


class LayerNormGru(Cell):
    """Reset after; LayerNorm over all 3H of W x and of U h, each with its bias behind."""

    attribute = "Recurrent<LayerNormGruCell>"

    def tensors(self, n, H, biases):
        return {"weight_ih": (3 * H, n), "weight_hh": (3 * H, H), "bias_ih": (3 * H,), "bias_hh": (3 * H,),
                "norm_ih_weight": (3 * H,), "norm_hh_weight": (3 * H,)}

    def step(self, x, s, w, drop, H):
        a = layer_norm(w["weight_ih"] @ x, w["norm_ih_weight"]) + w["bias_ih"]
        u = layer_norm(w["weight_hh"] @ drop("h", s["h"]), w["norm_hh_weight"]) + w["bias_hh"]
        r, z = (sigmoid(a[block(k, H)] + u[block(k, H)]) for k in (0, 1))
        n = torch.tanh(a[block(2, H)] + r * u[block(2, H)])
        h = (1 - z) * n + z * s["h"]
        return h, {"h": h}


class JoinedRnn(Cell):
    """The RNN on combined = [x, h]: y = B combined + b, from the old h; h' = tanh(A combined + a). Rows y, h."""

    attribute = "Recurrent<JoinedRnnCell>"
    x_blocks = h_blocks = 2

    def step(self, x, s, w, drop, H):
        a = w["weight_ih"] @ x + w["weight_hh"] @ drop("h", s["h"]) + self.both(w, slice(None))
        h = torch.tanh(a[H:])
        return a[:H], {"h": h}
