using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using RnnGen.Compiler.Emit;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Networks that no declaration gives, as models that run: scheduled, printed, compiled and loaded.</summary>
internal static class NetworkCompiler
{
    private const string Program = "__NetworkProgram";

    private static readonly ConcurrentDictionary<object, Lazy<Type>> s_types = [];

    /// <summary>A new model in double.</summary>
    /// <param name="key">What the network is known by: networks of equal keys are compiled once.</param>
    /// <param name="build">Builds the network anew; called once a form.</param>
    public static Model<double> Compile(object key, Func<Network> build) => Compile(key, _ => build());

    /// <summary>A new model in double.</summary>
    /// <param name="key">What the network is known by: networks of equal keys are compiled once.</param>
    /// <param name="build">Builds a form of the network: training, and then evaluation.</param>
    public static Model<double> Compile(object key, Func<bool, Network> build)
    {
        Type type = s_types.GetOrAdd(key, _ => new Lazy<Type>(() => Load(Text(build)))).Value;
        return (Model<double>)Activator.CreateInstance(type)!;
    }

    private static string Text(Func<bool, Network> build)
    {
        var memory = new Memory(8);
        NetworkSchedule training = NetworkScheduler.Run(build(true), memory, training: true);
        NetworkSchedule evaluation = NetworkScheduler.Run(build(false), memory, training: false);
        var writer = new CodeWriter();
        writer.Line("public sealed class NetworkModel() "
            + $": global::RnnGen.Model<double>({Program}.Instance, seed: 1);").Line();
        ProgramEmitter.Emit(
            writer, memory, training, evaluation with { Team = TeamFigures.Of(training, evaluation) }, Program);
        return writer.ToString();
    }

    private static Type Load(string text)
    {
        CSharpCompilation compilation = Host.Compile(text);
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Take(20)) + "\n" + text);
        return Assembly.Load(image.ToArray()).GetType("NetworkModel", throwOnError: true)!;
    }
}
