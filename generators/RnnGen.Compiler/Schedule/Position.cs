using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>When a value can be had: phases alternate products and kernels; levels are the loops of a kernel.</summary>
internal readonly record struct Position(int Phase, int Level) : IComparable<Position>
{
    public int CompareTo(Position other)
        => Phase != other.Phase ? Phase.CompareTo(other.Phase) : Level.CompareTo(other.Level);

    public static Position Max(Position a, Position b) => a.CompareTo(b) >= 0 ? a : b;
}
