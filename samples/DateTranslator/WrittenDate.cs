using System.Globalization;
using RnnGen;

namespace DateTranslator;

/// <summary>A date as somebody wrote it, and what is meant.</summary>
/// <param name="Form">How it is written: one of <see cref="DateForms.All"/>.</param>
/// <param name="Text">What was written, such as "3rd of May 2021".</param>
/// <param name="Date">The day.</param>
internal sealed record WrittenDate(string Form, string Text, DateOnly Date)
{
    /// <summary>What the model is to say, such as "2021-05-03".</summary>
    public string Iso => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// The sample that the model learns from: what it reads, and the reply. That it is to read its own reply one step
    /// later, behind the start, and to say the end, follows from the declaration.
    /// </summary>
    public Sample<float> ToSample() =>
        Sample<float>.FromTokens(Characters.Read.Encode(Text)) with { Classes = Characters.Said.Encode(Iso) };
}
