using System.Numerics;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Program;
using RnnGen.Kernels;
using RnnGen.Simd;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>Attention against the host's, in double.</summary>
internal sealed unsafe class AttentionCases<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Block = 16;
    private static readonly int[][] s_lengths = [[67, 19, 5, 1, 0], [7, 4, 4, 1, 0], [11, 8, 2, 2, 0]];
    private static readonly int[][] s_orders = [[0, 1, 2, 3, 4], [2, 4, 0, 3, 1], [1, 0, 3, 4, 2]];

    private readonly DeviceAttentionGradients _g;
    private readonly TestBatch<T> _batch;

    public AttentionCases(
        KernelCache cache, bool isAdditive, int size, int width, int axis, int memoryAxis, bool keepsScores,
        KernelForm? form)
    {
        int queryRows = s_lengths[axis].Max() * 5, memoryRows = s_lengths[memoryAxis].Max() * 5, used = Block;
        int Take(int rows, int stride)
        {
            int at = used;
            used += rows * stride;
            return at;
        }

        (int sizeRow, int widthRow) = (Padded(size) + Block, Padded(width) + Block);
        int weightRow = Padded(s_lengths[memoryAxis].Max());
        DeviceAttention forward = new()
        {
            Axis = axis,
            MemoryAxis = memoryAxis,
            First = 0,
            Steps = s_lengths[axis].Max(),
            Size = size,
            Width = width,
            Scale = 0.7,
            Queries = Take(queryRows, sizeRow),
            QueryRow = sizeRow,
            Keys = Take(memoryRows, sizeRow),
            KeyRow = sizeRow,
            Values = Take(memoryRows, widthRow),
            ValueRow = widthRow,
            Vector = isAdditive ? Block : -1,
            Weights = Take(queryRows, weightRow),
            WeightRow = weightRow,
            Scores = keepsScores ? Take(queryRows, weightRow) : -1,
            Context = Take(queryRows, widthRow),
            ContextRow = widthRow,
        };
        _g = new()
        {
            Operands = forward,
            Context = Take(queryRows, widthRow),
            ContextRow = widthRow,
            Queries = Take(queryRows, sizeRow),
            QueryRow = sizeRow,
            Keys = Take(memoryRows, sizeRow),
            KeyRow = sizeRow,
            Values = Take(memoryRows, widthRow),
            ValueRow = widthRow,
            Scores = Take(queryRows, weightRow),
            Vector = isAdditive ? Take(queryRows, sizeRow) : -1,
            VectorRow = sizeRow,
        };
        _batch = new(cache, seed: size + width, used + Block, s_lengths, s_orders) { Form = form };
    }

    /// <summary>Forward, then backward of it; forward again a step at a time has the same bits.</summary>
    public static void Run(
        KernelCache cache, bool isAdditive, int size, int width, int axis, int memoryAxis, KernelForm? form = null)
    {
        foreach (bool keepsScores in (bool[])[false, true])
        {
            var attention = new AttentionCases<T>(
                cache, isAdditive, size, width, axis, memoryAxis, keepsScores, form);
            attention.Forward();
            attention.Backward();
        }
    }

    private void Forward()
    {
        DeviceAttention all = _g.Operands;
        int terms = all.Size + s_lengths[all.MemoryAxis].Max();
        _batch.Check(run => run.Attend(all), (arena, _) => Host(arena, backward: false), terms);
        T[] before = _batch.Arena;
        _batch.Advance(run =>
        {
            for (int t = 0; t < all.Steps; t++)
                run.Attend(At(all, t));
        });
        T[] steps = _batch.Arena;
        _batch.Advance(run => run.Attend(all));
        Assert.Equal(_batch.Arena, steps);
        Assert.NotEqual(before, steps);
    }

    private void Backward()
    {
        DeviceAttention all = _g.Operands;
        int terms = 4 * (all.Size + all.Width + s_lengths[all.MemoryAxis].Max() + all.Steps);
        (int, int) ignored = (_g.Scores, s_lengths[all.Axis].Max() * 5 * all.WeightRow);
        _batch.Check(run => run.AttendBackward(_g), (arena, _) => Host(arena, backward: true), terms, ignored);
        _batch.Check(
            run =>
            {
                for (int t = all.Steps - 1; t >= 0; t--)
                    run.AttendBackward(At(_g, t));
            },
            (arena, _) => Host(arena, backward: true), terms, ignored);
    }

    private static DeviceAttention At(DeviceAttention all, int t) => all with
    {
        First = t,
        Steps = 1,
        Queries = all.Queries + (t * 5 * all.QueryRow),
        Weights = all.Weights + (t * 5 * all.WeightRow),
        Scores = all.Scores < 0 ? -1 : all.Scores + (t * 5 * all.WeightRow),
        Context = all.Context + (t * 5 * all.ContextRow),
    };

    private static DeviceAttentionGradients At(DeviceAttentionGradients all, int t) => all with
    {
        Operands = At(all.Operands, t),
        Context = all.Context + (t * 5 * all.ContextRow),
        Queries = all.Queries + (t * 5 * all.QueryRow),
        Scores = all.Scores + (t * 5 * all.Operands.WeightRow),
        Vector = all.Vector < 0 ? -1 : all.Vector + (t * 5 * all.VectorRow),
    };

    /// <summary>The host's attention; what it writes into padding is taken back.</summary>
    private void Host(double[] arena, bool backward)
    {
        double[] before = [.. arena];
        DeviceAttention o = _g.Operands;
        double[] packed = TestBatch<T>.Doubles(_batch.Packed);
        int[] active = [.. Enumerable.Range(0, o.Steps).Select(t => s_lengths[o.Axis].Count(n => n > t))];
        int[] places = [.. Enumerable.Range(0, 5).Select(r => Array.IndexOf(s_orders[o.MemoryAxis], r))];
        fixed (double* p = arena, v = packed)
        {
            fixed (int* a = active, b = s_orders[o.Axis], m = places, lengths = s_lengths[o.MemoryAxis])
            {
                AttentionRows rows = new()
                {
                    Rows = 5,
                    Steps = o.Steps,
                    Active = a,
                    MemoryRows = 5,
                    MemoryLengths = lengths,
                    Base = b,
                    Places = m,
                };
                Host(rows, p, v, backward);
            }
        }

        int queryRows = s_lengths[o.Axis].Max() * 5, memoryRows = s_lengths[o.MemoryAxis].Max() * 5;
        void Restore(int at, int count, int stride, int units)
        {
            for (int r = 0; r < count; r++)
            {
                int first = at + (r * stride) + units;
                before.AsSpan(first, stride - units).CopyTo(arena.AsSpan(first));
            }
        }

        Restore(o.Context, queryRows, o.ContextRow, o.Width);
        Restore(_g.Queries, queryRows, _g.QueryRow, o.Size);
        Restore(_g.Keys, memoryRows, _g.KeyRow, o.Size);
        Restore(_g.Values, memoryRows, _g.ValueRow, o.Width);
        if (o.Vector >= 0)
            Restore(_g.Vector, queryRows, _g.VectorRow, o.Size);
    }

    private void Host(AttentionRows rows, double* p, double* packed, bool backward)
    {
        DeviceAttention o = _g.Operands;
        AttentionOperands<double> operands = new()
        {
            Size = o.Size,
            Width = o.Width,
            Queries = p + o.Queries,
            QueryRow = o.QueryRow,
            Keys = p + o.Keys,
            KeyRow = o.KeyRow,
            Values = p + o.Values,
            ValueRow = o.ValueRow,
            Vector = packed + Block,
            Weights = p + o.Weights,
            WeightRow = o.WeightRow,
            Scores = o.Scores < 0 ? null : p + o.Scores,
            Context = p + o.Context,
            ContextRow = o.ContextRow,
        };
        AttentionGradients<double> gradients = new()
        {
            Context = p + _g.Context,
            ContextRow = _g.ContextRow,
            Queries = p + _g.Queries,
            QueryRow = _g.QueryRow,
            Keys = p + _g.Keys,
            KeyRow = _g.KeyRow,
            Values = p + _g.Values,
            ValueRow = _g.ValueRow,
            Scores = p + _g.Scores,
            Vector = p + Math.Max(_g.Vector, 0),
            VectorRow = _g.VectorRow,
        };
        switch (o.Vector >= 0, backward)
        {
            case (false, false):
                Attention<F64x1, double>.Dot(rows, operands, o.Scale);
                break;
            case (false, true):
                Attention<F64x1, double>.DotBackward(rows, operands, gradients, o.Scale);
                break;
            case (true, false):
                Attention<F64x1, double>.Additive(rows, operands);
                break;
            default:
                Attention<F64x1, double>.AdditiveBackward(rows, operands, gradients);
                break;
        }
    }

    private static int Padded(int units) => (units + Block - 1) / Block * Block;
}
