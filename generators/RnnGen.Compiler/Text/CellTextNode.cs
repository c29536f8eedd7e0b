namespace RnnGen.Compiler.Text;

/// <summary>A parenthesised list, or an atom where <see cref="Atom"/> is not null.</summary>
internal sealed class CellTextNode
{
    public string? Atom { get; init; }

    public List<CellTextNode> Items { get; } = [];

    /// <summary>The first item where it is an atom.</summary>
    public string? Head => Items.Count > 0 ? Items[0].Atom : null;

    /// <summary>The one list that the text is.</summary>
    public static CellTextNode Parse(string text)
    {
        var open = new Stack<CellTextNode>();
        CellTextNode? root = null;
        var at = 0;
        while (at < text.Length)
        {
            char c = text[at];
            if (c is ' ' or '\n')
            {
                at++;
            }
            else if (root is not null)
            {
                throw new FormatException("text behind the end");
            }
            else if (c == '(')
            {
                if (open.Count > CellText.MaxDepth + 8)
                    throw new FormatException("nested too deep");
                open.Push(new CellTextNode());
                at++;
            }
            else if (open.Count == 0)
            {
                throw new FormatException("'(' expected");
            }
            else if (c == ')')
            {
                CellTextNode done = open.Pop();
                if (open.Count == 0)
                    root = done;
                else
                    open.Peek().Items.Add(done);
                at++;
            }
            else
            {
                int start = at;
                while (at < text.Length && text[at] is not (' ' or '\n' or '(' or ')'))
                    at++;
                open.Peek().Items.Add(new CellTextNode { Atom = text.Substring(start, at - start) });
            }
        }

        return root ?? throw new FormatException("the end is missing");
    }
}
