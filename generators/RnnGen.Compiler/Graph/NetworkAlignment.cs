namespace RnnGen.Compiler.Graph;

/// <summary>What of an attention whoever runs the model may look at.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Region">The region that attends.</param>
/// <param name="Memory">Number of the memory in the region's step graph.</param>
/// <param name="IsScores">The scores, which are kept only to be looked at; else the weights.</param>
internal sealed record NetworkAlignment(string Name, Region Region, int Memory, bool IsScores)
{
    /// <summary>The axis of the queries.</summary>
    public int Axis => Region.Axis;

    /// <summary>The axis of the memory.</summary>
    public int MemoryAxis => Region.Step!.Memories[Memory].Keys.Axis;
}
