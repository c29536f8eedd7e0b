using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Graph;

/// <summary>A state of a model.</summary>
internal sealed record ModelState(string Name, int Size, double Initial);
