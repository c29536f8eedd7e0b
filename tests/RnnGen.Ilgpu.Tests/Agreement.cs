using System.Numerics;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests;

/// <summary>How far a device may be from the processor.</summary>
internal static class Agreement
{
    /// <summary>Of losses and parameters after tens of steps, relative to the largest of them.</summary>
    public const double Bound = 5e-5;

    /// <summary>A batch forward and backward on both: outputs, states and gradients agree.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="device">The device.</param>
    /// <param name="tolerance">The largest difference.</param>
    public static void Check<T>(Model<T> model, Batch<T> batch, Device device, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Pass<T> host = model.CreatePass(), other = model.CreatePass(device);
        host.Forward(batch);
        other.Forward(batch);
        Close(host.Outputs, other.Outputs, "output", tolerance);
        Close(host.FinalStates, other.FinalStates, "final state", tolerance);
        T[] dy = [.. Enumerable.Range(0, host.Outputs.Length).Select(static i => T.CreateChecked(Math.Sin(i)))];
        host.Backward(dy);
        other.Backward(dy);
        if (!batch.HasTokens)
            Close(host.InputGradient, other.InputGradient, "input gradient", tolerance);
        Close<T>(host.Gradients, other.Gradients, "gradient", tolerance);
    }

    /// <summary>Asserts that numbers differ by less than a tolerance.</summary>
    public static void Close<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what, double tolerance)
        where T : unmanaged, INumber<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = double.CreateChecked(T.Abs(expected[i] - actual[i]));
            Assert.True(error <= tolerance, $"{what} {i}: {expected[i]} and {actual[i]} differ by {error:0.0e+0}.");
        }
    }

    /// <summary>Asserts that numbers differ by no more than the bound, relative to the largest of them.</summary>
    public static void Close<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, INumber<T>
    {
        double largest = 0;
        foreach (T value in expected)
            largest = Math.Max(largest, double.CreateChecked(T.Abs(value)));
        Close(expected, actual, what, Bound * largest);
    }

    /// <summary>Asserts that all parameters differ by no more than the bound, tensor by tensor.</summary>
    public static void Close(Model<float> expected, Model<float> actual)
    {
        foreach (ParameterInfo info in expected.Parameters.Infos)
            Close<float>(expected.Parameters[info.Name], actual.Parameters[info.Name], info.Name);
    }
}
