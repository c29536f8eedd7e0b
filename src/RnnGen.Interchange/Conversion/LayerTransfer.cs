using System.Buffers.Binary;
using RnnGen.Layouts;

namespace RnnGen.Conversion;

/// <summary>Moves a layer's numbers between RnnGen's order and the arrays of another system, by a map.</summary>
internal static class LayerTransfer
{
    /// <summary>From arrays that have been checked against the map; one that may be missing is null.</summary>
    public static void Read<T>(LayerMap map, int units, Func<string, SafetensorsTensor?> find, HubLayer<T> hub)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (BlockCopy block in map.Blocks)
        {
            SafetensorsTensor array = find(block.Array)!;
            ReadOnlySpan<byte> bytes = array.Data.Span;
            Span<T> target = hub.Tensors[block.Tensor].Span[(block.Row * block.Columns)..];
            for (int r = 0; r < block.Rows; r++)
            {
                long at = block.Offset + (r * block.RowStride);
                Span<T> row = target.Slice(r * block.Columns, block.Columns);
                for (int c = 0; c < row.Length; c++, at += block.ColumnStride)
                    row[c] = Number<T>(bytes, array.Type, at);
                if (block.Negated)
                    Negate(row);
            }
        }

        foreach (BiasCopy bias in map.Biases)
        {
            Span<double> input = hub.InputBiases[bias.Direction].AsSpan(bias.Gate * units, units);
            Span<double> state = hub.StateBiases[bias.Direction].AsSpan(bias.Gate * units, units);
            bool isOne = !bias.Inner && (bias.Input is null || bias.State is null);
            ReadBias(bias.Input ?? (isOne ? bias.State : null), bias, bias.Shift, find, input);
            ReadBias(isOne ? null : bias.State, bias, 0, find, state);
        }
    }

    /// <summary>Into arrays that are zero.</summary>
    public static void Write<T>(LayerMap map, int units, HubLayer<T> hub, Func<string, T[]> find)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (BlockCopy block in map.Blocks)
        {
            T[] array = find(block.Array);
            ReadOnlySpan<T> source = hub.Tensors[block.Tensor].Span[(block.Row * block.Columns)..];
            for (int r = 0; r < block.Rows; r++)
            {
                long at = block.Offset + (r * block.RowStride);
                foreach (T value in source.Slice(r * block.Columns, block.Columns))
                {
                    array[at] = block.Negated ? -value : value;
                    at += block.ColumnStride;
                }
            }
        }

        foreach (BiasCopy bias in map.Biases)
        {
            ReadOnlySpan<double> input = hub.InputBiases[bias.Direction].AsSpan(bias.Gate * units, units);
            ReadOnlySpan<double> state = hub.StateBiases[bias.Direction].AsSpan(bias.Gate * units, units);
            bool isOne = !bias.Inner && (bias.Input is null || bias.State is null);
            for (int i = 0; i < units; i++)
            {
                double first = (isOne ? input[i] + state[i] : input[i]) - bias.Shift;
                WriteBias(bias.Input ?? (isOne ? bias.State : null), bias, i, first, find);
                WriteBias(isOne ? null : bias.State, bias, i, state[i], find);
            }
        }
    }

    private static void ReadBias(
        BiasPlace? place, BiasCopy bias, double shift, Func<string, SafetensorsTensor?> find, Span<double> target)
    {
        if (place is not { } at)
            return;
        if (find(at.Array) is not { } array)
        {
            target.Fill(shift);
            return;
        }

        for (int i = 0; i < target.Length; i++)
        {
            double value = Number<double>(array.Data.Span, array.Type, at.Offset + i);
            target[i] = (bias.Negated ? -value : value) + shift;
        }
    }

    private static void WriteBias<T>(BiasPlace? place, BiasCopy bias, int i, double value, Func<string, T[]> find)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (place is { } at)
            find(at.Array)[at.Offset + i] = T.CreateTruncating(bias.Negated ? -value : value);
    }

    private static void Negate<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
            value = -value;
    }

    private static T Number<T>(ReadOnlySpan<byte> bytes, TensorType type, long index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = (int)index * TensorTypes.SizeOf(type);
        return type switch
        {
            TensorType.F16 => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(bytes[at..])),
            TensorType.BF16 => T.CreateTruncating(BitConverter.UInt32BitsToSingle(
                (uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) << 16)),
            TensorType.F32 => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(bytes[at..])),
            _ => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..])),
        };
    }
}
