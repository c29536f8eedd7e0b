using System.Numerics;
using RnnGen.Program;

namespace RnnGen.Testing;

/// <summary>The CPU backend through the public interface.</summary>
public sealed class CpuBackend : IBackend
{
    /// <inheritdoc/>
    public string Name => "CPU";

    /// <inheritdoc/>
    public StackResult Evaluate<T>(Model<T> model, StackCase @case, bool gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Evaluate(null, model, @case, gradients);

    /// <summary>Evaluates a case on a device, or on the processor where it is null.</summary>
    internal static StackResult Evaluate<T>(Device? device, Model<T> model, StackCase @case, bool gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ModelBinding<T> binding = new(model);
        binding.Write(@case.Weights);
        Batch<T> batch = CreateBatch<T>(model.Info, @case);
        using Pass<T> pass = model.CreatePass(device);
        pass.Forward(batch, gradients || @case.Dropout);
        double? loss = @case.UsesLoss ? pass.Loss() : null;
        var result = new StackResult
        {
            Output = Floats.ToDoubles<T>(pass.Outputs),
            States = Split(model.Info, @case.Rows, pass.FinalStates),
            Loss = loss,
            Losses = loss == null ? null : Floats.ToDoubles<double>(pass.Losses),
        };
        if (!gradients)
            return result;
        Backward(model.Info, pass, @case);
        return result with
        {
            Gradients = new StackGradients
            {
                Input = @case.Features == null ? null : Floats.ToDoubles<T>(pass.InputGradient),
                States = Split(model.Info, @case.Rows, pass.InitialStateGradient),
                Weights = binding.Read(@case.Weights.Keys, name => pass.GradientOf(name)),
            },
        };
    }

    /// <inheritdoc/>
    public StackResult Stream<T>(Model<T> model, StackCase @case)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        new ModelBinding<T>(model).Write(@case.Weights);
        using ModelStream<T> stream = model.CreateStream();
        if (@case.States != null)
            stream.RestoreState(Join<T>(model.Info, 1, @case.States, fillDefaults: true));
        T[] features = Floats.FromDoubles<T>(@case.Features);
        var output = new List<double>();
        for (int t = 0; t < @case.Steps; t++)
        {
            ReadOnlySpan<T> x = features.AsSpan(t * model.Info.Features, model.Info.Features);
            output.AddRange(Floats.ToDoubles(stream.Step(x)));
        }

        var states = new T[stream.StateLength];
        stream.SaveState(states);
        return new StackResult { Output = [.. output], States = Split<T>(model.Info, 1, states) };
    }

    /// <summary>A case as a batch of a model.</summary>
    public static Batch<T> CreateBatch<T>(ModelInfo info, StackCase @case)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Batch<T> plain = @case.Features == null
            ? Batch<T>.FromTokens(@case.Tokens!, @case.Rows, @case.Steps, @case.Lengths)
            : Batch<T>.FromFeatures(Floats.FromDoubles<T>(@case.Features), @case.Rows, @case.Steps, @case.Lengths);
        return plain with
        {
            InitialStates =
                @case.States == null ? default : Join<T>(info, @case.Rows, @case.States, fillDefaults: true),
            Classes = @case.Classes,
            ClassCounts = @case.ClassCounts,
            Targets = Floats.FromDoubles<T>(@case.Targets),
            SampleWeights = Floats.FromDoubles<T>(@case.SampleWeights),
            DropoutMasks = Masks<T>(info, @case),
        };
    }

    /// <summary>
    /// Masks by site. A site of several directions may be one in a case and one a direction (<c>name.0</c>,
    /// <c>name.1</c>) in a model.
    /// </summary>
    private static Dictionary<string, ReadOnlyMemory<T>> Masks<T>(ModelInfo info, StackCase @case)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var masks = new Dictionary<string, ReadOnlyMemory<T>>();
        foreach ((string name, double[] mask) in @case.Masks)
        {
            DropoutSite[] sites = [.. info.DropoutSites.Where(site =>
                site.Name == name || site.Name.StartsWith(name + ".", StringComparison.Ordinal))];
            if (sites.Length == 0)
            {
                string known = string.Join(", ", info.DropoutSites.Select(site => site.Name));
                throw new InvalidOperationException($"The model has no dropout site '{name}'; it has {known}.");
            }

            int width = sites.Sum(site => site.Width), column = 0;
            foreach (DropoutSite site in sites)
            {
                masks[site.Name] = Floats.FromDoubles<T>(StackRows.Columns(mask, width, column, site.Width));
                column += site.Width;
            }
        }

        return masks;
    }

    private static void Backward<T>(ModelInfo info, Pass<T> pass, StackCase @case)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (@case.UsesLoss)
        {
            pass.Backward();
            return;
        }

        pass.Backward(
            Floats.FromDoubles<T>(@case.OutputWeights),
            Join<T>(info, @case.Rows, @case.StateWeights, fillDefaults: false));
    }

    /// <summary>States by name, one after the other in the model's order.</summary>
    private static T[] Join<T>(
        ModelInfo info, int rows, IReadOnlyDictionary<string, double[]> byName, bool fillDefaults)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string? unknown = byName.Keys.FirstOrDefault(name => info.States.All(state => state.Name != name));
        if (unknown != null)
        {
            throw new InvalidOperationException(
                $"The model has no state '{unknown}'; it has {string.Join(", ", info.States.Select(s => s.Name))}.");
        }

        var all = new List<double>();
        foreach (StateInfo state in info.States)
        {
            all.AddRange(byName.TryGetValue(state.Name, out double[]? values)
                ? values
                : Enumerable.Repeat(fillDefaults ? state.Initial : 0, rows * state.Size));
        }

        return Floats.FromDoubles<T>([.. all]);
    }

    private static Dictionary<string, double[]> Split<T>(ModelInfo info, int rows, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var byName = new Dictionary<string, double[]>();
        int start = 0;
        foreach (StateInfo state in info.States)
        {
            byName[state.Name] = Floats.ToDoubles(values.Slice(start, rows * state.Size));
            start += rows * state.Size;
        }

        return byName;
    }
}
