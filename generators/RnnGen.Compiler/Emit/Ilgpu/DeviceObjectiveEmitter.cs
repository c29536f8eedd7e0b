using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Emit.Ilgpu;

/// <summary>
/// Prints a loss of one's own as the struct that a device's kernel of losses takes, in double throughout.
/// </summary>
internal sealed class DeviceObjectiveEmitter
{
    private readonly CodeWriter _writer;
    private readonly ObjectiveLowering _objective;
    private readonly Dictionary<Node, string> _names = [];

    private DeviceObjectiveEmitter(CodeWriter writer, ObjectiveLowering objective)
    {
        _writer = writer;
        _objective = objective;
        _names.Add(objective.Output, "output");
        _names.Add(objective.Target, "target");
    }

    public static void Emit(CodeWriter writer, ObjectiveSpec spec, int head)
        => new DeviceObjectiveEmitter(writer, ObjectiveLowering.Run(spec)).Emit(ObjectiveEmitter.Name(head));

    private void Emit(string name)
    {
        _writer.Line("// The loss of one output, and its derivative by it.");
        _writer.Block($"public readonly struct {name} : global::RnnGen.Ilgpu.Kernels.IElementLoss", ()
            => _writer.Block(
                "public double Element(double output, double target, double weight, out double gradient)", () =>
        {
            foreach (Node node in _objective.Needed.Where(node => !_names.ContainsKey(node)))
                Declare(node);
            _writer.Line($"gradient = {(_objective.Gradient is { } dy ? Operand(dy) : "0.0")};");
            _writer.Line($"return {Operand(_objective.Loss)};");
        }));
    }

    private void Declare(Node node)
    {
        string value = node.Op == Op.OutputGradient ? "1.0"
            : IlgpuExpressions.Format(node.Op, [.. node.Args.Select(Operand)]);
        string name = "v" + (_names.Count - 1);
        _names.Add(node, name);
        _writer.Line($"double {name} = {value};");
    }

    private string Operand(Node node) => node.Op == Op.Constant ? IlgpuExpressions.Literal(node.Value, isDouble: true)
        : _names[node];
}
