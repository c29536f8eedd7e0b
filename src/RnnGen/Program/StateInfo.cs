namespace RnnGen.Program;

/// <summary>A recurrent state.</summary>
/// <param name="Name">Layer, state and position, such as <c>lstm.h_l0</c> or <c>lstm.c_l1_reverse</c>.</param>
/// <param name="Size">Units.</param>
/// <param name="Initial">The value it starts at where none is given.</param>
public sealed record StateInfo(string Name, int Size, double Initial)
{
    /// <summary>Index in <see cref="ModelInfo.Axes"/> of the axis that it is on.</summary>
    public int Axis { get; init; }
}
