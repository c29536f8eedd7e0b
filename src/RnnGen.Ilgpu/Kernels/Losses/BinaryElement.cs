namespace RnnGen.Ilgpu.Kernels;

/// <summary>Binary cross-entropy on a logit.</summary>
internal readonly struct BinaryElement : IElementLoss
{
    public double Element(double output, double target, double weight, out double gradient)
    {
        double positive = target * weight;
        double negative = 1 - target;
        bool isPositive = output >= 0;
        double e = ScalarMath.Exp(isPositive ? -output : output);
        double large = 1 / (1 + e);
        double small = e / (1 + e);
        gradient = (negative * (isPositive ? large : small)) - (positive * (isPositive ? small : large));
        double above = isPositive ? output : 0, below = isPositive ? 0 : -output;
        return ((negative + positive) * ScalarMath.Log1P(e)) + (negative * above) + (positive * below);
    }
}
