using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RnnGen.Docs.Tests;

/// <summary>The XML comments of an assembly as lines of Markdown.</summary>
internal sealed partial class XmlComments
{
    private readonly Dictionary<string, XElement> _members;

    private XmlComments(Dictionary<string, XElement> members) => _members = members;

    /// <summary>Reads the file that the compiler has left beside an assembly.</summary>
    public static XmlComments Of(System.Reflection.Assembly assembly)
    {
        XDocument file = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
        IEnumerable<XElement> members = file.Descendants("member");
        return new XmlComments(members.ToDictionary(static member => member.Attribute("name")!.Value));
    }

    /// <summary>A part of a member's comment, such as its summary; empty where it has none.</summary>
    /// <param name="id">The member, as the compiler names it, such as "P:RnnGen.DenseAttribute.Units".</param>
    /// <param name="element">The part.</param>
    /// <param name="name">The parameter, where the part is of one.</param>
    public string Text(string id, string element, string? name = null)
    {
        XElement? part = _members.GetValueOrDefault(id)?.Elements(element)
            .FirstOrDefault(part => name == null || part.Attribute("name")!.Value == name);
        return part == null ? "" : Space().Replace(string.Concat(part.Nodes().Select(Print)), " ").Trim();
    }

    private static string Print(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{Shorten(see.Attribute("cref")!.Value)}`",
        XElement { Name.LocalName: "paramref" or "typeparamref" } name => $"`{name.Attribute("name")!.Value}`",
        XElement { Name.LocalName: "para" } paragraph => string.Concat(paragraph.Nodes().Select(Print)) + " ",
        _ => throw new NotSupportedException($"The comment has {node}, which this page does not print."),
    };

    // "P:RnnGen.AttentionAttribute.Units" is Units, "T:RnnGen.CellAttribute" is [Cell].
    private static string Shorten(string reference)
    {
        string path = reference[2..].Split('(')[0];
        string name = path[(path.LastIndexOf('.') + 1)..].Split('`')[0];
        bool isAttribute = reference[0] == 'T' && name.EndsWith("Attribute", StringComparison.Ordinal);
        return isAttribute ? $"[{name[..^"Attribute".Length]}]" : name;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
