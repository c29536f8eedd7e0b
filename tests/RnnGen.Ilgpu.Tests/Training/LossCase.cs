using System.Numerics;
using RnnGen.Ilgpu.Program;
using RnnGen.Ilgpu.Training;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>A head's loss of a batch, by the host's class and by the device's kernels.</summary>
internal sealed record LossCase
{
    public required LossInfo Info { get; init; }

    public int Width { get; init; } = 5;

    public int Rows { get; init; } = 13;

    public int Steps { get; init; } = 6;

    public int Least { get; init; }

    public bool PerStep { get; init; } = true;

    /// <summary>0 without weights, 1 with one a row, 2 with one a loss.</summary>
    public int Weights { get; init; }

    public int Labels { get; init; } = 4;

    public bool IsCpu { get; init; }

    public bool Training { get; init; } = true;

    /// <summary>Forbids some pairs and ends of a CRF.</summary>
    public bool Forbids { get; init; }

    public double Size { get; init; } = 3;

    private bool IsSequence => Info.Kind is LossKind.Crf or LossKind.Ctc;

    private bool ReadsClasses => IsSequence || Info.Kind == LossKind.CrossEntropy;

    /// <summary>
    /// Asserts that both have the same losses, sums, gradients and gradients of the loss's parameters.
    /// </summary>
    public unsafe void AssertAgrees<T>(double tolerance, DeviceObjective<T>? objective = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = 64 / sizeof(T), stride = SortedRows<T>.Stride(Width), vectors = PerStep ? Steps : 1;
        ModelInfo model = Model();
        WeightLayout layout = Layout(lanes);
        int size = vectors * Rows * stride;
        long[] ports = new long[Port.Count(model)];
        ports[Port.Output(model, 1)] = 2;
        ports[Port.OutputGradient(model, 1)] = 2 + size;
        T[] parameters = Parameters<T>();
        T[] packed = Numbers.Of<T>(4 + ((Width + 2) * stride), 9);
        KernelCache kernels = TrainingAccelerator.Get(IsCpu);
        using var batch = new SortedRows<T>(
            kernels, Rows, [Steps + 1, Steps], Least, Numbers.Of<T>((2 * size) + 4, 1, Size));
        var loss = Loss<T>.Create(Info, Width);
        BatchTarget<T> target = Target<T>(loss, vectors);

        using var uploads = new Uploads(kernels);
        using var head = new DeviceHead<T>(
            uploads, model, 1, DeviceLoss<T>.Create(kernels, loss, model, layout, objective));
        using var flat = new OnDevice<T>(kernels, parameters);
        using var gradients = new OnDevice<T>(kernels, packed);
        using var sums = new OnDevice<double>(kernels, [7, 7, 7, 7]);
        head.Prepare(target, batch.Lengths[1], Steps, null);
        head.Compute(batch.With(ports) with
        {
            Training = Training,
            Parameters = flat.View,
            PackedGradients = gradients.View,
        });
        head.Sum(sums.View);
        var losses = new double[head.LossCount];
        head.ReadLosses(losses);

        T[] arena = [.. batch.Arena], expectedPacked = [.. packed];
        var expected = new double[losses.Length];
        double denominator = Denominator(loss, target, batch, vectors);
        double sum = Host(loss, target, batch, arena, parameters, expectedPacked, layout, expected, denominator);
        Assert.Equal(denominator, head.Denominator);
        Numbers.AssertClose<double>(expected, losses, tolerance);
        Numbers.AssertClose<double>(
            [7, sum, 7, Info.Reduction == Reduction.Mean ? denominator : 1], sums.Read(), tolerance);
        Numbers.AssertClose<T>(arena, batch.ReadArena(), sizeof(T) == sizeof(float) ? 1e-6 : tolerance);
        Numbers.AssertClose<T>(expectedPacked, gradients.Read(), sizeof(T) == sizeof(float) ? 1e-6 : tolerance);
    }

    // Two heads on the second axis; the second one's loss is at hand. Tensors of a CRF begin at 3.
    private ModelInfo Model()
    {
        ParameterInfo[] tensors = Info.Kind != LossKind.Crf ? [new("v", 0, 3, 0, [])]
            : !Info.StartEnd ? [new("v", 0, 3, 0, []), new("transitions", 3, Width, Width, [])]
            :
            [
                new("v", 0, 3, 0, []), new("transitions", 3, Width, Width, []),
                new("start", 3 + (Width * Width), Width, 0, []), new("end", 3 + (Width * (Width + 1)), Width, 0, []),
            ];
        var head = new HeadInfo("head", 1, PerStep, Width, Info, 0.7);
        return TestModel.Of(tensors) with { Heads = [head with { Name = "other" }, head] };
    }

    private WeightLayout Layout(int lanes)
    {
        int stride = (Width + lanes - 1) / lanes * lanes;
        bool isCrf = Info.Kind == LossKind.Crf;
        int square = 3 + (Width * Width), behind = Width * stride;
        return new WeightLayout
        {
            Panels = [],
            Vectors = [],
            Gradients = isCrf ? [new(0, stride, 3, Width, Width, Width)] : [],
            VectorGradients = isCrf && Info.StartEnd
                ? [new(square, Width, behind), new(square + Width, Width, behind + stride)] : [],
        };
    }

    private T[] Parameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] parameters = Numbers.Of<T>(3 + (Width * (Width + 2)), 8, 2);
        if (Forbids)
        {
            parameters[3 + 1] = T.NegativeInfinity;
            parameters[3 + (Width * Width)] = T.NegativeInfinity;
            parameters[3 + (Width * (Width + 1)) + 2] = T.NegativeInfinity;
        }

        return parameters;
    }

    private BatchTarget<T> Target<T>(Loss<T> loss, int vectors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isCtc = Info.Kind == LossKind.Ctc;
        int step = isCtc ? Labels : vectors;
        int[] classes = Numbers.Integers(Rows * step, 3, isCtc ? Width - 1 : Width);
        for (int i = 0; i < classes.Length; i++)
        {
            if (isCtc && classes[i] >= Info.Blank)
                classes[i]++;
            if (Info.Kind == LossKind.CrossEntropy && i % 5 == 3)
                classes[i] = Info.IgnoreIndex;
            if (Forbids)
                classes[i] = 3;
        }

        T[] values = Numbers.Of<T>(Rows * vectors * Width, 4, Size);
        if (Info.Kind == LossKind.BinaryCrossEntropy)
            values = [.. values.Select(value => T.Abs(value) / T.CreateTruncating(Size))];
        int each = IsSequence ? 1 : loss.LossesPerVector * vectors;
        T[] weights = Weights == 0 ? [] : Numbers.Of<T>(Weights == 1 ? Rows : Rows * each, 5, 2);
        return new BatchTarget<T>
        {
            Classes = ReadsClasses ? classes : default,
            ClassCounts = isCtc ? Numbers.Integers(Rows, 6, Labels + 1) : default,
            Values = ReadsClasses ? default : values,
            Weights = weights,
        };
    }

    private double Denominator<T>(Loss<T> loss, BatchTarget<T> target, SortedRows<T> batch, int vectors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double denominator = 0;
        for (int row = 0; row < Rows; row++)
        {
            int valid = PerStep ? batch.Lengths[1][row] : 1;
            denominator = loss.AddShares(
                denominator,
                Info.Kind == LossKind.CrossEntropy ? target.Classes.Span.Slice(row * vectors, valid) : default, valid);
        }

        return denominator;
    }

    private unsafe double Host<T>(
        Loss<T> loss, BatchTarget<T> target, SortedRows<T> batch, T[] arena, T[] parameters, T[] packed,
        WeightLayout layout, double[] losses, double denominator)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int stride = SortedRows<T>.Stride(Width), vectors = PerStep ? Steps : 1, size = vectors * Rows * stride;
        bool isCtc = Info.Kind == LossKind.Ctc;
        int classStep = isCtc ? Labels : vectors, each = loss.LossCount(vectors);
        var own = new double[Math.Max(1, loss.ParameterCount)];
        var scratch = new double[Math.Max(1, loss.ScratchLength(vectors, Labels))];
        double sum = 0;
        fixed (T* memory = arena, values = target.Values.Span, weights = target.Weights.Span, learned = parameters)
        fixed (int* classes = target.Classes.Span, counts = target.ClassCounts.Span)
        fixed (double* loose = losses, gradients = own, rest = scratch)
        {
            var slice = new LossSlice<T>
            {
                Parameters = learned + 3,
                ParameterGradients = Training ? gradients : null,
                Scratch = rest,
            };
            loss.StartSlice(slice);
            for (int r = 0; r < Rows; r++)
            {
                int row = batch.RowsOf[1][r];
                int valid = PerStep ? batch.Lengths[1][row] : 1;
                for (int t = 0; t < vectors && Training; t++)
                {
                    T* gradient = memory + 2 + size + (((t * Rows) + r) * stride);
                    new Span<T>(gradient, stride).Clear();
                }

                sum = loss.ComputeRow(
                    new LossRow<T>
                    {
                        Outputs = memory + 2 + (r * stride),
                        Gradients = Training ? memory + 2 + size + (r * stride) : null,
                        Step = Rows * stride,
                        Padding = 0,
                        Vectors = valid,
                        Classes = classes == null ? null : classes + (row * classStep),
                        ClassCount = isCtc ? counts[row] : valid,
                        Targets = values + (row * vectors * Width),
                        Weights = Weights == 0 ? null : weights + (Weights == 1 ? row : row * each),
                        HasRowWeight = Weights == 1,
                        Scale = 0.7 * loss.Scale(denominator),
                        Losses = loose + (row * each),
                        Slice = slice,
                    },
                    sum);
            }
        }

        foreach (GradientBlock block in Training ? layout.Gradients : [])
        {
            for (int i = 0; i < Width * Width; i++)
            {
                packed[block.Packed + ((i % Width) * block.Stride) + (i / Width)] =
                    T.CreateTruncating(own[block.Weights - 3 + i]);
            }
        }

        foreach (VectorBlock block in Training ? layout.VectorGradients : [])
        {
            for (int i = 0; i < Width; i++)
                packed[block.Packed + i] = T.CreateTruncating(own[block.Weights - 3 + i]);
        }

        return sum;
    }
}
