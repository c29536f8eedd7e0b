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
    public T[]? Find(string name) => _staged.GetValueOrDefault(name);

    /// <summary>Room for the numbers of a tensor.</summary>
    public T[] Of(ParameterInfo parameter)
    {
        if (!_staged.TryGetValue(parameter.Name, out T[]? staged))
            _staged.Add(parameter.Name, staged = new T[parameter.Length]);
        return staged;
    }

    /// <summary>A number of a tensor.</summary>
    /// <param name="parameter">The tensor.</param>
    /// <param name="room">Where its numbers go.</param>
    /// <param name="at">Which of them it is.</param>
    /// <param name="number">The number.</param>
    /// <exception cref="OnnxException">The model's type cannot hold it.</exception>
    public void Put(ParameterInfo parameter, T[] room, int at, double number)
    {
        room[at] = T.CreateTruncating(number);
        if (!IsSame(number, room[at]))
        {
            throw new OnnxException(
                FormattableString.Invariant($"'{parameter.Name}' would lose digits: {number:R} is no ")
                    + $"{typeof(T).Name}; declare Precision.Double.");
        }
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
