using System.Numerics;
using RnnGen.Ilgpu.Training;

namespace RnnGen.Ilgpu.Tests.Training;

[Collection("accelerator")]
public sealed class DeviceOptimizerTests
{
    private const int Length = 1003;

    public static TheoryData<string> Names => [.. All().Keys];

    [DeviceTheory]
    [MemberData(nameof(Names))]
    public void Update_FiftySteps_AgreesWithTheHost(string name)
    {
        AssertAgrees<float>(All()[name], isCpu: false, Length, 50, 1e-6);
        AssertAgrees<double>(All()[name], isCpu: false, Length, 50, 1e-13);
    }

    [DeviceTheory]
    [MemberData(nameof(Names))]
    public void Update_OnIlgpusProcessor_AgreesWithTheHost(string name) =>
        AssertAgrees<float>(All()[name], isCpu: true, 19, 3, 1e-6);

    [DeviceFact]
    public void Update_Again_SameBits()
    {
        float[] first = Run(TrainingAccelerator.Get(), new Adam(0.01), 10).Parameters;
        float[] second = Run(TrainingAccelerator.Get(), new Adam(0.01), 10).Parameters;
        Assert.Equal(first, second);
    }

    [DeviceFact]
    public void Download_ThenUploadElsewhere_GoesOnWithTheSameBits()
    {
        KernelCache kernels = TrainingAccelerator.Get();
        float[] straight = Run(kernels, new NAdam(0.01), 10).Parameters;
        (float[] parameters, OptimizerState<float> state) = Run(kernels, new NAdam(0.01), 4);
        OptimizerState<float> restored = new NAdam(0.01).CreateState<float>(Length);
        restored.Restore(state.Step, state.Scalars, state.Buffers);
        float[] resumed = Run(kernels, new NAdam(0.01), 10, parameters, restored).Parameters;
        Assert.Equal(straight, resumed);
    }

    [Fact]
    public void Table_HasARowOfEachFormula()
    {
        var seen = new HashSet<Type>();
        foreach (Optimizer optimizer in All().Values)
        {
            OptimizerState<float> state = optimizer.CreateState<float>(1);
            optimizer.BeginStep(state);
            optimizer.ShowRule(state, tensor: -1, new SeenRules(seen));
        }

        IEnumerable<Type> rules = typeof(Optimizer).Assembly.GetTypes().Where(static type => type.IsValueType
            && type.GetInterfaces().Any(static i => i.Name == typeof(IUpdateRule<>).Name));
        Assert.Equal(
            rules.Select(static type => type.FullName).Order(), seen.Select(static type => type.FullName).Order());
        IEnumerable<Type> optimizers = typeof(Optimizer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract);
        Assert.Equal(
            optimizers.Select(static type => type.Name).Order(),
            All().Values.Select(static optimizer => optimizer.Name).Distinct().Order());
    }

    private static Dictionary<string, Optimizer> All() => new()
    {
        ["sgd"] = new Sgd(0.1) { WeightDecay = 0.01 },
        ["momentum"] = new Sgd(0.1) { Momentum = 0.9, Dampening = 0.1 },
        ["nesterov"] = new Sgd(0.1) { Momentum = 0.9, Nesterov = true },
        ["adam"] = new Adam(0.01) { WeightDecay = 0.01 },
        ["amsgrad"] = new Adam(0.01) { AmsGrad = true },
        ["adamw"] = new AdamW(0.01),
        ["lazyadam"] = new LazyAdam(0.01),
        ["nadam"] = new NAdam(0.01),
        ["radam"] = new RAdam(0.01),
        ["adamax"] = new Adamax(0.01) { WeightDecay = 0.01 },
        ["adagrad"] = new Adagrad(0.01) { LearningRateDecay = 0.1, InitialAccumulator = 0.1, WeightDecay = 0.01 },
        ["adadelta"] = new Adadelta { WeightDecay = 0.01 },
        ["rmsprop"] = new RmsProp(0.01) { WeightDecay = 0.01 },
        ["rmsprop-momentum"] = new RmsProp(0.01) { Momentum = 0.5, WeightDecay = 0.01 },
        ["rmsprop-centered"] = new RmsProp(0.01) { Centered = true, WeightDecay = 0.01 },
    };

    // The learning rate changes each step, gradients are clipped, and a part in the middle is frozen.
    private static void AssertAgrees<T>(Optimizer optimizer, bool isCpu, int length, int steps, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelCache kernels = TrainingAccelerator.Get(isCpu);
        T[] expected = Numbers.Of<T>(length, 1);
        OptimizerState<T> state = optimizer.CreateState<T>(length);
        using var parameters = new OnDevice<T>(kernels, expected);
        using var gradients = new OnDevice<T>(kernels, expected);
        using var verdict = new StepVerdict<T>(kernels);
        using var device = new DeviceOptimizer<T>(kernels, optimizer, optimizer.CreateState<T>(length));
        int third = length / 3;
        for (int step = 0; step < steps; step++)
        {
            optimizer.LearningRate *= 0.99;
            T[] given = Numbers.Of<T>(length, (ulong)step + 10);
            double scale = Clipping.Coefficient(Clipping.Norm<T>(given), 3);
            optimizer.BeginStep(state);
            optimizer.UpdateRange(expected, given, state, 0, third, scale);
            optimizer.UpdateRange(expected, given, state, 2 * third, length - (2 * third), scale);

            gradients.Write(given);
            verdict.Measure(gradients.View, step, 3, verdict.Norms, 0);
            device.BeginStep([]);
            device.Update(parameters.View, gradients.View, verdict, 0, third);
            device.Update(parameters.View, gradients.View, verdict, 2 * third, length - (2 * third));
        }

        device.Download();
        Numbers.AssertClose<T>(expected, parameters.Read(), tolerance);
        Assert.Equal(state.Step, device.State.Step);
        Assert.Equal(state.Scalars.ToArray(), device.State.Scalars.ToArray());
        for (int i = 0; i < state.BufferCount; i++)
            Numbers.AssertClose<T>(state.Buffer(i), device.State.Buffer(i), tolerance);
    }

    private static (float[] Parameters, OptimizerState<float> State) Run(
        KernelCache kernels, Optimizer optimizer, int steps, float[]? from = null, OptimizerState<float>? state = null)
    {
        using var parameters = new OnDevice<float>(kernels, from ?? Numbers.Of<float>(Length, 1));
        using var gradients = new OnDevice<float>(kernels, new float[Length]);
        using var verdict = new StepVerdict<float>(kernels);
        using var device = new DeviceOptimizer<float>(
            kernels, optimizer, state ?? optimizer.CreateState<float>(Length));
        for (int step = (int)device.State.Step; step < steps; step++)
        {
            gradients.Write(Numbers.Of<float>(Length, (ulong)step + 10));
            verdict.Measure(gradients.View, step, 3, verdict.Norms, 0);
            device.BeginStep([]);
            device.Update(parameters.View, gradients.View, verdict, 0, Length);
        }

        device.Download();
        return (parameters.Read(), device.State);
    }

    private sealed class SeenRules(HashSet<Type> seen) : IRuleReader<float>
    {
        public void Read<TRule>(in TRule rule)
            where TRule : struct, IUpdateRule<float> => seen.Add(typeof(TRule).GetGenericTypeDefinition());
    }
}
