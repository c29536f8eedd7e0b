namespace RnnGen.Compiler.Lowering;

/// <summary>What a model's outputs mean to its user; all but None equal a method of <c>Predictions</c> by name.</summary>
internal enum PredictionKind
{
    None,
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
