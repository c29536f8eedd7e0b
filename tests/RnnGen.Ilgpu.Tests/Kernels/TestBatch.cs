using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>
/// Buffers of random numbers, on which an instruction runs on an accelerator and, in double, as plain loops. All of
/// each buffer is compared, so that nothing is written that should not be.
/// </summary>
internal sealed class TestBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly KernelCache _cache;
    private readonly int[] _integers;
    private readonly int[] _steps;
    private readonly int _rows;
    private readonly int _axes;

    /// <param name="cache">Where it runs.</param>
    /// <param name="seed">Of the numbers.</param>
    /// <param name="arena">Floats of the arena.</param>
    /// <param name="lengths">Of each axis the lengths of its rows, longest first.</param>
    /// <param name="orders">Of each axis the row of the first one that each row is.</param>
    /// <param name="tokens">Of one input of tokens these. [steps, rows]</param>
    public TestBatch(
        KernelCache cache, int seed, int arena, int[][]? lengths = null, int[][]? orders = null, int[]? tokens = null)
    {
        _cache = cache;
        lengths ??= [[1]];
        _axes = lengths.Length;
        _rows = lengths[0].Length;
        _steps = [.. lengths.Select(static axis => axis.Max())];
        orders ??= [.. lengths.Select(static axis => Enumerable.Range(0, axis.Length).ToArray())];
        _integers =
        [
            .. lengths.Zip(orders).SelectMany(pair => (int[][])
                [pair.First, pair.Second, [.. Enumerable.Range(0, _rows).Select(r => Array.IndexOf(pair.Second, r))]])
                .SelectMany(static block => block),
            .. lengths.SelectMany(static axis
                => Enumerable.Range(0, axis.Max()).Select(t => axis.Count(n => n > t))),
            .. tokens ?? [],
        ];
        Random random = new(seed);
        Arena = Numbers(random, arena);
        Packed = Numbers(random, arena);
        Parameters = Numbers(random, arena);
        Gradients = Numbers(random, arena);
    }

    /// <summary>How products and sums are cut into threads; null: as the accelerator's kind suggests.</summary>
    public KernelForm? Form { get; init; }

    public T[] Arena { get; private set; }

    public T[] Packed { get; }

    public T[] Parameters { get; }

    public T[] Gradients { get; private set; }

    private static double Tolerance => typeof(T) == typeof(float) ? 3e-6 : 1e-14;

    /// <summary>Runs an instruction twice from the same numbers, and the same in plain loops.</summary>
    /// <param name="device">The instruction.</param>
    /// <param name="reference">What it does to the arena and the gradients.</param>
    /// <param name="terms">How many numbers are summed at most, in an error's growth.</param>
    /// <param name="ignored">What of the arena is not compared.</param>
    public void Check(
        Action<DeviceRun<T>> device, Action<double[], double[]> reference, int terms = 1,
        (int At, int Length) ignored = default)
    {
        double[] arena = Doubles(Arena), gradients = Doubles(Gradients);
        reference(arena, gradients);
        (T[] firstArena, T[] firstGradients) = Run(device);
        (T[] secondArena, T[] secondGradients) = Run(device);
        Assert.True(firstArena.AsSpan().SequenceEqual(secondArena), "A second run has other bits in the arena.");
        Assert.True(firstGradients.AsSpan().SequenceEqual(secondGradients), "A second run has other gradients.");
        double tolerance = Tolerance * Math.Sqrt(terms);
        Close(arena, Doubles(Arena), firstArena, tolerance, ignored);
        Close(gradients, Doubles(Gradients), firstGradients, tolerance, default);
    }

    /// <summary>Runs an instruction whose results the next one reads.</summary>
    public void Advance(Action<DeviceRun<T>> device) => (Arena, Gradients) = Run(device);

    public static double[] Doubles(T[] values) => Array.ConvertAll(values, double.CreateChecked);

    private (T[] Arena, T[] Gradients) Run(Action<DeviceRun<T>> device)
    {
        Accelerator accelerator = _cache.Accelerator;
        using MemoryBuffer1D<T, Stride1D.Dense> arena = accelerator.Allocate1D(Arena);
        using MemoryBuffer1D<T, Stride1D.Dense> packed = accelerator.Allocate1D(Packed);
        using MemoryBuffer1D<T, Stride1D.Dense> parameters = accelerator.Allocate1D(Parameters);
        using MemoryBuffer1D<T, Stride1D.Dense> gradients = accelerator.Allocate1D(Gradients);
        using MemoryBuffer1D<int, Stride1D.Dense> integers = accelerator.Allocate1D(_integers);
        int active = 3 * _axes * _rows;
        var run = new DeviceRun<T>(_cache)
        {
            ActiveRows = [.. _steps.Select((steps, axis)
                => _integers.AsSpan(active + _steps.Take(axis).Sum(), steps).ToArray())],
            TokensAt = [active + _steps.Sum()],
            Batch = new DeviceSlice<T>
            {
                Arena = arena.View,
                Packed = packed.View,
                Parameters = parameters.View,
                Gradients = gradients.View,
                Integers = integers.View,
                Rows = _rows,
                Steps = _steps[0],
                Steps1 = _steps.ElementAtOrDefault(1),
                Steps2 = _steps.ElementAtOrDefault(2),
            },
        };
        if (Form is { } form)
            run.Form = form;
        device(run);
        _cache.Stream.Synchronize();
        run.FreeScratch();
        return (arena.GetAsArray1D(), gradients.GetAsArray1D());
    }

    private static void Close(
        double[] expected, double[] before, T[] actual, double tolerance, (int At, int Length) ignored)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            double value = double.CreateChecked(actual[i]);
            double most = expected[i] == before[i] ? 0 : tolerance * (1 + Math.Abs(expected[i]));
            bool isCompared = i < ignored.At || i >= ignored.At + ignored.Length;
            if (isCompared && !(Math.Abs(value - expected[i]) <= most))
                Assert.Fail($"At {i}: {value} instead of {expected[i]}, was {before[i]}.");
        }
    }

    private static T[] Numbers(Random random, int count)
        => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((float)((random.NextDouble() * 2) - 1)))];
}
