namespace RnnGen.Generators.Tests;

/// <summary>A wrong declaration and the id that it must give.</summary>
internal sealed record DiagnosticCase(string Id, string Markup);
