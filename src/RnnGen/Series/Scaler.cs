using System.Text.Json;
using RnnGen.Data;

namespace RnnGen;

/// <summary>
/// Scales each feature by itself: scaled = (x - <see cref="Offset"/>[f]) / <see cref="Scale"/>[f]. It does not change
/// once it is made, computes in double, and allocates nothing where it scales.
/// </summary>
public sealed class Scaler
{
    private readonly double[] _offset;
    private readonly double[] _scale;

    /// <summary>A scaler of known numbers.</summary>
    /// <param name="offset">What becomes 0, of each feature. [F]</param>
    /// <param name="scale">The distance that becomes 1, of each feature; not 0. [F]</param>
    /// <exception cref="ArgumentException">
    /// There are no features, the lengths differ, or a number is not finite or a scale 0.
    /// </exception>
    public Scaler(ReadOnlySpan<double> offset, ReadOnlySpan<double> scale)
    {
        if (offset.IsEmpty)
            throw new ArgumentException("offset has 0 elements; at least one feature is needed.", nameof(offset));
        Require.Length(scale.Length, offset.Length, nameof(scale));
        RequireFinite(offset, nameof(offset));
        RequireFinite(scale, nameof(scale));
        int zero = scale.IndexOf(0.0);
        if (zero >= 0)
            throw new ArgumentException($"scale has 0 at element {zero}; a scale is not 0.", nameof(scale));
        _offset = offset.ToArray();
        _scale = scale.ToArray();
    }

    /// <summary>Number of features F.</summary>
    public int Features => _offset.Length;

    /// <summary>What becomes 0, of each feature. [F]</summary>
    public ReadOnlySpan<double> Offset => _offset;

    /// <summary>The distance that becomes 1, of each feature. [F]</summary>
    public ReadOnlySpan<double> Scale => _scale;

    /// <summary>
    /// Mean 0 and population deviation 1 of each feature over all steps of samples. A constant feature gets scale 1.
    /// </summary>
    /// <param name="samples">Samples of features, as many a step in each.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">
    /// There is no step, a sample has tokens or another number of features, or a value is not finite.
    /// </exception>
    public static Scaler Standardize<T>(IEnumerable<Sample<T>> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SampleStatistics.OfFeatures(samples, nameof(samples)).Standardize();

    /// <summary>Mean 0 and population deviation 1 of each feature. A constant feature gets scale 1.</summary>
    /// <param name="values">The values. [N, F]</param>
    /// <param name="features">Number of features F.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">
    /// There are no values, they are no multiple of the features, or one is not finite.
    /// </exception>
    public static Scaler Standardize<T>(ReadOnlySpan<T> values, int features)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SampleStatistics.OfValues(values, features, nameof(values)).Standardize();

    /// <summary>
    /// Mean 0 and population deviation 1 over the targets of samples. A constant output gets scale 1.
    /// </summary>
    /// <param name="samples">Samples with <see cref="Sample{T}.Targets"/>.</param>
    /// <param name="outputs">Outputs that are scaled each by itself; 1 scales all target values alike.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">
    /// There are no targets, those of a sample are no multiple of the outputs, or a value is not finite.
    /// </exception>
    public static Scaler StandardizeTargets<T>(IEnumerable<Sample<T>> samples, int outputs = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SampleStatistics.OfTargets(samples, outputs, nameof(samples)).Standardize();

    /// <summary>
    /// The range of each feature over all steps of samples to <paramref name="low"/> and <paramref name="high"/>. A
    /// constant feature gets scale 1 and becomes <paramref name="low"/>.
    /// </summary>
    /// <param name="samples">Samples of features, as many a step in each.</param>
    /// <param name="low">What the least value becomes.</param>
    /// <param name="high">What the largest value becomes.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">As for <see cref="Standardize{T}(IEnumerable{Sample{T}})"/>, or
    /// <paramref name="low"/> is not below <paramref name="high"/>.</exception>
    public static Scaler MinMax<T>(IEnumerable<Sample<T>> samples, double low = 0, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRange(low, high);
        return SampleStatistics.OfFeatures(samples, nameof(samples)).MinMax(low, high);
    }

    /// <summary>
    /// The range of each feature to <paramref name="low"/> and <paramref name="high"/>. A constant feature gets scale 1
    /// and becomes <paramref name="low"/>.
    /// </summary>
    /// <param name="values">The values. [N, F]</param>
    /// <param name="features">Number of features F.</param>
    /// <param name="low">What the least value becomes.</param>
    /// <param name="high">What the largest value becomes.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">As for <see cref="Standardize{T}(ReadOnlySpan{T}, int)"/>, or
    /// <paramref name="low"/> is not below <paramref name="high"/>.</exception>
    public static Scaler MinMax<T>(ReadOnlySpan<T> values, int features, double low = 0, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRange(low, high);
        return SampleStatistics.OfValues(values, features, nameof(values)).MinMax(low, high);
    }

    /// <summary>
    /// The range of the targets of samples to <paramref name="low"/> and <paramref name="high"/>. A constant output
    /// gets scale 1 and becomes <paramref name="low"/>.
    /// </summary>
    /// <param name="samples">Samples with <see cref="Sample{T}.Targets"/>.</param>
    /// <param name="outputs">Outputs that are scaled each by itself; 1 scales all target values alike.</param>
    /// <param name="low">What the least value becomes.</param>
    /// <param name="high">What the largest value becomes.</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">As for <see cref="StandardizeTargets"/>, or <paramref name="low"/> is not
    /// below <paramref name="high"/>.</exception>
    public static Scaler MinMaxTargets<T>(
        IEnumerable<Sample<T>> samples, int outputs = 1, double low = 0, double high = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRange(low, high);
        return SampleStatistics.OfTargets(samples, outputs, nameof(samples)).MinMax(low, high);
    }

    /// <summary>Scales values in place.</summary>
    /// <param name="values">The values. [N, F]</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">
    /// The values are no multiple of the features, or one is not finite; none is changed then.
    /// </exception>
    public void Transform<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(values, nameof(values));
        TransformAll<T>(values, values);
    }

    /// <summary>Scales values into other memory.</summary>
    /// <param name="source">The values. [N, F]</param>
    /// <param name="destination">Receives the scaled values; it may be the source. [N, F]</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">
    /// The values are no multiple of the features, the lengths differ, or a value is not finite.
    /// </exception>
    public void Transform<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(source, nameof(source));
        Require.Length(destination.Length, source.Length, nameof(destination));
        TransformAll(source, destination);
    }

    /// <summary>Gives scaled values their own size again, in place.</summary>
    /// <param name="values">The scaled values. [N, F]</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">
    /// The values are no multiple of the features, or one is not finite; none is changed then.
    /// </exception>
    public void Inverse<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(values, nameof(values));
        InverseAll<T>(values, values);
    }

    /// <summary>Gives scaled values their own size again, in other memory.</summary>
    /// <param name="source">The scaled values. [N, F]</param>
    /// <param name="destination">Receives the values; it may be the source. [N, F]</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="ArgumentException">
    /// The values are no multiple of the features, the lengths differ, or a value is not finite.
    /// </exception>
    public void Inverse<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(source, nameof(source));
        Require.Length(destination.Length, source.Length, nameof(destination));
        InverseAll(source, destination);
    }

    /// <summary>The number of features.</summary>
    public override string ToString() => $"Scaler of {Features} features";

    /// <summary>The numbers as one json object, each in as many digits as it needs.</summary>
    internal string ToJson() => JsonFields.Write(writer =>
    {
        writer.WriteStartObject();
        Write(writer, "offset", _offset);
        Write(writer, "scale", _scale);
        writer.WriteEndObject();
    });

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">The text is none of these; the message says where.</exception>
    internal static Scaler FromJson(string json) => JsonFields.Read(
        json,
        "scaler",
        static root => new Scaler(JsonFields.Numbers(root, "offset"), JsonFields.Numbers(root, "scale")));

    private static void Write(Utf8JsonWriter writer, string name, double[] values)
    {
        writer.WriteStartArray(name);
        foreach (double value in values)
            writer.WriteNumberValue(value);
        writer.WriteEndArray();
    }

    /// <summary>As Transform, for values that were checked or need not be finite.</summary>
    internal void TransformAll<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0, f = 0; i < source.Length; i++)
        {
            destination[i] = Real.FromDouble<T>((Real.ToDouble(source[i]) - _offset[f]) / _scale[f]);
            if (++f == _offset.Length)
                f = 0;
        }
    }

    /// <summary>As Inverse, for values that need not be finite.</summary>
    internal void InverseAll<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0, f = 0; i < source.Length; i++)
        {
            destination[i] = Real.FromDouble<T>((Real.ToDouble(source[i]) * _scale[f]) + _offset[f]);
            if (++f == _offset.Length)
                f = 0;
        }
    }

    private void Check<T>(ReadOnlySpan<T> values, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values.Length % Features != 0)
        {
            throw new ArgumentException(
                $"{argument} has {values.Length} elements, which is no multiple of {Features} features.", argument);
        }

        RequireFinite(values, argument);
    }

    private static void RequireFinite<T>(ReadOnlySpan<T> values, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"{argument} has {values[i]} at element {i}; finite numbers are needed."),
                    argument);
            }
        }
    }

    private static void RequireRange(double low, double high)
    {
        if (!double.IsFinite(low))
        {
            throw new ArgumentOutOfRangeException(
                nameof(low), low, FormattableString.Invariant($"low is {low}; it must be finite."));
        }

        if (!double.IsFinite(high) || high <= low)
        {
            throw new ArgumentOutOfRangeException(
                nameof(high), high,
                FormattableString.Invariant($"high is {high}; it must be finite and above low, which is {low}."));
        }
    }
}
