namespace RnnGen.Onnx;

/// <summary>What of a model a file computes.</summary>
public enum OnnxPart
{
    /// <summary>From the inputs to the heads; of a decoder with all tokens known, as in training.</summary>
    Whole,

    /// <summary>
    /// Of a decoder what is computed once: from the other inputs to the states of the first step and to what every step
    /// reads, such as the memory of an attention.
    /// </summary>
    Begin,

    /// <summary>
    /// Of a decoder one step: from the token that was said, the states and what <see cref="Begin"/> gave, to the scores
    /// of the next token and the states behind it.
    /// </summary>
    Step,
}
