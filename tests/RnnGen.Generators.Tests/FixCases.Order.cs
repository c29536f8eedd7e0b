namespace RnnGen.Generators.Tests;

/// <content>Attributes that change places.</content>
internal static partial class FixCases
{
    private static readonly FixCase[] s_order =
    [
        new("RNN0008", "Move [Input] before [Gru]",
            "[RnnModel, Gru(3), Input(8)]\npartial class M;",
            "[RnnModel, Input(8), Gru(3)]\npartial class M;"),
        new("RNN0008", "Move [Input] before [Gru]",
            "[RnnModel]\n[Gru(3)]   // a cell\n[Dense(2)]\n[Input(8)] // features\npartial class M;",
            "[RnnModel]\n[Input(8)] // features\n[Gru(3)]   // a cell\n[Dense(2)]\npartial class M;"),
        new("RNN0009", "Move [Embedding] before [Gru]",
            "[RnnModel, Input, Gru(3), Embedding(100, 4)]\npartial class M;",
            "[RnnModel, Input, Embedding(100, 4), Gru(3)]\npartial class M;"),
        new("RNN0011", "Move [Dense] before [CrossEntropy]",
            "[RnnModel, Input(8), Gru(3), CrossEntropy, Dense(3)]\npartial class M;",
            "[RnnModel, Input(8), Gru(3), Dense(3), CrossEntropy]\npartial class M;"),
        new("RNN0011", "Move [Dense] before [CrossEntropy]",
            "[RnnModel][Input(8)][Gru(3)][CrossEntropy][Dense(3)] partial class M;",
            "[RnnModel][Input(8)][Gru(3)][Dense(3)][CrossEntropy] partial class M;"),
        new("RNN0205", "Move [LastStep] behind [Lstm]",
            "[RnnModel]\n[Input(8)]\n[Gru(3)]\n[LastStep]\n[Gru(2)]\n[Lstm(4)]\n[Dense(2)]\npartial class M;",
            "[RnnModel]\n[Input(8)]\n[Gru(3)]\n[Gru(2)]\n[Lstm(4)]\n[LastStep]\n[Dense(2)]\npartial class M;"),
        new("RNN0402", "Move [LastStep] behind [Gru]",
            "[RnnModel, Input(8), Gru(3, Bidirectional = true), Dropout(0.1), Dense(4), LastStep]\npartial class M;",
            "[RnnModel, Input(8), Gru(3, Bidirectional = true), LastStep, Dropout(0.1), Dense(4)]\npartial class M;"),
        new("RNN0407", "Move [Dropout] before [Dense]",
            "[RnnModel, Input(8), Gru(3), Dense(3), Dropout(0.5)]\npartial class M;",
            "[RnnModel, Input(8), Gru(3), Dropout(0.5), Dense(3)]\npartial class M;"),
        new("RNN0407", "Move [Dropout] before [Gru]",
            "[RnnModel, Input(8), Gru(3), LastStep, Dropout(0.5), MeanSquaredError]\npartial class M;",
            "[RnnModel, Input(8), Dropout(0.5), Gru(3), LastStep, MeanSquaredError]\npartial class M;"),
    ];
}
