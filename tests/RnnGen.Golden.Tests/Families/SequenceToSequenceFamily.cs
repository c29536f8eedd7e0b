using System.Text.Json;

namespace RnnGen.Golden.Tests.Families;

/// <summary>seq2seq: an encoder, and a decoder that is taught with what should have been said before.</summary>
internal sealed class SequenceToSequenceFamily : IFamily
{
    public GoldenCase Read(JsonElement @case) => @case.Text("kind") switch
    {
        "seed-23.6" => TextbookCase.Read(@case),
        "token" => TranslatorCase.Read(@case),
        var kind => throw new NotSupportedException($"There is no kind '{kind}'."),
    };
}
