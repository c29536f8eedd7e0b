using RnnGen.Program;
using RnnGen.Structure;
using Xunit;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>
/// Computes one row of a model from its structure and its parameters alone, in plain loops: a value is its steps, each
/// of them an array.
/// </summary>
internal sealed class StructureInterpreter(ModelStructure structure, IReadOnlyList<double[]> parameters)
{
    private readonly Dictionary<(int Region, int Output, int State), double[][]> _values = [];
    private readonly double[][] _finals = new double[structure.Info.States.Count][];

    /// <summary>The outputs of each head, and the final states one after the other.</summary>
    /// <param name="row">A case of one row without padding.</param>
    public (double[][] Heads, double[] States) Run(JointCase row)
    {
        ModelInfo info = structure.Info;
        for (int i = 0; i < info.Inputs.Count; i++)
        {
            if (info.Inputs[i].Features > 0)
                _values[(-1, i, -1)] = [.. row.Features[i].Chunk(info.Inputs[i].Features)];
        }

        double[][] starts = new double[info.States.Count][];
        int at = 0;
        for (int i = 0; i < starts.Length; at += info.States[i++].Size)
            starts[i] = row.States[at..(at + info.States[i].Size)];
        for (int r = 0; r < structure.Regions.Count; r++)
            Run(r, structure.Regions[r], row, starts);
        double[][] heads = [.. structure.Heads.Select(head
            => Join([.. head.Select(Value)]).SelectMany(static step => step).ToArray())];
        return (heads, [.. _finals.SelectMany(static state => state)]);
    }

    private double[][] Value(ValueReference value) => _values[(value.Region, value.Output, value.FinalState)];

    private void Run(int number, RegionStructure region, JointCase row, double[][] starts)
    {
        double[][][] inputs = [.. region.Inputs.Select(Value)];
        int steps = region.PerStep ? row.Steps[region.Axis] : 1;
        switch (region.Kind)
        {
            case RegionKind.Scan:
                Scan(number, region, inputs, steps, starts);
                break;
            case RegionKind.Map:
                Set(number, region, [.. Enumerable.Range(0, steps).Select(t => Step(region, inputs, t, []))]);
                break;
            case RegionKind.Embedding:
                double[] table = parameters[region.Table];
                int width = region.OutputSizes[0];
                _values[(number, 0, -1)] =
                    [.. row.Tokens[region.TokenInput].Select(token => table[(token * width)..((token + 1) * width)])];
                break;
            case RegionKind.Recut:
                double[][] joined = Join(inputs);
                int column = 0;
                for (int i = 0; i < region.OutputSizes.Count; column += region.OutputSizes[i++])
                {
                    Range cut = column..(column + region.OutputSizes[i]);
                    _values[(number, i, -1)] = [.. joined.Select(step => step[cut])];
                }

                break;
            case RegionKind.Reorder:
                _values[(number, 0, -1)] = inputs[0];
                break;
            case RegionKind.Reverse:
                _values[(number, 0, -1)] = [.. Enumerable.Reverse(inputs[0])];
                break;
            case RegionKind.Gather:
                _values[(number, 0, -1)] = [.. row.Tokens[region.TokenInput].Select(token
                    => token < inputs[0].Length ? inputs[0][token] : new double[region.OutputSizes[0]])];
                break;
        }
    }

    private void Scan(int number, RegionStructure region, double[][][] inputs, int steps, double[][] starts)
    {
        double[][] states = [.. region.States.Select(state
            => state.Start is { } start ? Value(start)[0] : starts[state.ModelState])];
        var nodes = new double[steps][][];
        foreach (int t in region.IsReverse ? Enumerable.Range(0, steps).Reverse() : Enumerable.Range(0, steps))
        {
            double[][] step = nodes[t] = Step(region, inputs, t, states);
            states = [.. region.NextStates.Select((node, j) => Spread(step[node], region.States[j].Size))];
        }

        Set(number, region, nodes);
        for (int j = 0; j < states.Length; j++)
        {
            _values[(number, -1, j)] = [states[j]];
            if (region.States[j].ModelState >= 0)
                _finals[region.States[j].ModelState] = states[j];
        }
    }

    private void Set(int number, RegionStructure region, double[][][] nodes)
    {
        for (int i = 0; i < region.Outputs.Count; i++)
        {
            int node = region.Outputs[i];
            _values[(number, i, -1)] = [.. nodes.Select(step => step[node])];
        }
    }

    /// <summary>All nodes of one step.</summary>
    private double[][] Step(RegionStructure region, double[][][] inputs, int t, double[][] states)
    {
        var values = new double[region.Nodes.Count][];
        for (int i = 0; i < values.Length; i++)
        {
            StepNode node = region.Nodes[i];
            double[][] arguments = [.. node.Arguments.Select(argument => values[argument])];
            values[i] = node.Op switch
            {
                "const" => [node.Value],
                "input" => inputs[node.Index][t],
                "state" => states[node.Index],
                "parameter" => Part(node.Vector!.Value, node.Size),
                "affine" => Affine(node, arguments),
                "attend" => Attend(region.Memories[node.Index], arguments[0]),
                "sum" => [arguments[0].Sum()],
                "largest" => [arguments[0].Max()],
                _ => Pointwise(node, arguments),
            };
            Assert.Equal(Math.Max(1, node.Size), values[i].Length);
        }

        return values;
    }

    private double[] Part(VectorPart part, int size) => parameters[part.Parameter][part.First..(part.First + size)];

    private double[] Affine(StepNode node, double[][] arguments)
    {
        double[] z = new double[node.Size];
        foreach (VectorPart bias in node.Biases)
            z = [.. z.Zip(Part(bias, node.Size), static (a, b) => a + b)];
        for (int k = 0; k < node.Terms.Count; k++)
        {
            ProductTerm term = node.Terms[k];
            double[] weight = parameters[term.Parameter], x = arguments[k];
            int columns = structure.Info.Parameters[term.Parameter].Columns;
            for (int u = 0; u < z.Length; u++)
            {
                for (int c = 0; c < x.Length; c++)
                    z[u] += weight[((term.Row + u) * columns) + term.Column + c] * x[c];
            }
        }

        return z;
    }

    private double[] Attend(MemoryStructure memory, double[] query)
    {
        double[][] keys = Value(memory.Keys), values = Value(memory.Values);
        double[] vector = memory.Vector is { } part ? Part(part, query.Length) : [];
        double[] scores = [.. keys.Select(key => memory.Score == ScoreKind.Dot
            ? memory.Scale * query.Zip(key, static (q, k) => q * k).Sum()
            : query.Zip(key, static (q, k) => Math.Tanh(q + k)).Zip(vector, static (m, v) => m * v).Sum())];
        double[] context = new double[memory.Values.Size];
        double sum = scores.Sum(Math.Exp);
        for (int s = 0; s < scores.Length; s++)
        {
            for (int c = 0; c < context.Length; c++)
                context[c] += Math.Exp(scores[s]) / sum * values[s][c];
        }

        return context;
    }

    private static double[] Pointwise(StepNode node, double[][] arguments)
        => [.. Enumerable.Range(0, Math.Max(1, node.Size)).Select(u
            => Pointwise(node.Op, [.. arguments.Select(a => a.Length == 1 ? a[0] : a[u])]))];

    private static double Pointwise(string op, double[] a) => op switch
    {
        "add" => a[0] + a[1],
        "fma" => (a[0] * a[1]) + a[2],
        "sub" => a[0] - a[1],
        "mul" => a[0] * a[1],
        "div" => a[0] / a[1],
        "neg" => -a[0],
        "max" => Math.Max(a[0], a[1]),
        "min" => Math.Min(a[0], a[1]),
        "sigmoid" => 1 / (1 + Math.Exp(-a[0])),
        "tanh" => Math.Tanh(a[0]),
        "relu" => Math.Max(a[0], 0),
        "exp" => Math.Exp(a[0]),
        "log" => Math.Log(a[0]),
        "softplus" => Math.Max(a[0], 0) + Math.Log(1 + Math.Exp(-Math.Abs(a[0]))),
        "abs" => Math.Abs(a[0]),
        "sqrt" => Math.Sqrt(a[0]),
        "erf" => Erf(a[0]),
        "select_greater" => a[0] > a[1] ? a[2] : a[3],
        "select_equal" => a[0] == a[1] ? a[2] : a[3],
        _ => throw new NotSupportedException(op),
    };

    /// <summary>2 / sqrt(pi) times the sum over (-1)^n x^(2n+1) / (n! (2n+1)); for arguments near zero.</summary>
    private static double Erf(double x)
    {
        double sum = 0, power = x;
        for (int n = 0; n < 80; power *= -x * x / ++n)
            sum += power / ((2 * n) + 1);
        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double[] Spread(double[] value, int size)
        => value.Length == size ? value : [.. Enumerable.Repeat(value[0], size)];

    private static double[][] Join(double[][][] values)
        => [.. Enumerable.Range(0, values[0].Length).Select(t => values.SelectMany(value => value[t]).ToArray())];
}
