"""The activations by their formulas, and a distance to each kink."""
import torch

from reference import Kinks


def _kinked(points, function):
    def apply(a):
        for point in points:
            Kinks.near(a - point)
        return function(a)
    return apply


def _selu(a):
    alpha, scale = 1.6732632423543772848170429916717, 1.0507009873554804934193349852946
    return scale * torch.where(a > 0, a, alpha * (torch.exp(torch.clamp(a, max=0)) - 1))


ACTIVATIONS = {
    "Identity": lambda a: a,
    "Tanh": torch.tanh,
    "Sigmoid": lambda a: 1 / (1 + torch.exp(-a)),
    "Relu": _kinked([0], lambda a: torch.clamp(a, min=0)),
    "LeakyRelu": _kinked([0], lambda a: torch.where(a > 0, a, 0.01 * a)),
    "Elu": _kinked([0], lambda a: torch.where(a > 0, a, torch.exp(torch.clamp(a, max=0)) - 1)),
    "Selu": _kinked([0], _selu),
    "Softplus": lambda a: torch.log1p(torch.exp(-a.abs())) + torch.clamp(a, min=0),
    "Softsign": lambda a: a / (1 + a.abs()),
    "HardSigmoid": _kinked([-3, 3], lambda a: torch.clamp(a / 6 + 0.5, 0, 1)),
    "HardTanh": _kinked([-1, 1], lambda a: torch.clamp(a, -1, 1)),
    "Gelu": lambda a: 0.5 * a * (1 + torch.erf(a / 2 ** 0.5)),
}


def softmax(a):
    e = torch.exp(a - a.max(-1, keepdim=True).values)
    return e / e.sum(-1, keepdim=True)


def sigmoid(a):
    return 1 / (1 + torch.exp(-a))


def log_sigmoid(a):
    return torch.clamp(a, max=0) - torch.log1p(torch.exp(-a.abs()))


def layer_norm(v, gain, shift=None, epsilon=1e-5):
    mean = v.mean(-1, keepdim=True)
    variance = ((v - mean) ** 2).mean(-1, keepdim=True)
    normal = (v - mean) / torch.sqrt(variance + epsilon) * gain
    return normal if shift is None else normal + shift
