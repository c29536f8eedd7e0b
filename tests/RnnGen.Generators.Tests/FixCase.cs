namespace RnnGen.Generators.Tests;

/// <summary>A wrong declaration, what the code fix says, and what it writes.</summary>
internal sealed record FixCase(string Id, string Title, string Before, string After);
