namespace RnnGen.Compiler.Model;

/// <summary>A value for one of the cell's named sizes.</summary>
internal sealed record NamedSize(string Name, int Value);
