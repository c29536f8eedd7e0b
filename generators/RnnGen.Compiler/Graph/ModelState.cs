using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Graph;

/// <summary>A state of a model; its rows are in the order of an axis.</summary>
internal sealed record ModelState(string Name, int Size, double Initial, int Axis = 0);
