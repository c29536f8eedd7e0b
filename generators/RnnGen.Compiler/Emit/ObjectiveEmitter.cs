using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints a loss of one's own as a method of an output and its target, over registers of one double.</summary>
internal sealed class ObjectiveEmitter
{
    private readonly CodeWriter _writer;
    private readonly Dictionary<Node, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "gradient" };

    private ObjectiveEmitter(CodeWriter writer) => _writer = writer;

    /// <summary>What the method of a head's loss is called.</summary>
    public static string Name(int head) => head == 0 ? "ElementObjective" : $"ElementObjective{head + 1}";

    public static void Emit(CodeWriter writer, ObjectiveSpec spec, int head)
        => new ObjectiveEmitter(writer).Emit(ObjectiveLowering.Run(spec), Name(head));

    private void Emit(ObjectiveLowering objective, string name)
    {
        _writer.Line("// The loss of one output, and its derivative by it.");
        _writer.Line($"private static double {name}<V>(double output, double target, out double gradient)");
        _writer.Indented(() => _writer.Line("where V : unmanaged, global::RnnGen.Simd.ISimd<V, double>"));
        _writer.Block(() =>
        {
            foreach (Node node in objective.Needed)
                Declare(node, objective);
            _writer.Line(objective.Gradient is { } dy ? $"gradient = V.ToScalar({Operand(dy)});" : "gradient = 0.0;");
            _writer.Line($"return V.ToScalar({Operand(objective.Loss)});");
        });
    }

    private void Declare(Node node, ObjectiveLowering objective)
    {
        string value = node == objective.Output ? "V.Create(output)"
            : node == objective.Target ? "V.Create(target)"
            : node.Op == Op.OutputGradient ? "V.Constant(1.0)"
            : CpuExpressions.Format(node.Op, [.. node.Args.Select(Operand)]);
        string name = node == objective.Output ? "y" : node == objective.Target ? "t"
            : node.Op == Op.OutputGradient ? "one" : "v";
        string unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = name + i;
        _names[node] = unique;
        _writer.Line($"V {unique} = {value};");
    }

    private string Operand(Node node) => node.Op != Op.Constant ? _names[node]
        : node.Value is 0 ? "V.Zero" : $"V.Constant({CodeWriter.Literal(node.Value)})";
}
