using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>Expressions that own weights.</summary>
internal sealed partial class CellLowering
{
    private CellValue[] Affine(AffineExpr affine)
    {
        List<CellValue[]> operands =
            [.. affine.Operands.SelectMany((o, i) => Flatten(o, $"operands[{i}]")).Select(o => Lower(o.Value, o.Path))];

        // input terms first, then recurrent ones: the summation order of every pre-activation
        operands = [.. operands.OrderBy(IsState)];
        int[] units = _sizes.Units(affine.Units);
        var names = new WeightNames(
            affine.Name, _key, operands.Any(static o => !IsState(o)), operands.Any(IsState));
        Node[] terms = [.. operands.SelectMany(static o => o)
            .Select(term => RecurrentDropout(term, affine.Name is not null))];
        var result = new CellValue[units.Length];
        for (var part = 0; part < units.Length; part++)
        {
            Accumulator accumulator = _step.NewAccumulator(_key, units[part], _context.Use + _context.Suffix);
            foreach (bool isState in new[] { false, true })
            {
                int[] widths = [.. operands.Where(o => IsState(o) == isState).SelectMany(static o => o)
                    .Select(static v => v.Size)];
                if (widths.Length > 0)
                    accumulator.Terms.AddRange(_weights.Matrix(names, isState, units[part], widths, part, _path));
            }

            if (affine.HasBias)
                accumulator.Biases.AddRange(_weights.Biases(names, units[part], affine.InitialBias));
            result[part] = new(_graph.Affine(accumulator, terms), names.HasState);
        }

        _weights.Close(names);
        return result;
    }

    private static bool IsState(CellValue[] operand) => operand.Any(static chunk => chunk.IsState);

    /// <summary>Affine(Concat(x, h)) is Affine(x, h).</summary>
    private static IEnumerable<(CellExpr Value, string Path)> Flatten(CellExpr expr, string path)
        => expr is CallExpr { Function: CellFunction.Concat } concat
            ? concat.Arguments.SelectMany((a, i) => Flatten(a, $"{path}.arguments[{i}]"))
            : [(expr, path)];

    /// <summary>
    /// One mask a row and sequence on every state that enters a recurrent product, gated or not: r * h is masked like h
    /// (Gal and Ghahramani 2016).
    /// </summary>
    private Node RecurrentDropout(CellValue operand, bool isNamed)
    {
        double rate = _context.Layer.RecurrentDropout;
        if (rate == 0 || !_context.Training || !operand.IsState)
            return operand.Node;
        var states = new HashSet<Node>();
        CollectStates(operand.Node, states, []);
        if (states.Count != 1 || (isNamed && !_states.Contains(operand.Node)))
            return operand.Node;
        Node state = states.First();
        // units of the input that a norm over both has mixed with the state are not units of the state
        if (operand.Size != state.Size)
            return operand.Node;
        string name = _cell.States[_states.ToList().IndexOf(state)].Name;
        return _graph.Multiply(operand.Node, Mask("recurrent_dropout_" + name, state.Size, rate, true, false));
    }

    /// <summary>States that a value reads other than through a product.</summary>
    private void CollectStates(Node node, HashSet<Node> states, HashSet<Node> seen)
    {
        if (!seen.Add(node))
            return;
        if (_states.Contains(node))
            states.Add(node);
        else if (node.Op != Op.Affine)
            foreach (Node arg in node.Args)
                CollectStates(arg, states, seen);
    }

    private CellValue[] Scale(ScaleExpr scale)
    {
        CellValue[] operand = Lower(scale.Operand, "operand");
        bool isState = IsState(operand);
        if (scale.Name is not null)
            _weights.Claim(scale.Name, _path);
        return [.. operand.Select(x => x with
        {
            Node = _graph.Multiply(Vector(_weights.Scale(scale.Name, isState, x.Size, scale.Initial)), x.Node),
        })];
    }

    private CellValue[] Parameter(ParameterExpr parameter)
    {
        int[] sizes = _sizes.Units(parameter.Units);
        _weights.Claim(parameter.Name ?? _key, _path);
        return [.. sizes.Select(size => new CellValue(
            Vector(_weights.Vector(parameter.Name ?? _key, size, parameter.Initial)), IsState: false))];
    }

    /// <summary>Layer normalisation over all units of all chunks (Ba, Kiros and Hinton 2016).</summary>
    private CellValue[] LayerNorm(LayerNormExpr norm)
    {
        CellValue[] x = Lower(norm.Operand, "operand");
        bool isState = IsState(x);
        Node[] unit = Normalise.LayerNorm(_graph, [.. x.Select(static v => v.Node)], norm.Epsilon);
        string name = norm.Name ?? _weights.NormName(_key, isState);
        _weights.Claim(name + "_weight", _path);
        return [.. unit.Select((v, i) =>
        {
            Node y = _graph.Multiply(v, Vector(_weights.Vector(name + "_weight", x[i].Size, 1)));
            if (norm.HasShift)
                y = _graph.Add(y, Vector(_weights.Vector(name + "_bias", x[i].Size, 0)));
            return x[i] with { Node = y };
        })];
    }

    private CellValue[] Softmax(CellValue[] x)
        => [.. Normalise.Softmax(_graph, [.. x.Select(static v => v.Node)]).Zip(x, static (y, v) => v with { Node = y })];

    private Node Vector(VectorSlice slice) => _step.Parameter(slice, _weights.NameOf(slice));
}
