using System.ComponentModel;
using RnnGen.Simd;

namespace RnnGen.Ilgpu.Program;

/// <summary>
/// Elementary functions inside kernels: the formulas of the processor's registers, since what GPUs have of tanh and exp
/// is too coarse for gradients. A multiplication and addition may become one rounding there, so that the last bit is
/// another.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeviceMath
{
    /// <summary>e^x.</summary>
    public static float Exp(float x) => FloatScalar.Exp(x);

    /// <summary>e^x.</summary>
    public static double Exp(double x) => DoubleScalar.Exp(x);

    /// <summary>log x.</summary>
    public static float Log(float x) => FloatScalar.Log(x);

    /// <summary>log x.</summary>
    public static double Log(double x) => DoubleScalar.Log(x);

    /// <summary>1 / (1 + e^-x).</summary>
    public static float Sigmoid(float x) => FloatScalar.Sigmoid(x);

    /// <summary>1 / (1 + e^-x).</summary>
    public static double Sigmoid(double x) => DoubleScalar.Sigmoid(x);

    /// <summary>tanh x.</summary>
    public static float Tanh(float x) => FloatScalar.Tanh(x);

    /// <summary>tanh x.</summary>
    public static double Tanh(double x) => DoubleScalar.Tanh(x);

    /// <summary>log(1 + e^x).</summary>
    public static float Softplus(float x) => FloatScalar.Softplus(x);

    /// <summary>log(1 + e^x).</summary>
    public static double Softplus(double x) => DoubleScalar.Softplus(x);

    /// <summary>The error function.</summary>
    public static float Erf(float x) => FloatScalar.Erf(x);

    /// <summary>The error function.</summary>
    public static double Erf(double x) => DoubleScalar.Erf(x);

    /// <summary>|x|.</summary>
    public static float Abs(float x) => Math.Abs(x);

    /// <summary>|x|.</summary>
    public static double Abs(double x) => Math.Abs(x);

    /// <summary>The square root.</summary>
    public static float Sqrt(float x) => MathF.Sqrt(x);

    /// <summary>The square root.</summary>
    public static double Sqrt(double x) => Math.Sqrt(x);

    /// <summary>The larger; NaN where either is NaN.</summary>
    public static float Max(float a, float b) => a > b || float.IsNaN(a) ? a : b;

    /// <summary>The larger; NaN where either is NaN.</summary>
    public static double Max(double a, double b) => a > b || double.IsNaN(a) ? a : b;

    /// <summary>The smaller; NaN where either is NaN.</summary>
    public static float Min(float a, float b) => a < b || float.IsNaN(a) ? a : b;

    /// <summary>The smaller; NaN where either is NaN.</summary>
    public static double Min(double a, double b) => a < b || double.IsNaN(a) ? a : b;
}
