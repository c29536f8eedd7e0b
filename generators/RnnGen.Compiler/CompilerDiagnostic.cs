namespace RnnGen.Compiler;

/// <summary>A finding about a spec: its id, the path of the node it is about, and the arguments of its message.</summary>
internal sealed record CompilerDiagnostic(string Id, string Node, EquatableArray<string> Arguments);
