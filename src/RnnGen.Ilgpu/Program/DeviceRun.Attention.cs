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
        long rows = (long)attention.Steps * _slice.Rows;
        AttentionArguments<T> forward = Forward(attention);
        if (attention.IsAdditive)
            Launch(ElementaryKernels<T>.AdditiveScores, rows * attention.WeightRow, forward);
        else
            Launch(AttentionKernels.DotScores, rows * attention.WeightRow, forward);
        Launch(ElementaryKernels<T>.Weights, rows, forward);
        Launch(AttentionKernels.Sums, rows * attention.Width, forward with
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
        long rows = (long)attention.Steps * _slice.Rows;
        long memoryRows = (long)Steps(attention.MemoryAxis) * _slice.Rows;
        AttentionArguments<T> values = Forward(attention) with
        {
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
        Launch(AttentionKernels.MemoryGradients, memoryRows * attention.Width, values);
        Launch(AttentionKernels.DotScores, rows * attention.WeightRow, values);
        Launch(AttentionKernels.WeightGradients, rows, values with { Scale = Scale(attention) });
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
            Launch(ElementaryKernels<T>.AdditiveQueries, rows * attention.Size, queries);
            Launch(ElementaryKernels<T>.AdditiveKeys, memoryRows * attention.Size, keys);
        }
        else
        {
            Launch(AttentionKernels.Sums, rows * attention.Size, queries);
            Launch(AttentionKernels.MemoryGradients, memoryRows * attention.Size, keys);
        }
    }

    private AttentionArguments<T> Forward(in DeviceAttention attention) => new()
    {
        Arena = _slice.Arena,
        Packed = _slice.Packed,
        Reading = Reading(attention.Axis, attention.MemoryAxis, attention.First, attention.Steps),
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
