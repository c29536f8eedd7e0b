using System.CommandLine;
using System.Globalization;

namespace RnnGen.Tool;

/// <summary><c>rnngen diff A B</c>: what two files' tensors differ in.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("A") { Description = "A safetensors or .npz file." };
        var second = new Argument<string>("B") { Description = "The other one." };
        var tolerance = new Option<double>("--tolerance", "-t")
        {
            Description = "The largest difference of two numbers that counts as none, at least 0.",
            HelpName = "NUMBER",
            DefaultValueFactory = static _ => 0,
        };
        var command = new DescribedCommand(
            "diff",
            "Compares two files tensor by tensor.",
            [
                "It lists tensors that are missing or of another shape, and how far numbers are apart, whatever their",
                "types. Metadata is not compared. The exit status is 0 where the files are the same, 1 where they",
                "differ and 2 where they cannot be compared.",
            ],
            "rnngen diff before.safetensors after.safetensors",
            "rnngen diff keras.npz back.npz --tolerance 1e-6");
        command.Add(first);
        command.Add(second);
        command.Add(tolerance);
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(first),
            parsed.GetRequiredValue(second),
            parsed.GetValue(tolerance),
            parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string first, string second, double tolerance, TextWriter output)
    {
        if (!(tolerance >= 0))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"--tolerance is {tolerance}, and must be at least 0."));
        }

        using SafetensorsFile a = WeightFile.Open(first);
        using SafetensorsFile b = WeightFile.Open(second);
        var table = new Table(2, "tensor", "difference", "largest", "relative", "numbers");
        int different = 0;
        foreach (SafetensorsTensor tensor in a.Tensors)
            different += Compare(tensor, b.Find(tensor.Name), first, tolerance, table) ? 1 : 0;
        foreach (SafetensorsTensor tensor in b.Tensors.Where(tensor => a.Find(tensor.Name) is null))
        {
            table.Add(Plain.Line(tensor.Name), $"only in {second}", "", "", "");
            different++;
        }

        if (different == 0)
        {
            output.WriteLine($"the same: {a.Tensors.Count} tensors");
            return ToolCommand.Done;
        }

        table.Write(output);
        int all = a.Tensors.Concat(b.Tensors).DistinctBy(static tensor => tensor.Name).Count();
        output.WriteLine($"{different} of {all} tensors differ");
        return ToolCommand.Different;
    }

    /// <summary>Adds a line where a tensor differs.</summary>
    private static bool Compare(
        SafetensorsTensor a, SafetensorsTensor? other, string first, double tolerance, Table table)
    {
        if (other is not { } b)
        {
            table.Add(Plain.Line(a.Name), $"only in {first}", "", "", "");
            return true;
        }

        if (!a.Shape.SequenceEqual(b.Shape))
        {
            table.Add(Plain.Line(a.Name), $"{TensorValues.Shape(a)} against {TensorValues.Shape(b)}", "", "", "");
            return true;
        }

        if (TensorValues.Of(a) is not { } x || TensorValues.Of(b) is not { } y)
        {
            if (a.Type == b.Type && a.Data.Span.SequenceEqual(b.Data.Span))
                return false;
            table.Add(Plain.Line(a.Name), $"bytes of {a.Type} against {b.Type}", "", "", "");
            return true;
        }

        (double largest, double relative, int count) = (0, 0, 0);
        bool isLong = a.Type == b.Type && a.Type is TensorType.I64 or TensorType.U64;
        for (int i = 0; i < x.Length; i++)
        {
            // NaN is NaN, and infinity is infinity; a double has not all digits of 64 bits
            if (isLong ? Bits(a, i).SequenceEqual(Bits(b, i)) : x[i].Equals(y[i]))
                continue;
            double difference = isLong ? Math.Max(1, Math.Abs(x[i] - y[i])) : Math.Abs(x[i] - y[i]);
            if (difference <= tolerance)
                continue;
            count++;
            largest = Math.Max(largest, difference);
            relative = Math.Max(relative, difference / Math.Max(Math.Abs(x[i]), Math.Abs(y[i])));
        }

        if (count == 0)
            return false;
        table.Add(
            Plain.Line(a.Name),
            a.Type == b.Type ? "numbers" : $"numbers of {a.Type} against {b.Type}",
            Figure(largest),
            Figure(relative),
            string.Create(CultureInfo.InvariantCulture, $"{count} of {x.Length}"));
        return true;
    }

    private static ReadOnlySpan<byte> Bits(SafetensorsTensor tensor, int i) =>
        tensor.Data.Span.Slice(i * sizeof(long), sizeof(long));

    private static string Figure(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
