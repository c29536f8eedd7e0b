namespace RnnGen.Compiler.Emit;

/// <summary>What emitted code calls the rows and steps of each axis.</summary>
internal static class AxisNames
{
    public static string Rows(int axis) => Numbered("rows", axis);

    public static string Steps(int axis) => Numbered("steps", axis);

    /// <summary>A memory's steps rounded up to 64 bytes.</summary>
    public static string Alignment(int axis) => Numbered("alignment", axis);

    /// <summary>Parameters of an arena's layout.</summary>
    public static string Parameters(int axes) => All(axes, static axis => $"long {Rows(axis)}, long {Steps(axis)}");

    /// <summary>Arguments of an arena's layout that are these parameters, or locals of the same names.</summary>
    public static string Arguments(int axes) => All(axes, static axis => $"{Rows(axis)}, {Steps(axis)}");

    /// <summary>Arguments of an arena's layout for the slice <c>s</c>.</summary>
    public static string OfSlice(int axes) => All(axes, static axis => $"{Of(axis)}.Rows, {Of(axis)}.Steps");

    /// <summary>What holds rows, steps and lengths of an axis of the slice <c>s</c>.</summary>
    public static string Of(int axis) => axis == 0 ? "s" : $"s.Axes[{axis - 1}]";

    private static string Numbered(string name, int axis) => axis == 0 ? name : $"{name}{axis}";

    private static string All(int axes, Func<int, string> text)
        => string.Join(", ", Enumerable.Range(0, axes).Select(text));
}
