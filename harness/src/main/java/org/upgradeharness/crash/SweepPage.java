package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Severity;

/** A sweep as one page for people: revisions as rows, statements as cells; a click shows what came of one. No network, no scripts. */
public final class SweepPage {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#222;background:#fff}
            h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
            table{border-collapse:collapse}th{text-align:left;font-weight:normal;padding:.15rem 1rem .15rem 0;font-family:monospace;
            white-space:nowrap;vertical-align:top}
            td a{display:inline-block;min-width:1.5rem;margin:1px;padding:0 .2rem;text-align:center;text-decoration:none;
            font-size:.8rem;border-radius:3px;color:#fff}
            .converged{background:#2e7d32}.stuck{background:#b71c1c}.different{background:#6a1b9a}.not-reached{background:#616161}
            .same{opacity:.55}
            td a:focus,td a:hover{outline:3px solid #ffb300}
            .point{display:none;position:fixed;left:0;right:0;bottom:0;max-height:45vh;overflow:auto;z-index:1;
            border-top:3px solid #ffb300;padding:.6rem 2rem 1rem;background:#fafafa;box-shadow:0 -4px 16px #0004}
            .point:target{display:block}.close{float:right}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#eee;padding:.5rem;border-radius:4px}
            .legend span{color:#fff;padding:0 .5rem;border-radius:3px;margin-right:.5rem}
            .finding{border-left:4px solid #b71c1c;padding-left:.8rem;margin:1rem 0}.known,.note{border-color:#999}
            .finding ul{margin:.3rem 0;padding-left:1.2rem}.finding li{margin:.3rem 0}
            code{background:#eee;padding:0 .3rem;border-radius:3px}body{padding-bottom:50vh}
            @media(prefers-color-scheme:dark){body{color:#ddd;background:#181818}.point{background:#222}pre,code{background:#333}}
            """;

    private SweepPage() {}

    /**
     * Draws it.
     *
     * @param title what was swept
     * @param command the command that repeats it, without a point
     * @param results the points
     * @param sum the same in numbers
     * @param findings what people are told, known findings among them
     * @param spent where the time of the points went, in seconds by what was done
     */
    public static String of(
            String title,
            String command,
            List<PointResult> results,
            SweepSummary sum,
            List<Finding> findings,
            Map<String, Double> spent) {
        StringBuilder page = new StringBuilder("<!doctype html><html lang=en><meta charset=utf-8>")
                .append("<meta name=viewport content='width=device-width'><title>")
                .append(text(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style><h1>")
                .append(text(title))
                .append("</h1>");
        page.append(String.format(
                Locale.ROOT,
                "<p>The migration was killed before each of %d statements and run again: %d converged, %d stuck, %d different, %d not"
                        + " reached. %d left a store of their own and were judged; the others (pale) left the store of one of these."
                        + " A point took %.2f s (median, %d of them side by side), all of them %.0f s.</p>",
                sum.points(),
                sum.converged(),
                sum.stuck(),
                sum.different(),
                sum.notReached(),
                sum.judged(),
                sum.medianSeconds(),
                sum.lanes(),
                sum.seconds()));
        page.append("<p class=legend>");
        for (PointOutcome outcome : PointOutcome.values()) {
            page.append("<span class=")
                    .append(outcome.id())
                    .append('>')
                    .append(outcome.id())
                    .append("</span>");
        }
        page.append("</p>");
        page.append("<h2>Revisions and their statements</h2>");
        table(page, results);
        page.append("<h2>Findings</h2>");
        findings(page, command, results, findings);
        page.append("<h2>Where the time went</h2><table>");
        spent.forEach((what, seconds) ->
                page.append(String.format(Locale.ROOT, "<tr><td>%.1f s<td>%s", seconds, text(what))));
        page.append("</table>");
        results.forEach(r -> point(page, command, r));
        return page.append("</html>\n").toString();
    }

    private static void findings(
            StringBuilder page, String command, List<PointResult> results, List<Finding> findings) {
        if (findings.isEmpty()) {
            page.append("<p>None: wherever the migration dies, running it again comes to the same store.</p>");
        }
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        findings.stream()
                .sorted(Comparator.comparing(SweepPage::rank))
                .forEach(f ->
                        groups.computeIfAbsent(why(f), w -> new ArrayList<>()).add(f));
        groups.forEach((why, own) -> {
            page.append(rank(own.get(0)) == 0 ? "<div class=finding>" : "<div class='finding known'>");
            if (!why.isEmpty()) {
                page.append("<i>").append(text(why)).append("</i>");
            }
            page.append("<ul>");
            own.forEach(f -> finding(page, command, results, f));
            page.append("</ul></div>");
        });
    }

    private static int rank(Finding f) {
        return f.known() != null ? 1 : f.severity() == Severity.NOTE ? 2 : 0;
    }

    /** What findings are told together for: the reason why they are known, or that they are of no consequence. */
    private static String why(Finding f) {
        return switch (rank(f)) {
            case 1 -> "known: " + f.known();
            case 2 -> "note: " + f.group();
            default -> "";
        };
    }

    private static void finding(StringBuilder page, String command, List<PointResult> results, Finding f) {
        page.append("<li><b>")
                .append(text(f.kind().id() + " · " + f.object()))
                .append("</b> ")
                .append(text(f.key()))
                .append("<br>")
                .append(text(f.found()));
        results.stream()
                .filter(r -> (f.key() + " ").startsWith("interrupted before statement " + r.place() + " ")
                        && f.object().endsWith(r.revision()))
                .findFirst()
                .ifPresent(r -> page.append("<br><a href='#p")
                        .append(r.n())
                        .append("'>point ")
                        .append(r.n())
                        .append("</a> <code>")
                        .append(text(command + " --point " + r.n()))
                        .append("</code>"));
    }

    private static void table(StringBuilder page, List<PointResult> results) {
        Map<Integer, PointResult> ordered = new TreeMap<>();
        results.forEach(r -> ordered.put(r.n(), r));
        Map<String, StringBuilder> rows = new LinkedHashMap<>();
        ordered.values()
                .forEach(r -> rows.computeIfAbsent(r.revision(), id -> new StringBuilder())
                        .append("<a href='#p")
                        .append(r.n())
                        .append("' class='")
                        .append(r.outcome().id())
                        .append(r.sameAs() > 0 ? " same" : "")
                        .append("' title='")
                        .append(text(r.statement()))
                        .append("'>")
                        .append(r.n())
                        .append("</a>"));
        page.append("<table>");
        rows.forEach((revision, cells) -> page.append("<tr><th>")
                .append(revision.isEmpty() ? "(none)" : text(revision))
                .append("<td>")
                .append(cells));
        page.append("</table>");
    }

    private static void point(StringBuilder page, String command, PointResult r) {
        page.append("<div class=point id=p")
                .append(r.n())
                .append("><a class=close href='#'>close</a><b>Point ")
                .append(r.n())
                .append("</b>: killed before statement ")
                .append(text(r.place()))
                .append(" of revision ")
                .append(text(r.revision().isEmpty() ? "(none)" : r.revision()))
                .append(" — <b>")
                .append(r.outcome().id())
                .append("</b>")
                .append(r.sameAs() > 0 ? ", the store that point " + r.sameAs() + " left" : "")
                .append("<pre>")
                .append(text(r.statement()))
                .append("</pre>");
        if (!r.message().isEmpty()) {
            page.append("<p>").append(text(r.message())).append("</p>");
        }
        if (!r.differences().isEmpty()) {
            page.append("<ul>");
            r.differences().forEach(d -> page.append("<li>").append(text(d)));
            page.append("</ul>");
        }
        page.append("<pre>").append(text(command + " --point " + r.n())).append("</pre></div>");
    }

    private static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }
}
