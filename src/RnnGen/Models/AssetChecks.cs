using RnnGen.Program;

namespace RnnGen;

/// <summary>Checks what is set on a model against its declaration; each gives back what may be kept.</summary>
internal static class AssetChecks
{
    public static Vocabulary? Vocabulary(ModelInfo info, Vocabulary? value)
    {
        const string Name = nameof(Model.Vocabulary);
        if (value == null)
            return null;
        if (info.Vocabulary == 0)
            throw new ArgumentException($"{info.Name} reads features, not tokens; it has no {Name}.", Name);
        if (value.Count > info.Vocabulary)
        {
            throw new ArgumentException(
                $"{Name} has {value.Count} tokens; {info.Name} is declared for {info.Vocabulary}.", Name);
        }

        return value;
    }

    public static IReadOnlyList<string>? ClassNames(ModelInfo info, IReadOnlyList<string>? value)
    {
        const string Name = nameof(Model.ClassNames);
        if (value == null)
            return null;
        string[] names = [.. value];
        bool isYesOrNo = info.Loss?.Kind == LossKind.BinaryCrossEntropy && info.Outputs == 1;
        if (names.Length != info.Outputs && !(isYesOrNo && names.Length == 2))
        {
            throw new ArgumentException(
                $"{Name} has {names.Length} names; {info.Name} has {info.Outputs} outputs"
                    + (isYesOrNo ? ", which takes 1 name (of the positive class) or 2." : "."),
                Name);
        }

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (string.IsNullOrEmpty(names[i]))
                throw new ArgumentException($"{Name} has no name at element {i}.", Name);
            if (!known.TryAdd(names[i], i))
            {
                throw new ArgumentException(
                    $"{Name} has \"{names[i]}\" at element {i} and at element {known[names[i]]}.", Name);
            }
        }

        return Array.AsReadOnly(names);
    }

    public static Scaler? InputScaler(ModelInfo info, Scaler? value)
    {
        const string Name = nameof(Model.InputScaler);
        if (value != null && info.Vocabulary > 0)
            throw new ArgumentException($"{info.Name} reads tokens, not features; it has no {Name}.", Name);
        return Wide(info, value, info.Features, "features", Name);
    }

    public static Scaler? TargetScaler(ModelInfo info, Scaler? value)
    {
        const string Name = nameof(Model.TargetScaler);
        if (value != null && !IsRegression(info.Loss))
        {
            throw new ArgumentException(
                $"{info.Name} is declared with {(info.Loss == null ? "no loss" : info.Loss.Kind)}; a {Name} goes with "
                    + "a regression loss (squared, absolute, smooth L1, Huber, a quantile or an objective).",
                Name);
        }

        return value?.Features == 1 ? value : Wide(info, value, info.Outputs, "outputs", Name);
    }

    /// <summary>Whether outputs are numbers and no scores.</summary>
    public static bool IsRegression(LossInfo? loss) =>
        loss is
        {
            Kind: not (LossKind.CrossEntropy or LossKind.BinaryCrossEntropy), IsPerSequence: false,
        };

    private static Scaler? Wide(ModelInfo info, Scaler? value, int expected, string what, string name)
    {
        if (value != null && value.Features != expected)
        {
            throw new ArgumentException(
                $"{name} scales {value.Features} numbers a step; {info.Name} has {expected} {what}.", name);
        }

        return value;
    }
}
