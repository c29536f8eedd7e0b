using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <content>Tables of embeddings, which an output layer may share.</content>
internal sealed partial class NetworkBuilder
{
    /// <summary>The table of an embedding, which its first use makes.</summary>
    public Tensor Table(EmbeddingLayer layer, string name)
    {
        Tensor table = Tensors.Get(name + ".weight", layer.Size, 0);
        if (table.Rows > 0)
            return table;
        int padding = layer.PaddingIndex ?? -1;
        if (padding > 0)
            table.Append(new TensorBlock(padding, "Normal", 1));
        if (padding >= 0)
            table.Append(new TensorBlock(1, "Constant", 0));
        if (layer.Vocabulary - padding - 1 > 0)
            table.Append(new TensorBlock(layer.Vocabulary - Math.Max(padding, -1) - 1, "Normal", 1));
        return table;
    }

    /// <summary>The table that a layer of this input width is tied to.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="name">Its name.</param>
    /// <param name="width">Units that it reads.</param>
    /// <param name="path">Its spec node.</param>
    /// <exception cref="DeclarationException">There is none of that name, or its sizes are others.</exception>
    public Tensor TiedTable(DenseLayer layer, string name, int width, string path)
    {
        if (TiedTables.Find(spec, layer.TiedTo!) is not var (table, own))
            throw NotTied("no [Embedding] is called so");
        string? wrong = table.Vocabulary != layer.Units
            ? $"it has {layer.Units} units, and the table {table.Vocabulary} rows"
            : table.Size != width ? $"it reads {width} units, and the table has {table.Size} columns" : null;
        return wrong is null ? Table(table, own) : throw NotTied(wrong);

        DeclarationException NotTied(string why)
            => new(DiagnosticIds.NotTied, path + ".tiedTo", name, layer.TiedTo!, why);
    }
}
