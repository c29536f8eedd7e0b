namespace RnnGen.Compiler.Model;

/// <summary>The losses; the members equal those of <c>RnnGen.LossKind</c> by name and value.</summary>
internal enum LossKind
{
    CrossEntropy,
    BinaryCrossEntropy,
    MeanSquared,
    MeanAbsolute,
    SmoothL1,
    Huber,
    Crf,
    Ctc,
    Quantile,
    Objective,
}
