using System.Numerics;
using RnnGen.Onnx.Format;
using RnnGen.Program;
using RnnGen.Structure;

namespace RnnGen.Onnx.Import;

/// <summary>
/// A file that <see cref="OnnxExporter"/> wrote of the same declaration, whatever is in it: its graph is the one that
/// the model itself gives, and only the numbers of its tensors differ.
/// </summary>
internal sealed class OwnFile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelStructure _structure;
    private readonly StagedWeights<T> _weights;
    private readonly int[] _starts;
    private readonly bool[][] _isPut;

    private OwnFile(ModelStructure structure, StagedWeights<T> weights)
    {
        (_structure, _weights) = (structure, weights);
        _isPut = [.. structure.Info.Parameters.Select(static parameter => new bool[parameter.Length])];
        _starts = new int[_isPut.Length];
        for (int i = 1; i < _starts.Length; i++)
            _starts[i] = _starts[i - 1] + _isPut[i - 1].Length;
    }

    /// <summary>The numbers of a file of the model's own; null where it is none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="structure">Its structure.</param>
    /// <exception cref="OnnxException">It is one, and its numbers cannot be taken over.</exception>
    public static StagedWeights<T>? Read(OnnxModel file, Model<T> model, ModelStructure structure)
    {
        if (file.Producer != OnnxModel.OwnProducer)
            return null;
        foreach (OnnxExportOptions options in OptionsOf(structure.Info))
        {
            var probe = new Probe(structure, options);
            if (!SameGraph.Is(probe.Graph, file.Graph))
                continue;
            var weights = new StagedWeights<T>(model);
            return new OwnFile<T>(structure, weights).Stage(file.Graph.Initializers, probe, options.Part)
                ? weights : null;
        }

        return null;
    }

    /// <summary>All that a file of the model may have been written with.</summary>
    private static IEnumerable<OnnxExportOptions> OptionsOf(ModelInfo info)
    {
        foreach (bool lengths in new[] { true, false })
        {
            foreach (bool states in new[] { false, true })
                yield return new OnnxExportOptions { Part = OnnxPart.Whole, Lengths = lengths, States = states };
            if (info.Step is not { Obstacle: null })
                continue;
            yield return new OnnxExportOptions { Part = OnnxPart.Step, Lengths = lengths };
            yield return new OnnxExportOptions { Part = OnnxPart.Begin, Lengths = lengths };
        }
    }

    /// <summary>Whether all that is no parameter is what it is in this model.</summary>
    private bool Stage(IReadOnlyList<OnnxTensor> tensors, Probe probe, OnnxPart? part)
    {
        for (int number = 0; number < tensors.Count; number++)
        {
            OnnxTensor tensor = tensors[number];
            bool isSame = tensor.Type == ElementType.Float ? Stage(tensor, number, probe)
                : tensor.Data.Span.SequenceEqual(probe.Graph.Initializers[number].Data.Span);
            if (!isSame)
                return false;
        }

        for (int i = 0; i < _isPut.Length; i++)
        {
            if (Array.IndexOf(_isPut[i], false) is >= 0 and var missing)
                throw new OnnxException(
                    $"The file has no number {missing} of '{_structure.Info.Parameters[i].Name}', which "
                        + (part == OnnxPart.Whole ? "only a loss or a search reads."
                            : $"the other part of a decoder reads; it is of OnnxPart.{part}: export OnnxPart.Whole."));
        }

        return true;
    }

    private bool Stage(OnnxTensor tensor, int number, Probe probe)
    {
        for (int i = 0; i < tensor.Length; i++)
        {
            double value = tensor.At(i);
            Probe.Origin origin = probe[number, i];
            if (origin.Sign == 0)
                throw new OnnxException(
                    $"'{tensor.Name}' is a sum of parameters of {_structure.Info.Name}, such as two biases of a cell, "
                        + "and cannot be taken apart.");
            if (origin.Place >= 0)
                Put(origin.Place, origin.Sign * value, tensor.Name);
            else if (!value.Equals(origin.Constant))
                return false;
        }

        return true;
    }

    private void Put(int place, double value, string from)
    {
        int number = Array.BinarySearch(_starts, place);
        number = number < 0 ? ~number - 1 : number;
        ParameterInfo parameter = _structure.Info.Parameters[number];
        int at = place - _starts[number];
        ref bool isPut = ref _isPut[number][at];
        if (isPut && !StagedWeights<T>.IsSame(value, _weights.Of(parameter.Name)![at]))
            throw new OnnxException(
                $"'{from}' has other numbers for '{parameter.Name}' than another tensor of the file.");
        _weights.Put(parameter, at, value);
        isPut = true;
    }
}
