namespace RnnGen.Compiler.Model;

/// <summary>
/// How spans are written as tags; the members equal those of <c>RnnGen.TagScheme</c> by name and value.
/// </summary>
internal enum TagScheme
{
    None,
    Bio,
    Bioes,
}
