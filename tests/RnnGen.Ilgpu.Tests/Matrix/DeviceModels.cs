using System.Collections.Concurrent;
using RnnGen.Testing;

namespace RnnGen.Ilgpu.Tests.Matrix;

/// <summary>The models of the chosen cases, compiled some at a time when the first of them is needed.</summary>
internal static class DeviceModels
{
    private const int ModelsPerChunk = 24;

    private static readonly ConcurrentDictionary<int, Lazy<CompiledDeclarations>> s_chunks = [];

    private static readonly Declaration[] s_models =
    [
        .. DeviceCase.Chosen.Select(static one => one.Large).Concat(DeviceCase.Plain.Select(static one => one.Small))
            .Distinct(),
    ];

    /// <summary>A new model of a declaration that a case has.</summary>
    public static Model<T> Create<T>(Declaration declaration)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int chunk = Array.IndexOf(s_models, declaration) / ModelsPerChunk;
        return s_chunks.GetOrAdd(chunk, static c => new(() => Compile(c))).Value.Create<T>(declaration, seed: 1);
    }

    private static CompiledDeclarations Compile(int chunk) => DeclarationCompiler.Compile(
        s_models.Skip(chunk * ModelsPerChunk).Take(ModelsPerChunk), batchSize: ModelsPerChunk);
}
