package org.upgradeharness.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine of two cores: 200 ticks a second. */
class OtherProgramsTest {
    private static final String GATEWAY = "100";
    private static final String HARNESS = "7";
    private static final String COMPILER = "300";

    @TempDir
    Path proc;

    private void process(String pid, String name, String cgroup, long ticks) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(pid));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("cgroup"), "0::" + cgroup + "\n");
        Files.writeString(
                folder.resolve("stat"), pid + " (" + name + " x) S 1 1 1 0 -1 0 0 0 0 0 " + ticks + " 0 0 0 20 0\n");
    }

    /** So many seconds in which a gateway and the harness take half a core each, and somebody else what is said, in ticks a second. */
    private String after(int seconds, long others, String cgroup) throws IOException {
        try (OtherPrograms programs = new OtherPrograms(proc, HARNESS)) {
            for (int second = 0; second <= seconds; second++) {
                long busy = second * (100 + others);
                Files.writeString(
                        proc.resolve("stat"), "cpu  " + busy + " 0 0 " + (second * 200L - busy) + " 0 0 0 0 0 0\n");
                process(GATEWAY, "gunicorn", cgroup, second * 50L);
                process(HARNESS, "java", "/user.slice", second * 50L);
                process(COMPILER, "javac", "/user.slice", second * others);
                programs.look();
            }
            return programs.words();
        }
    }

    @Test
    void whatTheRunItselfTakesIsNobodyElses() throws IOException {
        assertThat(after(20, 10, "/docker/abc")).isEmpty();
    }

    @Test
    void whoTakesHalfACoreForFiveSecondsIsSaid() throws IOException {
        assertThat(after(4, 80, "/docker/abc")).isEmpty();
        assertThat(after(5, 80, "/system.slice/docker-abc.scope"))
                .startsWith("Other programs took 40 % of this machine's");
    }

    @Test
    void whereNoContainerIsSeenNothingIsKnown() throws IOException {
        assertThat(after(20, 80, "/user.slice")).isEmpty();
        try (OtherPrograms none = new OtherPrograms(proc.resolve("none"), HARNESS)) {
            none.look();
            assertThat(none.words()).isEmpty();
        }
    }
}
