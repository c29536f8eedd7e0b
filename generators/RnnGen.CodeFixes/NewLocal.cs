using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RnnGen.CodeFixes;

/// <summary>A second assignment becomes a local of its own, which the statements behind it read.</summary>
internal static class NewLocal
{
    public static Edit? For(FixTarget target)
    {
        if (target.Node is not IdentifierNameSyntax name
            || name.Parent is not AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } assignment
            || statement.Parent is not BlockSyntax block || Value(assignment) is not { } value)
            return null;
        string old = name.Identifier.ValueText;
        HashSet<string> taken = new(
            block.Parent!.DescendantTokens().Where(static t => t.IsKind(SyntaxKind.IdentifierToken))
                .Select(static t => t.ValueText),
            StringComparer.Ordinal);
        string fresh = TextEdits.Numbered(old, taken);
        return target.Replace(
            $"Assign to a new local '{fresh}'", block, Renamed(block, statement, Declaration(fresh, value, statement)));

        BlockSyntax Renamed(BlockSyntax body, StatementSyntax at, StatementSyntax declaration)
        {
            int index = body.Statements.IndexOf(at);
            IEnumerable<StatementSyntax> behind = body.Statements.Skip(index + 1).Select(s => Read(s, old, fresh));
            return body.WithStatements([.. body.Statements.Take(index), declaration, .. behind]);
        }
    }

    /// <summary>What is assigned; a compound assignment spelled out.</summary>
    private static ExpressionSyntax? Value(AssignmentExpressionSyntax assignment)
    {
        string sign = assignment.OperatorToken.Text;
        return sign switch
        {
            "=" => assignment.Right,
            "+=" or "-=" or "*=" or "/=" => SyntaxFactory.ParseExpression(
                $"{assignment.Left} {sign.Substring(0, 1)} {Operand(assignment.Right)}"),
            _ => null,
        };
    }

    private static string Operand(ExpressionSyntax right)
        => right is BinaryExpressionSyntax ? $"({right})" : right.ToString();

    private static StatementSyntax Declaration(string name, ExpressionSyntax value, StatementSyntax statement)
        => SyntaxFactory.ParseStatement($"var {name} = {value};").WithTriviaFrom(statement);

    private static StatementSyntax Read(StatementSyntax statement, string old, string fresh) => statement.ReplaceNodes(
        statement.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == old
            && use.Parent is not NameColonSyntax and not MemberAccessExpressionSyntax),
        (use, _) => use.WithIdentifier(SyntaxFactory.Identifier(fresh).WithTriviaFrom(use.Identifier)));
}
