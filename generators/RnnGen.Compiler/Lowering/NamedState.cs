using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <summary>A state's final value, or what one starts from.</summary>
/// <param name="Layer">The layer that it is of; empty for one made of any value.</param>
/// <param name="Name">What its cell calls it, such as <c>c</c>.</param>
/// <param name="Suffix">Number and direction, such as <c>_l1_reverse</c>.</param>
/// <param name="Chunk">The value.</param>
internal sealed record NamedState(string Layer, string Name, string Suffix, Chunk Chunk)
{
    /// <summary>All of a layer, as a message lists them: <c>'encode' gives h_l0 256, c_l0 256</c>.</summary>
    public static string Describe(IReadOnlyList<NamedState> states, string verb)
    {
        string subject = states[0].Layer.Length > 0 ? $"'{states[0].Layer}'" : "States(...)";
        IEnumerable<string> each = states.Select(static s => $"{s.Name}{s.Suffix} {s.Chunk.Size}".Trim());
        return $"{subject} {verb} {string.Join(", ", each)}";
    }
}
