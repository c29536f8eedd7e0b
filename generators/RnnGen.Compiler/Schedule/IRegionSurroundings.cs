using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Passes;

namespace RnnGen.Compiler.Schedule;

/// <summary>What a region's schedule needs to know of the rest of the model.</summary>
internal interface IRegionSurroundings
{
    /// <summary>Where an input chunk of a region is.</summary>
    Place ValueOf(Chunk chunk);

    /// <summary>Where the gradient of a chunk is collected.</summary>
    Place GradientOf(Chunk chunk);

    /// <summary>Whether the gradient of a chunk already holds something; from now on it does.</summary>
    bool MarkWritten(Chunk chunk);

    /// <summary>The mask that a mask node refers to.</summary>
    Place MaskOf(int view);

    /// <summary>For each output of a region, the gradient that flows into it, or null where nothing reads it.</summary>
    IReadOnlyList<Place?> OutputGradients(Region region);

    /// <summary>Whether somebody looks at the scores of a region against one of its memories.</summary>
    bool KeepsScores(Region region, int memory);

    /// <summary>What starts the gates of a chunk: as given, or a row of a table a token where that is folded.</summary>
    IReadOnlyList<Instruction> Folded(Region region, IReadOnlyList<Instruction> start);

    /// <summary>Whether a chunk is the model's input, whose gradient is computed on request.</summary>
    bool IsModelInput(Chunk chunk);
}
