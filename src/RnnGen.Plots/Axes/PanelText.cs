namespace RnnGen.Plots.Axes;

/// <summary>What is written around a panel; empty texts take no room.</summary>
internal sealed record PanelText(string Title, string X, string Y)
{
    /// <summary>Room between title and frame, for a legend.</summary>
    public double Above { get; init; }
}
