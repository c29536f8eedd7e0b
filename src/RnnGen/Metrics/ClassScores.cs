using System.Globalization;
using System.Text;

namespace RnnGen;

/// <summary>Right, predicted and wanted numbers of some classes, and the scores that follow.</summary>
internal sealed class ClassScores
{
    // Three numbers a class: right, predicted, wanted. Doubles hold them exactly up to 2^53.
    private readonly double[] _counts;

    public ClassScores(int classes) => _counts = new double[classes * 3];

    public ClassScores(ReadOnlySpan<double> counts) => _counts = counts.ToArray();

    public int Classes => _counts.Length / 3;

    public ReadOnlySpan<double> Counts => _counts;

    public double RightOf(int i) => _counts[i * 3];

    public double PredictedOf(int i) => _counts[(i * 3) + 1];

    public double WantedOf(int i) => _counts[(i * 3) + 2];

    public void AddPredicted(int i) => _counts[(i * 3) + 1]++;

    public void AddWanted(int i) => _counts[(i * 3) + 2]++;

    public void AddRight(int i) => _counts[i * 3]++;

    public double F1Of(int i) => F1(RightOf(i), PredictedOf(i), WantedOf(i));

    /// <summary>All classes together.</summary>
    public (double Right, double Predicted, double Wanted) Total()
    {
        double right = 0, predicted = 0, wanted = 0;
        for (int i = 0; i < Classes; i++)
        {
            right += RightOf(i);
            predicted += PredictedOf(i);
            wanted += WantedOf(i);
        }

        return (right, predicted, wanted);
    }

    /// <summary>2 P R / (P + R); 0 where that is 0 / 0.</summary>
    public static double F1(double right, double predicted, double wanted) => Share(2 * right, predicted + wanted);

    /// <summary>A quotient; 0 where it is 0 / 0.</summary>
    public static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;

    /// <summary>A table with a line for each class that occurs.</summary>
    public string ToText(Func<int, string> name)
    {
        int[] shown = [.. Enumerable.Range(0, Classes).Where(i => PredictedOf(i) + WantedOf(i) > 0)];
        int width = Math.Max(5, shown.Select(i => name(i).Length).DefaultIfEmpty().Max());
        var text = new StringBuilder();
        text.Append(' ', width).Append("  precision  recall      f1  support");
        foreach (int i in shown)
        {
            text.Append('\n').Append(CultureInfo.InvariantCulture, $"{name(i).PadRight(width)}");
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {Share(RightOf(i), PredictedOf(i)),9:F4}  {Share(RightOf(i), WantedOf(i)),6:F4}");
            text.Append(CultureInfo.InvariantCulture, $"  {F1Of(i),6:F4}  {WantedOf(i),7:F0}");
        }

        return text.ToString();
    }
}
