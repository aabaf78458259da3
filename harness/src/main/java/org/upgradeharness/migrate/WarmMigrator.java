package org.upgradeharness.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.Sandbox;
import org.upgradeharness.gateway.Answer;
import org.upgradeharness.gateway.Api;
import org.upgradeharness.store.Store;

/**
 * A release's migrators in a process that has imported everything, and forks a child for each run. It works on one store; whoever
 * asks puts there what is to be migrated and reads it afterwards. What became of the store is never taken from its answers.
 */
public final class WarmMigrator implements AutoCloseable {
    private static final String PROGRAM = "crasher.py";
    private static final int MARGIN_SECONDS = 20;
    private static final int SIGKILL = 9;

    private final WarmProcess process;
    private final Api api;
    private final int seconds;
    private final DoubleAdder used = new DoubleAdder();

    private WarmMigrator(WarmProcess process, int seconds) {
        this.process = process;
        this.api = process.api((seconds + MARGIN_SECONDS) * 1000);
        this.seconds = seconds;
    }

    /**
     * What it is made of.
     *
     * @param name what its container is called in the run
     * @param image the release's image
     * @param python the interpreter inside the image
     * @param programs the sources of crasher.py and what it needs, by their names
     * @param folder an empty folder that they are put into
     * @param seconds how long one run may take
     */
    public record Spec(
            String name, String image, String python, Map<String, String> programs, Path folder, int seconds) {}

    /**
     * Starts the process and waits until it answers; nothing is migrated yet.
     *
     * @throws BrokenEnvironment if it dies or does not answer within 60 s
     */
    public static WarmMigrator start(Sandbox sandbox, Spec spec, Map<String, String> environment, Store store) {
        // The order of Python's sets is drawn by each process, and that of statements with it; a later sweep goes on in
        // the same one.
        Map<String, String> settled = new HashMap<>(environment);
        settled.put("PYTHONHASHSEED", "0");
        return new WarmMigrator(
                WarmProcess.start(
                        sandbox,
                        new WarmProcess.Spec(
                                spec.name(),
                                spec.image(),
                                List.of(spec.python(), WarmProcess.inside(PROGRAM)),
                                spec.programs(),
                                spec.folder()),
                        settled,
                        store),
                spec.seconds());
    }

    /**
     * Runs a command to its end. One that does not end within the limit is killed, which its exit and message tell.
     *
     * @throws BrokenEnvironment if the warm process does not answer
     */
    public MigratorEnd run(MigratorRun run) {
        JsonNode body = ask("/run", run.asked(seconds));
        if (body.path("ended").asBoolean()) {
            return end(body);
        }
        return kill(body.path("id").asLong()).adding("did not end within " + seconds + " s");
    }

    /**
     * Kills a run that was begun, and waits until it is dead.
     *
     * @throws BrokenEnvironment if it lives on
     */
    public MigratorEnd kill(long id) {
        signal(id, SIGKILL);
        MigratorEnd killed = await(id, seconds);
        if (killed == null) {
            throw new BrokenEnvironment("A migrator lives on after SIGKILL.");
        }
        return killed;
    }

    /** Begins a run; one that is to be halted has been halted, or has ended, when this returns. */
    public long start(MigratorRun run) {
        return ask("/start", run.asked(seconds)).path("id").asLong();
    }

    /** Begins a run that is to be halted. */
    public HaltedRun halt(MigratorRun run) {
        JsonNode body = ask("/start", run.asked(seconds));
        return new HaltedRun(body.path("id").asLong(), statement(body.path("hit")));
    }

    /** Waits for the end of a run that was begun; null if it still goes on after so many seconds. */
    public MigratorEnd await(long id, int limit) {
        JsonNode body = ask("/wait", Map.of("id", id, "seconds", limit));
        return body.path("ended").asBoolean() ? end(body) : null;
    }

    private MigratorEnd end(JsonNode body) {
        used.add(body.path("cpu").asDouble());
        List<String> log = new ArrayList<>();
        body.path("log").forEach(line -> log.add(line.asText()));
        List<Statement> trace = new ArrayList<>();
        body.path("trace").forEach(point -> trace.add(statement(point)));
        Map<String, String> words = new HashMap<>();
        body.path("words")
                .properties()
                .forEach(w -> words.put(w.getKey(), w.getValue().asText()));
        return new MigratorEnd(
                body.path("exit").asInt(),
                statement(body.path("hit")),
                statement(body.path("last")),
                body.path("same").asText(""),
                body.path("seconds").asDouble(),
                log,
                trace,
                words);
    }

    /** Sends a signal to a run that was begun. */
    public void signal(long id, int signal) {
        ask("/signal", Map.of("id", id, "signal", signal));
    }

    /** Lets a halted run go on. */
    public void letGo(long id) {
        ask("/go", Map.of("id", id));
    }

    /**
     * Lets a halted run go on to a later statement.
     *
     * @return that statement, before which it is halted; null if it ended without coming there
     */
    public Statement letGoTo(long id, int n) {
        return statement(
                ask("/next", Map.of("id", id, "at", n, "seconds", seconds)).path("hit"));
    }

    /** Imports what another one imported because a traced run did. */
    public void warmLike(WarmMigrator other) {
        Answer warmth = other.api.get("/warmth");
        if (!warmth.ok()) {
            throw new BrokenEnvironment("A warm migrator does not tell what it imported: " + warmth.brief());
        }
        ask("/warm", warmth.body());
    }

    private JsonNode ask(String path, Object body) {
        Answer answer = api.post(path, body);
        if (!answer.ok()) {
            throw new BrokenEnvironment("The warm migrator does not do what it is asked (" + path + "): "
                    + answer.brief() + "; its last lines: " + process.tail(5));
        }
        return answer.body();
    }

    private static Statement statement(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        Map<String, String> locks = new HashMap<>();
        node.path("locks")
                .properties()
                .forEach(lock -> locks.put(lock.getKey(), lock.getValue().asText()));
        return new Statement(
                node.path("n").asInt(),
                node.path("revision").asText(),
                node.path("statement").asText(),
                node.path("transaction").asInt(),
                node.path("seconds").asDouble(),
                locks);
    }

    /** The processor time of the runs that ended, in seconds; what a database server does for them is not in it. */
    public double processorSeconds() {
        return used.sum();
    }

    /** What the warm process itself wrote. */
    public List<String> log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
