namespace RnnGen.Interchange.Tests;

/// <summary>What weights do not carry is said beside them: nothing else tells that outputs will differ.</summary>
public sealed class NoteTests
{
    [Theory]
    [InlineData(
        WeightSystem.Keras,
        "layernorm: LayerNormalization(epsilon=0.0001)",
        "rnn: SimpleRNN(activation='hard_sigmoid'), x / 6 + 1 / 2",
        "rnn: go_backwards=True, whose outputs stand in reversed order",
        "rnn: its input is added to its output",
        "rnn, layer 1: SimpleRNN(activation='hard_sigmoid'), x / 6 + 1 / 2",
        "rnn, layer 1: go_backwards=True, whose outputs stand in reversed order",
        "rnn, layer 1: its input is added to its output",
        "dense: Dense(activation='leaky_relu'), of slope 0.01")]
    [InlineData(
        WeightSystem.Onnx,
        "layernorm: LayerNormalization(epsilon=0.0001)",
        "rnn: activations=['HardSigmoid'], x / 6 + 1 / 2",
        "rnn: direction='reverse'",
        "rnn: its input is added to its output",
        "rnn, layer 1: activations=['HardSigmoid'], x / 6 + 1 / 2",
        "rnn, layer 1: direction='reverse'",
        "rnn, layer 1: its input is added to its output",
        "dense: LeakyRelu behind it, of slope 0.01")]
    [InlineData(
        WeightSystem.Flax,
        "layernorm: LayerNorm(epsilon=0.0001)",
        "rnn: SimpleCell(activation_fn=nn.hard_sigmoid), x / 6 + 1 / 2",
        "rnn: RNN(reverse=True, keep_order=True)",
        "rnn: its input is added to its output",
        "rnn, layer 1: SimpleCell(activation_fn=nn.hard_sigmoid), x / 6 + 1 / 2",
        "rnn, layer 1: RNN(reverse=True, keep_order=True)",
        "rnn, layer 1: its input is added to its output",
        "dense: nn.leaky_relu behind it, of slope 0.01")]
    public void Export_Options_AreAllSaid(WeightSystem system, params string[] expected) =>
        Check(new Models.Optioned(seed: 1), system, expected);

    [Theory]
    [InlineData(WeightSystem.Keras, "lstm: Bidirectional(merge_mode='ave')")]
    [InlineData(
        WeightSystem.PyTorch,
        "lstm: the outputs of its two directions are joined to their mean, not side by side")]
    public void Export_Merge_IsSaid(WeightSystem system, string expected) =>
        Check(new Models.Merged(seed: 1), system, [expected]);

    /// <summary>Each system's default needs no words; another one's does.</summary>
    [Theory]
    [InlineData(typeof(Models.ReluRnn), WeightSystem.Brainstate)]
    [InlineData(typeof(Models.ReluRnn), WeightSystem.Keras, "rnn: SimpleRNN(activation='relu')")]
    [InlineData(typeof(Models.ReluRnn), WeightSystem.PyTorch, "rnn: RNN(nonlinearity='relu')")]
    [InlineData(typeof(Models.PlainRnn), WeightSystem.Keras)]
    [InlineData(typeof(Models.PlainRnn), WeightSystem.Flax)]
    [InlineData(typeof(Models.PlainRnn), WeightSystem.Brainstate, "rnn: ValinaRNNCell(activation='tanh')")]
    [InlineData(typeof(Models.Tagger), WeightSystem.PyTorch)]
    [InlineData(typeof(Models.Tagger), WeightSystem.Keras, "layernorm: LayerNormalization(epsilon=1E-05)")]
    public void Export_Defaults_AreEachSystemsOwn(Type type, WeightSystem system, params string[] expected) =>
        Check((Model<float>)Activator.CreateInstance(type, 1ul)!, system, expected);

    /// <summary>A state_dict does not say tanh, and neither does the report.</summary>
    [Fact]
    public void Convert_WhatTheFileDoesNotSay_IsNotClaimed()
    {
        using var folder = new TemporaryFolder();
        string torch = folder.File("t.npz"), other = folder.File("o.npz");
        new Models.PlainRnn(seed: 1).Export(torch, WeightSystem.PyTorch);
        ExportReport report = WeightInterchange.Convert(torch, WeightSystem.PyTorch, other, WeightSystem.Brainstate);
        Assert.Equal(
            [
                "rnn: the file does not say its activation; brainstate's default is relu",
                "dense layers: the file does not say what activations are behind them",
            ],
            report.Notes);
        new Models.Tagger(seed: 1).Export(torch, WeightSystem.PyTorch);
        report = WeightInterchange.Convert(torch, WeightSystem.PyTorch, other, WeightSystem.Keras);
        Assert.Contains(
            "layernorm: the file does not say its epsilon; Keras's default is 0.001", report.Notes);
    }

    /// <summary>Weights of Keras, ONNX and Flax do not say what else their layers were told.</summary>
    [Theory]
    [InlineData(
        typeof(Models.Tagger),
        WeightSystem.Keras,
        "lstm: taken as tanh and sigmoid, both directions concatenated: Keras's defaults")]
    [InlineData(typeof(Models.PlainGru), WeightSystem.Onnx, "gru: taken as tanh and sigmoid, forward: ONNX's defaults")]
    [InlineData(
        typeof(Models.OneBiasLstm), WeightSystem.Flax, "lstm: taken as tanh and sigmoid, forward: Flax's defaults")]
    [InlineData(typeof(Models.PlainRnn), WeightSystem.Keras, "rnn: taken as forward: Keras's defaults")]
    [InlineData(typeof(Models.OneBiasLstm), WeightSystem.PyTorch, null)]
    [InlineData(typeof(Models.OneBiasLstm), WeightSystem.RnnGen, null)]
    public void Convert_WhatWasAssumedOfALayer_IsSaidOnce(Type type, WeightSystem from, string? expected)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        ((Model<float>)Activator.CreateInstance(type, 1ul)!).Export(path, from);
        ExportReport report = WeightInterchange.Convert(
            path, from, folder.File("o.safetensors"), WeightSystem.RnnGen);
        Assert.Equal(
            expected is null ? [] : [expected],
            report.Notes.Where(static note => note.Contains("taken as", StringComparison.Ordinal)));
    }

    private static void Check(Model<float> model, WeightSystem system, string[] expected)
    {
        using var folder = new TemporaryFolder();
        ExportReport report = model.Export(folder.File("m.npz"), system);
        Assert.Equal(expected, report.Notes.Where(static note => !note.Contains("added up", StringComparison.Ordinal)));

        // the same without the model
        string saved = folder.File("m.safetensors");
        model.Save(saved);
        ExportReport converted = WeightInterchange.Convert(saved, WeightSystem.RnnGen, folder.File("c.npz"), system);
        Assert.Equal(report.Notes, converted.Notes);
    }
}
