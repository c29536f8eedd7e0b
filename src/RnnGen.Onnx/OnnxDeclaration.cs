using System.Globalization;
using System.Text;
using RnnGen.Onnx.Format;
using RnnGen.Onnx.Import;

namespace RnnGen.Onnx;

/// <summary>Writes what an ONNX file computes as the declaration of a model.</summary>
public static class OnnxDeclaration
{
    /// <summary>The declaration as C#: a class with an attribute a layer, into which the file's weights fit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The class's name; words that C# has for itself are written with an @.</param>
    /// <param name="namespace">Its namespace, likewise; null for none.</param>
    /// <returns>
    /// The text of a file of C#. The model is one of doubles where weights of the file are doubles, and of floats
    /// otherwise.
    /// </returns>
    /// <exception cref="ArgumentException">One of the names is none of C#.</exception>
    /// <exception cref="OnnxException">
    /// The file is damaged, or holds something else than what <see cref="OnnxImporter"/> reads.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be read.</exception>
    public static string Write(string path, string name = "ImportedModel", string? @namespace = null)
        => Write(OnnxReader.ReadFile(path), name, @namespace, Path.GetFileName(path));

    internal static string Write(OnnxModel file, string name, string? @namespace, string from)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!CSharpName.Is(name))
            throw new ArgumentException($"'{name}' is no name of a class in C#.", nameof(name));
        if (!string.IsNullOrEmpty(@namespace) && !@namespace.Split('.').All(CSharpName.Is))
            throw new ArgumentException($"'{@namespace}' is no namespace in C#.", nameof(@namespace));
        Chain chain = Chain.Of(file);
        var text = new StringBuilder("using RnnGen;\n\n");
        if (!string.IsNullOrEmpty(@namespace))
            text.Append("namespace ").Append(CSharpName.OfNamespace(@namespace)).Append(";\n\n");
        text.Append("/// <summary>Written from ").Append(Xml(from)).Append(".</summary>\n[RnnModel")
            .Append(chain.Links.Any(IsOfDoubles) ? "(Precision = Precision.Double)" : "").Append("]\n");
        if (!chain.IsTokens)
            text.Append("[Input(").Append(Number(FeaturesOf(chain))).Append(")]\n");
        foreach (Link link in chain.Links)
            text.Append('[').Append(Attribute(link)).Append("]\n");
        return text.Append("public sealed partial class ").Append(CSharpName.OfClass(name)).Append(";\n").ToString();
    }

    /// <summary>Units that the first layer reads; the input's shape may leave them open.</summary>
    private static int FeaturesOf(Chain chain) => chain.Links[0] switch
    {
        RecurrentLink recurrent => recurrent.Inputs,
        DenseLink dense => dense.Inputs,
        _ => throw new OnnxException(
            $"{chain.Links[0].Node} is the first layer, and says not how many features it reads."),
    };

    /// <summary>Whether a layer has weights that a model of floats may lose digits of.</summary>
    private static bool IsOfDoubles(Link link)
    {
        OnnxTensor?[] weights = link switch
        {
            EmbeddingLink embedding => [embedding.Table],
            DenseLink dense => [dense.Weight, dense.Bias],
            RecurrentLink layer => [layer.Weight, layer.StateWeight, layer.Bias, layer.Peepholes],
            _ => [],
        };
        return weights.Any(static tensor => tensor?.Type == ElementType.Double);
    }

    private static string Attribute(Link link) => link switch
    {
        EmbeddingLink embedding => $"Embedding({Number(embedding.Table.Shape[0])}, {Number(embedding.Table.Shape[1])})",
        DenseLink dense => $"Dense({Number(dense.Units)}"
            + (dense.Activation == Activation.Identity ? "" : $", Activation = Activation.{dense.Activation}")
            + (dense.Bias is null ? ", Bias = false" : "") + ")",
        ReadOutLink readOut => readOut.Attribute,
        RecurrentLink recurrent => Recurrent(recurrent),
        _ => throw new NotSupportedException(link.GetType().Name),
    };

    private static string Recurrent(RecurrentLink link)
    {
        string head = link.Form.Node switch { "LSTM" => "Lstm", "GRU" => "Gru", _ => "SimpleRnn" };
        var text = new StringBuilder(head).Append('(').Append(Number(link.Hidden));
        if (link.Form.HasPeepholes)
            text.Append(", Peephole = true");
        if (link.Form is { Node: "GRU", LinearBeforeReset: false })
            text.Append(", Variant = GruVariant.ResetBefore");
        if (link.Form.Node == "RNN" && link.Activation != Activation.Tanh)
            text.Append(", Activation = Activation.").Append(link.Activation);
        text.Append(link.Direction switch
        {
            "bidirectional" => ", Bidirectional = true",
            "reverse" => ", GoBackwards = true",
            _ => "",
        });
        int biases = BiasesOf(link);
        return text.Append(biases == 1 ? "" : $", Biases = {Number(biases)}").Append(')').ToString();
    }

    /// <summary>None, one where the state's biases are zero but for the inner one of a GRU, else two.</summary>
    private static int BiasesOf(RecurrentLink link)
    {
        if (link.Bias is null)
            return 0;
        int rows = link.Rows, gates = link.Form.LinearBeforeReset ? rows - link.Hidden : rows;
        for (int d = 0; d < link.Directions; d++)
        {
            if (!link.Bias.IsZero(((2 * d) + 1) * rows, gates))
                return 2;
        }

        return 1;
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text on one line of a comment; C# breaks lines at these two separators as well.</summary>
    private static string Xml(string text)
        => string.Concat(text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c))
            .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
