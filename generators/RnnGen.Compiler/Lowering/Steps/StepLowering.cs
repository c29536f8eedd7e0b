using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering.Steps;

/// <summary>
/// Lowers a step for all steps of the said tokens at once. What lies on no cycle through time is lowered as the rest of
/// the graph is; a cycle that is one recurrent layer becomes that layer, and any other one region, a merged step.
/// </summary>
internal sealed class StepLowering
{
    private readonly ModelSpec _spec;
    private readonly StepSpec _step;
    private readonly NetworkBuilder _network;
    private readonly LayerUses _uses;
    private readonly StepSurroundings _surroundings;
    private readonly StepFlow _flow;
    private readonly Dictionary<string, LayerValue> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LayerValue> _locals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LayerValue> _outside = new(StringComparer.Ordinal);
    private readonly Dictionary<int, MergedStep?> _cycles = [];
    private readonly string _call;

    /// <param name="spec">The model.</param>
    /// <param name="step">The step.</param>
    /// <param name="network">Where its regions go.</param>
    /// <param name="uses">The layers that the graph has used.</param>
    /// <param name="surroundings">The lowering of the graph.</param>
    /// <param name="given">A value for each parameter; null for what starts at zero.</param>
    /// <param name="call">The node of the call.</param>
    public StepLowering(
        ModelSpec spec, StepSpec step, NetworkBuilder network, LayerUses uses, StepSurroundings surroundings,
        IReadOnlyList<LayerValue?> given, string call)
    {
        (_spec, _step, _network, _uses, _surroundings, _call) = (spec, step, network, uses, surroundings, call);
        _flow = new StepFlow(step);
        for (var i = 0; i < given.Count; i++)
        {
            (string name, StepRole role) = (step.Parameters[i].Name, step.Parameters[i].Role);
            if (given[i] is null ? role is StepRole.Said or StepRole.Given : role == StepRole.Value)
                throw new DeclarationException(
                    DiagnosticIds.NotInForward, $"{call}.arguments[{i}]",
                    given[i] is null ? $"null as '{name}'" : $"A start of '{name}'",
                    given[i] is null ? "give the step a value" : "leave it out: it starts at zero");
            if (given[i] is { } value)
                _given.Add(name, value);
        }

        Axis = given[0]!.Tokens.Axis;
    }

    /// <summary>The axis of the said tokens.</summary>
    public int Axis { get; }

    /// <summary>What the step returns: the scores of each step, and what it carries after the last.</summary>
    public IReadOnlyList<LayerValue> Run()
    {
        _network.IsCausal = false;
        _surroundings.SetKey(_step.Name.ToLowerInvariant());
        List<LayerValue> results = [_surroundings.Lower(_step.Results[0], StepFlow.ResultPath(0))];
        for (var i = 0; i < _flow.Count; i++)
        {
            (GraphExpr next, string path) = _flow.Next(i);
            results.Add(CycleOf(_flow.CycleOf(new NameValue(_flow[i].Name), path)) is { } merged
                ? merged.After(i)
                : _surroundings.Lower(next, path));
        }

        return results;
    }

    /// <summary>A value that the step knows itself; null for one that is lowered as elsewhere.</summary>
    public LayerValue? Find(GraphExpr expr, string path)
    {
        if (expr is NameValue name && _flow.Carried(name.Name) < 0)
            return Named(name.Name);
        int cycle = _flow.CycleOf(expr, path);
        if (cycle >= 0 && CycleOf(cycle) is { } merged)
            return merged.ValueOf(expr, path);
        return expr switch
        {
            NameValue carried => Start(carried.Name) ?? new LayerValue([]),
            OutputOfState => throw NotInStep(
                path, "The output of a state that no layer goes on from", "call the layer with it: Decode(x, state)"),
            _ => null,
        };
    }

    /// <summary>What a carried value is at first; null for zero.</summary>
    public LayerValue? Start(string carried) => _given.TryGetValue(carried, out LayerValue? value) ? value : null;

    /// <summary>A value that a cycle reads from outside of it, lowered once.</summary>
    public LayerValue Outside(GraphExpr expr, string path)
    {
        if (!_outside.TryGetValue(path, out LayerValue? value))
            _outside.Add(path, value = _surroundings.Lower(expr, path));
        return value;
    }

    /// <summary>An error at a node of the step.</summary>
    public static DeclarationException NotInStep(string path, string what, string instead)
        => new(DiagnosticIds.NotInStep, path, what, instead);

    private LayerValue Named(string name)
    {
        if (_given.TryGetValue(name, out LayerValue? given))
            return given;
        if (!_locals.TryGetValue(name, out LayerValue? value))
        {
            (GraphExpr expr, string path) = _flow.Local(name)!.Value;
            _surroundings.SetKey(name);
            _locals.Add(name, value = _surroundings.Lower(expr, path));
        }

        return value;
    }

    /// <summary>The region of a cycle; null for one that is a recurrent layer alone.</summary>
    private MergedStep? CycleOf(int cycle)
    {
        if (_cycles.TryGetValue(cycle, out MergedStep? known))
            return known;
        MergedStep? merged = IsLayer(cycle) ? null
            : new MergedStep(cycle, _flow, _spec, _network, _uses, _surroundings, this);
        _cycles.Add(cycle, merged);
        merged?.Run(_surroundings.Unique(_step.Name.ToLowerInvariant()), _call);
        return merged;
    }

    /// <summary>Whether a cycle is the states of one layer, which nothing reads but the one call of it.</summary>
    private bool IsLayer(int cycle)
    {
        if (_flow.Members(cycle).ToList() is not [var carried] || _flow[carried].Role != StepRole.State)
            return false;
        string name = _flow[carried].Name;
        List<(GraphExpr Expr, string Path)> all = [.. _flow.All()];
        List<(GraphExpr Expr, string Path)> readers =
            [.. all.Where(one => GraphParts.Of(one.Expr).Any(part => part is NameValue read && read.Name == name))];
        return readers is [(LayerCall call, var path)] && _spec.Layers[call.Layer] is RecurrentLayer
            && _flow.CycleOf(call, path) == cycle
            && _flow.CycleOf(call.Arguments[0], path + ".arguments[0]") != cycle;
    }
}
