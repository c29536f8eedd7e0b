using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Program;

/// <summary>Rows of tables by token.</summary>
public sealed partial class DeviceRun<T>
{
    /// <summary>target[t, r] = the table's row of the token, padded with zeros to the stride, over all steps.</summary>
    /// <param name="input">The input whose tokens are read.</param>
    /// <param name="axis">Its axis.</param>
    /// <param name="table">The table, in the flat parameters.</param>
    /// <param name="width">Floats of a row of the table.</param>
    /// <param name="target">The target [steps, rows, targetStride].</param>
    /// <param name="targetStride">Floats between its rows.</param>
    public void GatherRows(int input, int axis, long table, int width, int target, int targetStride)
    {
        int n = Steps(axis) * _slice.Rows;
        EmbeddingArguments<T> arguments = new()
        {
            Arena = _slice.Arena,
            Table = _slice.Parameters.SubView(table, _slice.Parameters.Length - table),
            Tokens = Tokens(input, Steps(axis)),
            N = n,
            Width = width,
            Target = target,
            TargetStride = targetStride,
        };
        Launch(EmbeddingKernels.Gather, (long)n * targetStride, arguments);
    }
}
