using RnnGen.Layouts;

namespace RnnGen.Conversion;

/// <summary>What somebody says of a file's layers, and whether it can be meant of them.</summary>
internal sealed class Answers(ConversionOptions options, string system)
{
    /// <summary>The same, for the recognition.</summary>
    public RecognitionHints Hints { get; } = new()
    {
        Gru = options.Gru switch
        {
            GruVariant.ResetAfter => CellForm.GruResetAfter,
            GruVariant.ResetBefore => CellForm.GruResetBefore,
            GruVariant.Textbook => CellForm.GruTextbook,
            _ => null,
        },
        Cells = options.Cells.ToDictionary(static pair => pair.Key, static pair => pair.Value switch
        {
            WeightCell.Lstm => CellForm.Lstm,
            WeightCell.GruResetAfter => CellForm.GruResetAfter,
            WeightCell.GruResetBefore => CellForm.GruResetBefore,
            WeightCell.GruTextbook => CellForm.GruTextbook,
            _ => CellForm.SimpleRnn,
        }),
        Embeddings = options.Embeddings.ToHashSet(StringComparer.Ordinal),
        Dense = options.Dense.ToHashSet(StringComparer.Ordinal),
    };

    /// <summary>Compares them with the layers that were found.</summary>
    /// <exception cref="ArgumentException">One is about no layer, or about one that is something else.</exception>
    public void Check(WeightLayer[] layers)
    {
        CheckNames(layers);
        CheckKinds(layers, options.Cells.Keys, WeightKind.Recurrent);
        CheckKinds(layers, options.Embeddings, WeightKind.Embedding);
        CheckKinds(layers, options.Dense, WeightKind.Dense);
        CheckCells(layers);
    }

    // What is said of a layer that is not there was meant of another one.
    private void CheckNames(WeightLayer[] layers)
    {
        if (options.Embeddings.Intersect(options.Dense).FirstOrDefault() is { } both)
            throw new ArgumentException($"'{both}' is said to be an embedding and a dense layer.", nameof(options));
        HashSet<string> names = [.. layers.Select(static layer => layer.Name)];
        string? unknown = options.Embeddings.Concat(options.Dense).Concat(options.Cells.Keys)
            .FirstOrDefault(name => !names.Contains(name));
        if (unknown is not null)
        {
            throw new ArgumentException(
                $"The file has no layer '{Excerpt.Of(unknown)}'; it has {NameList.Of(names)}.", nameof(options));
        }
    }

    private void CheckKinds(WeightLayer[] layers, IEnumerable<string> names, WeightKind said)
    {
        foreach (string name in names)
        {
            // of what is refused nothing is known
            WeightLayer[] named = [.. layers.Where(layer => layer.Name == name && layer.Refusal is null)];
            if (named.Length > 0 && Array.TrueForAll(named, layer => layer.Kind != said))
            {
                throw new ArgumentException(
                    $"'{Excerpt.Of(name)}' is said to be {Describe(said)}, and is {Describe(named[0].Kind)} in "
                        + $"{system}'s file.",
                    nameof(options));
            }
        }
    }

    // A file that says what a layer is, and somebody who says something else: one of the two is wrong.
    private void CheckCells(WeightLayer[] layers)
    {
        foreach (WeightLayer layer in layers.Where(static layer => layer.Kind == WeightKind.Recurrent))
        {
            bool isMore = layer.Cell is CellForm.LstmPeephole or CellForm.LstmProjected;
            if (Hints.Cells.TryGetValue(layer.Name, out CellForm said)
                && said != (isMore ? CellForm.Lstm : layer.Cell))
            {
                throw Contradiction(layer, said);
            }
        }

        WeightLayer[] grus =
        [
            .. layers.Where(layer => CellForms.IsGru(layer.Cell) && !Hints.Cells.ContainsKey(layer.Name)),
        ];
        if (Hints.Gru is not null && !Array.Exists(layers, IsGru))
        {
            throw new ArgumentException(
                $"It is said what the GRUs are (--gru), and the file has none: {Listed(layers)}.", nameof(options));
        }

        if (Hints.Gru is { } all && grus.Length > 0 && grus.All(layer => layer.Cell != all))
            throw Contradiction(grus[0], all);
    }

    private static bool IsGru(WeightLayer layer) =>
        layer.Kind == WeightKind.Recurrent && CellForms.IsGru(layer.Cell);

    private static string Listed(WeightLayer[] layers) =>
        NameList.Of([.. layers.Select(static layer => layer.Name).Distinct(StringComparer.Ordinal)]);

    private ArgumentException Contradiction(WeightLayer layer, CellForm said) => new(
        $"{layer} is said to be {CellForms.Describe(said)}, and is {CellForms.Describe(layer.Cell)} in {system}'s "
            + "file.",
        nameof(options));

    private static string Describe(WeightKind kind) => kind switch
    {
        WeightKind.Dense => "a dense layer",
        WeightKind.Embedding => "an embedding",
        WeightKind.LayerNorm => "a layer normalisation",
        WeightKind.Crf => "a conditional random field",
        _ => "a recurrent layer",
    };
}
