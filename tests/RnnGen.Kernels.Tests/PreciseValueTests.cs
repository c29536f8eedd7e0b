using RnnGen.Simd;

namespace RnnGen.Kernels.Tests;

/// <summary>Values computed with 40 digits, where a reference in double is itself a few units off.</summary>
public sealed class PreciseValueTests
{
    private static readonly (double X, double Y)[] s_erf =
    [
        (-5.5, -0.9999999999999927),
        (-2.965612648461914, -0.9999725933659048),
        (-1.0, -0.8427007929497149),
        (-0.3, -0.3286267594591274),
        (1e-09, 1.1283791670955127e-09),
        (0.0625, 0.07043197772238707),
        (0.5, 0.5204998778130465),
        (0.9375, 0.8151024010343998),
        (1.0, 0.8427007929497149),
        (1.0625, 0.8670582694349528),
        (1.5, 0.9661051464753108),
        (1.96875, 0.9946345516338942),
        (2.25, 0.9985372834133188),
        (2.875, 0.9999521451602562),
        (3.5, 0.9999992569016276),
        (4.5, 0.9999999998033839),
    ];

    private static readonly (double X, double Y)[] s_softplus =
    [
        (-700.0, 9.85967654375977e-305),
        (-40.0, 4.248354255291589e-18),
        (-14.1875, 6.893612831305648e-07),
        (-3.0, 0.04858735157374206),
        (-0.5, 0.4740769841801067),
        (0.0, 0.6931471805599453),
        (0.75, 1.1368710061148999),
        (2.5, 2.5788897342925496),
        (9.0, 9.000123402189724),
        (33.0, 33.00000000000001),
    ];

    private static readonly (double X, double Y)[] s_tanh =
    [
        (1e-09, 1e-09),
        (0.0078125, 0.007812341058161014),
        (0.25, 0.24491866240370913),
        (0.625, 0.5545997223493823),
        (0.9375, 0.7340715196043415),
        (1.5, 0.9051482536448664),
        (4.0, 0.999329299739067),
        (12.0, 0.9999999999244973),
    ];

    [Fact]
    public void Erf_Table_WithinThreeUnits() => All(s_erf, F64x8.Erf, F64x4.Erf, F64x2.Erf, F64x1.Erf);

    [Fact]
    public void Softplus_Table_WithinThreeUnits() =>
        All(s_softplus, F64x8.Softplus, F64x4.Softplus, F64x2.Softplus, F64x1.Softplus);

    [Fact]
    public void Tanh_Table_WithinThreeUnits() => All(s_tanh, F64x8.Tanh, F64x4.Tanh, F64x2.Tanh, F64x1.Tanh);

    private static void All(
        (double X, double Y)[] table,
        Func<F64x8, F64x8> eight,
        Func<F64x4, F64x4> four,
        Func<F64x2, F64x2> two,
        Func<F64x1, F64x1> one)
    {
        Check(table, eight);
        Check(table, four);
        Check(table, two);
        Check(table, one);
    }

    private static void Check<V>((double X, double Y)[] table, Func<V, V> function)
        where V : unmanaged, ISimd<V, double>
    {
        if (!Widths.Available<V>())
            return;
        foreach ((double x, double y) in table)
        {
            double unit = Math.BitIncrement(Math.Abs(y)) - Math.Abs(y);
            double error = Math.Abs(V.ToScalar(function(V.Create(x))) - y) / unit;
            Assert.True(error <= 3, $"{typeof(V).Name}: {error} units at {x:R}");
        }
    }
}
