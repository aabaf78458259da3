package org.upgradeharness.scenarios.suite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.upgradeharness.docker.FixtureSource;

/**
 * What the verdicts of scenarios come from beside the two releases and the harness itself, as hashes: a later run can tell
 * whether it would ask the same.
 */
public final class CaseContent {
    /** Stands among the hashes of a run in which something was different on purpose: it says nothing about the releases. */
    public static final String PLANTED = "planted";

    private CaseContent() {}

    /**
     * Hashes by name: the feature files, what is known of the product's releases, and its known findings.
     *
     * @param product the product's name
     * @param fixtures where the product's files come from
     * @param scenarios the scenarios whose feature files count
     */
    public static Map<String, String> of(String product, FixtureSource fixtures, Collection<ScenarioRef> scenarios) {
        Map<String, String> content = new TreeMap<>();
        scenarios.stream().map(ScenarioRef::file).distinct().forEach(file -> content.put(file, hash(feature(file))));
        for (String file : new String[] {"product.yaml", "known-findings.yaml"}) {
            content.put(file, hash(fixtures.read("products/" + product + "/" + file)));
        }
        return content;
    }

    private static byte[] feature(String file) {
        int slash = file.lastIndexOf('/');
        return FixtureSource.classPath(CaseContent.class.getClassLoader(), file.substring(0, slash))
                .read(file.substring(slash + 1));
    }

    /** A checkout with other line ends holds the same. */
    private static String hash(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
