using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>A form of a model, ready to print: memory, ports and the programs of its regions in running order.</summary>
internal sealed record NetworkSchedule
{
    public required Network Network { get; init; }

    public required Arena Arena { get; init; }

    /// <summary>Where the runtime finds each port; null where it is absent.</summary>
    public required IReadOnlyList<Place?> Ports { get; init; }

    /// <summary>What each head gives, some of the ports.</summary>
    public required IReadOnlyList<Place> Outputs { get; init; }

    public required IReadOnlyList<RegionProgram> Forward { get; init; }

    public required IReadOnlyList<RegionProgram> Backward { get; init; }

    /// <summary>Of the evaluation form, what a stream does; null where an output depends on later steps.</summary>
    public StreamSchedule? Stream { get; init; }

    /// <summary>Of the evaluation form of a decoder, what it does step by step; null where it cannot.</summary>
    public StepSchedule? Steps { get; init; }

    /// <summary>Of the evaluation form, by what teams of both forms are made; null until both are scheduled.</summary>
    public TeamFigures? Team { get; init; }

    /// <summary>What fills the folded tables, or null.</summary>
    public RegionProgram? Fold { get; init; }

    /// <summary>What was folded and what not, and why; null where there is no embedding.</summary>
    public string? FoldNote { get; init; }
}
