namespace RnnGen.Program;

/// <summary>One line of a model's summary.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Kind">What it is, such as <c>Lstm(32, Layers = 2)</c>.</param>
/// <param name="Output">Its output's shape, such as <c>[B, T, 32]</c>.</param>
/// <param name="ParameterCount">Its number of learned floats.</param>
public sealed record LayerInfo(string Name, string Kind, string Output, long ParameterCount)
{
    /// <summary>Whether it reads no later step of its input.</summary>
    public bool IsCausal { get; init; } = true;
}
