using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>The launches of attention's kernels in the form that suits the device.</summary>
/// <typeparam name="T">The float type.</typeparam>
internal readonly struct AttentionLaunch<T>(KernelCache kernels, KernelForm form)
    where T : unmanaged, INumber<T>
{
    /// <summary>Dot products or additive scores.</summary>
    public void Scores(in AttentionArguments<T> p)
    {
        if (IsByGroup(ElementaryKernels<T>.ScoresByGroup))
        {
            int blocks = (p.WeightRow + AttentionGroups.Size - 1) / AttentionGroups.Size;
            ByGroup(ElementaryKernels<T>.ScoresByGroup, new Index3D(p.Rows, blocks, 1), p);
        }
        else if (p.IsAdditive != 0)
        {
            ByFloat(ElementaryKernels<T>.AdditiveScores, (long)p.Rows * p.WeightRow, p);
        }
        else if (form == KernelForm.Rows)
        {
            ByRow(AttentionByRow.DotScores, p.Rows, p);
        }
        else
        {
            ByFloat(AttentionKernels.DotScores, (long)p.Rows * p.WeightRow, p);
        }
    }

    /// <summary>The softmax of scores.</summary>
    public void Weights(in AttentionArguments<T> p)
    {
        if (p.WeightRow == 0)
            return;
        if (IsByGroup(ElementaryKernels<T>.WeightsByGroup))
            ByGroup(ElementaryKernels<T>.WeightsByGroup, new Index3D(p.Rows, 1, 1), p);
        else
            ByRow(ElementaryKernels<T>.Weights, p.Rows, p);
    }

    /// <summary>The scores' gradient in the place of the weights'.</summary>
    public void WeightGradients(in AttentionArguments<T> p)
    {
        if (p.WeightRow == 0)
            return;
        if (IsByGroup(AttentionGroups.WeightGradients))
            ByGroup(AttentionGroups.WeightGradients, new Index3D(p.Rows, 1, 1), p);
        else
            ByRow(AttentionKernels.WeightGradients, p.Rows, p);
    }

    /// <summary>Sums of the memory by weight.</summary>
    public void Sums(in AttentionArguments<T> p)
        => ByRowOrFloat(AttentionByRow.Sums, AttentionKernels.Sums, p.Rows, p);

    /// <summary>The gradient of what is summed by weight.</summary>
    public void MemoryGradients(in AttentionArguments<T> p)
        => ByRowOrFloat(AttentionByRow.MemoryGradients, AttentionKernels.MemoryGradients, p.Cells, p);

    /// <summary>The gradient of additive scores' queries and vector.</summary>
    public void AdditiveQueries(in AttentionArguments<T> p) => ByRowOrFloat(
        ElementaryKernels<T>.AdditiveQueriesByRow, ElementaryKernels<T>.AdditiveQueries, p.Rows, p);

    /// <summary>The gradient of additive scores' keys.</summary>
    public void AdditiveKeys(in AttentionArguments<T> p) => ByRowOrFloat(
        ElementaryKernels<T>.AdditiveKeysByRow, ElementaryKernels<T>.AdditiveKeys, p.Cells, p);

    // A group of some devices is too small: then it is as on those without groups.
    private bool IsByGroup(Action<AttentionArguments<T>> kernel)
        => form == KernelForm.Tiles && kernels.Fits(kernel, AttentionGroups.Size);

    private void ByRowOrFloat(
        Action<AttentionArguments<T>> byRow, Action<AttentionArguments<T>> byFloat, int rows,
        in AttentionArguments<T> p)
    {
        if (form == KernelForm.Rows)
            ByRow(byRow, rows, p);
        else
            ByFloat(byFloat, (long)rows * p.Units, p);
    }

    // Where the memories of a batch are all empty, some of these have nothing to compute, and CUDA has no empty grids.
    private void ByRow(Action<AttentionArguments<T>> kernel, int rows, in AttentionArguments<T> p)
    {
        if (form != KernelForm.Rows)
            ByFloat(kernel, rows, p);
        else if (rows > 0)
            kernels.Get(kernel)(kernels.Stream, new KernelConfig(rows, 1), p);
    }

    private void ByFloat(Action<AttentionArguments<T>> kernel, long threads, in AttentionArguments<T> p)
        => kernels.Launch(kernel, threads, p);

    private void ByGroup(Action<AttentionArguments<T>> kernel, Index3D groups, in AttentionArguments<T> p)
    {
        if (groups.X > 0 && groups.Y > 0)
            kernels.LaunchGroups(kernel, groups, AttentionGroups.Size, p);
    }
}
