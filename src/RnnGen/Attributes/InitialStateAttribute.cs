namespace RnnGen;

/// <summary>The value that every unit of a cell's state starts at; 0 where none is given.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InitialStateAttribute(double value) : Attribute
{
    /// <summary>The value.</summary>
    public double Value { get; } = value;
}
