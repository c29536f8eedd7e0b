using System.Numerics;
using RnnGen.Ilgpu.Training;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Training;

[Collection("accelerator")]
public sealed class DeviceMasksTests
{
    public static TheoryData<DropoutKind, bool, int, double, int> Sites()
    {
        var data = new TheoryData<DropoutKind, bool, int, double, int>();
        foreach (DropoutKind kind in Enum.GetValues<DropoutKind>())
        {
            foreach (bool perSequence in (bool[])[false, true])
            {
                data.Add(kind, perSequence, 0, 0.3, 37);
                data.Add(kind, perSequence, 1, 0.5, 3);
                data.Add(kind, perSequence, 1, 1, 16);
                data.Add(kind, perSequence, 0, 0, 9);
            }
        }

        return data;
    }

    [DeviceTheory]
    [MemberData(nameof(Sites))]
    public void Draw_IsTheHostsMaskBitForBit(DropoutKind kind, bool perSequence, int axis, double rate, int width)
    {
        AssertSame<float>(new("site", width, rate, perSequence, kind) { Axis = axis }, isCpu: false, 13);
        AssertSame<double>(new("site", width, rate, perSequence, kind) { Axis = axis }, isCpu: false, 13);
    }

    [DeviceFact]
    public void Draw_OnIlgpusProcessor_IsTheHostsMask() => AssertSame<float>(
        new("site", 5, 0.3, PerSequence: false, DropoutKind.Inverted) { Axis = 1 }, isCpu: true, 2);

    private static void AssertSame<T>(DropoutSite site, bool isCpu, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const ulong Seed = 0x1234_5678_9ABC_DEF1;
        const int First = 3;
        int[] steps = [7, 5];
        int stride = SortedRows<T>.Stride(site.Width);
        ModelInfo info = TestModel.Of([]) with { DropoutSites = [site, site] };
        long[] ports = new long[Port.Count(info)];
        ports[Port.Mask(info, 1)] = 5;
        KernelCache kernels = TrainingAccelerator.Get(isCpu);
        using var batch = new SortedRows<T>(
            kernels, rows, steps, 1, Numbers.Of<T>(10 + (7 * rows * stride), 1));
        new DeviceMasks<T>(kernels, info).Draw(1, batch.With(ports), Seed, 1L << 33, First);

        T[] expected = [.. batch.Arena];
        ulong key = DropoutMask.Key(Seed, 1L << 33, 1);
        for (int t = 0; t < (site.PerSequence ? 1 : steps[site.Axis]); t++)
        {
            for (int r = 0; r < rows; r++)
            {
                int row = batch.RowsOf[site.Axis][r];
                Span<T> mask = expected.AsSpan(5 + (((t * rows) + r) * stride), stride);
                int width = site.PerSequence || t < batch.Lengths[site.Axis][row] ? site.Width : 0;
                DropoutMask.Fill(
                    mask[..width], key, row, site.PerSequence ? 0 : First + t, site.Rate, site.Kind);
                mask[width..].Clear();
            }
        }

        Assert.Equal(expected, batch.ReadArena());
    }
}
