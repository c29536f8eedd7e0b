namespace RnnGen.Plots.Axes;

/// <summary>What is written around a panel; empty texts take no room.</summary>
internal sealed record PanelText(string Title, string X, string Y)
{
    /// <summary>Room between title and frame, for a legend.</summary>
    public double Above { get; init; }

    /// <summary>Least room on the left of the frame, for panels whose frames stand below each other.</summary>
    public double Beside { get; init; }
}
