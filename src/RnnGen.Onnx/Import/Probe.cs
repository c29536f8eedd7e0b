using RnnGen.Onnx.Export;
using RnnGen.Onnx.Format;
using RnnGen.Structure;

namespace RnnGen.Onnx.Import;

/// <summary>
/// Where each number of a model's file comes from, read off the exporter itself: it is given parameters whose bits are
/// their own places, and once more numbers from 1 to 2, of which a sum of two is none.
/// </summary>
internal sealed class Probe
{
    /// <summary>The bits of the least number above zero that no processor rounds to it.</summary>
    private const int First = 0x00800000;

    private readonly ModelStructure _structure;
    private readonly OnnxExportOptions _options;
    private readonly Lazy<OnnxGraph> _marks;

    /// <param name="structure">The model.</param>
    /// <param name="options">What its file has.</param>
    public Probe(ModelStructure structure, OnnxExportOptions options)
    {
        (_structure, _options) = (structure, options);
        Graph = Export(static place => BitConverter.Int32BitsToSingle(First + place));
        _marks = new(() => Export(MarkOf));
    }

    /// <summary>The file's graph; what the numbers of its tensors are is nobody's business.</summary>
    public OnnxGraph Graph { get; }

    /// <summary>Where a number of a tensor comes from.</summary>
    /// <param name="tensor">Number of the tensor.</param>
    /// <param name="at">Number within it.</param>
    public Origin this[int tensor, int at]
    {
        get
        {
            float found = (float)Graph.Initializers[tensor].At(at);
            float mark = (float)_marks.Value.Initializers[tensor].At(at);
            if (found.Equals(mark))
                return Origin.Of(found);
            int place = BitConverter.SingleToInt32Bits(Math.Abs(found)) - First;
            return Math.Abs(mark).Equals(MarkOf(place)) ? new Origin(place, found < 0 ? -1 : 1, 0) : Origin.OfSum;
        }
    }

    private OnnxGraph Export(Func<int, float> valueOf)
    {
        int place = 0;
        float[][] parameters = [.. _structure.Info.Parameters.Select(static parameter => new float[parameter.Length])];
        foreach (float[] values in parameters)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = valueOf(checked(place++));
        }

        return new NetworkExport(_structure, parameters, _options).Run();
    }

    private static float MarkOf(int place)
    {
        uint mixed = (uint)place * 0x9E3779B9;
        return BitConverter.Int32BitsToSingle(0x3F800000 | (int)(mixed >> 9));
    }

    /// <summary>Where a number comes from.</summary>
    /// <param name="Place">The parameter's number, counted through all of them; -1 for none.</param>
    /// <param name="Sign">1, or -1 where the file has it negated; 0 for a sum of parameters.</param>
    /// <param name="Constant">What it is where it is none.</param>
    public readonly record struct Origin(int Place, int Sign, double Constant)
    {
        public static Origin OfSum => new(-1, 0, 0);

        public static Origin Of(double constant) => new(-1, 1, constant);
    }
}
