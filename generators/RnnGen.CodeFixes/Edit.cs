using Microsoft.CodeAnalysis;

namespace RnnGen.CodeFixes;

/// <summary>One edit: what it says, and the solution after it.</summary>
internal sealed class Edit(string title, Func<Solution> apply)
{
    public string Title => title;

    public Solution Apply() => apply();
}
