using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// A head's outputs in the arena, its targets as the batch gives them, and where losses and gradients go. Targets and
/// losses are in the batch's order of rows, outputs and gradients in the arena's.
/// </summary>
internal struct LossArguments<T>
    where T : unmanaged
{
    public ArrayView<T> Arena;

    /// <summary>As in <see cref="Program.DeviceSlice{T}"/>.</summary>
    public ArrayView<int> Integers;

    /// <summary>Which row of the batch as given each row of the first axis is. [Rows]</summary>
    public ArrayView<int> Order;

    /// <summary>Target classes. [Rows, ClassStep]</summary>
    public ArrayView<int> Classes;

    /// <summary>Number of target classes of each row, where <see cref="HasCounts"/> says so. [Rows]</summary>
    public ArrayView<int> Counts;

    /// <summary>Target values. [Rows, TargetSteps, Width]</summary>
    public ArrayView<T> Targets;

    /// <summary>Factors of the losses.</summary>
    public ArrayView<T> Weights;

    /// <summary>Weights of classes, or of positive targets; 1 where there are none. [Width]</summary>
    public ArrayView<double> Table;

    /// <summary>Receives the losses. [Rows, losses of a row]</summary>
    public ArrayView<double> Losses;

    public int Output;

    /// <summary>Where the gradient goes; negative where none is wanted.</summary>
    public int Gradient;

    public int Width;
    public int Stride;
    public int Rows;

    /// <summary>Vectors of a row that are computed, padded ones with them: 1 where the head reads out once.</summary>
    public int Steps;

    /// <summary>Vectors of a row that there are targets and losses of: <see cref="Steps"/> or more.</summary>
    public int TargetSteps;

    /// <summary>The first of them that is computed.</summary>
    public int First;

    /// <summary>1 where a row has a vector a step of its length.</summary>
    public int PerStep;

    /// <summary>Where the lengths and the base of the head's axis are in the integers.</summary>
    public int Lengths;

    public int Base;

    /// <summary>0 without weights, 1 with one a row, 2 with one a loss.</summary>
    public int WeightKind;

    public int ClassStep;
    public int HasCounts;

    /// <summary>Factor of the gradients.</summary>
    public double Scale;
}
