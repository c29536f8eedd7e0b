using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// A point-wise kernel: for each row, loops over the units, of which 64 bytes hold <see cref="Padding"/>; numbers of a
/// row are known between loops.
/// </summary>
internal sealed record Kernel(string Name, IReadOnlyList<Loop> Loops, int Padding)
{
    /// <summary>The places it reads or writes, in order of first use.</summary>
    public IReadOnlyList<Place> Places
        => [.. Loops.SelectMany(static loop => loop.Scalars.Concat(loop.Definitions).Select(static d => d.From)
                .Concat(loop.Stores.Select(static s => (Place?)s.Target)))
            .Where(static place => place is not null).Select(static place => place!).Distinct()];

    /// <summary>
    /// How a team divides it: by units where every loop runs over the same ones and no number of a row is needed, by
    /// rows where no row adds to what another one adds to.
    /// </summary>
    public Division Division
        => IsByUnits ? Loops[0].Size > Padding ? Division.Units : Division.None
            : Loops.SelectMany(static loop => loop.Stores).All(static store => store.Target.Buffer.IsArena)
                ? Division.Rows : Division.None;

    /// <summary>Whether every loop runs over the same units and no unit needs another one's values.</summary>
    public bool IsByUnits
        => Loops.All(loop => loop.Size == Loops[0].Size && loop.Scalars.Count == 0 && loop.Reductions.Count == 0)
            && !Overlaps;

    /// <summary>Whether a unit of a value written here and another unit of a value are the same memory.</summary>
    private bool Overlaps
    {
        get
        {
            int size = Loops[0].Size;
            IReadOnlyList<Place> places = Places;
            return Loops.SelectMany(static loop => loop.Stores).Any(store => places.Any(place
                => place.Buffer == store.Target.Buffer && place.Shift == store.Target.Shift
                && place.Column != store.Target.Column && Math.Abs(place.Column - store.Target.Column) < size));
        }
    }
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
