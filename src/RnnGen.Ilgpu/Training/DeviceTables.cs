using System.Numerics;
using ILGPU;
using RnnGen.Execution;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// Gradients of the tables that tokens select rows of. The host sorts each input's positions by token when it has the
/// batch, before anything runs; the kernels then add rows to the flat gradients, input after input.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed class DeviceTables<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Uploads _uploads;
    private readonly KernelCache _kernels;
    private readonly ModelInfo _info;
    private readonly WeightLayout _layout;
    private readonly TokenSegments?[] _segments;
    private readonly DeviceBuffer<int>[] _integers;
    private readonly DeviceTable[] _tables;
    private readonly DeviceBuffer<T> _sums;

    /// <param name="uploads">What the batch goes to the device by.</param>
    /// <param name="info">The model.</param>
    /// <param name="layout">Its tables.</param>
    public DeviceTables(Uploads uploads, ModelInfo info, WeightLayout layout)
    {
        (_uploads, _kernels, _info, _layout) = (uploads, uploads.Kernels, info, layout);
        _segments = [.. info.Inputs.Select((input, number) =>
            info.TokenTables.Any(table => table.Input == number) ? new TokenSegments(input.Vocabulary) : null)];
        _integers = [.. _segments.Select(_ => new DeviceBuffer<int>(_kernels))];
        _sums = StateBuffers.Zeros<T>(_kernels, 1);
        _tables = [.. ParameterParts.TablesOf(info).Select(table => new DeviceTable(uploads, info, layout, table))];
    }

    /// <summary>The tables.</summary>
    public ReadOnlySpan<DeviceTable> Tables => _tables;

    /// <summary>Whether an input's tokens select rows that are trained.</summary>
    public bool Reads(int input) => _segments[input] != null;

    /// <summary>Takes an input's tokens of a batch and copies them, sorted, to the device.</summary>
    /// <param name="input">The input, of those that <see cref="Reads"/>.</param>
    /// <param name="tokens">The tokens of the sorted rows. [steps, rows]</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="active">How many rows, from the first on, each step has. [steps]</param>
    public void Sort(int input, ReadOnlySpan<int> tokens, int rows, ReadOnlySpan<int> active)
    {
        TokenSegments segments = _segments[input]!;
        segments.Sort(tokens, rows, active);
        _uploads.Copy(segments.Integers, _integers[input].AtLeast(segments.Integers.Length));
        if (segments.Long == 0)
            return;
        foreach (DeviceTable table in _tables)
        {
            foreach (int use in table.Uses)
            {
                if (_info.TokenTables[use].Input == input)
                    _sums.AtLeast((long)segments.Pieces * table.Info.Columns);
            }
        }
    }

    /// <summary>Compiles what adds up tokens that a batch has often.</summary>
    public void Prepare()
    {
        if (_tables.Length > 0)
            _kernels.Get<TokenSumArguments<T>>(TokenKernels.AddLong);
    }

    /// <summary>Counts the rows that the batch touches; after its inputs' tokens were sorted.</summary>
    /// <param name="adds">Whether gradients are added to those of the batches before.</param>
    public void Touch(bool adds)
    {
        foreach (DeviceTable table in _tables)
        {
            if (!adds)
                table.Rows.Clear();
            foreach (int use in table.Uses)
            {
                foreach (int token in _segments[_info.TokenTables[use].Input]!.Tokens)
                    table.Rows.Add(token);
            }
        }
    }

    /// <summary>Adds a batch's gradients to the flat ones, which have been cleared or hold those before.</summary>
    /// <param name="arena">The batch's arena.</param>
    /// <param name="ports">Where its ports are.</param>
    /// <param name="gradients">The flat gradients.</param>
    public void Add(ArrayView<T> arena, ReadOnlySpan<long> ports, ArrayView<T> gradients)
    {
        foreach (DeviceTable table in _tables)
        {
            foreach (int use in table.Uses)
                Add(table.Info, use, arena, checked((int)ports[Port.TokenGradient(_info, use)]), gradients);
        }
    }

    public void Dispose() => Disposal.Of([_sums, .. _integers, .. _tables]);

    private void Add(ParameterInfo table, int use, ArrayView<T> arena, int source, ArrayView<T> gradients)
    {
        int input = _info.TokenTables[use].Input;
        TokenSegments segments = _segments[input]!;
        var arguments = new TokenSumArguments<T>
        {
            Arena = arena,
            Gradients = gradients,
            Sums = _sums.View,
            Integers = _integers[input].View,
            Source = source,
            SourceStride = Workspace<T>.Stride(table.Columns),
            Table = checked((int)table.Offset),
            Columns = table.Columns,
            Pieces = segments.Pieces,
            Long = segments.Long,
            Padding = _layout.PaddingTokens[use],
        };
        _kernels.Launch(TokenKernels.AddPieces, (long)segments.Pieces * table.Columns, arguments);
        _kernels.Launch(TokenKernels.AddLong, (long)segments.Long * table.Columns, arguments);
    }
}
