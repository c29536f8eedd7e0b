"""PyTorch on one workload on a device: values first, then times.

    python3 device_peer.py DEVICE [FOLDER OUT SECONDS]

DEVICE is cuda:N or cpu. FOLDER holds index.json and the tensors that RnnGen wrote. OUT receives forward.bin and
trained/NAME.bin, the parameters after three training steps, both without TF32. Prints one JSON line a time, in seconds.
The batch goes to the device and outputs or the loss come back within a time, as with RnnGen. Recurrent layers are
PyTorch's own, which cuDNN computes on a GPU; a cell that it has not is a loop in Python.
"""

import json
import sys

import torch
from torch import nn
from torch.nn import functional as F

from torch_peer import RESET_AFTER, Folder, Network, measure, require_fast_blas


class MinimalGateLoop(nn.Module):
    """The user's cell as a user of PyTorch writes it: one product with all inputs, then a loop over the steps."""

    def __init__(self, inputs, units):
        super().__init__()
        self.weight_ih_l0 = nn.Parameter(torch.empty(2 * units, inputs))
        self.weight_hh_l0 = nn.Parameter(torch.empty(2 * units, units))
        self.bias_ih_l0 = nn.Parameter(torch.empty(2 * units))

    def forward(self, x):
        forget_x, new_x = F.linear(x, self.weight_ih_l0, self.bias_ih_l0).chunk(2, -1)
        forget_h, new_h = (weight.t() for weight in self.weight_hh_l0.chunk(2))
        h, outputs = x.new_zeros(x.shape[0], new_h.shape[0]), []
        for t in range(x.shape[1]):
            f = torch.sigmoid(forget_x[:, t] + h @ forget_h)
            n = torch.tanh(new_x[:, t] + (f * h) @ new_h)
            h = (1 - f) * h + f * n
            outputs.append(h)
        return torch.stack(outputs, 1), h


class LoopNetwork(nn.Module):
    """The loop, its last step and a dense layer."""

    def __init__(self, index):
        super().__init__()
        self.rnn = MinimalGateLoop(index["inputs"], index["units"])
        self.dense = nn.Linear(index["units"], index["outputs"])

    def forward(self, x):
        return self.dense(self.rnn(x)[1])


def version(device):
    text = f"PyTorch {torch.__version__}"
    if device.type == "cpu":
        return f"{text} on the processor ({require_fast_blas()}, {torch.get_num_threads()} threads)"
    if not torch.cuda.is_available():
        sys.exit(f"PyTorch {torch.__version__} finds no GPU of NVIDIA")
    name = torch.cuda.get_device_name(device)
    return f"{text}, CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}, on {name}"


def set_tf32(allowed):
    torch.backends.cuda.matmul.allow_tf32 = allowed
    torch.backends.cudnn.allow_tf32 = allowed


def forward(folder, network, x, device, seconds, variant, keeps):
    network.eval()

    def run():
        return network(x.to(device, non_blocking=True)).cpu()

    with torch.inference_mode():
        y = run()
        if keeps:
            folder.write("forward", y)
        measure("forward", seconds, run, variant)


def train(folder, network, x, device, seconds, variant, keeps):
    network.train()
    initial = {name: value.clone() for name, value in network.state_dict().items()}
    classes = folder.index["loss"] == "cross_entropy"
    targets = pinned(folder.read("classes" if classes else "targets"), device)
    parameters = list(network.parameters())

    def stepper(**options):
        optimizer = torch.optim.Adam(parameters, lr=1e-3, **options)

        def step():
            optimizer.zero_grad(set_to_none=True)
            y = network(x.to(device, non_blocking=True))
            wanted = targets.to(device, non_blocking=True)
            loss = F.cross_entropy(y.flatten(0, -2), wanted.flatten()) if classes else F.mse_loss(y, wanted)
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1)
            optimizer.step()
            return loss.item()

        return step

    def reset(i):
        if i % RESET_AFTER == 0:
            network.load_state_dict(initial)

    def finished(step):
        step()
        if device.type == "cuda":
            torch.cuda.synchronize(device)  # the loss comes before the update

    # The optimizer in one kernel, where this version has it.
    options = [("", {})] + ([(", fused Adam", dict(fused=True))] if device.type == "cuda" else [])
    for suffix, option in options:
        reset(0)
        try:
            step = stepper(**option)
            for _ in range(3):
                step()
        except (TypeError, RuntimeError):
            if not suffix:
                raise
            continue
        if keeps and not suffix:
            for name, value in network.state_dict().items():
                folder.write("trained/" + name.replace("rnn.", ""), value)
        measure("train", seconds, lambda: finished(step), variant + suffix, before=reset)
    reset(0)


def pinned(tensor, device):
    return tensor.pin_memory() if device.type == "cuda" else tensor


def main():
    device = torch.device(sys.argv[1])
    print(json.dumps(dict(version=version(device))), flush=True)
    if len(sys.argv) < 5:
        return  # asked only whether it can run
    folder, seconds = Folder(sys.argv[2], sys.argv[3]), float(sys.argv[4])
    network = (LoopNetwork if folder.index["cell"] == "mgu" else Network)(folder.index)
    network.load_state_dict({name: folder.read(name.replace("rnn.", "")) for name in network.state_dict()})
    network.to(device)
    x = pinned(folder.read("tokens" if folder.index["vocabulary"] else "x"), device)
    for allowed in (False, True) if device.type == "cuda" else (False,):
        set_tf32(allowed)
        variant = f"TF32 {'on' if allowed else 'off'}" + (", loop" if folder.index["cell"] == "mgu" else "")
        forward(folder, network, x, device, seconds, variant, keeps=not allowed)
        train(folder, network, x, device, seconds, variant, keeps=not allowed)


if __name__ == "__main__":
    main()
