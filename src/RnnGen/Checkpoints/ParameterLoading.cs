using System.Text;
using RnnGen.Program;

namespace RnnGen;

/// <summary>One run of <see cref="ParameterFile"/>'s loading: finds, checks and copies tensor by tensor.</summary>
internal sealed class ParameterLoading
{
    private const string InputBias = "bias_ih", StateBias = "bias_hh", StateWeight = "weight_hh";

    private readonly SafetensorsFile _file;
    private readonly LoadOptions _options;
    private readonly IReadOnlyList<ParameterInfo> _parameters;
    private readonly Dictionary<string, ParameterInfo> _declared;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly List<string> _loaded = [];
    private readonly List<string> _skipped = [];
    private readonly List<string> _summed = [];
    private readonly List<string> _converted = [];
    private readonly Model? _model;
    private readonly LayerAgreement? _layers;

    /// <summary>Loading of one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="parameters">What is wanted of it.</param>
    /// <param name="options">Names, and whether what does not fit is skipped.</param>
    /// <param name="model">
    /// The model whose parameters they are, whose layers have to be the file's; or null for bare numbers.
    /// </param>
    public ParameterLoading(
        SafetensorsFile file, IReadOnlyList<ParameterInfo> parameters, LoadOptions options, Model? model = null)
    {
        _model = model;
        _layers = model is null ? null : new LayerAgreement(file, model, options);
        _file = file;
        _options = options;
        _parameters = parameters;
        _declared = parameters.ToDictionary(static info => info.Name, StringComparer.Ordinal);
        options.CheckNames(Names(), "the model's tensors");
    }

    public LoadReport Run<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // what layers are says more than the tensors that differ with it
        var unfit = new List<(string Tensor, string Problem)>(_layers?.Differences ?? []);
        foreach (ParameterInfo info in _parameters)
        {
            if (LoadOne(info, values.Slice((int)info.Offset, (int)info.Length)) is not { } problem)
                _loaded.Add(info.Name);
            else if (_options.Partial)
                _skipped.Add($"{info.Name}: {problem}");
            else
                unfit.Add((_options.FileName(info.Name), problem));
        }

        if (_layers is not null)
            unfit.AddRange(Copies<T>(_layers.Tied, values));
        string[] unused = [.. Unused()];
        if (_options.Partial)
        {
            foreach ((string tensor, string problem) in unfit)
                _converted.Add($"{tensor}: taken all the same; {problem}");
        }
        else
        {
            if (_layers is not null)
                unfit.AddRange(Leftovers.Of(_file, _used, unused));
            if (unfit.Count > 0)
                throw Refusal(unfit, unused);
        }

        return new LoadReport
        {
            Loaded = _loaded,
            Skipped = _skipped,
            Summed = _summed,
            Unused = unused,
            Converted = _converted,
        };
    }

    /// <summary>What may be renamed: parameters, biases that are added to one, and copies of tables.</summary>
    private IEnumerable<string> Names() => _declared.Keys
        .Concat(_declared.Keys.Select(static name => Partner(name, InputBias, StateBias) ?? name))
        .Concat(_model?.Info.Layers.Select(static layer => $"{layer.Name}.weight") ?? []);

    /// <summary>A file may have a table under the names of all who share it, if all have the same numbers.</summary>
    private List<(string Tensor, string Problem)> Copies<T>(
        IReadOnlyDictionary<string, string> tied, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var others = new List<(string Tensor, string Problem)>();
        foreach ((string name, string table) in tied)
        {
            if (_file.Find(name) is not { IsFloat: true } copy || !_declared.TryGetValue(table, out ParameterInfo? info)
                || copy.Count != info.Length)
            {
                continue;
            }

            var numbers = new T[copy.Count];
            copy.CopyTo<T>(numbers);
            bool isSame = values.Slice((int)info.Offset, (int)info.Length).SequenceEqual(numbers);
            if (!isSame && _options.Partial)
                continue;
            _asked.Add(name);
            if (!isSame)
                others.Add((name, $"it is not {table}, which it is in the declaration: declare it without TiedTo."));
        }

        return others;
    }

    /// <summary>What the model has no use for; tensors under the framework's own prefix are for others.</summary>
    private IEnumerable<string> Unused() => _file.Tensors.Select(static tensor => tensor.Name).Where(
        name => !_asked.Contains(name) && !name.StartsWith(ModelFile.Prefix, StringComparison.Ordinal));

    private CheckpointException Refusal(List<(string Tensor, string Problem)> unfit, string[] unused)
    {
        var text = new StringBuilder(unfit[0].Problem);
        if (unfit.Count > 1)
        {
            string[] others = [.. unfit.Skip(1).Select(static other => other.Tensor)];
            text.Append($" {others.Length} more do not fit: {List(others)}.");
        }

        string[] alone = [.. unused.Except(unfit.Select(static tensor => tensor.Tensor))];
        if (alone.Length > 0)
            text.Append($" Only the file has {List(alone)}.");
        string? here = _model?.Info.Name;
        if (here != null && _file.Metadata.TryGetValue(ModelFile.ModelKey, out string? other) && other != here)
            text.Append($" The file is of model '{Excerpt.Of(other)}', this is '{here}'.");
        return new CheckpointException(_file.Path, unfit[0].Tensor, text.ToString());
    }

    private static string List(string[] names)
    {
        const int Most = 5;
        string text = string.Join(", ", names.Take(Most).Select(static name => $"'{Excerpt.Of(name)}'"));
        return names.Length > Most ? $"{text} and {names.Length - Most} more" : text;
    }

    /// <summary>Loads a tensor; returns what prevents it, or null.</summary>
    private string? LoadOne<T>(ParameterInfo info, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string fileName = _options.FileName(info.Name);
        if (Partner(info.Name, InputBias, StateBias) is { } stateName &&
            _file.Find(_options.FileName(stateName)) is { } stateBias &&
            !HasAsItIs(stateName, stateBias))
        {
            return LoadSum(info, fileName, stateBias, target);
        }

        if (Find(fileName) is not { } tensor)
            return LoadZeros(info, target) ? null : "the file has no such tensor.";
        if (IsInnerBias(info, tensor))
            return LoadTail(info, tensor, target);
        if (IsWhereTheModelHasAll(info, tensor))
            return LoadIntoTail(info, tensor, target);
        long[] shape = ParameterFile.Shape(info);
        if (!tensor.Shape.SequenceEqual(shape))
            return $"expected {TensorTypes.Print(shape)}, the file has {TensorTypes.Print(tensor.Shape)}.";
        if (!tensor.IsFloat)
            return $"expected floats, the file has {tensor.Type}.";
        if (NumberRange.TooLarge<T>(tensor) is { } tooLarge)
            return tooLarge;
        tensor.CopyTo(target);
        _used.Add(fileName);
        return null;
    }

    /// <summary>bias = b_ih + b_hh; the rows of an inner bias (GRU's n) are b_ih alone.</summary>
    private string? LoadSum<T>(ParameterInfo info, string fileName, SafetensorsTensor stateBias, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Find(fileName) is not { } inputBias)
            return $"the file has no such tensor, only '{stateBias.Name}'.";
        _asked.Add(stateBias.Name);
        long[] shape = ParameterFile.Shape(info);
        foreach (SafetensorsTensor tensor in (SafetensorsTensor[])[inputBias, stateBias])
        {
            if (!tensor.Shape.SequenceEqual(shape))
                return $"expected {TensorTypes.Print(shape)}, '{tensor.Name}' has {TensorTypes.Print(tensor.Shape)}.";
            if (!tensor.IsFloat)
                return $"expected floats, '{tensor.Name}' has {tensor.Type}.";
        }

        double[] input = new double[target.Length], state = new double[target.Length];
        inputBias.CopyTo<double>(input);
        stateBias.CopyTo<double>(state);
        int inner = InnerRows(info);
        for (int i = 0; i < target.Length - inner; i++)
            input[i] += state[i];
        if (NumberRange.TooLarge<T>(input) is { } tooLarge)
            return tooLarge;
        for (int i = 0; i < target.Length; i++)
            target[i] = T.CreateTruncating(input[i]);
        _used.Add(inputBias.Name);
        _used.Add(stateBias.Name);
        string rows = inner == 0 ? string.Empty : $" (first {target.Length - inner} rows)";
        _summed.Add($"{info.Name} = {inputBias.Name} + {stateBias.Name}{rows}");
        return null;
    }

    /// <summary>An inner bias [H] takes the last H rows of the file's [3H].</summary>
    private string? LoadTail<T>(ParameterInfo info, SafetensorsTensor tensor, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!tensor.IsFloat)
            return $"expected floats, the file has {tensor.Type}.";
        if (NumberRange.TooLarge<T>(tensor) is { } tooLarge)
            return tooLarge;
        var all = new T[tensor.Count];
        tensor.CopyTo<T>(all);
        all.AsSpan(all.Length - target.Length).CopyTo(target);
        _used.Add(tensor.Name);
        return null;
    }

    /// <summary>A second bias where the file has one of what is added up: zeros beside it.</summary>
    private bool LoadZeros<T>(ParameterInfo info, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (FirstBias(info) is not { } first)
            return false;
        target.Clear();
        _converted.Add($"{info.Name} = 0: the file has one bias, {first.Name}");
        return true;
    }

    /// <summary>The file's inner bias [H] is the last H rows of the model's [3H]; the other rows are zeros.</summary>
    private string? LoadIntoTail<T>(ParameterInfo info, SafetensorsTensor tensor, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!tensor.IsFloat)
            return $"expected floats, the file has {tensor.Type}.";
        if (NumberRange.TooLarge<T>(tensor) is { } tooLarge)
            return tooLarge;
        int zeros = target.Length - tensor.Count;
        target[..zeros].Clear();
        tensor.CopyTo(target[zeros..]);
        _used.Add(tensor.Name);
        _converted.Add($"{info.Name} = 0 (first {zeros} rows): the file has one bias of these gates");
        return null;
    }

    /// <summary>Whether bias_hh and bias_ih are both declared [3H], and the file has [H] beside [3H].</summary>
    private bool IsWhereTheModelHasAll(ParameterInfo info, SafetensorsTensor tensor) =>
        FirstBias(info) is not null && Partner(info.Name, StateBias, StateWeight) is { } weightName
        && _declared.TryGetValue(weightName, out ParameterInfo? weight)
        && info.Rows == 3 * weight.Columns && tensor.Shape.SequenceEqual([weight.Columns]);

    /// <summary>The file's bias_ih beside a declared bias_hh, where all three are of one shape.</summary>
    private SafetensorsTensor? FirstBias(ParameterInfo info) =>
        Partner(info.Name, StateBias, InputBias) is { } inputName
        && _declared.TryGetValue(inputName, out ParameterInfo? input)
        && (input.Rows, input.Columns) == (info.Rows, info.Columns)
        && _file.Find(_options.FileName(inputName)) is { } tensor
        && tensor.Shape.SequenceEqual(ParameterFile.Shape(info)) ? tensor : null;

    /// <summary>A tensor that the model has a use for, be it another one than that of the file.</summary>
    private SafetensorsTensor? Find(string fileName)
    {
        SafetensorsTensor? tensor = _file.Find(fileName);
        if (tensor is not null)
            _asked.Add(fileName);
        return tensor;
    }

    /// <summary>Whether the model declares the state bias as the file has it: then nothing is summed.</summary>
    private bool HasAsItIs(string stateName, SafetensorsTensor stateBias) =>
        _declared.TryGetValue(stateName, out ParameterInfo? declared) && !IsInnerBias(declared, stateBias);

    /// <summary>
    /// Whether a declared bias_hh [H] stands beside bias_ih [3H], and the file's is [3H] like the latter.
    /// </summary>
    private bool IsInnerBias(ParameterInfo info, SafetensorsTensor tensor) =>
        info.Columns == 0 &&
        Partner(info.Name, StateBias, InputBias) is { } inputName &&
        _declared.TryGetValue(inputName, out ParameterInfo? input) &&
        input.Rows == 3 * info.Rows &&
        tensor.Shape.SequenceEqual(ParameterFile.Shape(input));

    /// <summary>Rows of the declared bias_hh beside this bias_ih, or 0.</summary>
    private int InnerRows(ParameterInfo info) =>
        Partner(info.Name, InputBias, StateBias) is { } stateName &&
        _declared.TryGetValue(stateName, out ParameterInfo? state) ? state.Rows : 0;

    private static string? Partner(string name, string from, string to)
    {
        int at = name.LastIndexOf('.') + 1;
        return name.AsSpan(at).StartsWith(from)
            ? string.Concat(name.AsSpan(0, at), to, name.AsSpan(at + from.Length))
            : null;
    }
}
