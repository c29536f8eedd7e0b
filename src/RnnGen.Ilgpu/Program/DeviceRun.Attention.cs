using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Program;

/// <summary>Attention, as <see cref="RnnGen.Kernels.Attention{V, T}"/> computes it on the host.</summary>
public sealed partial class DeviceRun<T>
{
    /// <summary>
    /// Weights, scores where they are wanted, and the context. A row whose memory is empty, and a row that has ended,
    /// gets zeros.
    /// </summary>
    public void Attend(in DeviceAttention attention)
    {
        if (attention.Steps == 0)
            return;
        var launch = new AttentionLaunch<T>(_kernels, Form);
        AttentionArguments<T> forward = Forward(attention);
        launch.Scores(forward);
        launch.Weights(forward);
        launch.Sums(forward with
        {
            Units = attention.Width,
            Memory = attention.Values,
            MemoryRow = attention.ValueRow,
            Result = attention.Context,
            ResultRow = attention.ContextRow,
        });
    }

    /// <summary>
    /// The gradients of the queries (overwritten), of keys and values (added to) and, of additive scores, each row's
    /// share of the vector's.
    /// </summary>
    public void AttendBackward(in DeviceAttentionGradients gradients)
    {
        DeviceAttention attention = gradients.Operands;
        if (attention.Steps == 0)
            return;
        var launch = new AttentionLaunch<T>(_kernels, Form);
        AttentionArguments<T> values = Forward(attention) with
        {
            IsAdditive = 0,
            Units = attention.Width,
            A = gradients.Context,
            ARow = gradients.ContextRow,
            Memory = attention.Values,
            MemoryRow = attention.ValueRow,
            Scores = gradients.Scores,
            Scale = T.One,
            Result = gradients.Values,
            ResultRow = gradients.ValueRow,
        };
        launch.MemoryGradients(values);
        launch.Scores(values); // dweights = dcontext . values
        launch.WeightGradients(values with { Scale = Scale(attention) });
        AttentionArguments<T> queries = Forward(attention) with
        {
            Scores = gradients.Scores,
            Weights = gradients.Scores,
            Result = gradients.Queries,
            ResultRow = gradients.QueryRow,
            Shares = gradients.Vector,
            SharesRow = gradients.VectorRow,
        };
        AttentionArguments<T> keys = queries with { Result = gradients.Keys, ResultRow = gradients.KeyRow };
        if (attention.IsAdditive)
        {
            launch.AdditiveQueries(queries);
            launch.AdditiveKeys(keys);
        }
        else
        {
            launch.Sums(queries);
            launch.MemoryGradients(keys);
        }
    }

    private AttentionArguments<T> Forward(in DeviceAttention attention) => new()
    {
        Arena = _slice.Arena,
        Packed = _slice.Packed,
        Reading = Reading(attention.Axis, attention.MemoryAxis, attention.First, attention.Steps),
        IsAdditive = attention.IsAdditive ? 1 : 0,
        Scale = Scale(attention),
        Units = attention.Size,
        A = attention.Queries,
        ARow = attention.QueryRow,
        Memory = attention.Keys,
        MemoryRow = attention.KeyRow,
        Vector = attention.Vector,
        Scores = attention.Scores < 0 ? attention.Weights : attention.Scores,
        Weights = attention.Weights,
        WeightRow = attention.WeightRow,
    };

    private static T Scale(in DeviceAttention attention)
        => attention.IsAdditive ? T.One : T.CreateTruncating(attention.Scale);
}
