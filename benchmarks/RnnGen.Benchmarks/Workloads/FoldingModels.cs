namespace RnnGen.Benchmarks.Workloads;

/// <summary>A character model whose embedding is folded into its LSTM.</summary>
[RnnModel]
[Input]
[Embedding(100, 64)]
[Lstm(128)]
[Dense(100)]
[CrossEntropy]
public sealed partial class CharacterModel;

/// <summary>The same with the embedding as it is.</summary>
[RnnModel(FoldBudget = 0)]
[Input]
[Embedding(100, 64)]
[Lstm(128)]
[Dense(100)]
[CrossEntropy]
public sealed partial class UnfoldedCharacterModel;
