using System.Reflection;

namespace RnnGen.Training.Tests;

/// <summary>A run goes on with the settings of its optimizer and schedule, and no others.</summary>
public sealed class ResumeSettingsTests : IDisposable
{
    private static readonly Sample<float>[] s_samples = Samples.Classification(8);

    private static readonly (string Difference, Func<Trainer<float>> There, Func<Trainer<float>> Here)[] s_pairs =
    [
        ("optimizer.AmsGrad is 'False', this trainer's is 'True'",
            static () => Start(new Adam()), static () => Start(new Adam { AmsGrad = true })),
        ("optimizer.Beta1 is '0.9', this trainer's is '0.8'",
            static () => Start(new Adam()), static () => Start(new Adam { Beta1 = 0.8 })),
        ("optimizer.WeightDecay is '0.01', this trainer's is '0.1'",
            static () => Start(new AdamW()), static () => Start(new AdamW { WeightDecay = 0.1 })),
        ("optimizer.Momentum is '0.9', this trainer's is '0'",
            static () => Start(new Sgd(0.1) { Momentum = 0.9 }), static () => Start(new Sgd(0.1))),
        ("schedule.length is '10', this trainer's is '20'",
            static () => Start(new Adam(), new CosineAnnealing(10)),
            static () => Start(new Adam(), new CosineAnnealing(20))),
        ("schedule.Unit is 'Epoch', this trainer's is 'Step'",
            static () => Start(new Adam(), new StepDecay(3)),
            static () => Start(new Adam(), new StepDecay(3) { Unit = ScheduleUnit.Step })),
        ("schedule.milestones is '2, 5', this trainer's is '2, 6'",
            static () => Start(new Adam(), new MultiStepDecay([5, 2])),
            static () => Start(new Adam(), new MultiStepDecay([2, 6]))),
        ("schedule.next is 'CosineAnnealing', this trainer's is 'none'",
            static () => Start(new Adam(), new WarmUp(5, new CosineAnnealing(10) { Unit = ScheduleUnit.Step })),
            static () => Start(new Adam(), new WarmUp(5))),
        ("schedule.next.least is '0', this trainer's is '0.5'",
            static () => Start(new Adam(), new WarmUp(5, new CosineAnnealing(10))),
            static () => Start(new Adam(), new WarmUp(5, new CosineAnnealing(10, 0.5)))),
        ("clip norm is 'Infinity', this trainer's is '5'",
            static () => Start(new Adam()), static () => Start(new Adam(), clipNorm: 5)),
        ("clip value is 'Infinity', this trainer's is '0.5'",
            static () => Start(new Adam()), static () => Start(new Adam(), clipValue: 0.5)),
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, string> Pairs
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (int i = 0; i < s_pairs.Length; i++)
                data.Add(i, s_pairs[i].Difference);
            return data;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Resume_OtherSetting_IsRefusedByItsName(int pair, string difference)
    {
        string path = _folder.File("checkpoint");
        using Trainer<float> first = s_pairs[pair].There(), same = s_pairs[pair].There(), other = s_pairs[pair].Here();
        first.Fit(s_samples);
        first.SaveCheckpoint(path);
        float[] before = other.Model.Parameters.Flat.ToArray();
        var e = Assert.Throws<CheckpointException>(() => other.Resume(path));
        Assert.Contains($"its {difference}.", e.Message, StringComparison.Ordinal);
        Assert.Equal(before, other.Model.Parameters.Flat.ToArray());
        Assert.Equal(0, other.StepCount);
        same.Resume(path);
        Assert.Equal(1, same.StepCount);
    }

    [Fact]
    public void Resume_OtherLearningRate_IsTheFiles()
    {
        string path = _folder.File("checkpoint");
        using Trainer<float> first = Start(new Adam(0.25)), second = Start(new Adam(0.5));
        first.SaveCheckpoint(path);
        second.Resume(path);
        Assert.Equal(0.25, second.Optimizer.LearningRate);
    }

    [Fact]
    public void Resume_FileThatDoesNotSay_IsTaken()
    {
        string path = _folder.File("checkpoint");
        using Trainer<float> first = Start(new Adam(), new StepDecay(3)), second = Start(new Adam(), new StepDecay(3));
        first.Fit(s_samples);
        first.SaveCheckpoint(path);
        int taken = 0;
        CheckpointText.Rewrite(path, (Dictionary<string, string> metadata) =>
        {
            foreach (string name in metadata.Keys.Where(static name =>
                name.StartsWith("rnngen.setting.optimizer.", StringComparison.Ordinal)
                || name.StartsWith("rnngen.setting.schedule.", StringComparison.Ordinal)
                || name.StartsWith("rnngen.setting.clip ", StringComparison.Ordinal)).ToArray())
            {
                taken += metadata.Remove(name) ? 1 : 0;
            }
        });
        Assert.Equal(5 + 3 + 2, taken);
        second.Resume(path);
        Assert.Equal(1, second.StepCount);
    }

    /// <summary>Whoever adds a setting adds it to what is compared.</summary>
    [Fact]
    public void RunSettings_OfEachOptimizer_HoldAllThatCanBeSet()
    {
        Type[] types = [.. typeof(Optimizer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract)];
        Assert.Equal(10, types.Length);
        foreach (Type type in types)
        {
            var optimizer = (Optimizer)type.GetConstructor([typeof(double)])!.Invoke([0.1]);
            AssertHolds(type, [], optimizer.RunSettings, nameof(Optimizer.LearningRate));
        }
    }

    [Fact]
    public void RunSettings_OfEachSchedule_HoldAllThatCanBeSet()
    {
        LearningRateSchedule[] schedules =
        [
            new StepDecay(1), new MultiStepDecay([1]), new ExponentialDecay(1), new LinearRamp(),
            new CosineAnnealing(1), new CosineWarmRestarts(1), new OneCycle(1, 1), new ReduceOnPlateau(), new WarmUp(1),
        ];
        Assert.Equal(
            typeof(LearningRateSchedule).Assembly.GetTypes()
                .Count(static type => type.IsSubclassOf(typeof(LearningRateSchedule))),
            schedules.Length);
        foreach (LearningRateSchedule schedule in schedules)
        {
            Type type = schedule.GetType();
            AssertHolds(type, type.GetConstructors().Single().GetParameters(), schedule.RunSettings, "");
        }
    }

    private static void AssertHolds(
        Type type, ParameterInfo[] parameters, IEnumerable<(string Name, object Value)> settings, string except)
    {
        string[] expected =
        [
            .. parameters.Select(static parameter => parameter.Name!),
            .. type.GetProperties().Where(property => property.SetMethod is { IsPublic: true })
                .Select(static property => property.Name).Where(name => name != except),
        ];
        Assert.Equal(
            expected.Order(StringComparer.OrdinalIgnoreCase),
            settings.Select(static setting => setting.Name).Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    private static Trainer<float> Start(
        Optimizer optimizer, LearningRateSchedule? schedule = null, double clipNorm = double.PositiveInfinity,
        double clipValue = double.PositiveInfinity) =>
        new(new Classifier(1), optimizer) { Schedule = schedule, ClipNorm = clipNorm, ClipValue = clipValue };
}
