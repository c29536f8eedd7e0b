using System.Text.Json;

namespace RnnGen.Golden.Tests.Families;

/// <summary>Writes the declaration of a translator for a configuration.</summary>
internal static class TranslatorText
{
    /// <summary>The name of the attention layer.</summary>
    public const string Attention = "W_a";

    public static string Of(JsonElement config)
    {
        string kind = config.Text("cell") == "lstm" ? "Lstm" : "Gru";
        int hidden = config.Int("hidden_size"), size = config.Int("embedding_dim");
        string attention = config.Member("attention")?.GetString() ?? "none";
        (string layers, string body) = attention switch
        {
            "dot" or "general" => ($"""
                [Attention(Score.{(attention == "dot" ? "Dot" : "General")}, Name = "{Attention}")]
                private static partial Attended Attend(Seq query, Seq memory);
                [Dense({hidden}, Activation = Activation.Tanh, Bias = false, Name = "W_c")]
                private static partial Seq Combine(Seq x);
                """,
                """
                var h = Decode(Target(previous), state);
                var a = Attend(h.Outputs, memory);
                return (Emit(Combine(Concat(a.Context, h.Outputs))), h.Final);
                """),
            "bahdanau" => ($"""
                [Attention(Score.Additive, Units = {hidden}, Name = "{Attention}")]
                private static partial Attended Attend(Seq query, Seq memory);
                """,
                """
                var a = Attend(state.Output, memory);
                var h = Decode(Concat(Target(previous), a.Context), state);
                return (Emit(h.Outputs), h.Final);
                """),
            _ => ("",
                """
                var h = Decode(Target(previous), state);
                return (Emit(h.Outputs), h.Final);
                """),
        };
        string memory = attention == "none" ? "" : ", Seq memory", given = attention == "none" ? "" : ", read.Outputs";
        return $$"""
            [Embedding({{config.Int("src_vocab")}}, {{size}}, Name = "src_embedding")]
            private static partial Seq Source(Tokens words);
            [Embedding({{config.Int("trg_vocab")}}, {{size}}, Name = "trg_embedding")]
            private static partial Seq Target(Tokens words);
            [{{kind}}({{hidden}}, Biases = 2, Name = "encoder")] private static partial Recurrence Encode(Seq x);
            [{{kind}}({{hidden}}, Biases = 2, Name = "decoder")]
            private static partial Recurrence Decode(Seq x, State from);
            {{layers}}
            [Dense({{config.Int("trg_vocab")}}, Name = "fc")] private static partial Seq Emit(Seq h);

            [Forward, CrossEntropy(IgnoreIndex = 0)]
            private static Seq Translate(Tokens source, Tokens previous)
            {
                var read = Encode(Source(source));
                var (scores, _) = Next(previous, read.Final{{given}});
                return scores;
            }

            [Step(Start = 1)]
            private static (Seq Scores, State Next) Next(Tokens previous, State state{{memory}})
            {
                {{body}}
            }
            """;
    }

    /// <summary>The model's tensor for one of the file's.</summary>
    public static string Tensor(string name) => name switch
    {
        "W_q.weight" => Attention + ".weight_q",
        "W_k.weight" => Attention + ".weight_k",
        "v.weight" => Attention + ".v",
        _ => name,
    };
}
