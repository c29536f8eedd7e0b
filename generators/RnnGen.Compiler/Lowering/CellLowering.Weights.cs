using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>Expressions that own weights.</summary>
internal sealed partial class CellLowering
{
    private Node[] Affine(AffineExpr affine)
    {
        List<(Node[] Value, bool IsState)> operands = [];
        foreach ((CellExpr expr, string path) in affine.Operands.SelectMany((o, i) => Flatten(o, $"operands[{i}]")))
        {
            Node[] value = Lower(expr, path);
            operands.Add((value, value.Any(_readsState.Contains)));
        }

        // input terms first, then recurrent ones: the summation order of every pre-activation
        operands = [.. operands.OrderBy(static operand => operand.IsState)];
        int[] units = _sizes.Units(affine.Units);
        var names = new WeightNames(
            affine.Name, _key, operands.Any(static o => !o.IsState), operands.Any(static o => o.IsState));
        List<Node> terms = [.. operands.SelectMany(static o => o.Value)];
        terms = [.. terms.Select(term => RecurrentDropout(term, affine.Name is not null))];
        var result = new Node[units.Length];
        for (var part = 0; part < units.Length; part++)
        {
            Accumulator accumulator = _graph.NewAccumulator(_key, units[part]);
            _accumulators.Add(accumulator);
            foreach (bool isState in new[] { false, true })
            {
                int[] widths = [.. operands.Where(o => o.IsState == isState).SelectMany(static o => o.Value)
                    .Select(static v => v.Size)];
                if (widths.Length > 0)
                    accumulator.Terms.AddRange(_weights.Matrix(names, isState, units[part], widths, part, _path));
            }

            if (affine.HasBias)
                accumulator.Biases.AddRange(_weights.Biases(names, units[part], affine.InitialBias));
            result[part] = _graph.Affine(accumulator, [.. terms]);
            if (names.HasState)
                _readsState.Add(result[part]);
        }

        _weights.Close(names);
        return result;
    }

    /// <summary>Affine(Concat(x, h)) is Affine(x, h).</summary>
    private static IEnumerable<(CellExpr Value, string Path)> Flatten(CellExpr expr, string path)
        => expr is CallExpr { Function: CellFunction.Concat } concat
            ? concat.Arguments.SelectMany((a, i) => Flatten(a, $"{path}.arguments[{i}]"))
            : [(expr, path)];

    /// <summary>
    /// One mask a row and sequence on every state that enters a recurrent product, gated or not: r * h is masked like h
    /// (Gal and Ghahramani 2016).
    /// </summary>
    private Node RecurrentDropout(Node operand, bool isNamed)
    {
        double rate = _context.Layer.RecurrentDropout;
        if (rate == 0 || !_context.Training)
            return operand;
        var states = new HashSet<Node>();
        CollectStates(operand, states, []);
        if (states.Count != 1 || (isNamed && operand.Op != Op.State))
            return operand;
        Node state = states.First();
        // units of the input that a norm over both has mixed with the state are not units of the state
        if (operand.Size != state.Size)
            return operand;
        Node mask = Mask("recurrent_dropout_" + _states[state.Index].Name, state.Size, rate, true, false);
        Node dropped = _graph.Multiply(operand, mask);
        _readsState.Add(dropped);
        return dropped;
    }

    /// <summary>States that a value reads other than through a product.</summary>
    private static void CollectStates(Node node, HashSet<Node> states, HashSet<Node> seen)
    {
        if (!seen.Add(node))
            return;
        if (node.Op == Op.State)
            states.Add(node);
        else if (node.Op != Op.Affine)
            foreach (Node arg in node.Args)
                CollectStates(arg, states, seen);
    }

    private Node[] Scale(ScaleExpr scale)
    {
        Node[] operand = Lower(scale.Operand, "operand");
        bool isState = operand.Any(_readsState.Contains);
        if (scale.Name is not null)
            _weights.Claim(scale.Name, _path);
        return [.. operand.Select(x => Note(
            _graph.Multiply(Vector(_weights.Scale(scale.Name, isState, x.Size, scale.Initial)), x), x))];
    }

    private Node[] Parameter(ParameterExpr parameter)
    {
        int[] sizes = _sizes.Units(parameter.Units);
        _weights.Claim(parameter.Name ?? _key, _path);
        return [.. sizes.Select(size => Vector(_weights.Vector(parameter.Name ?? _key, size, parameter.Initial)))];
    }

    /// <summary>Layer normalisation over all units of all chunks (Ba, Kiros and Hinton 2016).</summary>
    private Node[] LayerNorm(LayerNormExpr norm)
    {
        Node[] x = Lower(norm.Operand, "operand");
        bool isState = x.Any(_readsState.Contains);
        Node[] unit = Normalise.LayerNorm(_graph, x, norm.Epsilon);
        string name = norm.Name ?? _weights.NormName(_key, isState);
        _weights.Claim(name + "_weight", _path);
        return [.. unit.Select((v, i) =>
        {
            Node y = _graph.Multiply(v, Vector(_weights.Vector(name + "_weight", x[i].Size, 1)));
            if (norm.HasShift)
                y = _graph.Add(y, Vector(_weights.Vector(name + "_bias", x[i].Size, 0)));
            return Note(y, x[i]);
        })];
    }

    private Node[] Softmax(Node[] x)
        => [.. Normalise.Softmax(_graph, x).Select((y, i) => Note(y, x[i]))];

    private Node Vector(VectorSlice slice)
    {
        _parameters.Add(slice);
        return _graph.Leaf(Op.Parameter, _parameters.Count - 1, slice.Units, _weights.NameOf(slice));
    }
}
