namespace RnnGen.Simd;

/// <summary>Constants of the double functions. The polynomials are minimax fits, computed with 40 digits.</summary>
internal static class DoubleConstants
{
    /// <summary>1 / log 2.</summary>
    public const double Log2E = 1.4426950408889634;

    /// <summary>1.5 * 2^MantissaBits: adding it rounds to an integer, which the low bits then hold.</summary>
    public const double Shifter = 6755399441055744.0;

    /// <summary>-log 2, with so few bits that its product with an exponent is exact.</summary>
    public const double MinusLn2High = -6.93147180369123816490e-01;

    /// <summary>The rest of it.</summary>
    public const double MinusLn2Low = -1.90821492927058770002e-10;

    /// <summary>log 2, likewise.</summary>
    public const double Ln2High = 6.93147180369123816490e-01;

    /// <summary>The rest of it.</summary>
    public const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e to this rounds to zero.</summary>
    public const double ExpLowest = -746.0;

    /// <summary>e to this overflows.</summary>
    public const double ExpHighest = 710.0;

    /// <summary>e to this is lost beside one.</summary>
    public const double TanhLowest = -40.0;

    /// <summary>erf of this rounds to one.</summary>
    public const double ErfHighest = 6.0;

    /// <summary>c in t = 1 / (x + c), the variable of the tail.</summary>
    public const double ErfOffset = 3.0;

    /// <summary>The smallest normal number.</summary>
    public const double Smallest = 2.2250738585072014e-308;

    /// <summary>2^MantissaBits: makes a denormal number normal.</summary>
    public const double DenormalScale = 4503599627370496.0;

    /// <summary>What a float with ExponentBits and a biased exponent exceeds the exponent by.</summary>
    public const double LogBias = 4503599627370496.0 + 1023.0;

    /// <summary>Stored bits of the mantissa.</summary>
    public const int MantissaBits = 52;

    /// <summary>The bits of one.</summary>
    public const long OneBits = 0x3FF0000000000000L;

    /// <summary>The bits of the square root of one half.</summary>
    public const long RootHalfBits = 0x3FE6A09E667F3BCDL;

    /// <summary>The bits of the mantissa.</summary>
    public const long MantissaMask = 0x000FFFFFFFFFFFFFL;

    /// <summary>The bits of 2^MantissaBits: an integer in the low bits adds itself.</summary>
    public const long ExponentBits = 0x4330000000000000L;

    // (e^r - 1 - r) / r^2: off by at most 2.9e-19 of the function it serves.
    public const double Exp0 = 0.500000000000000001;
    public const double Exp1 = 0.166666666666666775;
    public const double Exp2 = 0.0416666666666664924;
    public const double Exp3 = 8.33333333332073845e-3;
    public const double Exp4 = 1.38888888889683854e-3;
    public const double Exp5 = 1.98412698886841469e-4;
    public const double Exp6 = 2.48015871647045852e-5;
    public const double Exp7 = 2.75572413683663311e-6;
    public const double Exp8 = 2.75574059772475913e-7;
    public const double Exp9 = 2.51101101070344681e-8;
    public const double Exp10 = 2.08753063652240714e-9;

    // (2 atanh(s) / s - 2) / z, z = s^2: off by at most 4.6e-18 of the function it serves.
    public const double Log0 = 0.66666666666667096;
    public const double Log1 = 0.399999999995191931;
    public const double Log2 = 0.285714287294581688;
    public const double Log3 = 0.22222199070471072;
    public const double Log4 = 0.181835727099538565;
    public const double Log5 = 0.153131322786342869;
    public const double Log6 = 0.148108589073196574;

    // 2 atanh(v / 2) / v in z = v^2: off by at most 1.3e-18 of the function it serves.
    public const double Softplus0 = 1.0;
    public const double Softplus1 = 0.0833333333333326476;
    public const double Softplus2 = 0.0125000000000610285;
    public const double Softplus3 = 2.23214285502595557e-3;
    public const double Softplus4 = 4.34027815384486761e-4;
    public const double Softplus5 = 8.87780202133813412e-5;
    public const double Softplus6 = 1.87825461775507242e-5;
    public const double Softplus7 = 4.05876401090725672e-6;
    public const double Softplus8 = 9.24298639764344729e-7;
    public const double Softplus9 = 1.58382896838927774e-7;
    public const double Softplus10 = 8.14534795990968418e-8;

    // erf(x) / x in z = x^2, x up to 1: off by at most 7.3e-18 of the function it serves.
    public const double Erf0 = 1.12837916709551257;
    public const double Erf1 = -0.376126389031835195;
    public const double Erf2 = 0.112837916709441841;
    public const double Erf3 = -0.0268661706431113931;
    public const double Erf4 = 5.22397760611798482e-3;
    public const double Erf5 = -8.54832592929572314e-4;
    public const double Erf6 = 1.2055293576452452e-4;
    public const double Erf7 = -1.49247122951750166e-5;
    public const double Erf8 = 1.64471315050178242e-6;
    public const double Erf9 = -1.62063133664843243e-7;
    public const double Erf10 = 1.37109791230942881e-8;
    public const double Erf11 = -7.77946677638795026e-10;

    // erfc(x) e^(x^2) / t, x from 1: off by at most 3.8e-18 of the function it serves.
    public const double ErfTail0 = 0.564184842648247776;
    public const double ErfTail1 = 1.69296425822976154;
    public const double ErfTail2 = 4.78038370783520964;
    public const double ErfTail3 = 13.0527176480377416;
    public const double ErfTail4 = 25.1312388023727724;
    public const double ErfTail5 = 133.958222361093768;
    public const double ErfTail6 = -448.018017531507821;
    public const double ErfTail7 = 3862.36463246924243;
    public const double ErfTail8 = -17731.9765062292654;
    public const double ErfTail9 = 62840.8198408884185;
    public const double ErfTail10 = -160833.772269395067;
    public const double ErfTail11 = 257989.0565535785;
    public const double ErfTail12 = -230917.64130026377;
    public const double ErfTail13 = 88905.6470075333939;
}
