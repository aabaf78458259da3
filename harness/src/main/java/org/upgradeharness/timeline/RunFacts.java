package org.upgradeharness.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is known of a run before its first case.
 *
 * @param id the run's id, also the report folder's default name
 * @param started when it began
 * @param product the product's name
 * @param from the old release as asked for
 * @param to the new release as asked for
 * @param seed the number from which all generated data was drawn
 * @param engines the engines asked for
 * @param command the command line that repeats the run
 * @param machine cores, memory, operating system
 * @param versions versions of the harness, Java, the container engine, the database server
 * @param content hashes of what the verdicts come from beside releases and harness, by name
 */
public record RunFacts(
        String id,
        Instant started,
        String product,
        String from,
        String to,
        long seed,
        List<String> engines,
        String command,
        Map<String, String> machine,
        Map<String, String> versions,
        Map<String, String> content) {}
