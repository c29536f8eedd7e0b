using System.Numerics;
using RnnGen.Program;

namespace RnnGen.Testing;

/// <summary>A model's tensors under the names that a case uses.</summary>
/// <remarks>
/// Vectors that scale states are stacked in references (<c>scale_hh</c>: peepholes i, f, o) and may be separate tensors
/// in a model.
/// </remarks>
public sealed class ModelBinding<T>(Model<T> model)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly (string Role, string[] Tensors)[] s_aliases =
    [
        ("scale_hh", ["weight_ci", "weight_cf", "weight_co"]),
        ("scale_hh", ["weight_cf", "weight_co"]),
        ("scale_hh", ["weight_hh"]),
    ];

    /// <summary>Fills every parameter; throws where one is left out, left over or of another size.</summary>
    public void Write(IReadOnlyDictionary<string, double[]> weights)
    {
        var written = new HashSet<string>();
        foreach ((string name, double[] values) in weights)
        {
            int start = 0;
            foreach (string tensor in Resolve(name))
            {
                Span<T> target = model.Parameters[tensor];
                if (start + target.Length > values.Length)
                    throw new InvalidOperationException($"{tensor} has {target.Length}, {name} {values.Length}.");
                Floats.FromDoubles<T>(values[start..(start + target.Length)]).CopyTo(target);
                start += target.Length;
                written.Add(tensor);
            }

            if (start != values.Length)
                throw new InvalidOperationException($"{name} has {values.Length} values, the model {start}.");
        }

        ParameterInfo? missing = model.Info.Parameters.FirstOrDefault(info => !written.Contains(info.Name));
        if (missing != null)
            throw new InvalidOperationException($"The case gives no values for the model's tensor '{missing.Name}'.");
        model.Parameters.Commit();
    }

    /// <summary>Values of the named tensors, from the model's own.</summary>
    public Dictionary<string, double[]> Read(IEnumerable<string> names, TensorReader read) =>
        names.ToDictionary(
            name => name,
            name => Resolve(name).SelectMany(tensor => Floats.ToDoubles(read(tensor))).ToArray());

    /// <summary>The model's tensors that a name stands for.</summary>
    private string[] Resolve(string name)
    {
        if (Has(name))
            return [name];
        foreach ((string role, string[] tensors) in s_aliases)
        {
            int at = name.IndexOf("." + role + "_l", StringComparison.Ordinal);
            if (at < 0)
                continue;
            string[] resolved =
                [.. tensors.Select(tensor => name[..(at + 1)] + tensor + name[(at + 1 + role.Length)..])];
            if (resolved.All(Has))
                return resolved;
        }

        throw new InvalidOperationException(
            $"The model has no '{name}'; it has {string.Join(", ", model.Info.Parameters.Select(p => p.Name))}.");
    }

    private bool Has(string name) => model.Info.Parameters.Any(info => info.Name == name);

    /// <summary>Reads a tensor of the model.</summary>
    public delegate ReadOnlySpan<T> TensorReader(string name);
}
