using RnnGen.Golden.Tests.Families;

namespace RnnGen.Golden.Tests;

/// <summary>Which families can be expressed, and which wait for the layers of later issues.</summary>
internal static class FamilyTable
{
    private static readonly SequenceFamily s_sequence = new();

    /// <summary>Families that must run.</summary>
    public static IReadOnlyDictionary<string, IFamily> Now { get; } = new Dictionary<string, IFamily>
    {
        ["rnn_tanh"] = s_sequence,
        ["rnn_relu"] = s_sequence,
        ["lstm"] = s_sequence,
        ["gru"] = s_sequence,
        ["large"] = s_sequence,
        ["lstm_proj"] = s_sequence,
        ["cell_variants"] = new CellVariantFamily(),
        ["dropout_between_layers"] = new DropoutFamily(),
        ["classifier_and_tagger"] = new ClassifierFamily(),
        ["losses"] = new LossFamily(),
        ["crf"] = new CrfFamily(),
        ["ctc"] = new CtcFamily(),
        ["optimizers"] = new OptimizerFamily(),
        ["clipping"] = new ClippingFamily(),
        ["lr_schedules"] = new ScheduleFamily(),
        ["training"] = new TrainingFamily(),
        ["truncated_bptt"] = new TruncatedFamily(),
        ["seed_examples"] = new ExampleFamily(),
        ["forecast"] = new ForecastFamily(),
        ["attention"] = new AttentionFamily(),
        ["seq2seq"] = new SequenceToSequenceFamily(),
    };

    /// <summary>Families, or kinds of their cases, whose layers do not exist yet; listed, not dropped.</summary>
    public static IReadOnlySet<string> Later { get; } = new HashSet<string>();
}
