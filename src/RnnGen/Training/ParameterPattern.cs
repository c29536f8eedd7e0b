namespace RnnGen;

/// <summary>Names of tensors by pattern: <c>*</c> stands for any number of characters, as in <c>lstm.*</c>.</summary>
internal static class ParameterPattern
{
    /// <summary>The indices of the tensors that a pattern names, ascending.</summary>
    /// <exception cref="ArgumentException">It names none.</exception>
    public static IReadOnlyList<int> Find(Program.ModelInfo info, string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        var found = new List<int>();
        for (int i = 0; i < info.Parameters.Count; i++)
        {
            if (IsMatch(info.Parameters[i].Name, pattern))
                found.Add(i);
        }

        if (found.Count > 0)
            return found;
        throw new ArgumentException(
            $"No parameter of {info.Name} matches '{pattern}'; it has "
                + $"{string.Join(", ", info.Parameters.Select(static p => p.Name))}.",
            nameof(pattern));
    }

    /// <summary>Whether a name fits a pattern.</summary>
    public static bool IsMatch(ReadOnlySpan<char> name, ReadOnlySpan<char> pattern)
    {
        int star = pattern.IndexOf('*');
        if (star < 0)
            return name.SequenceEqual(pattern);
        if (!name.StartsWith(pattern[..star]))
            return false;
        ReadOnlySpan<char> rest = pattern[(star + 1)..];
        for (int start = star; start <= name.Length; start++)
        {
            if (IsMatch(name[start..], rest))
                return true;
        }

        return false;
    }
}
