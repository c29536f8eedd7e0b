namespace RnnGen.Simd;

/// <summary>Constants of the float functions. The polynomials are minimax fits, computed with 40 digits.</summary>
internal static class FloatConstants
{
    /// <summary>1 / log 2.</summary>
    public const float Log2E = 1.44269504f;

    /// <summary>2 / log 2.</summary>
    public const float TwoLog2E = 2 * Log2E;

    /// <summary>-log 2, off by 1.9e-9: where exponents are few, or one multiply-add takes its product whole.</summary>
    public const float MinusLn2 = -0.693147182f;

    /// <summary>1.5 * 2^MantissaBits: adding it rounds to an integer, which the low bits then hold.</summary>
    public const float Shifter = 12582912f;

    /// <summary>-log 2, with so few bits that its product with an exponent is exact.</summary>
    public const float MinusLn2High = -0.693359375f;

    /// <summary>The rest of it.</summary>
    public const float MinusLn2Low = 2.12194440e-4f;

    /// <summary>log 2, likewise.</summary>
    public const float Ln2High = 0.693359375f;

    /// <summary>The rest of it.</summary>
    public const float Ln2Low = -2.12194440e-4f;

    /// <summary>e to this rounds to zero.</summary>
    public const float ExpLowest = -104f;

    /// <summary>e to this is nothing beside one; gradients made of less would be denormal.</summary>
    public const float ExpNegligible = -64f;

    /// <summary>e to this overflows.</summary>
    public const float ExpHighest = 89f;

    /// <summary>e to this is still a normal number.</summary>
    public const float SigmoidLowest = -87f;

    /// <summary>e to twice this is lost beside one.</summary>
    public const float TanhLowest = -10f;

    /// <summary>erf of this rounds to one.</summary>
    public const float ErfHighest = 4f;

    /// <summary>c in t = 1 / (x + c), the variable of the tail.</summary>
    public const float ErfOffset = 2f;

    /// <summary>The smallest normal number.</summary>
    public const float Smallest = 1.17549435e-38f;

    /// <summary>2^MantissaBits: makes a denormal number normal.</summary>
    public const float DenormalScale = 8388608f;

    /// <summary>What a float with ExponentBits and a biased exponent exceeds the exponent by.</summary>
    public const float LogBias = 8388608f + 127f;

    /// <summary>Stored bits of the mantissa.</summary>
    public const int MantissaBits = 23;

    /// <summary>The bits of one.</summary>
    public const int OneBits = 0x3F800000;

    /// <summary>The bits of the square root of one half.</summary>
    public const int RootHalfBits = 0x3F3504F3;

    /// <summary>The bits of the mantissa.</summary>
    public const int MantissaMask = 0x007FFFFF;

    /// <summary>The bits of 2^MantissaBits: an integer in the low bits adds itself.</summary>
    public const int ExponentBits = 0x4B000000;

    // (e^r - 1 - r) / r^2: off by at most 1.4e-8 of the function it serves.
    public const float Exp0 = 0.4999999804f;
    public const float Exp1 = 0.1666653868f;
    public const float Exp2 = 0.04166722133f;
    public const float Exp3 = 8.367180637e-3f;
    public const float Exp4 = 1.388239265e-3f;

    // (2 atanh(s) / s - 2) / z, z = s^2: off by at most 2.8e-9 of the function it serves.
    public const float Log0 = 0.6666677837f;
    public const float Log1 = 0.3997606734f;
    public const float Log2 = 0.2992589463f;

    // 2 atanh(v / 2) / v in z = v^2: off by at most 4.1e-9 of the function it serves.
    public const float Softplus0 = 1.000000004f;
    public const float Softplus1 = 0.08333288528f;
    public const float Softplus2 = 0.01250788034f;
    public const float Softplus3 = 2.184058538e-3f;
    public const float Softplus4 = 5.507878065e-4f;

    // erf(x) / x in z = x^2, x up to 1: off by at most 1.2e-9 of the function it serves.
    public const float Erf0 = 1.128379166f;
    public const float Erf1 = -0.3761262582f;
    public const float Erf2 = 0.1128358514f;
    public const float Erf3 = -0.02685381179f;
    public const float Erf4 = 5.188327477e-3f;
    public const float Erf5 = -8.010192234e-4f;
    public const float Erf6 = 7.853857906e-5f;

    // erfc(x) e^(x^2) / t, x from 1: off by at most 4.3e-9 of the function it serves.
    public const float ErfTail0 = 0.5617230953f;
    public const float ErfTail1 = 1.180935901f;
    public const float ErfTail2 = 1.54808908f;
    public const float ErfTail3 = 4.335206147f;
    public const float ErfTail4 = 1.39700407f;
    public const float ErfTail5 = -5.4523658f;
}
