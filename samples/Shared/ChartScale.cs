namespace Samples;

/// <summary>The scales of a chart.</summary>
/// <param name="Label">Distance between two labelled lines.</param>
/// <param name="LinesPerLabel">Lines of text from one label to the next.</param>
/// <param name="Tick">Steps between two ticks of the horizontal axis.</param>
/// <param name="TickName">Text under the tick at a step.</param>
internal sealed record ChartScale(float Label, int LinesPerLabel, int Tick, Func<int, string> TickName);
