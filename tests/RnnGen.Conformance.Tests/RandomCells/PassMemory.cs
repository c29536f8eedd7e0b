using System.Reflection;
using RnnGen.Program;
using RnnGen.Testing;

namespace RnnGen.Conformance.Tests.RandomCells;

/// <summary>A pass that serves several batches, and what is left in its memory.</summary>
internal static unsafe class PassMemory
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>Fills the memory of a pass with NaN: what is read before it was written shows.</summary>
    public static void Spoil(Pass<double> pass)
    {
        object work = Field(pass, "_work");
        foreach (string name in new[] { "_arena", "_packedGradients" })
        {
            object buffer = Field(work, name);
            var pointer = (Pointer)buffer.GetType().GetProperty("Pointer", Hidden)!.GetValue(buffer)!;
            var capacity = (long)buffer.GetType().GetProperty("Capacity", Hidden)!.GetValue(buffer)!;
            new Span<double>(Pointer.Unbox(pointer), (int)capacity).Fill(double.NaN);
        }
    }

    /// <summary>Forward and backward of a case in a given pass; the model holds the weights.</summary>
    public static StackResult Run(Model<double> model, Pass<double> pass, StackCase @case)
    {
        Batch<double> batch = CpuBackend.CreateBatch<double>(model.Info, @case);
        pass.Forward(batch);
        var output = pass.Outputs.ToArray();
        Dictionary<string, double[]> states = Split(model, @case.Rows, pass.FinalStates);
        double[] finals = [.. model.Info.States.SelectMany(s => @case.StateWeights[s.Name])];
        pass.Backward(@case.OutputWeights, finals);
        bool reads = pass.WantsInputGradient;
        return new StackResult
        {
            Output = output,
            States = states,
            Gradients = new StackGradients
            {
                Input = @case.Features == null || !reads ? null : pass.InputGradient.ToArray(),
                States = reads ? Split(model, @case.Rows, pass.InitialStateGradient) : [],
                Weights = @case.Weights.Keys.ToDictionary(name => name, name => pass.GradientOf(name).ToArray()),
            },
        };
    }

    private static object Field(object of, string name) => of.GetType().GetField(name, Hidden)!.GetValue(of)!;

    private static Dictionary<string, double[]> Split(Model<double> model, int rows, ReadOnlySpan<double> values)
    {
        var result = new Dictionary<string, double[]>();
        foreach (StateInfo state in model.Info.States)
        {
            result[state.Name] = values[..(rows * state.Size)].ToArray();
            values = values[(rows * state.Size)..];
        }

        return result;
    }
}
