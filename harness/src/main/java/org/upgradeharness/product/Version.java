package org.upgradeharness.product;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.upgradeharness.config.UsageError;

/**
 * The number of a release, ordered as PEP 440 orders it. Spellings of one release are equal: {@code v1.0.0-RC1},
 * {@code 1.0.0-RC-1} and {@code 1.0.0rc1}.
 */
public final class Version implements Comparable<Version> {
    private static final Pattern FORM = Pattern.compile(
            "v?(?<release>\\d{1,18}(?:\\.\\d{1,18})*)"
                    + "(?:[-_.]?(?<pre>alpha|beta|preview|pre|rc|a|b|c)[-_.]?(?<preN>\\d{0,18}))?"
                    + "(?:[-_.]?(?<post>post|rev|r)[-_.]?(?<postN>\\d{0,18}))?"
                    + "(?:[-_.]?(?<dev>dev)[-_.]?(?<devN>\\d{0,18}))?"
                    + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?",
            Pattern.CASE_INSENSITIVE);
    private static final long NONE = -1;
    private static final int FINAL = 4;

    private final List<Long> release;
    private final int phase;
    private final long phaseNumber;
    private final long post;
    private final long dev;
    private final String local;

    private Version(Matcher m) {
        release = numbers(m.group("release"));
        String pre = m.group("pre");
        post = m.group("post") == null ? NONE : number(m.group("postN"));
        dev = m.group("dev") == null ? NONE : number(m.group("devN"));
        phase = pre == null ? FINAL : phaseOf(pre.toLowerCase(Locale.ROOT));
        phaseNumber = pre == null ? 0 : number(m.group("preN"));
        local = m.group("local") == null ? "" : normal(m.group("local"));
    }

    /**
     * Reads a version in any of its spellings.
     *
     * @throws UsageError if the text is no version
     */
    @com.fasterxml.jackson.annotation.JsonCreator
    public static Version parse(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            throw new UsageError(
                    "\"" + text + "\" is no version: expected something like 1.0.4, 1.0.0rc1 or 1.0.7.post20260921.");
        }
        return new Version(m);
    }

    /** Whether the text can be read as a version. */
    public static boolean isVersion(String text) {
        return FORM.matcher(text.strip()).matches();
    }

    /** Whether it is an alpha, beta, release candidate or development version. */
    public boolean isPreRelease() {
        return phase < FINAL || dev != NONE;
    }

    /** Whether it is a post-release, that is a rebuild of a release that is out already. */
    public boolean isPostRelease() {
        return post != NONE;
    }

    @Override
    public int compareTo(Version other) {
        int width = Math.max(release.size(), other.release.size());
        for (int i = 0; i < width; i++) {
            int c = Long.compare(part(i), other.part(i));
            if (c != 0) {
                return c;
            }
        }
        int c = Integer.compare(rank(), other.rank());
        if (c == 0) {
            c = Long.compare(phaseNumber, other.phaseNumber);
        }
        if (c == 0) {
            c = Long.compare(post, other.post);
        }
        if (c == 0) {
            c = Long.compare(dev == NONE ? Long.MAX_VALUE : dev, other.dev == NONE ? Long.MAX_VALUE : other.dev);
        }
        return c == 0 ? compareLocal(local, other.local) : c;
    }

    /** A bare development version (1.0.dev3) comes before every pre-release of the same number. */
    private int rank() {
        return phase == FINAL && dev != NONE && post == NONE ? 0 : phase;
    }

    private long part(int i) {
        return i < release.size() ? release.get(i) : 0;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Version other && compareTo(other) == 0;
    }

    @Override
    public int hashCode() {
        int last = release.size();
        while (last > 1 && release.get(last - 1) == 0) {
            last--;
        }
        return Objects.hash(release.subList(0, last), phase, phaseNumber, post, dev, local);
    }

    /** The normal form of PEP 440, which is also the spelling of the package index. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < release.size(); i++) {
            text.append(i == 0 ? "" : ".").append(release.get(i));
        }
        if (phase < FINAL) {
            text.append(phase == 1 ? "a" : phase == 2 ? "b" : "rc").append(phaseNumber);
        }
        if (post != NONE) {
            text.append(".post").append(post);
        }
        if (dev != NONE) {
            text.append(".dev").append(dev);
        }
        return local.isEmpty()
                ? text.toString()
                : text.append('+').append(local).toString();
    }

    /** Separators are alike, and numbers are read as numbers. */
    private static String normal(String local) {
        return local.toLowerCase(Locale.ROOT).replaceAll("[-_]", ".").replaceAll("(?<![a-z0-9])0+(?=\\d+(\\.|$))", "");
    }

    /** Part by part: fewer parts first, numbers after words and by their value. */
    private static int compareLocal(String a, String b) {
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = isNumber(left[i]) && isNumber(right[i]);
            int c = numbers
                    ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
                    : isNumber(left[i]) == isNumber(right[i])
                            ? left[i].compareTo(right[i])
                            : Boolean.compare(isNumber(left[i]), isNumber(right[i]));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(Character::isDigit);
    }

    private static int phaseOf(String pre) {
        return switch (pre) {
            case "a", "alpha" -> 1;
            case "b", "beta" -> 2;
            default -> 3;
        };
    }

    private static List<Long> numbers(String dotted) {
        List<Long> parts = new ArrayList<>();
        for (String part : dotted.split("\\.", -1)) {
            parts.add(Long.parseLong(part));
        }
        return List.copyOf(parts);
    }

    private static long number(String digits) {
        return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
    }
}
