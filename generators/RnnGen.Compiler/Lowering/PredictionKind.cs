namespace RnnGen.Compiler.Lowering;

/// <summary>What a model's outputs mean to its user; each equals a method of <c>Predictions</c> by name.</summary>
internal enum PredictionKind
{
    Class,
    Tags,
    Path,
    Labelling,
    Binary,
    BinarySteps,
    MultiLabel,
    MultiLabelSteps,
    Value,
    Vector,
    Matrix,
}
