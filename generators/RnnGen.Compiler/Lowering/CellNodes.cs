using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>What a cell gives at a step: its output and the new value of each of its states.</summary>
internal sealed record CellNodes(Node Output, IReadOnlyList<Node> NextStates);
