using System.Numerics;
using System.Runtime.CompilerServices;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu;

/// <summary>Chooses how time loops run, and says so.</summary>
internal static class LoopPlans
{
    // What a multiprocessor's first cache holds, about.
    private const long NearBytes = 256 * 1024;

    /// <summary>
    /// Whether a time loop runs in one launch: where nothing else is said, on a processor, and on a GPU where a group
    /// finds the weights of a step in its nearest caches.
    /// </summary>
    /// <param name="plan">What was said.</param>
    /// <param name="isProcessor">Whether the device is one.</param>
    /// <param name="weights">Weights that a step reads; negative where the loop cannot be one launch.</param>
    /// <typeparam name="T">Their type.</typeparam>
    public static bool IsOneLaunch<T>(LoopPlan plan, bool isProcessor, long weights)
        where T : unmanaged
        => weights >= 0 && plan switch
        {
            LoopPlan.OneLaunch => true,
            LoopPlan.Stepped => false,
            _ => isProcessor || weights * Unsafe.SizeOf<T>() <= NearBytes,
        };

    /// <summary>A line that says of each loop how it runs; empty where there are none.</summary>
    public static string Describe<T>(IReadOnlyList<DeviceLoop> loops, LoopPlan plan, bool isProcessor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ILookup<string, string> names = loops.ToLookup(
            loop => (IsOne(loop.Forward), IsOne(loop.Backward)) switch
            {
                (true, true) => "one launch for all steps",
                (false, false) => "a launch an instruction and step",
                (true, false) => "one launch forward, backward a launch an instruction and step",
                (false, true) => "one launch backward, forward a launch an instruction and step",
            },
            static loop => loop.Name);
        return string.Join("; ", names.Select(static group => $"{string.Join(", ", group)}: {group.Key}"));

        bool IsOne(long weights) => IsOneLaunch<T>(plan, isProcessor, weights);
    }
}
