using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Usage.Tests;

/// <content>Models of several inputs or heads.</content>
public static partial class Models
{
    [RnnModel]
    public sealed partial class Joint
    {
        [Embedding(9, 4)] private static partial Seq Embed(Tokens words);
        [Gru(5, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
        [Dense(3)] private static partial Seq Slots(Seq h);
        [Dense(2)] private static partial Vec Intent(Vec h);

        [Forward, Crf, CrossEntropy(Of = "intent", Weight = 0.3)]
        private static (Seq slots, Vec intent) Scores(Tokens words, [Input(2)] Seq shapes)
        {
            var r = Encode(Concat(Embed(words), shapes));
            return (Slots(r.Outputs), Intent(r.Last));
        }
    }

    [RnnModel]
    public sealed partial class Continuation
    {
        [Lstm(5)] private static partial Recurrence Encode(Seq x);
        [Lstm(5)] private static partial Recurrence Decode(Seq x, State start);
        [Dense(2)] private static partial Seq Emit(Seq h);

        [Forward, MeanSquaredError]
        private static Seq Outputs([Input(3)] Seq source, [Input(2, Steps = 4)] Seq @event, [Input(5)] Vec facts)
            => Emit(Decode(@event, States(Encode(source).FinalOf("h"), facts)).Outputs);
    }

    [RnnModel(Precision = Precision.Double)]
    public sealed partial class Facts
    {
        [Dense(4, Activation = Activation.Tanh)] private static partial Vec Widen(Vec x);
        [Dense(1)] private static partial Vec Read(Vec h);

        [Forward, BinaryCrossEntropy]
        private static Vec Scores([Input(3)] Vec facts) => Read(Widen(facts));
    }

    [RnnModel]
    public sealed partial class Encoders
    {
        [Gru(3)] private static partial Recurrence First(Seq x);
        [Gru(3)] private static partial Recurrence Second(Seq x);

        [Forward]
        private static Vec Both([Input(2)] Seq a, [Input(2)] Seq b) => Concat(First(a).Last, Second(b).Last);
    }

    /// <summary>Heads of every kind, and names that a record, or this class, has already.</summary>
    [RnnModel(Precision = Precision.Double)]
    public sealed partial class Heads
    {
        [Gru(6)] private static partial Recurrence Encode(Seq x);
        [Dense(1)] private static partial Vec One(Vec h);
        [Dense(1)] private static partial Seq OneEach(Seq h);
        [Dense(2)] private static partial Vec Prediction(Vec h);
        [Dense(3)] private static partial Seq Wide(Seq h);

        [Forward, Huber, CrossEntropy(Of = "kind"), CrossEntropy(Of = "slot_tags"), BinaryCrossEntropy(Of = "clone")]
        [BinaryCrossEntropy(Of = "alarms"), BinaryCrossEntropy(Of = "topics"), MeanSquaredError(Of = "Value")]
        [BinaryCrossEntropy(Of = "Topics"), MeanAbsoluteError(Of = "toString")]
        private static (Seq track, Vec kind, Seq slot_tags, Vec clone, Seq alarms, Vec topics, Seq Topics, Vec Value,
            Vec toString, Seq modelPrediction) Outputs([Input(2)] Seq x)
        {
            var r = Encode(x);
            var h = r.Last;
            return (Wide(r.Outputs), Prediction(h), Wide(r.Outputs + 1), One(h), OneEach(r.Outputs), Prediction(h),
                Wide(2 * r.Outputs), One(2 * h), Prediction(-h), r.Outputs);
        }
    }

    [RnnModel]
    public sealed partial class TextHeads
    {
        [Embedding(9, 4)] private static partial Seq Embed(Tokens words);
        [Gru(5)] private static partial Recurrence Encode(Seq x);
        [Dense(2)] private static partial Vec Read(Vec h);
        [Dense(1)] private static partial Vec Rate(Vec h);

        [Forward, CrossEntropy, MeanSquaredError(Of = "rating")]
        private static (Vec opinion, Vec rating) Scores(Tokens words)
        {
            var h = Encode(Embed(words)).Last;
            return (Read(h), Rate(h));
        }
    }
}
