using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RnnGen;

/// <summary>A <see cref="TrainerState"/> as JSON; doubles keep their bits.</summary>
internal static class TrainerStateText
{
    public static string Write(TrainerState state)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", state.Epoch);
            json.WriteNumber("batch", state.Batch);
            if (state.Samples is { } samples)
                json.WriteNumber("samples", samples);
            json.WriteNumber("step", state.Step);
            json.WriteNumber("dropout_step", state.DropoutStep);
            WriteDoubles(json, "loss_sums", state.Losses.Sums);
            WriteDoubles(json, "denominators", state.Losses.Denominators);
            WriteDouble(json, "best_value", state.BestValue);
            if (state.Measure is { } measure)
                json.WriteString("best_measure", measure);
            json.WriteNumber("best_epoch", state.BestEpoch);
            json.WriteNumber("epochs_since_best", state.EpochsSinceBest);
            WriteDouble(json, "learning_rate", state.LearningRate);
            if (state.Schedule is { } schedule)
            {
                json.WritePropertyName("schedule");
                WriteSchedule(json, schedule);
            }

            json.WriteStartArray("history");
            foreach (EpochResult result in state.History)
                WriteResult(json, result);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <param name="text">What <see cref="Write"/> gave.</param>
    /// <param name="losses">Receive the current epoch's losses, of as many heads as the text has.</param>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="FormatException">A number cannot be read.</exception>
    /// <exception cref="KeyNotFoundException">A field is missing.</exception>
    /// <exception cref="InvalidOperationException">A field has another type.</exception>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public static TrainerState Read(string text, LossTotals losses)
    {
        using var document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement;
        losses.Set(ReadDoubles(root, "loss_sums", "loss_sum"), ReadDoubles(root, "denominators", "denominator"));
        return new TrainerState(losses)
        {
            Epoch = Check.AtLeast(root.GetProperty("epoch").GetInt32(), 0, "epoch"),
            Batch = Check.AtLeast(root.GetProperty("batch").GetInt32(), 0, "batch"),
            Samples = root.TryGetProperty("samples", out JsonElement samples) ? samples.GetInt32() : null,
            Step = ReadCount(root, "step"),
            DropoutStep = ReadCount(root, "dropout_step"),
            BestValue = ReadDouble(root, "best_value"),
            Measure = root.TryGetProperty("best_measure", out JsonElement measure) ? measure.GetString() : null,
            BestEpoch = root.GetProperty("best_epoch").GetInt32(),
            EpochsSinceBest = root.GetProperty("epochs_since_best").GetInt32(),
            LearningRate = Check.AtLeastZero(ReadDouble(root, "learning_rate"), "learning_rate"),
            Schedule = root.TryGetProperty("schedule", out JsonElement schedule) ? ReadSchedule(schedule) : null,
            History = [.. root.GetProperty("history").EnumerateArray().Select(ReadResult)],
        };
    }

    private static void WriteSchedule(Utf8JsonWriter json, ScheduleState state)
    {
        json.WriteStartObject();
        WriteDouble(json, "base_rate", state.BaseRate);
        json.WriteNumber("position", state.Position);
        WriteDouble(json, "rate", state.Rate);
        if (state.Best is { } best)
            WriteDouble(json, "best", best);
        json.WriteNumber("bad_count", state.BadCount);
        json.WriteNumber("cooldown_left", state.CooldownLeft);
        if (state.Next is { } next)
        {
            json.WritePropertyName("next");
            WriteSchedule(json, next);
        }

        json.WriteEndObject();
    }

    private static ScheduleState ReadSchedule(JsonElement json) =>
        new(ReadDouble(json, "base_rate"), json.GetProperty("position").GetInt64(), ReadDouble(json, "rate"))
        {
            Best = json.TryGetProperty("best", out _) ? ReadDouble(json, "best") : null,
            BadCount = json.GetProperty("bad_count").GetInt32(),
            CooldownLeft = json.GetProperty("cooldown_left").GetInt32(),
            Next = json.TryGetProperty("next", out JsonElement next) ? ReadSchedule(next) : null,
        };

    private static void WriteResult(Utf8JsonWriter json, EpochResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", result.Epoch);
        json.WriteNumber("step", result.Step);
        WriteDouble(json, "training_loss", result.TrainingLoss);
        WriteDouble(json, "validation_loss", result.ValidationLoss);
        WriteDouble(json, "learning_rate", result.LearningRate);
        json.WriteNumber("ticks", result.Duration.Ticks);
        json.WriteStartObject("metrics");
        foreach ((string name, double value) in result.Metrics)
            WriteDouble(json, name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static EpochResult ReadResult(JsonElement json) => new()
    {
        Epoch = json.GetProperty("epoch").GetInt32(),
        Step = json.GetProperty("step").GetInt64(),
        TrainingLoss = ReadDouble(json, "training_loss"),
        ValidationLoss = ReadDouble(json, "validation_loss"),
        LearningRate = ReadDouble(json, "learning_rate"),
        Duration = TimeSpan.FromTicks(json.GetProperty("ticks").GetInt64()),
        Metrics = json.GetProperty("metrics").EnumerateObject().ToDictionary(
            static field => field.Name, static field => ParseDouble(field.Value)),
    };

    // As text, since JSON has no NaN.
    private static void WriteDouble(Utf8JsonWriter json, string name, double value) =>
        json.WriteString(name, value.ToString("R", CultureInfo.InvariantCulture));

    private static void WriteDoubles(Utf8JsonWriter json, string name, ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
            json.WriteStringValue(value.ToString("R", CultureInfo.InvariantCulture));
        json.WriteEndArray();
    }

    // Files of models that had one head have one number, under a name of its own.
    private static double[] ReadDoubles(JsonElement json, string name, string single) =>
        json.TryGetProperty(name, out JsonElement values)
            ? [.. values.EnumerateArray().Select(ParseDouble)]
            : [ReadDouble(json, single)];

    private static long ReadCount(JsonElement json, string name)
    {
        long count = json.GetProperty(name).GetInt64();
        ArgumentOutOfRangeException.ThrowIfNegative(count, name);
        return count;
    }

    private static double ReadDouble(JsonElement json, string name) => ParseDouble(json.GetProperty(name));

    private static double ParseDouble(JsonElement json) =>
        double.Parse(json.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
}
