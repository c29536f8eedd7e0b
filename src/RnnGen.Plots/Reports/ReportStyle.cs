namespace RnnGen.Plots.Reports;

/// <summary>How a report looks: light, or dark where its reader prefers that; always light on paper.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1f2328; --muted: #596068; --grid: #e3e6ea; --paper: #ffffff;
          --band: #f5f7f9; --accent: #0072b2 }
        @media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --muted: #a3abb5; --grid: #343b44;
          --paper: #14181d; --band: #1c2228; --accent: #56b4e9 } }
        * { box-sizing: border-box }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 58rem; background: var(--paper);
          color: var(--ink);
          font: 15px/1.5 Helvetica, Arial, 'Liberation Sans', sans-serif }
        h1 { margin: 0; font-size: 1.7rem; line-height: 1.25 }
        h2 { margin: 2.4rem 0 .8rem; font-size: 1.15rem }
        p { margin: .4rem 0 0; color: var(--muted) }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem;
          margin: 1.4rem 0 0 }
        dl div { padding: .7rem .9rem; border-radius: .4rem; background: var(--band) }
        dt { color: var(--muted); font-size: .8rem }
        dd { margin: 0; font-size: 1.2rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums }
        th, td { padding: .28rem 1.4rem .28rem 0; border-bottom: 1px solid var(--grid); text-align: left;
          vertical-align: top }
        thead th, tbody th { color: var(--muted); font-weight: normal }
        tr.best td { color: var(--accent); font-weight: bold }
        .number { text-align: right }
        .wide, figure { overflow-x: auto }
        figure { margin: 0 0 1.2rem }
        svg { display: block; max-width: 100%; height: auto }
        summary { cursor: pointer; color: var(--muted) }
        @media print { body { max-width: none; padding: 0 } figure, table { break-inside: avoid } }
        """;
}
