using RnnGen.Program;

namespace RnnGen.Plots;

/// <summary>The values of a recurrent state after each step of a sequence.</summary>
public sealed record StateTrace
{
    /// <summary>A trace.</summary>
    /// <param name="name">The state's name, as <see cref="ModelInfo.States"/> has it.</param>
    /// <param name="units">Its units.</param>
    /// <param name="values">Its values. [T, units]</param>
    /// <exception cref="ArgumentException">The values are no multiple of the units.</exception>
    public StateTrace(string name, int units, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        if (values.Count == 0 || values.Count % units != 0)
        {
            throw new ArgumentException(
                $"values has {values.Count} numbers, which is no multiple above 0 of {units} units.", nameof(values));
        }

        (Name, Units, Values) = (name, units, values);
    }

    /// <summary>The state's name, such as <c>lstm.h_l0</c>.</summary>
    public string Name { get; }

    /// <summary>Number of units.</summary>
    public int Units { get; }

    /// <summary>Number of steps.</summary>
    public int Steps => Values.Count / Units;

    /// <summary>The values, step by step. [T, Units]</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>
    /// Runs a model over a sequence step by step and keeps its states: bit for bit those that the whole sequence gives.
    /// </summary>
    /// <param name="model">A model that can stream.</param>
    /// <param name="sequence">The sequence, in the user's units; targets are not read.</param>
    /// <returns>One trace for each of <see cref="ModelInfo.States"/>.</returns>
    /// <exception cref="InvalidOperationException">The model cannot stream; the message says why.</exception>
    /// <exception cref="ArgumentException">
    /// The sequence is empty or does not fit the model, or the model has no states.
    /// </exception>
    public static IReadOnlyList<StateTrace> Record<T>(Model<T> model, Sample<T> sequence)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sequence);
        using var run = new StreamedSequence<T>(model, sequence);
        if (model.Info.States.Count == 0)
            throw new ArgumentException($"{model.Info.Name} has no recurrent state.", nameof(model));
        double[][] values = [.. model.Info.States.Select(state => new double[run.Steps * state.Size])];
        for (int t = 0; run.MoveNext(); t++)
        {
            ReadOnlySpan<T> all = run.States;
            for (int s = 0; s < values.Length; s++)
            {
                int size = model.Info.States[s].Size;
                for (int unit = 0; unit < size; unit++)
                    values[s][(t * size) + unit] = double.CreateTruncating(all[unit]);
                all = all[size..];
            }
        }

        return [.. model.Info.States.Select((state, s) => new StateTrace(state.Name, state.Size, values[s]))];
    }
}
