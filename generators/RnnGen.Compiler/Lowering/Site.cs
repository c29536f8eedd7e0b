using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>A place that drops units while training, on an axis.</summary>
internal sealed record Site(string Name, int Width, double Rate, bool PerSequence, bool IsZoneout, int Axis = 0);
