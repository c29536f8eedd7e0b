"""Cells of a user's own: their C# text, and the same equations here."""
import torch

from activations import log_sigmoid, sigmoid, softmax
from cells import Cell
from reference import Kinks


class UserCell(Cell):
    text = None


class Highway(UserCell):
    attribute = "Recurrent<Highway>"
    x_blocks = h_blocks = 2
    text = """[Cell]
public sealed partial class Highway
{
    public static Vec Step(Vec x, Vec h)
    {
        var t = Sigmoid(Affine(x, h));
        var g = Tanh(Affine(x, h));
        return t * g + (1 - t) * h;
    }
}
"""

    def step(self, x, s, w, drop, H):
        a = w["weight_ih"] @ x + w["weight_hh"] @ drop("h", s["h"]) + self.both(w, slice(None))
        t, g = sigmoid(a[:H]), torch.tanh(a[H:])
        h = t * g + (1 - t) * s["h"]
        return h, {"h": h}


class Functions(UserCell):
    """Every point-wise function once."""

    attribute = "Recurrent<EveryFunction>"
    x_blocks = h_blocks = 1
    text = """[Cell]
public sealed partial class EveryFunction
{
    public static Vec Step(Vec x, Vec h)
    {
        var a = Affine(x, h);
        var u = Exp(-Square(a)) + Log(1 + Square(a)) - LogSigmoid(a) / 4;
        var v = Sqrt(1 + Abs(a)) * Softplus(-a) + Relu(a);
        var w = Max(u, 0.5 * v) - Min(u / v, 2.0);
        return Tanh(-w + 0.25 * h);
    }
}
"""

    def step(self, x, s, w, drop, H):
        a = w["weight_ih"] @ x + w["weight_hh"] @ drop("h", s["h"]) + self.both(w, slice(None))
        u = torch.exp(-a * a) + torch.log(1 + a * a) - log_sigmoid(a) / 4
        v = torch.sqrt(1 + a.abs()) * -log_sigmoid(a) + torch.clamp(a, min=0)
        for distance in (a, u - 0.5 * v, u / v - 2.0):
            Kinks.near(distance)
        m = torch.maximum(u, 0.5 * v) - torch.minimum(u / v, torch.full_like(u, 2.0))
        h = torch.tanh(-m + 0.25 * s["h"])
        return h, {"h": h}


class SoftGate(UserCell):
    """Softmax over the units and a learned vector."""

    attribute = "Recurrent<SoftGate>"
    text = """[Cell]
public sealed partial class SoftGate
{
    public static Vec Step(Vec x, Vec h)
    {
        var p = Softmax(Affine(x, h));
        var v = Tanh(Linear(x));
        return p * v + Parameter(initial: 0.5, name: "decay") * h;
    }
}
"""

    def tensors(self, n, H, biases):
        return {"weight_ih": (2 * H, n), "weight_hh": (H, H), "bias_ih": (H,), "decay": (H,)}

    def step(self, x, s, w, drop, H):
        p = softmax(w["weight_ih"][:H] @ x + w["weight_hh"] @ drop("h", s["h"]) + w["bias_ih"])
        v = torch.tanh(w["weight_ih"][H:] @ x)
        h = p * v + w["decay"] * s["h"]
        return h, {"h": h}


class TwoHalves(UserCell):
    """One product of two units, split."""

    attribute = "Recurrent<TwoHalves>"
    x_blocks = h_blocks = 2
    text = """[Cell]
public sealed partial class TwoHalves
{
    public static Vec Step(Vec x, Vec h)
    {
        var (a, b) = Split(Affine(x, h, units: 2), 2);
        return Tanh(a) * Sigmoid(b);
    }
}
"""

    def step(self, x, s, w, drop, H):
        a = w["weight_ih"] @ x + w["weight_hh"] @ drop("h", s["h"]) + self.both(w, slice(None))
        h = torch.tanh(a[:H]) * sigmoid(a[H:])
        return h, {"h": h}


class LeakyMemory(UserCell):
    """A second state that starts at 1, read in the same step."""

    attribute = "Recurrent<LeakyMemory>"
    states = (("h", 0.0), ("m", 1.0))
    x_blocks = h_blocks = 2
    text = """[Cell]
public sealed partial class LeakyMemory
{
    public static (Vec H, Vec M) Step(Vec x, Vec h, [InitialState(1.0)] Vec m)
    {
        var m2 = 0.9 * m + 0.1 * Tanh(Affine(x, h));
        return (Tanh(Affine(x, m2)), m2);
    }
}
"""

    def step(self, x, s, w, drop, H):
        W, U, b = w["weight_ih"], w["weight_hh"], self.both(w, slice(None))
        m = 0.9 * s["m"] + 0.1 * torch.tanh(W[:H] @ x + U[:H] @ drop("h", s["h"]) + b[:H])
        h = torch.tanh(W[H:] @ x + U[H:] @ m + b[H:])
        return h, {"h": h, "m": m}


USER_CELLS = [("highway", Highway), ("every-function", Functions), ("soft-gate", SoftGate), ("two-halves", TwoHalves),
              ("leaky-memory", LeakyMemory)]
