namespace RnnGen.Usage.Tests;

/// <summary>A chain against all of its paths, one by one.</summary>
public sealed class LinearChainTests
{
    private static readonly string[] s_bio = ["O", "B-a", "I-a", "B-b", "I-b"];
    private static readonly string[] s_bioes = ["S-a", "B-a", "I-a", "E-a", "O"];

    public static TheoryData<int, int, TagScheme> Sizes()
    {
        var sizes = new TheoryData<int, int, TagScheme>();
        foreach (int classes in new[] { 1, 2, 3, 4 })
        {
            foreach (int steps in new[] { 0, 1, 2, 6 })
                sizes.Add(classes, steps, TagScheme.None);
        }

        foreach (int steps in new[] { 1, 2, 3, 5 })
        {
            sizes.Add(5, steps, TagScheme.Bio);
            sizes.Add(5, steps, TagScheme.Bioes);
        }

        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Chain_OfAnySize_EqualsEnumeration(int classes, int steps, TagScheme scheme)
    {
        foreach (double spread in new[] { 1.0, 20, 2000 })
            Compare(classes, steps, scheme, spread);
    }

    [Fact]
    public void Viterbi_EqualScores_TakesTheLowestClasses()
    {
        var chain = new LinearChain<float>(3, new float[9]);
        int[] path = [9, 9, 9];
        Assert.Equal(3, chain.Viterbi([1, 1, 0, 1, 1, 1, 0, 1, 1], path));
        Assert.Equal([0, 0, 1], path);
    }

    [Fact]
    public void LogPartition_ScoresFarApart_IsExact()
    {
        double[] transitions = [0, -1e5, 1e5, 0];
        var chain = new LinearChain<double>(2, transitions, [1e4, -1e4], [0, -2e5]);
        double[] emissions = [3e5, 0, -3e5, 700];
        double[] all =
        [
            chain.Score(emissions, [0, 0]), chain.Score(emissions, [0, 1]),
            chain.Score(emissions, [1, 0]), chain.Score(emissions, [1, 1]),
        ];
        Assert.Equal(LogSum(all), chain.LogPartition(emissions), 1e-9);
    }

    [Fact]
    public void Arguments_OfWrongLength_AreNamed()
    {
        var chain = new LinearChain<float>(2, new float[4]);
        Assert.Equal("transitions", Name(() => new LinearChain<float>(2, new float[3])));
        Assert.Equal("start", Name(() => new LinearChain<float>(2, new float[4], new float[1])));
        Assert.Equal("emissions", Name(() => chain.LogPartition(new float[3])));
        Assert.Equal("path", Name(() => chain.Score(new float[4], [0])));
        Assert.Equal("path", Name(() => chain.Score(new float[4], [0, 2])));
        Assert.Equal("path", Name(() => chain.Viterbi(new float[4], new int[3])));
        Assert.Equal("marginals", Name(() => chain.Marginals(new float[4], new double[2])));
        Assert.Equal("classNames", Name(() => chain.Restrict(TagScheme.Bio, ["O"])));
        Assert.Contains(
            "no path of the scheme Bioes",
            Assert.Throws<ArgumentException>(() => chain.Restrict(TagScheme.Bioes, ["B-a", "I-a"])).Message,
            StringComparison.Ordinal);

        static string? Name(Action call) => Assert.ThrowsAny<ArgumentException>(call).ParamName;
    }

    private static void Compare(int classes, int steps, TagScheme scheme, double spread)
    {
        var random = new Random((classes * 100) + steps);
        double[] Scores(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() - 0.5) * spread)];
        var chain = new LinearChain<double>(classes, Scores(classes * classes), Scores(classes), Scores(classes));
        double[] emissions = Scores(steps * classes);
        string[] names = scheme == TagScheme.Bioes ? s_bioes : s_bio;
        int[][] paths = [.. Paths(classes, steps).Where(path => Allows(scheme, names, path))];
        double[] scores = [.. paths.Select(path => chain.Score(emissions, path))];
        if (scheme != TagScheme.None)
            chain.Restrict(scheme, names);

        double partition = LogSum(scores);
        Close(partition, chain.LogPartition(emissions));
        var best = new int[steps];
        Close(scores.Max(), chain.Viterbi(emissions, best));
        Assert.Equal(paths[Array.IndexOf(scores, scores.Max())], best);
        var marginals = new double[steps * classes];
        chain.Marginals(emissions, marginals);
        for (int t = 0; t < steps; t++)
        {
            for (int k = 0; k < classes; k++)
            {
                double expected = paths.Zip(scores).Where(item => item.First[t] == k)
                    .Sum(item => Math.Exp(item.Second - partition));
                Assert.Equal(expected, marginals[(t * classes) + k], 1e-11);
            }
        }
    }

    private static void Close(double expected, double actual) =>
        Assert.Equal(expected, actual, 1e-12 * Math.Max(1, Math.Abs(expected)));

    private static IEnumerable<int[]> Paths(int classes, int steps)
    {
        int count = (int)Math.Pow(classes, steps);
        for (int i = 0; i < count; i++)
            yield return [.. Enumerable.Range(0, steps).Select(t => i / (int)Math.Pow(classes, t) % classes)];
    }

    // Written from the definition of the schemes: a path is allowed where it is what some spans are written as.
    private static bool Allows(TagScheme scheme, string[] names, int[] path)
    {
        string open = "";
        foreach (string name in path.Select(k => names[k]))
        {
            if (scheme == TagScheme.None)
                return true;
            bool continues = name[0] is 'I' or 'E';
            if (continues && open != name[2..])
                return false;
            if (scheme == TagScheme.Bioes && open.Length > 0 && !continues)
                return false;
            open = name[0] is 'B' or 'I' ? name[2..] : "";
        }

        return scheme != TagScheme.Bioes || open.Length == 0;
    }

    private static double LogSum(double[] scores)
    {
        double max = scores.Max();
        return max + Math.Log(scores.Sum(score => Math.Exp(score - max)));
    }
}
