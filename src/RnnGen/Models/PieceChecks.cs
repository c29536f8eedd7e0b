using RnnGen.Program;

namespace RnnGen;

/// <summary>Which models can be computed piece by piece in time; messages name the layer that cannot.</summary>
internal static class PieceChecks
{
    /// <summary>Throws where an output depends on later steps, or the loss on whole sequences.</summary>
    /// <param name="info">The model.</param>
    /// <param name="setting">What cuts time.</param>
    public static void RequireCausal(ModelInfo info, string setting)
    {
        if (info.Obstacle is { } obstacle)
        {
            throw new InvalidOperationException(
                $"{setting} cuts sequences in time, but {info.Name} cannot be cut: {obstacle}.");
        }

        if (!info.IsCausal)
            throw Misfit(info, setting, static layer => !layer.IsCausal, "needs later steps of them");
        if (info.Heads.Select(static head => head.Loss).FirstOrDefault(static loss => loss is { IsPerSequence: true })
            is { } loss)
        {
            throw new InvalidOperationException(
                $"{setting} cuts sequences in time, but the loss {loss.Kind} of {info.Name} reads them whole.");
        }
    }

    /// <summary>Throws where a piece has no outputs of its own.</summary>
    /// <param name="info">The model.</param>
    /// <param name="setting">What cuts time.</param>
    public static void RequireOutputs(ModelInfo info, string setting)
    {
        RequireCausal(info, setting);
        if (info.Heads.Count == 1 && !info.OutputPerStep)
            throw Misfit(info, setting, static layer => !IsPerStep(layer), "gives one output a sequence");
        if (info.Heads.FirstOrDefault(static head => !head.PerStep) is { } head)
        {
            throw new InvalidOperationException(
                $"{setting} cuts sequences in time, but '{head.Name}' of {info.Name} is one output a sequence.");
        }

        if (info.FixedSteps != 0)
        {
            throw new InvalidOperationException(
                $"{setting} cuts sequences in time, but {info.Name} is declared for {info.FixedSteps} steps.");
        }
    }

    private static bool IsPerStep(LayerInfo layer) => layer.Output.StartsWith("[B, T, ", StringComparison.Ordinal);

    private static InvalidOperationException Misfit(
        ModelInfo info, string setting, Func<LayerInfo, bool> isReason, string reason)
    {
        LayerInfo? layer = info.Layers.FirstOrDefault(isReason);
        string subject = layer == null ? info.Name : $"'{layer.Name}' of {info.Name}";
        return new InvalidOperationException($"{setting} cuts sequences in time, but {subject} {reason}.");
    }
}
