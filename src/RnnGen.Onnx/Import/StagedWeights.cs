using System.Numerics;
using RnnGen.Program;
using RnnGen.Structure;

namespace RnnGen.Onnx.Import;

/// <summary>Numbers for the tensors of a model, which are written once all of them are there.</summary>
/// <param name="model">The model.</param>
internal sealed class StagedWeights<T>(Model<T> model)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, T[]> _staged = new(StringComparer.Ordinal);

    /// <summary>What is there of a tensor; null where nothing is.</summary>
    public T[]? Of(string name) => _staged.GetValueOrDefault(name);

    /// <summary>A number of a tensor.</summary>
    /// <exception cref="OnnxException">The model's type cannot hold it.</exception>
    public void Put(ParameterInfo parameter, long at, double number)
    {
        if (!_staged.TryGetValue(parameter.Name, out T[]? staged))
            _staged.Add(parameter.Name, staged = new T[parameter.Length]);
        staged[at] = T.CreateTruncating(number);
        if (!IsSame(number, staged[at]))
            throw new OnnxException(
                $"'{parameter.Name}' would lose digits: {number:R} is no {typeof(T).Name}; declare Precision.Double.");
    }

    /// <summary>Whether a number is what stands somewhere.</summary>
    public static bool IsSame(double value, T staged) => double.CreateTruncating(staged).Equals(value);

    /// <summary>Requires that every tensor has something.</summary>
    /// <exception cref="OnnxException">One has nothing.</exception>
    public void RequireAll(ModelStructure structure)
    {
        foreach (TensorStructure tensor in structure.Tensors)
        {
            if (!_staged.ContainsKey(tensor.Parameter.Name))
                throw new OnnxException($"The file has no numbers for '{tensor.Parameter.Name}'.");
        }
    }

    /// <summary>Writes what is there.</summary>
    public void Commit()
    {
        foreach ((string name, T[] values) in _staged)
            values.CopyTo(model.Parameters[name]);
        model.Parameters.Commit();
    }
}
