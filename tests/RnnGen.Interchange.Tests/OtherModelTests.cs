using RnnGen.Cells;
using RnnGen.Symbolic;

namespace RnnGen.Interchange.Tests;

/// <summary>Files of models that compute something else, although what they have in common fits.</summary>
public sealed partial class OtherModelTests
{
    /// <summary>What the file says of a layer, or has beside it, and the model has not.</summary>
    [Theory]
    [InlineData(typeof(Stacked), typeof(Plain), "Layers = 2", "Layers = 1", "'lstm.weight_ih_l1'")]
    [InlineData(typeof(Summed), typeof(Plain), "Bidirectional = true", "Bidirectional = false", "_reverse'")]
    [InlineData(typeof(Plain), typeof(NoBias), "'lstm.bias_ih_l0'", "has no place in the declaration", "'dense.bias'")]
    [InlineData(typeof(Untied), typeof(Tied), "'dense.weight'", "without TiedTo", "model")]
    [InlineData(typeof(Backwards), typeof(Plain), "GoBackwards = true", "GoBackwards = false", "lstm")]
    [InlineData(typeof(Plain), typeof(Backwards), "GoBackwards = false", "GoBackwards = true", "lstm")]
    [InlineData(typeof(Summed), typeof(Averaged), "Merge = Sum", "Merge = Average", "lstm")]
    [InlineData(typeof(Averaged), typeof(Multiplied), "Merge = Average", "Merge = Multiply", "lstm")]
    [InlineData(typeof(Residual), typeof(Square), "Residual = true", "Residual = false", "lstm")]
    [InlineData(typeof(Squashed), typeof(Plain), "Activation = Tanh", "Activation = Identity", "'dense.weight'")]
    [InlineData(typeof(Plain), typeof(Squashed), "Activation = Identity", "Activation = Tanh", "'dense.weight'")]
    [InlineData(typeof(Normed), typeof(Coarse), "Epsilon = 1E-05", "Epsilon = 0.001", "'layernorm.weight'")]
    [InlineData(typeof(Zoned), typeof(Unzoned), "Zoneout = 0.1", "Zoneout = 0", "gru")]
    [InlineData(typeof(Zoned), typeof(MoreZoned), "Zoneout = 0.1", "Zoneout = 0.4", "gru")]
    [InlineData(typeof(IndRelu), typeof(IndTanh), "Activation = Relu", "Activation = Tanh", "indrnn")]
    [InlineData(typeof(OwnRelu), typeof(OwnTanh), "Activation = Relu", "Activation = Tanh", "ownactivation")]
    [InlineData(typeof(FourOwn), typeof(Square), "Cell = RnnGen.Interchange.Tests.FourGates", "LstmCell", "'lstm.")]
    [InlineData(typeof(Square), typeof(FourOwn), "Cell = RnnGen.Cells.LstmCell", "FourGates", "'lstm.")]
    [InlineData(typeof(Scored), typeof(Dotted), "Score = ScaledDot", "Score = Dot", "look")]
    public void Load_OfAnotherModelsFile_IsRefused(
        Type saved, Type declared, string there, string here, string layer)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        Shaken(saved, 1).Save(path);
        Model<float> model = Shaken(declared, 2);
        float[] before = model.Parameters.Flat.ToArray();
        CheckpointException error = Assert.Throws<CheckpointException>(() => model.Load(path));
        foreach (string part in (string[])[there, here, layer, $"'{saved.Name}'", $"'{declared.Name}'"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.Flat.ToArray());

        // who asks for it gets what fits, and is told
        LoadReport report = model.Load(path, new LoadOptions { Partial = true });
        Assert.NotEmpty(report.Converted.Concat(report.Unused));
    }

    [Fact]
    public void FromFile_OfAnotherModelsFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        Shaken(typeof(Stacked), 1).Save(path);
        Assert.Throws<CheckpointException>(() => Plain.FromFile(path));
        Shaken(typeof(Backwards), 1).Save(path);
        Assert.Throws<CheckpointException>(() => Plain.FromFile(path));
        Plain model = Plain.FromFile(path, new LoadOptions { Partial = true });
        Assert.Equal(Shaken(typeof(Backwards), 1).Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Resume_OfAnotherModelsRun_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run.safetensors");
        using (var trainer = new Trainer<float>(new TrainedBackwards(seed: 1), new Adam()))
            trainer.SaveCheckpoint(path);
        using (var same = new Trainer<float>(new TrainedBackwards(seed: 1), new Adam()))
            same.Resume(path);
        using var other = new Trainer<float>(new Trained(seed: 2), new Adam());
        var error = Assert.Throws<CheckpointException>(() => other.Resume(path));
        Assert.Contains("GoBackwards = true", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What only training reads, what another layer has, and what no metadata says.</summary>
    [Theory]
    [InlineData(typeof(Dropped), typeof(Undropped), 0)]
    [InlineData(typeof(Undropped), typeof(Dropped), 0)]
    [InlineData(typeof(Plain), typeof(Trained), 0)]
    [InlineData(typeof(Plain), typeof(Headless), 2)]
    [InlineData(typeof(UnusedRelu), typeof(Square), 0)]
    public void Load_OfWhatComputesTheSame_Loads(Type saved, Type declared, int unused)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        Model<float> source = Shaken(saved, 1), model = Shaken(declared, 2);
        source.Save(path);
        LoadReport report = model.Load(path);
        Assert.Equal(unused, report.Unused.Count);
        Assert.Empty(report.Converted);
        foreach (var info in model.Parameters.Infos)
            Assert.Equal(source.Parameters[info.Name].ToArray(), model.Parameters[info.Name].ToArray());
    }

    [Fact]
    public void Load_OfFilesWithoutLayers_ComparesNumbersOnly()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors"), old = folder.File("old.safetensors");
        Shaken(typeof(Backwards), 1).Save(path);
        OwnFileTests.WithoutMetadata(path, old);
        new Plain(seed: 2).Load(old);

        // a member that the file has not is what it was where there were none yet
        Dictionary<string, string> Saying(string members) => new()
        {
            ["rnngen.layers"] = $"{{\"version\":1,\"layers\":[{{\"name\":\"lstm\",\"kind\":\"Recurrent\","
                + $"\"cell\":\"RnnGen.Cells.LstmCell\"{members}}}]}}",
        };
        OwnFileTests.WithMetadata(path, old, Saying(""));
        new Plain(seed: 2).Load(old);
        Assert.Throws<CheckpointException>(() => new Backwards(seed: 2).Load(old));
        OwnFileTests.WithMetadata(path, old, Saying(",\"backwards\":true,\"more\":{\"a\":[1]},\"else\":null"));
        new Backwards(seed: 2).Load(old);
        Assert.Throws<CheckpointException>(() => new Plain(seed: 2).Load(old));
    }

    [Fact]
    public void Load_OfARenamedLayer_ComparesItWithTheFilesOwn()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        var names = new Dictionary<string, string> { ["lstm."] = "enc.", ["dense."] = "head." };
        Shaken(typeof(Renamed), 1).Save(path);
        var plain = new Plain(seed: 2);
        plain.Load(path, new LoadOptions { Names = names });
        Assert.Equal(Shaken(typeof(Renamed), 1).Parameters.Flat.ToArray(), plain.Parameters.Flat.ToArray());
        var error = Assert.Throws<CheckpointException>(
            () => new Backwards(seed: 2).Load(path, new LoadOptions { Names = names }));
        Assert.Equal("enc.weight_ih_l0", error.Tensor);
    }

    /// <summary>A state_dict has a tied weight under both names.</summary>
    [Fact]
    public void Load_OfATiedWeightThatIsThereTwice_Loads()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        Model<float> tied = Shaken(typeof(Tied), 1);
        tied.Export(path, WeightSystem.PyTorch);
        var model = new Tied(seed: 2);
        Assert.Empty(model.Load(path).Unused);
        Assert.Equal(tied.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
    }

    private static Model<float> Shaken(Type type, ulong seed)
    {
        var model = (Model<float>)Activator.CreateInstance(type, seed)!;
        var random = new Random((int)seed);
        foreach (ref float value in model.Parameters.Flat)
            value += random.NextSingle() + 0.1f;
        model.Parameters.Commit();
        return model;
    }

    [RnnModel]
    [Input(3)]
    [Lstm(4)]
    [Dense(2)]
    public sealed partial class Plain;

    [RnnModel]
    [Input(3)]
    [Lstm(4)]
    [Dense(2)]
    [MeanSquaredError]
    public sealed partial class Trained;

    [RnnModel]
    [Input(3)]
    [Lstm(4, GoBackwards = true)]
    [Dense(2)]
    [MeanSquaredError]
    public sealed partial class TrainedBackwards;

    [RnnModel]
    [Input(3)]
    [Lstm(4)]
    public sealed partial class Headless;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Name = "enc")]
    [Dense(2, Name = "head")]
    public sealed partial class Renamed;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Layers = 2)]
    [Dense(2)]
    public sealed partial class Stacked;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Layers = 2, Dropout = 0.5)]
    [Dense(2)]
    public sealed partial class Dropped;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Layers = 2)]
    [Dropout(0.2)]
    [Dense(2)]
    public sealed partial class Undropped;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Biases = 0)]
    [Dense(2, Bias = false)]
    public sealed partial class NoBias;

    [RnnModel]
    [Input(3)]
    [Lstm(4, GoBackwards = true)]
    [Dense(2)]
    public sealed partial class Backwards;

    [RnnModel]
    [Input(3)]
    [Lstm(4)]
    [Dense(2, Activation = Activation.Tanh)]
    public sealed partial class Squashed;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Bidirectional = true, Merge = Merge.Sum)]
    [Dense(2)]
    public sealed partial class Summed;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Bidirectional = true, Merge = Merge.Average)]
    [Dense(2)]
    public sealed partial class Averaged;

    [RnnModel]
    [Input(3)]
    [Lstm(4, Bidirectional = true, Merge = Merge.Multiply)]
    [Dense(2)]
    public sealed partial class Multiplied;

    [RnnModel]
    [Input(4)]
    [Lstm(4)]
    public sealed partial class Square;

    [RnnModel]
    [Input(4)]
    [Lstm(4, Residual = true)]
    public sealed partial class Residual;

    [RnnModel]
    [Input(4)]
    [Recurrent<FourGates>(4, Name = "lstm")]
    public sealed partial class FourOwn;

    /// <summary>The cell has no use for the activation.</summary>
    [RnnModel]
    [Input(4)]
#pragma warning disable RNN0410
    [Recurrent<LstmCell>(4, Name = "lstm", Activation = Activation.Relu)]
#pragma warning restore RNN0410
    public sealed partial class UnusedRelu;

    [RnnModel]
    [Input(3)]
    [LayerNorm]
    [Dense(2)]
    public sealed partial class Normed;

    [RnnModel]
    [Input(3)]
    [LayerNorm(Epsilon = 1e-3)]
    [Dense(2)]
    public sealed partial class Coarse;

    [RnnModel]
    [Input(3)]
    [Gru(4)]
    public sealed partial class Unzoned;

    [RnnModel]
    [Input(3)]
    [Gru(4, Zoneout = 0.1)]
    public sealed partial class Zoned;

    [RnnModel]
    [Input(3)]
    [Gru(4, Zoneout = 0.4)]
    public sealed partial class MoreZoned;

    [RnnModel]
    [Input(3)]
    [Recurrent<IndRnnCell>(4)]
    public sealed partial class IndTanh;

    [RnnModel]
    [Input(3)]
    [Recurrent<IndRnnCell>(4, Activation = Activation.Relu)]
    public sealed partial class IndRelu;

    [RnnModel]
    [Input(3)]
    [Recurrent<OwnActivation>(4)]
    public sealed partial class OwnTanh;

    [RnnModel]
    [Input(3)]
    [Recurrent<OwnActivation>(4, Activation = Activation.Relu)]
    public sealed partial class OwnRelu;

    [RnnModel]
    [Embedding(5, 4)]
    [Lstm(4)]
    [Dense(5)]
    public sealed partial class Untied;

    [RnnModel]
    [Embedding(5, 4)]
    [Lstm(4)]
    [Dense(5, TiedTo = "embedding")]
    public sealed partial class Tied;

    [RnnModel]
    public sealed partial class Scored
    {
        [Gru(4)]
        private static partial Recurrence Enc(Seq x);

        [Attention(Score.ScaledDot)]
        private static partial Attended Look(Seq query, Seq memory);

        [Forward]
        private static Seq Go([Input(3)] Seq x)
        {
            var memory = Enc(x);
            return Look(memory.Outputs, memory.Outputs).Context;
        }
    }

    [RnnModel]
    public sealed partial class Dotted
    {
        [Gru(4)]
        private static partial Recurrence Enc(Seq x);

        [Attention(Score.Dot)]
        private static partial Attended Look(Seq query, Seq memory);

        [Forward]
        private static Seq Go([Input(3)] Seq x)
        {
            var memory = Enc(x);
            return Look(memory.Outputs, memory.Outputs).Context;
        }
    }
}
