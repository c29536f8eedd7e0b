"""The row-by-row loops here against PyTorch's own packed modules."""
import torch

from cells import Gru, Lstm, SimpleRnn
from layers import Recurrent
from reference import Context, Draw, Rows


def check():
    lengths, steps, features, H = [3, 5, 1], 5, 4, 3
    for cell, module in ((SimpleRnn(), torch.nn.RNN), (Lstm(), torch.nn.LSTM), (Gru(), torch.nn.GRU),
                         (Lstm(projection=2), lambda *a, **k: torch.nn.LSTM(*a, proj_size=2, **k))):
        context = Context(Draw(1), len(lengths), steps, False, False, 0.5)
        x = context.draw.tensor(steps, len(lengths), features)
        rows = Rows([x[:n, b] for b, n in enumerate(lengths)])
        layer = Recurrent(cell, H, layers=2, bidirectional=True, biases=2)
        flow, _ = layer.run(rows, features, context)
        torch_module = module(features, H, num_layers=2, bidirectional=True).double()
        torch_module.load_state_dict({k[4:]: v.detach() for k, v in context.weights.items()})
        packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, enforce_sorted=False)
        output, final = torch_module(packed)
        output, _ = torch.nn.utils.rnn.pad_packed_sequence(output, total_length=steps)
        for b, row in enumerate(flow.rows):
            assert torch.allclose(row, output[:lengths[b], b], atol=1e-13, rtol=0), module
        hn = final[0] if isinstance(final, tuple) else final
        names = ["rnn.h_l%d%s" % (k, s) for k in (0, 1) for s in ("", "_reverse")]
        assert torch.allclose(torch.stack([context.final_states[n] for n in names]), hn, atol=1e-13, rtol=0)
