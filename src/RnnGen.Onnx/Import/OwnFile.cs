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
    private int _last;

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
        if (file.Producer != OnnxModel.OwnProducer || file.OpsetVersion != OnnxModel.Opset)
            return null;
        foreach (OnnxExportOptions options in OptionsOf(file.Graph, structure.Info))
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

    /// <summary>
    /// What a file of the model may have been written with: its inputs say all but the part of a decoder that it is.
    /// </summary>
    private static IEnumerable<OnnxExportOptions> OptionsOf(OnnxGraph graph, ModelInfo info)
    {
        var whole = new OnnxExportOptions
        {
            Part = OnnxPart.Whole,
            Lengths = graph.Inputs.Any(static input => input.Type == ElementType.Int32),
            States = graph.Inputs.Any(input => info.States.Any(state => state.Name == input.Name)),
        };
        OnnxPart[] parts = info.Step is { Obstacle: null } ? [OnnxPart.Whole, OnnxPart.Step, OnnxPart.Begin]
            : [OnnxPart.Whole];
        return parts.Select(part => whole with { Part = part, States = part == OnnxPart.Whole && whole.States });
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
        // Numbers follow each other in a file much as they do in a parameter.
        if (place < _starts[_last] || place >= _starts[_last] + _isPut[_last].Length)
        {
            int found = Array.BinarySearch(_starts, place);
            _last = found < 0 ? ~found - 1 : found;
        }

        ParameterInfo parameter = _structure.Info.Parameters[_last];
        T[] numbers = _weights.Of(parameter);
        int at = place - _starts[_last];
        ref bool isPut = ref _isPut[_last][at];
        if (isPut && !StagedWeights<T>.IsSame(value, numbers[at]))
            throw new OnnxException(
                $"'{from}' has other numbers for '{parameter.Name}' than another tensor of the file.");
        _weights.Put(parameter, numbers, at, value);
        isPut = true;
    }
}
