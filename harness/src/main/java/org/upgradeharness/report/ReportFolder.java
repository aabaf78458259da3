package org.upgradeharness.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.timeline.Event;

/**
 * The report of a run, written while it runs: each event at once to {@code events.ndjson}, and the files for people and
 * machines anew whenever a case has ended. Whoever kills the run finds a report that says so.
 *
 * <p>If the folder cannot be written any more, the first event that meets it throws {@link BrokenEnvironment}, once. Events
 * after that are kept and written as soon as there is room again; {@link #trouble()} says whether something is still missing.
 */
public final class ReportFolder implements Consumer<Event>, AutoCloseable {
    private static final Map<String, Function<RunView, String>> FILES = files();
    private static final String EVENTS = "events.ndjson";
    /** Between cases the files are renewed only as long as that takes at most a fiftieth of the run. */
    private static final int SHARE = 50;

    private static final long FREE_NANOS = 500_000_000L;

    private final Path folder;
    private final Masked masked;
    private final EventLog log;
    private final long opened = System.nanoTime();
    private final List<Event> heard = new ArrayList<>();
    private long spent;
    private boolean behind;
    private boolean thrown;
    private BrokenEnvironment trouble;

    private ReportFolder(Path folder, Secrets secrets, EventLog log) {
        this.folder = folder;
        this.masked = new Masked(secrets);
        this.log = log;
    }

    private static Map<String, Function<RunView, String>> files() {
        Map<String, Function<RunView, String>> files = new LinkedHashMap<>();
        files.put("report.json", ReportJson::report);
        files.put("junit.xml", JunitXml::of);
        files.put("summary.md", SummaryMarkdown::of);
        files.put("runbook.md", RunbookMarkdown::of);
        files.put("index.html", HtmlPage::of);
        return files;
    }

    /**
     * Makes the folder; what an earlier run left there under the names of a report is removed, and its evidence with it.
     *
     * @throws BrokenEnvironment if it cannot be made or written
     */
    public static ReportFolder open(Path folder, Secrets secrets) {
        try {
            Files.createDirectories(folder);
            for (String name : FILES.keySet()) {
                Files.deleteIfExists(folder.resolve(name));
            }
            removeEvidence(folder);
            return new ReportFolder(folder, secrets, EventLog.open(folder.resolve(EVENTS)));
        } catch (IOException e) {
            throw refused(folder, e);
        }
    }

    /** Without the events of a run beside it, a folder of that name is somebody else's. */
    private static void removeEvidence(Path folder) throws IOException {
        Path evidence = folder.resolve("evidence");
        if (Files.isRegularFile(folder.resolve(EVENTS)) && Files.isDirectory(evidence, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> old = Files.walk(evidence)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Lets {@code latest} beside the folder point to it. */
    public static void markLatest(Path folder) {
        Path link = folder.resolveSibling("latest");
        Path made = folder.resolveSibling(".latest-" + folder.getFileName());
        try {
            if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
                throw new IOException(link + " is there and is no link");
            }
            Files.deleteIfExists(made);
            Files.createSymbolicLink(made, folder.getFileName());
            AtomicFile.move(made, link);
        } catch (IOException e) {
            throw refused(link, e);
        }
    }

    /**
     * Writes an event down.
     *
     * @throws BrokenEnvironment the first time that it cannot be written
     */
    @Override
    public synchronized void accept(Event event) {
        heard.add(event);
        try {
            log.append(ReportJson.line(masked.event(event)));
            behind = !due(event);
            if (!behind) {
                render();
            }
            if (event instanceof Event.RunEnded) {
                log.correct(heard.stream()
                        .map(e -> ReportJson.line(masked.event(e)))
                        .toList());
            }
            trouble = null;
        } catch (IOException e) {
            trouble = refused(folder, e);
            if (!thrown) {
                thrown = true;
                throw trouble;
            }
        }
    }

    /** What keeps the report from being whole right now. */
    public synchronized Optional<BrokenEnvironment> trouble() {
        return Optional.ofNullable(trouble);
    }

    private boolean due(Event event) {
        boolean always = event instanceof Event.RunStarted
                || event instanceof Event.CaseEnded
                || event instanceof Event.RunEnded;
        return always || trouble != null || spent <= FREE_NANOS + (System.nanoTime() - opened) / SHARE;
    }

    /** Secrets can become known after an event in which they stand: everything is masked anew each time. */
    private void render() throws IOException {
        long start = System.nanoTime();
        RunRecord record = new RunRecord();
        heard.forEach(event -> record.add(masked.event(event)));
        if (!record.started()) {
            return;
        }
        RunView view = record.view();
        for (Map.Entry<String, Function<RunView, String>> file : FILES.entrySet()) {
            AtomicFile.write(folder.resolve(file.getKey()), file.getValue().apply(view));
        }
        spent += System.nanoTime() - start;
    }

    /** Writes the report as the last event left it, and closes the files. */
    @Override
    public synchronized void close() {
        try {
            if (behind) {
                render();
            }
            log.close();
        } catch (IOException e) {
            throw refused(folder, e);
        }
    }

    private static BrokenEnvironment refused(Path path, IOException e) {
        return new BrokenEnvironment(
                "The report cannot be written to " + path + " (" + Trouble.words(e)
                        + "); make room there or name another folder with --report.",
                e);
    }
}
