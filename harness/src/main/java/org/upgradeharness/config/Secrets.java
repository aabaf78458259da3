package org.upgradeharness.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The secrets of one run: made anew for it, kept in memory, and masked wherever text leaves the harness. Whatever is
 * registered here is replaced in plain, URL-encoded, Base64 and JSON form, also where a text was cut with an ellipsis in the
 * middle of it; and so is every JSON web token.
 */
public final class Secrets {
    private static final String MASK = "*****";
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{10,}\\.[\\w-]{10,}(\\.[\\w-]+)?");
    /** What people put where a text was cut. */
    private static final String CUT = "…";

    private static final int SHORTEST_MASKED = 6;
    private static final int SHORTEST_TELLING = 12;
    private static final String LOWER = "abcdefghijkmnpqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String DIGITS = "23456789";
    /** One that password policies count and that neither JSON nor a URL has to escape. */
    private static final String SPECIAL = "!";

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> named = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<String> masked = new ConcurrentSkipListSet<>(LONGEST_FIRST);
    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private final Map<Long, List<String>> byStart = new ConcurrentHashMap<>();

    /** The secret of that name, made when it is first asked for; it has every class of character. */
    public String named(String name, int length) {
        return named.computeIfAbsent(name, n -> register(make(length)));
    }

    /** A nameless secret. */
    public String fresh(int length) {
        return register(make(length));
    }

    /** Registers a secret that was not made here (a token the gateway handed out, a value the user gave). */
    public String register(String secret) {
        if (secret != null && secret.length() >= SHORTEST_MASKED) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            Stream.of(
                            secret,
                            url,
                            url.replace("+", "%20"),
                            Base64.getEncoder().encodeToString(bytes),
                            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                            new String(JsonStringEncoder.getInstance().quoteAsString(secret)))
                    .forEach(this::index);
        }
        return secret;
    }

    /** The text with every registered secret replaced. */
    public String mask(String text) {
        if (text == null || text.isEmpty()) {
            return text;
        }
        // A token that a gateway hands out is in the transcript before anybody could register it.
        String result = text.contains("eyJ") ? JWT.matcher(text).replaceAll(MASK) : text;
        result = maskWhole(result);
        return result.contains(CUT) ? maskCut(result) : result;
    }

    /** Registers what a store keeps in the place of a secret: a hash of it, or its ciphertext. */
    public void registerStored(String value) {
        stored.add(value);
        register(value);
    }

    /** Whether it was registered as what a store keeps in the place of a secret. */
    public boolean isStored(String secret) {
        return stored.contains(secret);
    }

    /** The registered secrets that stand in a text, in any of their forms; short ones, which are words too, are not looked for. */
    public Set<String> standingIn(String text) {
        Set<String> standing = new TreeSet<>();
        for (int at = 0; at + SHORTEST_MASKED <= text.length(); at++) {
            String found = standsAt(text, at);
            if (found != null && found.length() >= SHORTEST_TELLING) {
                standing.add(found);
                at += found.length() - 1;
            }
        }
        return standing;
    }

    /** One pass over the text, however many secrets there are: at each place only those are tried that begin like it. */
    private String maskWhole(String text) {
        StringBuilder result = null;
        int copied = 0;
        for (int at = 0; at + SHORTEST_MASKED <= text.length(); ) {
            String found = standsAt(text, at);
            if (found == null) {
                at++;
            } else {
                result = result == null ? new StringBuilder(text.length()) : result;
                result.append(text, copied, at).append(MASK);
                at += found.length();
                copied = at;
            }
        }
        return result == null
                ? text
                : result.append(text, copied, text.length()).toString();
    }

    private String standsAt(String text, int at) {
        for (String secret : byStart.getOrDefault(start(text, at), List.of())) {
            if (text.startsWith(secret, at)) {
                return secret;
            }
        }
        return null;
    }

    /** The first four characters as one number. */
    private static long start(String text, int at) {
        return (long) text.charAt(at) << 48
                | (long) text.charAt(at + 1) << 32
                | (long) text.charAt(at + 2) << 16
                | text.charAt(at + 3);
    }

    private void index(String secret) {
        if (secret.length() >= SHORTEST_MASKED && masked.add(secret)) {
            byStart.merge(
                    start(secret, 0),
                    List.of(secret),
                    (old, one) -> Stream.concat(old.stream(), one.stream())
                            .sorted(LONGEST_FIRST)
                            .toList());
        }
    }

    /** What is left of a secret before or after a place where a text was cut. */
    private String maskCut(String text) {
        StringBuilder result = new StringBuilder(text);
        for (int cut = result.lastIndexOf(CUT); cut >= 0; cut = result.lastIndexOf(CUT, cut - 1)) {
            int after = cut + CUT.length() + (result.indexOf("'", cut) == cut + CUT.length() ? 1 : 0);
            int rest = endOfSecret(result, after);
            result.replace(after, after + rest, rest == 0 ? "" : MASK);
            int before = cut - (cut > 0 && result.charAt(cut - 1) == '\'' ? 1 : 0);
            int begun = beginOfSecret(result, before);
            result.replace(before - begun, before, begun == 0 ? "" : MASK);
            cut = before - begun;
        }
        return result.toString();
    }

    /** How much of what begins here is the end of a secret, long enough to tell something. */
    private int endOfSecret(StringBuilder text, int at) {
        String probe = text.substring(at, Math.min(text.length(), at + SHORTEST_MASKED));
        for (String secret : probe.length() < SHORTEST_MASKED ? List.<String>of() : masked) {
            int in = secret.lastIndexOf(probe);
            String end = in < 0 ? "" : secret.substring(in);
            if (in >= 0
                    && at + end.length() <= text.length()
                    && end.contentEquals(text.subSequence(at, at + end.length()))) {
                return end.length();
            }
        }
        return 0;
    }

    /** How much of what ends here is the beginning of a secret, long enough to tell something. */
    private int beginOfSecret(StringBuilder text, int at) {
        String probe = text.substring(Math.max(0, at - SHORTEST_MASKED), at);
        for (String secret : probe.length() < SHORTEST_MASKED ? List.<String>of() : masked) {
            int in = secret.indexOf(probe);
            int length = in + SHORTEST_MASKED;
            if (in >= 0
                    && length <= at
                    && secret.substring(0, length).contentEquals(text.subSequence(at - length, at))) {
                return length;
            }
        }
        return 0;
    }

    /** All registered secrets by name, for the test that looks for them in a report. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        masked.forEach(s -> all.put("secret " + all.size(), s));
        return all;
    }

    private String make(int length) {
        StringBuilder text = new StringBuilder();
        List<String> classes = List.of(LOWER, UPPER, DIGITS, SPECIAL);
        while (text.length() < length) {
            char next = pick(text.length() < classes.size() ? classes.get(text.length()) : LOWER + UPPER + DIGITS);
            if (text.length() == 0 || !follows(text.charAt(text.length() - 1), next)) {
                text.append(next);
            }
        }
        return text.toString();
    }

    /** Equal or neighbouring characters: some password policies refuse repetitions and sequences. */
    private static boolean follows(char last, char next) {
        return Math.abs(Character.toLowerCase(last) - Character.toLowerCase(next)) <= 1;
    }

    private char pick(String chars) {
        return chars.charAt(random.nextInt(chars.length()));
    }
}
