namespace RnnGen;

/// <summary>What loading did.</summary>
public sealed record LoadReport
{
    /// <summary>Tensors of the model that were loaded, summed ones among them.</summary>
    public required IReadOnlyList<string> Loaded { get; init; }

    /// <summary>Tensors and assets of the model that stayed as they were, each with the reason.</summary>
    public required IReadOnlyList<string> Skipped { get; init; }

    /// <summary>Tensors of the model that took a sum of two of the file's biases, each with what was summed.</summary>
    public required IReadOnlyList<string> Summed { get; init; }

    /// <summary>Tensors of the file that the model has no use for.</summary>
    public required IReadOnlyList<string> Unused { get; init; }

    /// <summary>
    /// Layers whose numbers another system has in a way that is not only another order: what was done to them.
    /// </summary>
    public IReadOnlyList<string> Converted { get; init; } = [];

    /// <summary>
    /// What came besides parameters: vocabulary, class names, scalers, notes. What the file has not stays as it was.
    /// </summary>
    public IReadOnlyList<string> Assets { get; init; } = [];

    /// <summary>One line a note, for a log.</summary>
    public override string ToString() => string.Join('\n', (string[])
    [
        $"{Loaded.Count} tensors loaded",
        .. Assets.Select(static line => $"with: {line}"),
        .. Summed.Select(static line => $"summed: {line}"),
        .. Converted.Select(static line => $"converted: {line}"),
        .. Skipped.Select(static line => $"skipped: {line}"),
        .. Unused.Select(static line => $"not used: {line}"),
    ]);
}
