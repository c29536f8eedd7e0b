using System.Globalization;

namespace RnnGen;

/// <summary>A trainer's checkpoint: the model's file with the run's state beside the parameters.</summary>
internal static class TrainerCheckpoint
{
    private const string StateKey = ModelFile.Prefix + "training";
    private const string SettingsPrefix = ModelFile.Prefix + "setting.";
    private const string BuffersName = ModelFile.Prefix + "optimizer_buffers";
    private const string ScalarsName = ModelFile.Prefix + "optimizer_scalars";
    private const string TensorsName = ModelFile.Prefix + "optimizer_tensors";
    private const string BestName = ModelFile.Prefix + "best_parameters";
    private const string LanesName = ModelFile.Prefix + "carried_states";
    private const string MetricPrefix = ModelFile.Prefix + "metric_";

    /// <summary>What a run's bits depend on beside the model and the data, by name.</summary>
    public static IReadOnlyDictionary<string, string> Settings<T>(Trainer<T> trainer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = new Dictionary<string, string>
        {
            ["optimizer"] = trainer.Optimizer.Name,
            ["batch size"] = trainer.BatchSize.ToString(CultureInfo.InvariantCulture),
            ["accumulation steps"] = trainer.AccumulationSteps.ToString(CultureInfo.InvariantCulture),
            ["shuffle"] = trainer.Shuffle.ToString(),
            ["bucket by length"] = trainer.BucketByLength.ToString(),
            ["truncation"] = trainer.Truncation?.ToString() ?? "none",
            ["activation budget"] = trainer.ActivationBudget.ToString(CultureInfo.InvariantCulture),
            ["seed"] = trainer.Seed.ToString(CultureInfo.InvariantCulture),
            ["frozen and penalised parameters"] = trainer.TrainingStep.Rules.Describe(),
            ["schedule"] = trainer.Schedule?.GetType().Name ?? "none",
            ["metrics"] = string.Join(", ", trainer.Metrics.Select(static metric => metric.Name)),
        };
        if (trainer.Model.Info.Step != null)
            settings["scheduled sampling"] = trainer.ScheduledSampling?.ToString() ?? "none";
        return settings;
    }

    /// <summary>The same, but what files of before do not say.</summary>
    public static IReadOnlyDictionary<string, string> Details<T>(Trainer<T> trainer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var details = new Dictionary<string, string>
        {
            ["clip norm"] = Text(trainer.ClipNorm),
            ["clip value"] = Text(trainer.ClipValue),
        };
        foreach ((string name, object value) in trainer.Optimizer.RunSettings)
            details["optimizer." + name] = Text(value);
        foreach ((string name, object value) in trainer.Schedule?.RunSettings ?? [])
            details["schedule." + name] = Text(value);
        return details;

        static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
    }

    /// <summary>Writes a trainer's run, with the parameters that it goes on from.</summary>
    public static void Write<T>(string path, Trainer<T> trainer, ReadOnlySpan<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TrainerState state = trainer.State;
        state.LearningRate = trainer.Optimizer.LearningRate;
        state.Schedule = trainer.Schedule == trainer.StartedSchedule ? trainer.Schedule?.Save() : null;
        OptimizerState<T> optimizer = trainer.TrainingStep.State;
        var tensors = new List<SafetensorsTensor>
        {
            SafetensorsTensor.From<T>(BuffersName, [optimizer.BufferCount, optimizer.Length], optimizer.Read()),
            SafetensorsTensor.From<double>(ScalarsName, [optimizer.Scalars.Length + 1],
                [optimizer.Step, .. optimizer.Scalars]),
        };
        if (optimizer.Own.Any)
        {
            tensors.Add(SafetensorsTensor.From<double>(
                TensorsName, [trainer.Model.Info.Parameters.Count, optimizer.Scalars.Length + 1],
                optimizer.TensorScalars));
        }

        if (trainer.BestParameters is { } best)
            tensors.Add(SafetensorsTensor.From<T>(BestName, [best.Length], best));
        if (HasLanes(state, trainer))
        {
            ReadOnlySpan<T> lanes = trainer.Lanes.Values;
            int width = trainer.Lanes.Width;
            tensors.Add(SafetensorsTensor.From<T>(LanesName, [lanes.Length / width, width], lanes));
        }

        for (int i = 0; i < trainer.Metrics.Count; i++)
        {
            double[] saved = trainer.Metrics[i].Save();
            tensors.Add(SafetensorsTensor.From<double>(
                MetricPrefix + i.ToString(CultureInfo.InvariantCulture), [saved.Length], saved));
        }

        var metadata = new Dictionary<string, string> { [StateKey] = TrainerStateText.Write(state) };
        foreach ((string name, string value) in Settings(trainer).Concat(Details(trainer)))
            metadata[SettingsPrefix + name] = value;
        ModelFile.Write(path, trainer.Model, parameters, tensors, metadata);
    }

    public static void Read<T>(string path, Trainer<T> trainer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SafetensorsFile file = ModelFile.Read(path);
        TrainerState state = ReadState(file, new LossTotals(trainer.Model.Info));
        StagedModel<T> model = ModelFile.Stage(file, trainer.Model);
        CheckSettings(file, trainer);
        OptimizerState<T> optimizer = trainer.TrainingStep.HostState;
        T[] buffers = Tensor<T>(file, BuffersName, optimizer.Host.Length);
        double[] scalars = Tensor<double>(file, ScalarsName, optimizer.Scalars.Length + 1);
        if (!(scalars[0] >= 0))
        {
            throw new CheckpointException(
                file.Path, ScalarsName,
                FormattableString.Invariant($"expected a number of steps, found {scalars[0]}."));
        }

        double[] own = ReadOwn(file, optimizer.TensorScalars.Length, scalars);
        T[]? best = file.Find(BestName) == null ? null : Tensor<T>(file, BestName, trainer.Model.Parameters.Length);
        T[] lanes = HasLanes(state, trainer) ? Tensor<T>(file, LanesName, null) : [];
        double[][] metrics = [.. trainer.Metrics.Select((_, i) =>
            Tensor<double>(file, MetricPrefix + i.ToString(CultureInfo.InvariantCulture), null))];

        RestoreSettings(file, trainer, state.Schedule, metrics);

        // From here on nothing can fail.
        model.Apply();
        optimizer.Restore((long)scalars[0], scalars.AsSpan(1), buffers, own);
        trainer.BestParameters = best;
        trainer.LastParameters = null;
        trainer.Lanes.Restore(lanes);
        trainer.Optimizer.LearningRate = state.LearningRate;
        trainer.StartedSchedule = state.Schedule == null ? null : trainer.Schedule;
        trainer.TrainingStep.Discard();
        trainer.TrainingStep.Pass.Step = state.DropoutStep;
        trainer.TrainingStep.StepCount = state.Step;
        trainer.State = state;
        state.Order = trainer.Order;
    }

    /// <summary>Deletes what a process that was killed while it wrote has left in a folder.</summary>
    public static void RemoveLeftovers(CheckpointFolder folder)
    {
        DurableFile.RemoveLeftovers(folder.LastPath);
        DurableFile.RemoveLeftovers(folder.BestPath);
    }

    /// <summary>Whether sequences that were begun go on from states.</summary>
    private static bool HasLanes<T>(TrainerState state, Trainer<T> trainer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        trainer.Truncation != null && state.Batch > 0 && trainer.Lanes.Width > 0;

    /// <summary>What tensors count that were frozen in some step; files of before have none.</summary>
    private static double[] ReadOwn(SafetensorsFile file, int length, double[] scalars)
    {
        if (file.Find(TensorsName) == null)
            return [];
        double[] own = Tensor<double>(file, TensorsName, length);
        for (int i = 0; i < length; i += scalars.Length)
        {
            if (!(own[i] >= 0 && own[i] <= scalars[0] && double.IsInteger(own[i])))
            {
                throw new CheckpointException(
                    file.Path, TensorsName, FormattableString.Invariant(
                        $"expected at most {scalars[0]} missed steps, found {own[i]}."));
            }
        }

        return own;
    }

    private static TrainerState ReadState(SafetensorsFile file, LossTotals losses)
    {
        if (!file.Metadata.TryGetValue(StateKey, out string? text))
        {
            throw new CheckpointException(
                file.Path, null, "it holds a model but no training run: a trainer goes on from its own checkpoints.");
        }

        try
        {
            return TrainerStateText.Read(text, losses);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or FormatException or KeyNotFoundException
            or InvalidOperationException or OverflowException or ArgumentException)
        {
            throw new CheckpointException(file.Path, null, $"the state of the run cannot be read: {e.Message}", e);
        }
    }

    private static void CheckSettings<T>(SafetensorsFile file, Trainer<T> trainer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((string name, string here) in Settings(trainer))
            Compare(name, here, "unknown");
        foreach ((string name, string here) in Details(trainer))
            Compare(name, here, here);

        void Compare(string name, string here, string missing)
        {
            string there = file.Metadata.GetValueOrDefault(SettingsPrefix + name, missing);
            if (here != there)
            {
                throw new CheckpointException(
                    file.Path, null, $"it is of another run: its {name} is '{there}', this trainer's is '{here}'. "
                        + "Make the trainer as it was, or load the model alone with Load and start anew.");
            }
        }
    }

    /// <summary>Gives the trainer's own objects their state, all of them or none.</summary>
    private static void RestoreSettings<T>(
        SafetensorsFile file, Trainer<T> trainer, ScheduleState? schedule, double[][] metrics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ScheduleState? before = trainer.Schedule?.Save();
        var counts = new MetricCounts(trainer.Metrics);
        try
        {
            if (schedule != null && trainer.Schedule != null)
                trainer.Schedule.Restore(schedule);
            for (int i = 0; i < metrics.Length; i++)
                trainer.Metrics[i].Restore(metrics[i]);
        }
        catch (Exception e)
        {
            if (before != null)
                trainer.Schedule!.Restore(before);
            counts.Restore();
            throw new CheckpointException(
                file.Path, null, $"its schedule or a metric is set otherwise than this trainer's: {e.Message}", e);
        }
    }

    private static TItem[] Tensor<TItem>(SafetensorsFile file, string name, int? length)
        where TItem : unmanaged
    {
        SafetensorsTensor tensor = file.Find(name)
            ?? throw new CheckpointException(file.Path, name, "the file has no such tensor.");
        TItem[] values;
        try
        {
            values = tensor.ToArray<TItem>();
        }
        catch (NotSupportedException e)
        {
            throw new CheckpointException(file.Path, name, e.Message, e);
        }

        return length == null || values.Length == length
            ? values
            : throw new CheckpointException(
                file.Path, name, $"expected {length} numbers, the file has {values.Length}.");
    }
}
