"""Writes every reference file: /usr/bin/python3 tests/reference/generate.py (Debian's python3-torch)."""
from activations import ACTIVATIONS
from cells import (Gru, IndRnn, JoinedRnn, LayerNormGru, LayerNormLstm, Lstm, Mgu, MguResetAfter, SimpleRnn, SLstm)
from layers import Dense, Dropout, LastStep, LayerNorm, Pool, Recurrent
from reference import Case, write
from selfcheck import check
from user_cells import USER_CELLS

RAGGED = dict(steps=4, batch=3, lengths=[2, 4, 1])
EMPTY = dict(steps=3, batch=3, lengths=[2, 0, 3])


def cell_cases(name, make, biases=(0, 1, 2), empty_states=True):
    """One layer, both directions, two layers, each number of biases, ragged and with an empty row."""
    cases = [
        Case(name + "-uni", 3, [Recurrent(make(), 3)]),
        Case(name + "-noinit", 2, [Recurrent(make(), 3)], states=False),
        Case(name + "-T1B1", 1, [Recurrent(make(), 2)], steps=1, batch=1),
        Case(name + "-bi-ragged", 3, [Recurrent(make(), 3, bidirectional=True)], **RAGGED),
        Case(name + "-2-bi", 2, [Recurrent(make(), 2, layers=2, bidirectional=True)], steps=3),
        Case(name + "-empty-row", 3, [Recurrent(make(), 3)], **EMPTY),
    ]
    for b in biases:
        if b != 1:
            cases.append(Case("%s-biases%d" % (name, b), 3, [Recurrent(make(), 3, biases=b)]))
    return cases


def cells():
    write("mgu", "Minimal gated unit: f = s(W x + U h + b); n = tanh(W x + U (f*h) + b); h' = (1-f)*h + f*n; and "
          "the form n = tanh(W x + b + f*(U h + b')), h' = (1-f)*n + f*h. Rows f,n.",
          cell_cases("mgu", Mgu) + cell_cases("mgu-reset-after", MguResetAfter), 101)
    write("layernorm_cells", "LayerNorm-LSTM and -GRU: LayerNorm (epsilon 1e-5) over all gates of W x and of U h "
          "separately, with gain, then + b. LSTM: h' = o*tanh(LN(c')), LN with gain and shift.",
          cell_cases("layernorm-lstm", LayerNormLstm, (1,)) + cell_cases("layernorm-gru", LayerNormGru, (1,)), 202)
    write("indrnn", "IndRNN: h = act(W x + u*h + b), u = scale_hh.",
          cell_cases("indrnn-relu", lambda: IndRnn("Relu"), (0, 1))
          + cell_cases("indrnn-tanh", lambda: IndRnn("Tanh"), (0, 1)), 303)
    write("lstm_variants", "LSTM with peepholes (scale_hh rows i,f,o: i,f see c, o sees c'), coupled gates (i = 1 - f; "
          "rows f,g,o), and with projection, h' = P (o*tanh c').",
          cell_cases("peephole", lambda: Lstm(peephole=True)) + cell_cases("coupled", lambda: Lstm(coupled=True))
          + [Case("peephole-projection", 3, [Recurrent(Lstm(peephole=True, projection=2), 3)], **RAGGED),
             Case("coupled-peephole", 3, [Recurrent(Lstm(peephole=True, coupled=True), 3)], **RAGGED)], 404)
    write("slstm", "sLSTM: rows z,i,f,o; m' = max(logsig(a_f) + m, a_i); c' = exp(logsig(a_f)+m-m')*c + "
          "exp(a_i-m')*tanh(a_z); n' the same with 1 for tanh(a_z); h' = s(a_o)*c'/n'; m0 = -inf.",
          cell_cases("slstm", SLstm), 505)
    write("joined_rnn", "RNN on combined = [x, h]: y = B combined + b, from the old h; h' = tanh(A combined + a). "
          "Rows y, h.", cell_cases("joined", JoinedRnn), 606)
    write("gru_variants", "GRU reset before, n = tanh(W x + U (r*h) + b), h' = (1-z)*n + z*h; textbook: h' = (1-z)*h + "
          "z*n; reset after with Biases = 1: b and the n block of b' (bias_hh [H]).",
          cell_cases("before", lambda: Gru("ResetBefore")) + cell_cases("textbook", lambda: Gru("Textbook"))
          + cell_cases("after", Gru), 707)


def user_cells():
    cases = []
    for name, make in USER_CELLS:
        cases.append(Case(name, 3, [Recurrent(make(), 3)], cells=make.text, **RAGGED))
        cases.append(Case(name + "-noinit-bi", 2, [Recurrent(make(), 2, bidirectional=True)], states=False, steps=3,
                          cells=make.text))
    write("user_cells", "Cells of a user's own, declared in the case (cells).", cases, 2020)


def regularisers():
    every = [("rnn", SimpleRnn), ("lstm", Lstm), ("gru", Gru), ("gru-before", lambda: Gru("ResetBefore"))]
    cases = []
    for name, make in every:
        for training in (True, False):
            mode = "-train" if training else "-eval"
            cases.append(Case(name + mode, 3, [Recurrent(make(), 3, zoneout=0.3)], training=training, **RAGGED))
        cases.append(Case(name + "-2-bi-train", 2, [Recurrent(make(), 2, layers=2, bidirectional=True, zoneout=0.25)],
                          training=True, **RAGGED))
    write("zoneout", "Zoneout (Krueger et al. 2017) on every state: s' = k*s + (1-k)*new with k the mask (1 keeps) "
          "while training and the rate in evaluation. The output is the zoned-out first state; new h uses the new "
          "c before its own zoneout.", cases, 808)
    cases = []
    for name, make in every + [("mgu", Mgu), ("peephole", lambda: Lstm(peephole=True))]:
        cases.append(Case(name, 3, [Recurrent(make(), 3, recurrent_dropout=0.4)], training=True, **RAGGED))
        layer = Recurrent(make(), 2, layers=2, bidirectional=True, recurrent_dropout=0.25)
        cases.append(Case(name + "-2-bi", 2, [layer], training=True, **RAGGED))
    cases.append(Case("lstm-eval", 3, [Recurrent(Lstm(), 3, recurrent_dropout=0.4)], **RAGGED))
    write("recurrent_dropout", "Variational dropout: one mask (0 or 1/(1-p)) a row and sequence multiplies the state "
          "operand of the recurrent products, and nothing else.", cases, 909)
    write("dropout", "Inverted dropout with given masks: on inputs, between layers, as a layer, a step or a sequence "
          "at a time.", [
              Case("input", 3, [Recurrent(Gru(), 4, input_dropout=0.4)], training=True, **RAGGED),
              Case("between", 3, [Recurrent(Lstm(), 2, layers=3, dropout=0.4)], training=True, **RAGGED),
              Case("between-bi", 3, [Recurrent(Gru(), 3, layers=2, bidirectional=True, dropout=0.4)], training=True,
                   **RAGGED),
              Case("layer", 3, [Recurrent(Gru(), 4), Dropout(0.5), Dense(2)], training=True, **RAGGED),
              Case("layer-per-sequence", 3, [Recurrent(Gru(), 4), Dropout(0.5, True), Dense(2)], training=True,
                   **RAGGED),
              Case("layer-after-readout", 3, [Recurrent(Gru(), 4), LastStep(), Dropout(0.5), Dense(2)], training=True,
                   **RAGGED),
              Case("layer-eval", 3, [Recurrent(Gru(), 4), Dropout(0.5), Dense(2)], **RAGGED),
          ], 1010)


def wiring():
    cases = []
    for name, make in (("lstm", Lstm), ("gru", Gru)):
        for merge in ("Sum", "Multiply", "Average"):
            cases.append(Case("%s-%s" % (name, merge.lower()), 3,
                              [Recurrent(make(), 2, layers=2, bidirectional=True, merge=merge)], **RAGGED))
    write("merge", "Bidirectional merges of every layer: sum, product, mean of the two directions' outputs.", cases,
          1111)
    write("residual", "Each layer whose input and output widths agree adds its input to its output.", [
        Case("gru-all", 4, [Recurrent(Gru(), 4, layers=2, residual=True)], **RAGGED),
        Case("lstm-not-first", 2, [Recurrent(Lstm(), 3, layers=2, residual=True)], **RAGGED),
        Case("rnn-bi-sum", 4, [Recurrent(SimpleRnn(), 4, layers=2, bidirectional=True, merge="Sum", residual=True)],
             **RAGGED),
        Case("lstm-bi-concat", 6, [Recurrent(Lstm(), 3, layers=2, bidirectional=True, residual=True)], **RAGGED),
        Case("gru-dropout", 4, [Recurrent(Gru(), 4, layers=2, residual=True, dropout=0.3)], training=True, **RAGGED),
    ], 1212)
    readouts = [("last", LastStep), ("mean", lambda: Pool("Mean")), ("max", lambda: Pool("Max"))]
    cases = []
    for name, read in readouts:
        for suffix, shape in (("", RAGGED), ("-empty-row", EMPTY)):
            cases.append(Case(name + suffix, 3, [Recurrent(Gru(), 3), read(), Dense(2)], **shape))
            cases.append(Case("%s-bi%s" % (name, suffix), 3,
                              [Recurrent(Lstm(), 2, bidirectional=True), read(), Dense(2)], **shape))
        cases.append(Case(name + "-bare", 3, [Recurrent(SimpleRnn(), 3), read()], **RAGGED))
    cases.append(Case("last-bi-average", 3,
                      [Recurrent(Gru(), 3, bidirectional=True, merge="Average"), LastStep()], **RAGGED))
    cases.append(Case("last-backwards", 3, [Recurrent(Gru(), 3, go_backwards=True), LastStep()], **RAGGED))
    cases.append(Case("mean-features", 3, [Pool("Mean"), Dense(2)], **RAGGED))
    cases.append(Case("max-features", 3, [Pool("Max"), Dense(2)], **RAGGED))
    write("readout", "The last valid step (after a recurrent layer the final output of each direction), mean and "
          "maximum over the valid steps.", cases, 1313)
    write("go_backwards", "Each row is read from its own last step to its first; an output stays at its step.", [
        Case("rnn", 3, [Recurrent(SimpleRnn(), 4, go_backwards=True)], **RAGGED),
        Case("lstm-2", 3, [Recurrent(Lstm(), 3, layers=2, go_backwards=True)], **RAGGED),
        Case("gru-empty-row", 3, [Recurrent(Gru(), 4, go_backwards=True)], **EMPTY),
    ], 1414)
    write("sizes", "A stack with a size for each layer.", [
        Case("rnn", 2, [Recurrent(SimpleRnn(), [5, 3])], **RAGGED),
        Case("lstm", 2, [Recurrent(Lstm(), [4, 2, 3])], **RAGGED),
        Case("gru-bi", 2, [Recurrent(Gru(), [4, 3], bidirectional=True)], **RAGGED),
    ], 1515)
    write("empty_rows", "Rows of length 0 keep their initial states; a batch may have several, or nothing else.", [
        Case("gru-several", 3, [Recurrent(Gru(), 4)], steps=3, batch=4, lengths=[0, 3, 0, 2]),
        Case("lstm-bi", 3, [Recurrent(Lstm(), 3, layers=2, bidirectional=True)], **EMPTY),
        Case("rnn-all", 3, [Recurrent(SimpleRnn(), 4)], steps=2, batch=2, lengths=[0, 0]),
    ], 1616)


def pointwise():
    names = list(ACTIVATIONS)
    write("activations", "SimpleRnn with every activation: leaky relu 0.01, elu and selu as in PyTorch, hard sigmoid "
          "clip(a/6 + 1/2, 0, 1), hard tanh clip(a, -1, 1), exact gelu.",
          [Case("simple-rnn-" + name.lower(), 3, [Recurrent(SimpleRnn(name), 5)], scale=0.9, **RAGGED)
           for name in names], 1717)
    write("dense", "y = act(W x + b) on every step and after a read-out; softmax over the units.",
          [Case("dense-" + name.lower(), 3, [Dense(5, name)], scale=1.0, **RAGGED) for name in names + ["Softmax"]]
          + [Case("dense-no-bias", 3, [Dense(4, bias=False)], **RAGGED),
             Case("dense-softmax-readout", 3, [Recurrent(Gru(), 4), LastStep(), Dense(3, "Softmax")], **RAGGED)], 1818)
    write("layernorm", "(v - mean) / sqrt(variance + 1e-5) * weight + bias over the features.", [
        Case("features", 5, [LayerNorm()], **RAGGED),
        Case("after-gru", 3, [Recurrent(Gru(), 4), LayerNorm(), Dense(2)], **RAGGED),
        Case("after-last", 3, [Recurrent(Lstm(), 3), LastStep(), LayerNorm()], **RAGGED),
    ], 1919)


if __name__ == "__main__":
    check()
    cells()
    user_cells()
    regularisers()
    wiring()
    pointwise()
