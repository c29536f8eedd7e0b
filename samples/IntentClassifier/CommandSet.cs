namespace IntentClassifier;

/// <summary>Commands to learn from, and others to be judged on.</summary>
internal sealed record CommandSet(IReadOnlyList<Command> Training, IReadOnlyList<Command> Test);
