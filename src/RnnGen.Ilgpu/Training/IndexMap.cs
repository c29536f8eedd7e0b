using System.Numerics;
using ILGPU;
using RnnGen.Ilgpu.Kernels;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// Where each float of one buffer comes from in another. A place with several sources is their sum in the order in
/// which they were given: the first ones of all places are a pass, the second ones another, and so on.
/// </summary>
internal sealed class IndexMap : IDisposable
{
    private readonly KernelCache _kernels;
    private readonly DeviceBuffer<int> _first;
    private readonly List<DeviceBuffer<int>> _more = [];
    private readonly int _count;

    /// <param name="kernels">The accelerator.</param>
    /// <param name="count">Floats of the target.</param>
    /// <param name="pairs">Targets with their sources.</param>
    public IndexMap(KernelCache kernels, int count, IEnumerable<(int Target, int Source)> pairs)
    {
        _kernels = kernels;
        _count = count;
        int[] first = new int[count];
        Array.Fill(first, -1);
        var seen = new Dictionary<int, int>();
        var rounds = new List<List<(int Target, int Source)>>();
        foreach ((int target, int source) in pairs)
        {
            if (first[target] < 0)
            {
                first[target] = source;
                continue;
            }

            int round = seen.GetValueOrDefault(target);
            seen[target] = round + 1;
            if (round == rounds.Count)
                rounds.Add([]);
            rounds[round].Add((target, source));
        }

        _first = StateBuffers.Of(kernels, first);
        foreach (List<(int Target, int Source)> round in rounds)
        {
            int[] both = [.. round.Select(static pair => pair.Target), .. round.Select(static pair => pair.Source)];
            _more.Add(StateBuffers.Of(kernels, both));
        }
    }

    /// <summary>Writes the target.</summary>
    /// <param name="source">Where floats come from.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="adds">
    /// Whether the target's values stay and are added to; else places without a source become 0.
    /// </param>
    public void Run<T>(ArrayView<T> source, ArrayView<T> target, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_count == 0)
            return;
        _kernels.Launch(MapKernels.Gather, _count, new MapArguments<T>
        {
            Source = source,
            Target = target,
            Sources = _first.View,
            Count = _count,
            Adds = adds ? 1 : 0,
        });
        foreach (DeviceBuffer<int> pairs in _more)
        {
            int count = (int)pairs.Capacity / 2;
            _kernels.Launch(MapKernels.AddMore, count, new MorePairsArguments<T>
            {
                Source = source,
                Target = target,
                Pairs = pairs.View,
                Count = count,
            });
        }
    }

    public void Dispose() => Disposal.Of([_first, .. _more]);
}
