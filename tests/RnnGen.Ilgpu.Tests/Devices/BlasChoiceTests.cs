using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu.Tests;

/// <summary>When cuBLAS is asked for again, and when it is not.</summary>
public sealed class BlasChoiceTests
{
    [Fact]
    public void Products_WhereThereIsNone_AreAskedForOnce()
    {
        int asked = 0;
        using var choice = new BlasChoice(() =>
        {
            asked++;
            return CuBlasProducts.Failed(new DllNotFoundException("There is no such library."));
        });
        for (int i = 0; i < 10; i++)
            Assert.Null(choice.Products);
        Assert.Equal(1, asked);
        Assert.Equal(
            "this library's kernels, because cuBLAS cannot be used: There is no such library.", choice.State);
    }

    [Fact]
    public void Products_WhereThereWasNoMemory_AreAskedForAgainEverMoreRarely()
    {
        var asked = new List<int>();
        int product = 0;
        using var choice = new BlasChoice(() =>
        {
            asked.Add(product);
            return product < 10
                ? CuBlasProducts.Failed(new CuBlasException(CuBlasStatus.CUBLAS_STATUS_ALLOC_FAILED))
                : new BlasOpening(null, "there");
        });
        for (; product < 40; product++)
        {
            Assert.Null(choice.Products);
            if (product == 5)
            {
                Assert.Equal(
                    "this library's kernels until there is memory for cuBLAS: CUBLAS_STATUS_ALLOC_FAILED",
                    choice.State);
            }
        }

        Assert.Equal([0, 1, 3, 7, 15], asked);
        Assert.Equal("there", choice.State);
    }

    [Fact]
    public void Failed_OfAnyShortageOfMemory_IsNotFinal()
    {
        Exception[] shortages =
        [
            new CuBlasException(CuBlasStatus.CUBLAS_STATUS_ALLOC_FAILED),
            CudaErrors.Of(CudaError.CUDA_ERROR_OUT_OF_MEMORY),
            new DeviceException("device", "There is no memory.") { IsOfMemory = true },
        ];
        Exception[] others =
        [
            new CuBlasException(CuBlasStatus.CUBLAS_STATUS_ARCH_MISMATCH),
            CudaErrors.Of(CudaError.CUDA_ERROR_ILLEGAL_ADDRESS),
            new DeviceException("device", "A kernel has failed.", new CLException(CLError.CL_OUT_OF_RESOURCES)),
            new EntryPointNotFoundException(),
        ];
        Assert.All(shortages, static e => Assert.False(CuBlasProducts.Failed(e).IsFinal));
        Assert.All(others, static e => Assert.True(CuBlasProducts.Failed(e).IsFinal));
    }
}
