using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// Appends the weights of a cell to its layer's tensors: input operands stack to <c>weight_ih</c>, state operands to
/// <c>weight_hh</c>, in the order of the equations, biases likewise.
/// </summary>
internal sealed class CellWeights(CellContext context)
{
    private readonly HashSet<string> _used = [];
    private readonly HashSet<string> _biased = [];
    private readonly RecurrentLayer _layer = context.Layer;

    /// <summary>The terms of one kind of operand, whose chunks are columns side by side.</summary>
    public IEnumerable<WeightTerm> Matrix(
        WeightNames names, bool isState, int units, int[] widths, int part, string path)
    {
        string kind = names.Explicit is null ? (isState ? "weight_hh" : "weight_ih")
            : names.HasInput && names.HasState ? names.Explicit + (isState ? "_hh" : "_ih") : names.Explicit;
        if (names.Explicit is not null && part == 0)
            Claim(kind, path);
        else if (part == 0 && !_used.Add($"{kind} {names.Key}"))
            throw new DeclarationException(DiagnosticIds.NeedsName, path, names.Key);
        int columns = widths.Sum();
        Tensor tensor = context.Tensors.Get(Full(kind), columns, Rank(kind));
        if (tensor.Columns != columns)
            throw new DeclarationException(
                DiagnosticIds.WeightWidths, path, names.Key, columns, kind, tensor.Columns);
        Initializer initializer = isState ? _layer.RecurrentInitializer : _layer.KernelInitializer;
        int row = tensor.Append(Initial.Matrix(initializer, units, columns, context.Hidden));
        var column = 0;
        foreach (int width in widths)
        {
            yield return new WeightTerm(tensor.Index, row, column, width, columns);
            column += width;
        }
    }

    /// <summary>
    /// The biases of an affine: none, <c>bias_ih</c>, or PyTorch's pair. A second affine of the same local (the inner one of
    /// GRU's candidate) has its own, <c>bias_hh</c>.
    /// </summary>
    public IEnumerable<VectorSlice> Biases(WeightNames names, int units, double? initial)
    {
        if (_layer.Biases == 0)
            yield break;
        foreach (GateBias bias in _layer.InitialBiases)
        {
            if (bias.Local == names.Key)
                initial = bias.Value;
        }

        if (names.Explicit is not null)
        {
            yield return Append(names.Explicit.Replace("weight", "bias") is var own && own != names.Explicit
                ? own : names.Explicit + "_bias", units, initial);
            yield break;
        }

        bool second = !names.HasInput && _biased.Contains(names.Key);
        yield return Append(second ? "bias_hh" : "bias_ih", units, initial);
        if (_layer.Biases == 2 && names.HasInput && names.HasState)
            yield return Append("bias_hh", units, initial is null ? null : 0);
    }

    /// <summary>Ends an affine: a later one of the same local is its second.</summary>
    public void Close(WeightNames names) => _biased.Add(names.Key);

    /// <summary>A tensor name that only one expression of the cell may use.</summary>
    public void Claim(string name, string path)
    {
        if (!_used.Add("name " + name) || context.Tensors.Contains(Full(name)))
            throw new DeclarationException(DiagnosticIds.TensorNameTwice, path, name);
    }

    /// <summary>A learned factor; stacks by the kind of its operand.</summary>
    public VectorSlice Scale(string? name, bool isState, int units, double? initial)
        => Append(name ?? (isState ? "scale_hh" : "scale_ih"), units, initial);

    /// <summary>A learned vector with a fixed start.</summary>
    public VectorSlice Vector(string name, int units, double initial) => Append(name, units, initial);

    /// <summary>The default name of a normalisation: local and operand, numbered where that is not unique.</summary>
    public string NormName(string key, bool isState)
    {
        string name = $"{key}_norm_{(isState ? "hh" : "ih")}";
        string unique = name;
        for (var i = 2; !_used.Add(unique); i++)
            unique = name + i;
        return unique;
    }

    public string NameOf(VectorSlice slice) => context.Tensors.All[slice.Tensor].Name.Split('.').Last();

    private VectorSlice Append(string name, int units, double? initial)
    {
        Tensor tensor = context.Tensors.Get(Full(name), 0, Rank(name));
        int row = tensor.Append(initial is { } value
            ? Initial.Constant(units, value)
            : Initial.Vector(_layer.BiasInitializer, units, context.Hidden));
        return new VectorSlice(tensor.Index, row, units);
    }

    private string Full(string name) => $"{context.Name}.{name}{context.Suffix}";

    private static int Rank(string name) => name switch
    {
        "weight_ih" => 0,
        "weight_hh" => 1,
        "bias_ih" => 2,
        "bias_hh" => 3,
        _ => 4,
    };
}
