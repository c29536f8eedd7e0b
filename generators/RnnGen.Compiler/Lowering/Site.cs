using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>A place that drops units while training.</summary>
internal sealed record Site(string Name, int Width, double Rate, bool PerSequence, bool IsZoneout);
