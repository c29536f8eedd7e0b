using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads a loss attribute.</summary>
internal static class LossParser
{
    /// <summary>The loss of a model.</summary>
    /// <param name="data">The attribute.</param>
    /// <param name="reader">Its arguments.</param>
    /// <param name="objectives">What reads a method that an attribute names.</param>
    public static LossSpec Parse(AttributeData data, AttributeReader reader, ObjectiveParser objectives)
    {
        LossSpec loss = Parse(StackAttributes.Title(data.AttributeClass!), reader);
        return loss.Kind == LossKind.Objective ? loss with { Objective = objectives.Parse(reader) } : loss;
    }

    private static LossSpec Parse(string title, AttributeReader reader) => new()
    {
        Kind = title switch
        {
            "CrossEntropy" => LossKind.CrossEntropy,
            "BinaryCrossEntropy" => LossKind.BinaryCrossEntropy,
            "MeanAbsoluteError" => LossKind.MeanAbsolute,
            "SmoothL1" => LossKind.SmoothL1,
            "Huber" => LossKind.Huber,
            "Crf" => LossKind.Crf,
            "Ctc" => LossKind.Ctc,
            "Quantile" => LossKind.Quantile,
            "Objective" => LossKind.Objective,
            _ => LossKind.MeanSquared,
        },
        Weight = reader.Number("Weight", 1),
        Reduction = (Reduction)reader.Enum("Reduction", "Reduction", 3),
        IgnoreIndex = reader.Int("IgnoreIndex", -100),
        ClassWeights = reader.Numbers("ClassWeights"),
        LabelSmoothing = reader.Number("LabelSmoothing"),
        PositiveWeights = reader.Numbers("PositiveWeights"),
        Beta = title == "Huber" ? reader.Number("Delta", 1) : reader.Number("Beta", 1),
        Level = reader.Number("level", 0.5),
        StartEnd = title == "Crf" && reader.Bool("StartEnd", true),
        Blank = reader.Int("Blank"),
        ZeroInfinity = reader.Bool("ZeroInfinity"),
        Scheme = (TagScheme)reader.Enum("Scheme", "TagScheme", 3),
    };
}
