using System.Globalization;
using System.Text;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// The members of a json object, without its end; what has its default is left out. Texts are names of C#, which need
/// no escaping.
/// </summary>
internal sealed class JsonMembers
{
    private readonly StringBuilder _text = new("{");

    public JsonMembers Pair(string name, string json)
    {
        // a line of the emitted code may end behind a comma with a space
        if (_text.Length > 1)
            _text.Append(", ");
        _text.Append('"').Append(name).Append("\":").Append(json);
        return this;
    }

    public JsonMembers Text(string name, string? value) => value is null ? this : Pair(name, $"\"{value}\"");

    public JsonMembers Flag(string name, bool value) => value ? Pair(name, "true") : this;

    public JsonMembers Number(string name, int value, int otherwise = 0)
        => value == otherwise ? this : Pair(name, value.ToString(CultureInfo.InvariantCulture));

    public JsonMembers Number(string name, double value, double otherwise)
        => value.Equals(otherwise) ? this : Pair(name, Format(value));

    public JsonMembers Member<T>(string name, T value, T otherwise)
        where T : struct, Enum
        => value.Equals(otherwise) ? this : Pair(name, $"\"{value}\"");

    public JsonMembers List(string name, IEnumerable<string> items)
    {
        string all = string.Join(", ", items);
        return all.Length == 0 ? this : Pair(name, $"[{all}]");
    }

    /// <summary>Round trip; json has no infinity and no NaN, which are texts.</summary>
    public static string Format(double value)
        => double.IsNaN(value) ? "\"nan\"" : double.IsInfinity(value) ? value > 0 ? "\"inf\"" : "\"-inf\""
            : value.ToString("R", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString();
}
