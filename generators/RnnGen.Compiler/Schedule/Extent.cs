namespace RnnGen.Compiler.Schedule;

/// <summary>How many rows a buffer has.</summary>
internal enum Extent
{
    /// <summary>[Rows].</summary>
    Rows,

    /// <summary>[Steps, Rows].</summary>
    Steps,

    /// <summary>[Steps of a chunk, Rows]: each chunk of the time loop uses the same memory.</summary>
    Chunk,

    /// <summary>[Steps + 1, Rows]: a state before the first step and after every step.</summary>
    History,

    /// <summary>
    /// [Steps, Rows, steps of the memory rounded up to 64 bytes]: how much of each step of a memory is taken.
    /// </summary>
    Alignment,

    /// <summary>One row in the packed weights.</summary>
    Weights,

    /// <summary>One row in the packed gradients.</summary>
    Gradients,

    /// <summary>[Tokens] in the flat parameters: an embedding's table, whose rows have no padding.</summary>
    Embedding,

    /// <summary>[Tokens] in the folded tables.</summary>
    Folded,
}
