using System.Text;

namespace AirlineForecast;

/// <summary>Truth against prediction, as a table and as one number.</summary>
internal static class Report
{
    /// <summary>Root of the mean squared difference.</summary>
    public static double Rmse(ReadOnlySpan<float> truth, ReadOnlySpan<float> guess)
    {
        double sum = 0;
        for (int i = 0; i < truth.Length; i++)
            sum += (truth[i] - guess[i]) * (double)(truth[i] - guess[i]);
        return Math.Sqrt(sum / truth.Length);
    }

    /// <summary>One line a month, one pair of columns a year.</summary>
    public static string Table(ReadOnlySpan<float> truth, ReadOnlySpan<float> guess, int firstYear)
    {
        string[] months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        var text = new StringBuilder("   ");
        for (int year = 0; 12 * year < truth.Length; year++)
            text.Append($"   {firstYear + year,5} model");
        text.Append('\n');
        for (int month = 0; month < 12; month++)
        {
            text.Append(months[month]);
            for (int i = month; i < truth.Length; i += 12)
                text.Append($"   {truth[i],5:F0} {guess[i],5:F0}");
            text.Append('\n');
        }

        return text.ToString();
    }
}
