namespace RnnGen.Ilgpu.Tests.Kernels;

public sealed class FloatOpenCLTests : OpenCLSuite<float>;

public sealed class DoubleOpenCLTests : OpenCLSuite<double>;
