using RnnGen.Symbolic;

namespace RnnGen.Ilgpu.Tests.Models;

[RnnModel(Precision = Precision.Double)]
[Embedding(11, 4)]
[Dropout(0.2)]
[Lstm(5, Layers = 2, Dropout = 0.2, RecurrentDropout = 0.1)]
[Dense(3)]
[CrossEntropy]
public sealed partial class DroppedSegments;

[RnnModel(Precision = Precision.Double)]
[Input(3)]
[Gru(4)]
[MeanPool]
[Dense(2)]
[MeanSquaredError]
public sealed partial class MeanSegments;

/// <summary>A head a step and one that reads out once.</summary>
[RnnModel(Precision = Precision.Double)]
public sealed partial class PairSegments
{
    [Gru(5)] private static partial Recurrence Encode(Seq x);
    [Dense(2)] private static partial Seq Emit(Seq h);
    [Dense(1)] private static partial Vec Judge(Vec h);

    [Forward, Huber(Weight = 0.7), MeanSquaredError(Of = "end", Weight = 0.3)]
    private static (Seq Steps, Vec end) Outputs([Input(3)] Seq x)
    {
        var r = Encode(x);
        return (Emit(r.Outputs), Judge(r.Last));
    }
}
