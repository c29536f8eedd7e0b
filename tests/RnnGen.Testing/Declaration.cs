namespace RnnGen.Testing;

/// <summary>A model class to be compiled at run time.</summary>
/// <param name="Attributes">The layers, in order, such as <c>[Input(3)]</c>.</param>
/// <param name="Precision">Its float type.</param>
/// <param name="Cells">C# text of cell classes that the layers use, or null.</param>
public sealed record Declaration(string Attributes, Precision Precision, string? Cells = null)
{
    /// <summary>A declaration of a list of attributes.</summary>
    public static Declaration Of(IEnumerable<string> attributes, Precision precision, string? cells = null)
        => new(string.Join("\n", attributes), precision, cells);

    /// <summary>Further options of <c>[RnnModel]</c>, such as <c>FoldBudget = 0</c>.</summary>
    public string Options { get; init; } = "";

    /// <summary>Members of the class, such as layer methods; empty for a stack.</summary>
    public string Body { get; init; } = "";

    /// <summary>The C# text, in a namespace of its own.</summary>
    internal string Source(string @namespace) =>
        $$"""
        using System;
        using RnnGen;
        using RnnGen.Cells;
        using RnnGen.Symbolic;
        using static RnnGen.Symbolic.Functions;

        namespace {{@namespace}};

        {{Cells}}

        [RnnModel(Precision = Precision.{{Precision}}{{(Options.Length > 0 ? ", " : "")}}{{Options}})]
        {{Attributes}}
        public sealed partial class {{ClassName}}
        {
        {{Body}}
        }

        """;

    /// <summary>The name of every compiled class.</summary>
    internal const string ClassName = "M";
}
