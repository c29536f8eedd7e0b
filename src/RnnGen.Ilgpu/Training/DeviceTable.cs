using System.Runtime.InteropServices;
using ILGPU;
using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// A tensor that tokens select rows of, of one input or several, with the rows that the batches' tokens touched.
/// </summary>
internal sealed class DeviceTable : IDisposable
{
    private readonly Uploads _uploads;
    private readonly int[] _uses;
    private readonly List<int> _rows = [];
    private readonly DeviceBuffer<int> _touched;

    public DeviceTable(Uploads uploads, ModelInfo info, WeightLayout layout, int parameter)
    {
        _uploads = uploads;
        _touched = new DeviceBuffer<int>(uploads.Kernels);
        Parameter = parameter;
        Info = info.Parameters[parameter];
        _uses = [.. Enumerable.Range(0, info.TokenTables.Count)
            .Where(number => info.TokenTables[number].Parameter == parameter)];
        IsTied = layout.Gradients.Any(block => IsOwn(block.Weights))
            || layout.VectorGradients.Any(block => IsOwn(block.Weights));
        Rows = new RowSet(Info.Rows);
    }

    /// <summary>Index of the tensor.</summary>
    public int Parameter { get; }

    /// <summary>The tensor.</summary>
    public ParameterInfo Info { get; }

    /// <summary>Numbers in <see cref="ModelInfo.TokenTables"/>.</summary>
    public ReadOnlySpan<int> Uses => _uses;

    /// <summary>Whether something else has gradients of it, such as a read-out that shares it.</summary>
    public bool IsTied { get; }

    /// <summary>
    /// Rows of the tokens of all batches whose gradients were added since the gradients began at zero.
    /// </summary>
    public RowSet Rows { get; }

    /// <summary>Number of these, once <see cref="UploadRows"/> was called.</summary>
    public int Touched { get; private set; }

    /// <summary>These rows, ascending, once <see cref="UploadRows"/> was called. [Touched]</summary>
    public ArrayView<int> TouchedRows => _touched.View;

    /// <summary>Copies the touched rows to the device, for an optimizer that moves these only.</summary>
    public void UploadRows()
    {
        _rows.Clear();
        for (int row = Rows.Next(0); row >= 0; row = Rows.Next(row + 1))
            _rows.Add(row);
        Touched = _rows.Count;
        _uploads.Copy<int>(CollectionsMarshal.AsSpan(_rows), _touched.AtLeast(Touched));
    }

    public void Dispose() => _touched.Dispose();

    private bool IsOwn(long weights) => weights >= Info.Offset && weights < Info.Offset + Info.Length;
}
