package org.upgradeharness.report;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * All runs whose reports stand below a folder.
 *
 * @param runs the runs, oldest first
 * @param unread a sentence for each {@code report.json} that is none or cannot be read
 */
public record RecordedRuns(List<RecordedRun> runs, List<String> unread) {
    /** Deep enough for the folders in which CI collects reports; evidence lies deeper and holds none. */
    private static final int DEPTH = 4;

    public RecordedRuns {
        runs = runs.stream().sorted(Comparator.comparing(RecordedRun::started)).toList();
        unread = List.copyOf(unread);
    }

    /** Reads them; a folder that is not there holds none. Links, such as {@code latest}, are not followed. */
    public static RecordedRuns below(Path folder) {
        List<RecordedRun> runs = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try {
                Files.walkFileTree(
                        folder, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEPTH, new Reading(runs, unread));
            } catch (IOException e) {
                unread.add(skipped(folder, e));
            }
        }
        unread.sort(Comparator.naturalOrder());
        return new RecordedRuns(runs, unread);
    }

    private static String skipped(Path file, IOException why) {
        String words = why instanceof java.nio.file.FileSystemException ? Trouble.words(why) : why.getMessage();
        return file + " is skipped: " + Plain.line(String.valueOf(words)) + ".";
    }

    private static final class Reading extends SimpleFileVisitor<Path> {
        private final List<RecordedRun> runs;
        private final List<String> unread;

        Reading(List<RecordedRun> runs, List<String> unread) {
            this.runs = runs;
            this.unread = unread;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.endsWith("evidence") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.endsWith("report.json") && attributes.isRegularFile()) {
                try {
                    runs.add(RecordedRun.read(file));
                } catch (IOException e) {
                    unread.add(skipped(file, e));
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            unread.add(skipped(file, e));
            return FileVisitResult.CONTINUE;
        }
    }
}
