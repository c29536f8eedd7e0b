using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>A point-wise kernel: for each row, loops over the units; numbers of a row are known between loops.</summary>
internal sealed record Kernel(string Name, IReadOnlyList<Loop> Loops)
{
    /// <summary>The places it reads or writes, in order of first use.</summary>
    public IReadOnlyList<Place> Places
        => [.. Loops.SelectMany(static loop => loop.Scalars.Concat(loop.Definitions).Select(static d => d.From)
                .Concat(loop.Stores.Select(static s => (Place?)s.Target)))
            .Where(static place => place is not null).Select(static place => place!).Distinct()];
}

/// <summary>One loop over <see cref="Size"/> units: definitions, then reductions, then stores.</summary>
internal sealed record Loop(
    int Size, IReadOnlyList<Definition> Scalars, IReadOnlyList<Definition> Definitions, IReadOnlyList<Node> Reductions,
    IReadOnlyList<StoreTo> Stores);

/// <summary>A value of a loop: read from a place, or computed where that is null.</summary>
internal sealed record Definition(Node Node, Place? From);

/// <summary>Writes a value to a place of <see cref="Size"/> units (0: a number of the row), or adds it.</summary>
internal sealed record StoreTo(Place Target, Node Value, int Size, bool Adds)
{
    /// <summary>Floats between the last unit and the next 64 bytes become zero: products read them.</summary>
    public bool ClearsPadding { get; init; }
}
