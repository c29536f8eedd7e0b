using System.Text.Json;

namespace RnnGen.Golden.Tests.Families;

/// <summary>Writes the attribute of a standard recurrent layer, and names its states.</summary>
internal static class RecurrentText
{
    /// <summary>The layer's name in every declaration here.</summary>
    public const string Name = "rnn";

    /// <summary>The attribute for a cell and a configuration in PyTorch's terms.</summary>
    public static string Attribute(string cell, JsonElement config, bool bias, string extra = "")
    {
        string kind = cell switch
        {
            "rnn" => "SimpleRnn",
            "lstm" => "Lstm",
            "gru" => "Gru",
            _ => throw new NotSupportedException($"There is no cell '{cell}'."),
        };
        var options = new List<string> { $"{config.Int("hidden_size")}" };
        if (config.Int("num_layers", 1) is > 1 and int layers)
            options.Add($"Layers = {layers}");
        if (config.Flag("bidirectional"))
            options.Add("Bidirectional = true");
        if (config.Int("proj_size") is > 0 and int projection)
            options.Add($"Projection = {projection}");
        if (cell == "rnn" && config.Member("nonlinearity")?.GetString() == "relu")
            options.Add("Activation = Activation.Relu");
        options.Add($"Biases = {(bias ? 2 : 0)}");
        options.Add($"Name = \"{Name}\"");
        return $"[{kind}({string.Join(", ", options)}{extra})]";
    }

    /// <summary>Names of a state of every layer and direction, in PyTorch's order.</summary>
    public static string[] States(string state, int layers, bool bidirectional) =>
    [
        .. from layer in Enumerable.Range(0, layers)
           from suffix in bidirectional ? new[] { "", "_reverse" } : [""]
           select $"{Name}.{state}_l{layer}{suffix}",
    ];

    /// <summary>Cuts a stacked tensor into its states.</summary>
    public static void Split(string[] names, double[] stacked, Dictionary<string, double[]> into)
    {
        int each = stacked.Length / names.Length;
        for (int i = 0; i < names.Length; i++)
            into[names[i]] = stacked[(i * each)..((i + 1) * each)];
    }
}
