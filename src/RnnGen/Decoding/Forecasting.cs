namespace RnnGen;

/// <summary>What a model reads for a forecast of several steps, each of which is an input of the next.</summary>
public enum Forecasting
{
    /// <summary>
    /// A window of constant length that moves along: each prediction takes the place of the oldest value, and the model
    /// begins anew. Right where it was trained on windows.
    /// </summary>
    MovingWindow,

    /// <summary>
    /// The window once, and then each prediction, with the state kept. Right where the model was trained on sequences
    /// as long as window and forecast; one step costs the same however long the window is.
    /// </summary>
    RunOn,
}
