using System.Text.Json;

namespace RnnGen.Golden.Tests.Families;

/// <summary>Turns the cases of some families into runnable ones.</summary>
internal interface IFamily
{
    /// <summary>Reads one case of a file.</summary>
    GoldenCase Read(JsonElement @case);
}
