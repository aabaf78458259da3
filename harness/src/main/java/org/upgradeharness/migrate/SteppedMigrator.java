package org.upgradeharness.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.store.Store;

/**
 * Applies the revisions of a release one at a time, or takes them back, in one process that stays: the imports, which take longer than most
 * revisions, are paid once.
 */
public final class SteppedMigrator implements AutoCloseable {
    private final WarmProcess process;
    private final int limitMillis;

    private SteppedMigrator(WarmProcess process, int limitMillis) {
        this.process = process;
        this.limitMillis = limitMillis;
    }

    /**
     * What a stepped migrator is made of.
     *
     * @param name what its container is called in the run
     * @param image the release's image
     * @param python the interpreter inside the image
     * @param config the Alembic configuration, as {@code package:path}
     * @param program the program that it runs
     * @param folder an empty folder that the program is put into
     * @param seconds how long one revision may take
     */
    public record Spec(
            String name, String image, String python, String config, String program, Path folder, int seconds) {}

    /**
     * Starts the process and waits until it answers; nothing is migrated yet.
     *
     * @throws BrokenEnvironment if it dies or does not answer within 60 s
     */
    public static SteppedMigrator start(Sandbox sandbox, Spec spec, Map<String, String> environment, Store store) {
        return new SteppedMigrator(
                WarmProcess.start(
                        sandbox,
                        new WarmProcess.Spec(
                                spec.name(),
                                spec.image(),
                                List.of(spec.python(), WarmProcess.inside("stepper.py"), spec.config()),
                                Map.of("stepper.py", spec.program()),
                                spec.folder()),
                        environment,
                        store),
                spec.seconds() * 1000);
    }

    private Api api() {
        return process.api(limitMillis);
    }

    /**
     * The revisions that a store with these version rows lacks, in an order in which each can be applied alone.
     *
     * @throws BrokenEnvironment if the release does not know one of the version rows
     */
    public List<Revision> pending(List<String> versions) {
        Answer answer = api().get("/pending?applied=" + String.join(",", versions));
        if (!answer.ok() || !answer.body().isArray()) {
            throw new BrokenEnvironment("The revisions after " + String.join(", ", versions)
                    + " cannot be read from the release: " + answer.brief());
        }
        List<Revision> revisions = new ArrayList<>();
        answer.body().forEach(node -> revisions.add(revision(node)));
        return List.copyOf(revisions);
    }

    private static Revision revision(JsonNode node) {
        List<String> down = new ArrayList<>();
        node.path("down").forEach(d -> down.add(d.asText()));
        return new Revision(
                node.path("revision").asText(), down, node.path("name").asText());
    }

    /** The way from a store with these version rows back to an older revision. */
    public WayDown down(List<String> versions, String to) {
        Answer answer = api().get("/down?applied=" + String.join(",", versions) + "&to=" + to);
        if (!answer.ok() || !answer.body().isArray()) {
            return new WayDown(List.of(), Set.of(), said(answer));
        }
        List<Revision> revisions = new ArrayList<>();
        Set<String> empty = new HashSet<>();
        for (JsonNode node : answer.body()) {
            revisions.add(revision(node));
            if (node.path("nothing").asBoolean()) {
                empty.add(node.path("revision").asText());
            }
        }
        return new WayDown(revisions, empty, "");
    }

    /** Does what {@code alembic downgrade} does: back to a revision, or by {@code -1} to the one before. */
    public Lowered downgrade(String to) {
        Answer answer = api().post("/down", Map.of("to", to));
        List<Lowered.Taken> taken = new ArrayList<>();
        answer.body()
                .path("revisions")
                .forEach(r -> taken.add(new Lowered.Taken(
                        r.path("revision").asText(),
                        r.path("seconds").asDouble(),
                        r.path("done").asBoolean())));
        boolean ok = answer.ok() && answer.body().path("ok").asBoolean();
        return new Lowered(answer.body().path("seconds").asDouble(), taken, ok ? "" : said(answer));
    }

    /** Takes one revision back, this one alone. */
    public Applied undo(Revision revision) {
        return applied(api().post("/undo", Map.of("revision", revision.id())));
    }

    private String said(Answer answer) {
        return answer.body().hasNonNull("error")
                ? answer.body().path("error").asText()
                : answer.brief() + "; its last lines: " + process.tail(5);
    }

    /**
     * Applies one revision.
     *
     * @return what the migrator says of it, which proves nothing about the store
     */
    public Applied apply(Revision revision) {
        return applied(api().post("/apply", Map.of("revision", revision.id())));
    }

    private Applied applied(Answer answer) {
        boolean ok = answer.ok() && answer.body().path("ok").asBoolean();
        return new Applied(answer.body().path("seconds").asDouble(), ok ? "" : said(answer));
    }

    /**
     * What the migrator said of one revision.
     *
     * @param seconds how long it took
     * @param error why it failed, or empty
     */
    public record Applied(double seconds, String error) {}

    /** What it wrote so far. */
    public List<String> log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
