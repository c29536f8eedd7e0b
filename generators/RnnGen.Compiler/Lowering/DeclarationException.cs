namespace RnnGen.Compiler.Lowering;

/// <summary>A rule that a declaration breaks; ends the lowering and becomes a diagnostic.</summary>
internal sealed class DeclarationException(string id, string node, params object[] arguments)
    : Exception($"{id} at {node}: {string.Join(", ", arguments)}")
{
    public string Id { get; } = id;

    /// <summary>Path of the spec node, such as <c>layers[1].cell.body[0].value</c>.</summary>
    public string Node { get; } = node;

    public IEnumerable<string> Arguments { get; }
        = [.. arguments.Select(static argument
            => System.Convert.ToString(argument, System.Globalization.CultureInfo.InvariantCulture) ?? "")];
}
