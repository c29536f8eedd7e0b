using System.Globalization;
using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>What no device can compute: its kernels know few axes of time, and count floats by int.</summary>
internal static class DeviceLimits
{
    /// <summary>Axes whose steps a kernel is given.</summary>
    private const int MostAxes = 4;

    // A parameter is packed for its product and again transposed, in rows of whole 64 bytes; rarely for another form.
    private const int MostCopies = 4;

    /// <summary>Why a model cannot be computed on devices; null where it can.</summary>
    /// <param name="network">The model.</param>
    /// <param name="memory">Its packed weights, once both forms are scheduled.</param>
    public static string? Obstacle(Network network, Memory memory)
    {
        if (network.Axes.Count > MostAxes)
        {
            return $"it reads sequences of {Number(network.Axes.Count)} different lengths a row, and kernels take "
                + Number(MostAxes);
        }

        long most = Math.Max(memory.PackedLength, memory.GradientLength);
        return most <= int.MaxValue ? null
            : $"its packed weights are {Number(most)} floats, and kernels count to {Number(int.MaxValue)}";
    }

    /// <summary>Whether so few parameters and axes meet no limit, however they are packed.</summary>
    public static bool IsFarFrom(int axes, long parameters, int padding)
        => axes <= MostAxes && parameters * MostCopies * padding <= int.MaxValue;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
