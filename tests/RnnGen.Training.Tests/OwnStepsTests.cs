namespace RnnGen.Training.Tests;

/// <summary>A tensor that is frozen for a while misses steps: what an optimizer counts is each tensor's own.</summary>
public sealed class OwnStepsTests : IDisposable
{
    private const int Steps = 16;
    private readonly string _folder = Directory.CreateTempSubdirectory("rnngen-own-steps").FullName;

    public static TheoryData<string> Names => [.. Expected.Keys];

    // PyTorch 1.13, float64, two tensors of 2 and 3: p_i = sin(i + 1), g_i = cos(3 i + 1.7 t) (1 + i) at step t. The
    // first has no gradient at step 9, the second none before step 4 and at steps 10 and 11.
    private static Dictionary<string, double[]> Expected => new()
    {
        ["Sgd"] = [0.00529884744159614, 2.5776941696179, -1.06736391455466, 1.10801712224969, -3.5601779758773],
        ["Adam"] = [0.417370843668366, 1.13069514241563, -0.00583597840956542, -0.555654092142519, -1.15243486460551],
        ["AmsGrad"] =
            [0.534429612753494, 1.22772802659305, -0.00464945499308124, -0.573926082585664, -1.17763409738083],
        ["AdamW"] = [0.524661267267385, 1.21124130977245, -0.00480055648484941, -0.56781362817673, -1.16650234268147],
        ["NAdam"] = [0.609163320009721, 1.14120290872397, 0.0680386981124034, -0.662211078063186, -1.07498589303675],
        ["RAdam"] = [0.676012347182843, 1.24953615953671, -0.272560937202571, -0.15078868097972, -1.7688626704234],
        ["Adamax"] = [0.593616393122748, 1.16621500757777, 0.00711990911976424, -0.596944954348646, -1.14436736909901],
        ["Adagrad"] = [0.748905784677043, 1.00757284750688, 0.0887070477005101, -0.692990224780657, -1.03468542098596],
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_TensorsFrozenInSomeSteps_MatchesPyTorch(string name)
    {
        Optimizer optimizer = Create(name);
        double[] p = [.. Enumerable.Range(1, 5).Select(static i => Math.Sin(i))];
        OptimizerState<double> state = optimizer.CreateState<double>(5, tensors: 2);
        for (int t = 0; t < Steps; t++)
        {
            double[] g = [.. Enumerable.Range(0, 5).Select(i => Math.Cos((i * 3) + (t * 1.7)) * (1 + i))];
            bool[] isFrozen = [t == 9, t is < 4 or 10 or 11];
            optimizer.BeginStep(state, isFrozen);
            if (!isFrozen[0])
                optimizer.Move(p, g, state, 0, 2, 1, runs: null, tensor: 0);
            if (!isFrozen[1])
                optimizer.Move(p, g, state, 2, 3, 1, runs: null, tensor: 1);
        }

        double[] expected = Expected[name];
        for (int i = 0; i < p.Length; i++)
            Assert.Equal(expected[i], p[i], 1e-12);
    }

    // m / (1 - b1) = g and v / (1 - b2) = g^2 at a tensor's first step, whichever step of the model it is.
    [Theory]
    [InlineData("Adam", false)]
    [InlineData("Adam", true)]
    [InlineData("LazyAdam", false)]
    [InlineData("LazyAdam", true)]
    public void Step_TensorUnfrozenLate_BeginsWithTheRate(string name, bool staysPenalised)
    {
        const double Rate = 0.01;
        var model = new Classifier(1) { MaxThreads = 2 };
        using var step = new TrainingStep<float>(model, Create(name, Rate));
        step.Freeze("embedding.*");
        step.Freeze("dense.bias");
        if (staysPenalised)
            step.Penalize("dense.weight", l2: 1e-3);
        Batch<float> batch = Batch<float>.FromTokens(new[] { 1, 2, 3, 4, 5, 6 }, rows: 2, steps: 3) with
        {
            Classes = new[] { 0, 1 },
        };
        for (int i = 0; i < 60; i++)
            step.Run(batch);
        step.Unfreeze("*");
        float[] before = model.Parameters.Flat.ToArray();
        step.Run(batch);
        int moved = 0;
        foreach (string tensor in (string[])["embedding.weight", "dense.bias"])
        {
            Program.ParameterInfo info = model.Info.Parameters.Single(parameter => parameter.Name == tensor);
            for (long i = info.Offset; i < info.Offset + info.Length; i++)
            {
                if (Math.Abs(step.Pass.Gradients[(int)i]) < 1e-5f)
                    continue;
                moved++;
                Assert.Equal(Rate, Math.Abs(model.Parameters.Flat[(int)i] - before[i]), Rate * 2e-3);
            }
        }

        Assert.True(moved > 6);
    }

    [Theory]
    [InlineData("Adam")]
    [InlineData("NAdam")]
    [InlineData("LazyAdam")]
    public void Resume_BehindAnUnfreeze_GivesTheBitsOfTheWholeRun(string name)
    {
        Sample<float>[] samples = Samples.Classification(40);
        using Trainer<float> whole = Start(name, "whole");
        whole.Freeze("embedding.*");
        whole.Fit(samples, epochs: 2);
        whole.Unfreeze("*");
        whole.Fit(samples, epochs: 3);
        string path = whole.Checkpoints!.LastPath, copy = Path.Combine(_folder, "copy.safetensors");
        File.Copy(path, copy);
        whole.Fit(samples, epochs: 4);

        using Trainer<float> second = Start(name, "second");
        second.Resume(copy);
        second.Fit(samples, epochs: 4);
        Assert.Equal(whole.Model.Parameters.Flat.ToArray(), second.Model.Parameters.Flat.ToArray());
        Assert.Equal(
            whole.TrainingStep.State.TensorScalars.ToArray(), second.TrainingStep.State.TensorScalars.ToArray());
        Assert.Contains(second.TrainingStep.State.TensorScalars.ToArray(), static x => x > 1);

        // A run that never froze anything has files as ever, and forgets what was counted before.
        using Trainer<float> plain = Start(name, "plain");
        plain.Fit(samples, epochs: 1);
        using (SafetensorsFile file = SafetensorsFile.Read(plain.Checkpoints!.LastPath))
            Assert.DoesNotContain(file.Tensors, static x => x.Name.EndsWith("_tensors", StringComparison.Ordinal));
        second.Resume(plain.Checkpoints!.LastPath);
        Assert.False(second.TrainingStep.State.Own.Any);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.5)]
    [InlineData(1000.0)]
    [InlineData(double.NaN)]
    [InlineData(null)]
    public void Resume_AlteredCounts_AreRefusedAndMissingOnesAreNone(double? missed)
    {
        string path = Path.Combine(_folder, "altered.safetensors");
        using (Trainer<float> first = Start("Adam", "first"))
        {
            first.Freeze("embedding.*");
            first.Fit(Samples.Classification(40), epochs: 1);
            first.SaveCheckpoint(path);
        }

        SafetensorsTensor[] tensors = [.. SafetensorsFile.Read(path).Tensors];
        int index = Array.FindIndex(tensors, static x => x.Name == "rnngen.optimizer_tensors");
        double[] rows = tensors[index].ToArray<double>();
        Assert.Equal(5, rows[0]);
        rows[0] = missed ?? 0;
        tensors[index] = SafetensorsTensor.From<double>(tensors[index].Name, [rows.Length / 3, 3], rows);
        var metadata = new Dictionary<string, string>(SafetensorsFile.Read(path).Metadata, StringComparer.Ordinal);
        metadata.Remove("rnngen.sha256");
        metadata.Remove("rnngen.version");
        SafetensorsFile.Write(path, missed == null ? [.. tensors.Where((_, i) => i != index)] : tensors, metadata);

        using Trainer<float> second = Start("Adam", "other");
        second.Freeze("embedding.*");
        var e = Record.Exception(() => second.Resume(path)) as CheckpointException;
        Assert.Equal(missed == null ? null : "rnngen.optimizer_tensors", e?.Tensor);
        Assert.Equal(missed == null ? 5 : 0, second.StepCount);
        Assert.False(second.TrainingStep.State.Own.Any);
    }

    [Fact]
    public void Resume_AlteredSteps_AreNamedRatherThanTheCounts()
    {
        string path = Path.Combine(_folder, "steps.safetensors");
        using (Trainer<float> first = Start("Adam", "first"))
        {
            first.Freeze("embedding.*");
            first.Fit(Samples.Classification(40), epochs: 1);
            first.SaveCheckpoint(path);
        }

        SafetensorsTensor[] tensors = [.. SafetensorsFile.Read(path).Tensors];
        int index = Array.FindIndex(tensors, static x => x.Name == "rnngen.optimizer_scalars");
        double[] scalars = tensors[index].ToArray<double>();
        scalars[0] = double.NaN;
        tensors[index] = SafetensorsTensor.From<double>(tensors[index].Name, [scalars.Length], scalars);
        var metadata = new Dictionary<string, string>(SafetensorsFile.Read(path).Metadata, StringComparer.Ordinal);
        metadata.Remove("rnngen.sha256");
        metadata.Remove("rnngen.version");
        SafetensorsFile.Write(path, tensors, metadata);

        using Trainer<float> second = Start("Adam", "other");
        second.Freeze("embedding.*");
        var e = Assert.Throws<CheckpointException>(() => second.Resume(path));
        Assert.Equal("rnngen.optimizer_scalars", e.Tensor);
    }

    [Fact]
    public void Restore_CountsOfAnotherModel_AreRefused()
    {
        OptimizerState<float> state = new Adam().CreateState<float>(5, tensors: 2), before = state;
        var e = Assert.Throws<ArgumentException>(
            () => state.Restore(3, state.Scalars, state.Buffers, [1, 0.5, 0.5]));
        Assert.Contains("keeps 6 scalars of single tensors, the saved state has 3", e.Message);
        Assert.Equal(0, before.Step);
    }

    private static Optimizer Create(string name, double rate = 0.1) => name switch
    {
        "Sgd" => new Sgd(rate) { Momentum = 0.9, Dampening = 0.5 },
        "Adam" => new Adam(rate) { WeightDecay = rate == 0.1 ? 0.1 : 0 },
        "AmsGrad" => new Adam(rate) { AmsGrad = true },
        "AdamW" => new AdamW(rate),
        "LazyAdam" => new LazyAdam(rate),
        "NAdam" => new NAdam(rate),
        "RAdam" => new RAdam(rate),
        "Adamax" => new Adamax(rate),
        "Adagrad" => new Adagrad(rate) { LearningRateDecay = 0.1 },
        _ => throw new NotSupportedException(name),
    };

    private Trainer<float> Start(string name, string folder) => new(new Classifier(3), Create(name, 0.01))
    {
        BatchSize = 8,
        Checkpoints = new CheckpointFolder(Path.Combine(_folder, folder)),
    };
}
