package org.upgradeharness.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts findings of all judges together by cause. Each judge has named the cause as far as it can see; here the consequences over
 * the API, in the schema and in writes join the group of the rows, tables or columns that they come from.
 */
public final class Grouping {
    /** People read about this many groups; more schema groups than this are joined by the kind of difference alone. */
    static final int READABLE = 20;

    private Grouping() {}

    /** The same findings in the same order, each in the group of its cause. */
    public static List<Finding> group(List<Finding> findings) {
        Causes causes = new Causes(findings);
        List<Finding> grouped = Mentions.joined(AlikeEndpoints.joined(
                findings.stream().map(f -> f.inGroup(causes.of(f))).toList()));
        Set<String> schema = grouped.stream()
                .filter(f -> f.kind() == Kind.SCHEMA_DIFFERENCE)
                .map(Finding::group)
                .collect(Collectors.toSet());
        if (schema.size() <= READABLE) {
            return grouped;
        }
        return grouped.stream()
                .map(f -> f.kind() == Kind.SCHEMA_DIFFERENCE ? f.inGroup(withoutDetail(f.group())) : f)
                .toList();
    }

    /** The groups, the worst and then the largest first. */
    public static List<GroupSummary> summarise(List<Finding> findings) {
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        findings.forEach(
                f -> groups.computeIfAbsent(f.group(), k -> new ArrayList<>()).add(f));
        List<GroupSummary> summaries = new ArrayList<>();
        groups.forEach((name, all) -> {
            Finding worst =
                    all.stream().max(Comparator.comparing(Finding::severity)).orElseThrow();
            int known = (int) all.stream().filter(f -> f.known() != null).count();
            Finding sample = all.stream()
                    .filter(f -> f.severity() == worst.severity())
                    .findFirst()
                    .orElseThrow();
            summaries.add(new GroupSummary(name, worst.severity(), all.size(), known, sample));
        });
        summaries.sort(Comparator.comparing(GroupSummary::severity)
                .reversed()
                .thenComparing(Comparator.comparing(GroupSummary::count).reversed())
                .thenComparing(GroupSummary::group));
        return List.copyOf(summaries);
    }

    private static String withoutDetail(String group) {
        int detail = group.indexOf(SchemaJudge.DETAIL);
        return detail < 0 ? group : group.substring(0, detail);
    }

    /** What is known of causes in the store. */
    private static final class Causes {
        /** A value of this length (a UUID, an address) names one thing in all tables; a short number does not. */
        private static final int TELLING = 12;

        private final Map<String, String> byRow = new HashMap<>();
        private final Map<String, String> byColumn = new HashMap<>();
        private final Map<String, String> byTable = new HashMap<>();
        private final Map<String, String> whole = new HashMap<>();

        Causes(List<Finding> findings) {
            for (Finding f : findings) {
                boolean stored = !f.object().startsWith("api:");
                if (stored
                        && (f.kind() == Kind.LOST_ROW
                                || f.kind() == Kind.CHANGED_VALUE
                                || f.kind() == Kind.EXTRA_ROW)) {
                    String table = f.object().split("\\.", 2)[0];
                    if (f.found().equals(RowJudge.TABLE_GONE) || f.found().equals(RowJudge.COLUMN_GONE)) {
                        whole.put(f.object(), f.group());
                    }
                    identities(f.key()).forEach(i -> {
                        byRow.putIfAbsent(plain(f.object()) + " " + i, f.group());
                        byRow.putIfAbsent(plain(table) + " " + i, f.group());
                        if (i.length() >= TELLING) {
                            byRow.putIfAbsent(i, f.group());
                        }
                    });
                    byColumn.putIfAbsent(plain(f.object()), f.group());
                    byTable.putIfAbsent(plain(table) + " " + f.kind(), f.group());
                    byTable.putIfAbsent(plain(table), f.group());
                }
            }
        }

        String of(Finding f) {
            if (f.kind() == Kind.SCHEMA_DIFFERENCE || f.kind() == Kind.SEQUENCE_BEHIND) {
                String table = whole.get(f.object().split("\\.", 2)[0]);
                return table != null ? table : whole.getOrDefault(f.object(), f.group());
            }
            if (!f.object().startsWith("api:")) {
                return f.group();
            }
            String field = plain(f.object().substring("api:".length()));
            String feature = field.split("\\.", 2)[0];
            for (String identity : identities(f.key())) {
                String sameField = byRow.get(field + " " + identity);
                String sameRow = byRow.getOrDefault(feature + " " + identity, byRow.get(identity));
                if (sameField != null || sameRow != null) {
                    return sameField != null ? sameField : sameRow;
                }
            }
            String table = byTable.getOrDefault(feature + " " + f.kind(), byTable.get(feature));
            return byColumn.getOrDefault(field, table == null ? ownGroup(f) : table);
        }

        private static String ownGroup(Finding f) {
            return switch (f.kind()) {
                case LOST_ROW -> f.object() + ": entities lost";
                case EXTRA_ROW -> f.object() + ": entities appeared";
                case CHANGED_VALUE -> f.object().replaceAll("\\.\\d+(?=\\.|$)", ".*") + " changed";
                default -> f.group();
            };
        }

        /** {@code id=5 (name=x)} and {@code 5} name the same: the values are what stores and API have in common. */
        private static List<String> identities(String key) {
            List<String> values = new ArrayList<>();
            for (String part : key.replaceAll("\\((\\w+=.*)\\)$", ", $1").split(", ", -1)) {
                String value = part.replaceFirst("^\\w+=", "").strip();
                if (value.length() > 0) {
                    values.add(value);
                }
            }
            return values;
        }

        /** Tables are called {@code a2a_agents} and fields {@code createdAt}: case and underscores do not tell them apart. */
        private static String plain(String name) {
            return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        }
    }
}
