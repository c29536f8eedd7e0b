using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Training;

namespace RnnGen.Ilgpu;

/// <summary>
/// Large products by cuBLAS, on the device's stream and in the precision of their type: no TF32, no atomic additions.
/// On one stream cuBLAS gives the same bits on every run, as this library's kernels do, in another order of summation.
/// </summary>
internal sealed class CuBlasProducts : IDisposable
{
    private const string Own = "this library's kernels";
    private readonly KernelCache _kernels;
    private readonly CuBlas _blas;

    // A handle is for one thread at a time.
    private readonly object _gate = new();

    private CuBlasProducts(KernelCache kernels, CuBlas blas) => (_kernels, _blas) = (kernels, blas);

    /// <summary>Opens cuBLAS, where there is one.</summary>
    /// <param name="kernels">On what.</param>
    public static BlasOpening Open(KernelCache kernels)
    {
        if (kernels.Accelerator is not CudaAccelerator cuda)
            return new BlasOpening(null, Own);
        BlasOpening opening;
        CuBlas? blas = null;
        try
        {
            blas = new CuBlas(cuda)
            {
                Stream = (CudaStream)kernels.Stream,
                MathMode = CuBlasMathMode.DefaultMath,
                AtomicsMode = CuBlasAtomicsMode.NotAllowed,
            };
            string name = $"cuBLAS {blas.Version / 10000}.{blas.Version / 100 % 100}";
            var products = new CuBlasProducts(kernels, blas);
            if (products.IsRight())
                return new BlasOpening(products, name);
            opening = new BlasOpening(null, $"{Own}, because {name} computes a small product wrongly");
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException
            or CuBlasException or AcceleratorException or DeviceException)
        {
            opening = Failed(e);
        }

        cuda.Bind();
        _ = Disposal.Try(blas);
        return opening;
    }

    /// <summary>What comes of opening cuBLAS where that fails.</summary>
    internal static BlasOpening Failed(Exception error)
    {
        string text = DriverError.Text(error).ReplaceLineEndings(" ");
        return error is DeviceException { IsOfMemory: true } || DriverError.IsOutOfMemory(error)
            ? new BlasOpening(null, $"{Own} until there is memory for cuBLAS: {text}", IsFinal: false)
            : new BlasOpening(null, $"{Own}, because cuBLAS cannot be used: {text}");
    }

    /// <summary>Computes a product, where it is one for cuBLAS; else nothing happens.</summary>
    public bool TryRun<T>(in ProductArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        if (GemmCall.Of(a) is not { IsLarge: true } call)
            return false;
        bool isThere = a.Start < 0
            || (a.Start == a.Target && a.StartStride == a.TargetStride && a.Starts.Equals(a.Targets));
        if (!isThere)
        {
            // Of no columns at all a product is its start.
            ProductArguments<T> start = a;
            start.K = 0;
            ProductLaunch.Tiles(_kernels, start);
        }

        Run(call, a.Weights, a.Operands, a.Targets);
        return true;
    }

    /// <summary>Adds up a weight gradient without its bias, where it is one for cuBLAS; else nothing happens.</summary>
    public bool TryRun<T>(in GradientArguments<T> a)
        where T : unmanaged, INumber<T>
    {
        var call = GemmCall.Of(a);
        if (!call.IsLarge)
            return false;
        Run(call, a.Arena, a.Arena, a.Gradients);
        return true;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _kernels.Accelerator.Bind();
            _blas.Dispose();
        }
    }

    // Sums of small integers have no rounding: [2, 3] times [3, 4], added to ones; then the weights' gradient.
    private bool IsRight()
    {
        const int Rows = 2, Inner = 3, Columns = 4, Target = Rows * Inner;
        float[] x = [1, 2, 3, 4, 5, 6], w = [1, 0, 2, 1, 0, 1, 1, 2, 3, 1, 0, 1];
        using var arena = StateBuffers.Of(_kernels, [.. x, .. Enumerable.Repeat(1f, Rows * Columns)]);
        using var weights = StateBuffers.Of(_kernels, w);
        using var gradient = StateBuffers.Of(_kernels, w);
        Run(
            GemmCall.Of(new ProductArguments<float>
            {
                N = Rows,
                K = Inner,
                Units = Columns,
                Gates = 1,
                GateStride = Columns,
                RowLength = Columns,
                XStride = Inner,
                XStep = 1,
                Start = Target,
                StartStride = Columns,
                Target = Target,
                TargetStride = Columns,
            })!.Value,
            weights.View, arena.View, arena.View);
        Run(
            GemmCall.Of(new GradientArguments<float>
            {
                N = Rows,
                K = Inner,
                Width = Columns,
                XStride = Inner,
                Dz = Target,
                DzStride = Columns,
                GradientStride = Columns,
            }),
            arena.View, arena.View, gradient.View);
        float[] z = new float[Target + (Rows * Columns)], dw = new float[w.Length];
        arena.Read<float>(z);
        gradient.Read<float>(dw);
        bool isRight = true;
        for (int column = 0; column < Columns; column++)
        {
            float first = 1, second = 1;
            for (int k = 0; k < Inner; k++)
            {
                first += x[k] * w[(k * Columns) + column];
                second += x[Inner + k] * w[(k * Columns) + column];
            }

            isRight &= z[Target + column] == first && z[Target + Columns + column] == second;
            for (int k = 0; k < Inner; k++)
            {
                int at = (k * Columns) + column;
                isRight &= dw[at] == w[at] + (x[k] * first) + (x[Inner + k] * second);
            }
        }

        return isRight;
    }

    private void Run<T>(in GemmCall call, ArrayView<T> a, ArrayView<T> b, ArrayView<T> c)
        where T : unmanaged, INumber<T>
    {
        try
        {
            lock (_gate)
            {
                _kernels.ThrowIfDisposed();
                if (typeof(T) == typeof(float))
                    Run(call, a.Cast<float>(), b.Cast<float>(), c.Cast<float>());
                else
                    Run(call, a.Cast<double>(), b.Cast<double>(), c.Cast<double>());
            }

            _kernels.Launches.Add("cuBLAS");
        }
        catch (Exception e) when (e is CuBlasException or AcceleratorException)
        {
            throw _kernels.Failure(
                $"cuBLAS refused a product of {call.M} x {call.K} by {call.K} x {call.N}", e);
        }
    }

    private void Run(in GemmCall call, ArrayView<float> a, ArrayView<float> b, ArrayView<float> c) => _blas.Gemm(
        CuBlasOperation.NonTranspose, Of(call.TransposesB), call.M, call.N, call.K, 1f,
        From(a, call.A), call.Lda, From(b, call.B), call.Ldb, call.Adds ? 1f : 0f, From(c, call.C), call.Ldc);

    private void Run(in GemmCall call, ArrayView<double> a, ArrayView<double> b, ArrayView<double> c) => _blas.Gemm(
        CuBlasOperation.NonTranspose, Of(call.TransposesB), call.M, call.N, call.K, 1.0,
        From(a, call.A), call.Lda, From(b, call.B), call.Ldb, call.Adds ? 1.0 : 0.0, From(c, call.C), call.Ldc);

    private static ArrayView<T> From<T>(ArrayView<T> view, int at)
        where T : unmanaged => view.SubView(at, view.Length - at);

    private static CuBlasOperation Of(bool transposes) =>
        transposes ? CuBlasOperation.Transpose : CuBlasOperation.NonTranspose;
}
