package org.upgradeharness.defect;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All defects for people to read, in Markdown. */
public final class DefectTable {
    private DefectTable() {}

    /** A row for each, in the order of the list. */
    public static String of(List<Defect> defects) {
        StringBuilder table = new StringBuilder(
                "| family | defect | what happens | engine | what must be found |\n|---|---|---|---|---|\n");
        for (Defect defect : defects) {
            String engines = defect.engines().size() == 2
                    ? "both"
                    : defect.engines().stream().map(e -> e.id()).collect(Collectors.joining(", "));
            table.append("| ")
                    .append(defect.family().name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(defect.name())
                    .append(" | ")
                    .append(defect.models())
                    .append(" | ")
                    .append(defect.alone() ? engines + ", by its name alone" : engines)
                    .append(" | ")
                    .append(defect.expect())
                    .append(" |\n");
        }
        return table.toString();
    }
}
