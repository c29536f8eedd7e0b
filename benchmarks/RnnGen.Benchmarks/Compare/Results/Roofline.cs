using System.Globalization;
using System.Text.Json;
using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Simd;

namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>What the machine can do: multiply-adds and bandwidth, on one core and on all.</summary>
internal sealed record Roofline(IReadOnlyList<RooflineLine> Lines)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>Measures; empty where there is no C compiler or another processor.</summary>
    public static Roofline Measure(double seconds, ResultSet results)
    {
        try
        {
            string program = NativeProgram.Build("gcc", "roofline/roofline.c", "roofline", "-O2", "-pthread");
            string output = Command.Run(program, [seconds.ToString(CultureInfo.InvariantCulture)]);
            return new Roofline([
                .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(static line => JsonSerializer.Deserialize<RooflineLine>(line, s_options)!),
            ]);
        }
        catch (PeerException e)
        {
            results.Skipped["roofline"] = e.Message;
            return new Roofline([]);
        }
    }

    /// <summary>Each quantity's best of two measurements.</summary>
    public Roofline BestWith(Roofline later) => new([
        .. Lines.Select(line =>
        {
            double? second = later.Value(line.Name, line.Threads);
            return second > line.Value ? line with { Value = second.Value } : line;
        }),
    ]);

    /// <summary>A quantity; null where it was not measured.</summary>
    public double? Value(string name, int threads) =>
        Lines.FirstOrDefault(line => line.Name == name && line.Threads == threads)?.Value;

    /// <summary>
    /// GFLOP/s of multiply-adds with the registers that a tier has; null where not measured. The scalar tier rounds
    /// product and sum, as its roof does.
    /// </summary>
    public double? Peak(string tier, int threads)
    {
        double? narrow = Value("fma ymm", threads), wide = Value("fma zmm", threads);
        return tier switch
        {
            nameof(InstructionTier.Avx512) => wide > narrow ? wide : narrow,
            nameof(InstructionTier.Avx2) => narrow,
            nameof(InstructionTier.Scalar) => Value("mul + add scalar", threads),
            _ => null,
        };
    }
}
