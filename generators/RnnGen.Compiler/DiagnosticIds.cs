namespace RnnGen.Compiler;

/// <summary>Ids of the rules that the compiler itself checks.</summary>
internal static class DiagnosticIds
{
    public const string UnknownSize = "RNN0310";
    public const string SizesDiffer = "RNN0311";
    public const string StateSize = "RNN0312";
    public const string NameNeeded = "RNN0313";
    public const string UnknownName = "RNN0314";
    public const string SplitUneven = "RNN0315";
    public const string ScalarOutput = "RNN0316";
    public const string ResidualWidth = "RNN0205";
    public const string MergeWidth = "RNN0206";
}
