using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen.Tests;

public sealed class LossMemoryTests
{
    [Fact]
    public void Reserve_ForLabels_LeavesNothingToGrow()
    {
        var loss = new LossInfo { Kind = LossKind.Ctc };
        var model = new RnnModel<float>(new RnnOptions { PerStep = true, Loss = loss });
        using var work = new Workspace<float>(model.Program);
        using var memory = new LossMemory<float>(work, model.Loss!, axis: 0);
        memory.Reserve(rows: 40, steps: 12, targets: 7);
        long reserved = memory.Capacity;
        work.Prepare(40, [new AxisBatch(12, default)], training: true, model.Parameters);
        memory.Prepare(7);
        Assert.Equal(reserved, memory.Capacity);
    }
}
