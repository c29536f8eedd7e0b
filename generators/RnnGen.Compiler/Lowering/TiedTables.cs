using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>Embeddings by what an output layer that shares their table calls them.</summary>
internal static class TiedTables
{
    /// <summary>The embedding of a name: its layer's or, in a graph, its method's; null where there is none.</summary>
    /// <param name="spec">The model.</param>
    /// <param name="tiedTo">What the output layer says.</param>
    public static (EmbeddingLayer Layer, string Name)? Find(ModelSpec spec, string tiedTo)
    {
        IReadOnlyList<string> names = LayerNames.Of(spec.Layers);
        for (var i = 0; i < spec.Layers.Count; i++)
        {
            if (spec.Layers[i] is not EmbeddingLayer table)
                continue;
            if (names[i] == tiedTo || spec.Graph?.Methods[i].Name == tiedTo)
                return (table, names[i]);
        }

        return null;
    }
}
