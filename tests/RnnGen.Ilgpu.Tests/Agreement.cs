using System.Numerics;

namespace RnnGen.Ilgpu.Tests;

/// <summary>A batch on the host and on a device: outputs, states and gradients agree.</summary>
internal static class Agreement
{
    /// <summary>Forward and backward on both.</summary>
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
        Close("output", host.Outputs, other.Outputs, tolerance);
        Close("final state", host.FinalStates, other.FinalStates, tolerance);
        T[] dy = [.. Enumerable.Range(0, host.Outputs.Length).Select(static i => T.CreateChecked(Math.Sin(i)))];
        host.Backward(dy);
        other.Backward(dy);
        if (!batch.HasTokens)
            Close("input gradient", host.InputGradient, other.InputGradient, tolerance);
        Close("gradient", host.Gradients, other.Gradients, tolerance);
    }

    private static void Close<T>(string name, ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                double.CreateChecked(T.Abs(expected[i] - actual[i])) < tolerance,
                $"{name} {i}: {expected[i]} {actual[i]}");
        }
    }
}
