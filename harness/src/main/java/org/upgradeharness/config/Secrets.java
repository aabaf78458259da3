package org.upgradeharness.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

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
    private static final String LOWER = "abcdefghijkmnpqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String DIGITS = "23456789";
    /** One that password policies count and that neither JSON nor a URL has to escape. */
    private static final String SPECIAL = "!";

    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> named = new ConcurrentHashMap<>();
    private final ConcurrentSkipListSet<String> masked = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(s -> s));

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
            masked.addAll(List.of(
                    secret,
                    url,
                    url.replace("+", "%20"),
                    Base64.getEncoder().encodeToString(bytes),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                    new String(JsonStringEncoder.getInstance().quoteAsString(secret))));
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
        for (String secret : masked) {
            if (result.contains(secret)) {
                result = result.replace(secret, MASK);
            }
        }
        return result.contains(CUT) ? maskCut(result) : result;
    }

    /** What is left of a secret before or after a place where a text was cut. */
    private String maskCut(String text) {
        StringBuilder result = new StringBuilder(text);
        int longest = masked.isEmpty() ? 0 : masked.first().length();
        for (int cut = result.lastIndexOf(CUT); cut >= 0; cut = result.lastIndexOf(CUT, cut - 1)) {
            int after = cut + CUT.length() + (result.indexOf("'", cut) == cut + CUT.length() ? 1 : 0);
            String tail = result.substring(after, Math.min(result.length(), after + longest));
            int rest = part(tail, (secret, length) -> tail.startsWith(secret.substring(secret.length() - length)));
            result.replace(after, after + rest, rest == 0 ? "" : MASK);
            int before = cut - (cut > 0 && result.charAt(cut - 1) == '\'' ? 1 : 0);
            String head = result.substring(Math.max(0, before - longest), before);
            int begun = part(head, (secret, length) -> head.endsWith(secret.substring(0, length)));
            result.replace(before - begun, before, begun == 0 ? "" : MASK);
            cut = before - begun;
        }
        return result.toString();
    }

    /** How much of the text's edge is a part of a secret that is long enough to tell something. */
    private int part(String text, BiPredicate<String, Integer> stands) {
        for (String secret : masked) {
            for (int length = Math.min(secret.length(), text.length()); length >= SHORTEST_MASKED; length--) {
                if (stands.test(secret, length)) {
                    return length;
                }
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
