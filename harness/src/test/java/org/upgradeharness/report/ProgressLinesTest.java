package org.upgradeharness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.timeline.Event;
import org.upgradeharness.timeline.Step;

class ProgressLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private ProgressLines lines(boolean live, boolean colour, int width) {
        return new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), live, colour, width);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void plainLinesOfAWholeRun() throws IOException {
        Samples.run().forEach(lines(false, false, 80));
        Golden.matches("progress.txt", printed());
    }

    @Test
    void aFailedStepIsMarked() {
        ProgressLines lines = lines(false, false, 80);
        lines.accept(Samples.runStarted());
        lines.accept(new Event.StepEnded(
                Samples.at(12.34),
                Samples.SQLITE,
                new Step("compare every row", Samples.at(11), 1.34, "No row was\u001b[31m compared.")));
        assertThat(printed())
                .isEqualTo(
                        "[  12.3s] UPG-01 own-start [sqlite] compare every row … failed after 1.3 s: No row was\\u001b[31m compared.\n");
    }

    @Test
    void theLiveLineShowsWhatRunsAndIsClearedForOtherLines() {
        ProgressLines lines = lines(true, false, 70);
        lines.accept(Samples.runStarted());
        lines.accept(new Event.StepStarted(Samples.at(1), null, "get the image of RC1"));
        lines.accept(new Event.StepStarted(Samples.at(1), null, "get the image of GA"));
        lines.redraw(Samples.at(3));
        String clear = "\r\u001b[2K";
        assertThat(printed())
                .isEqualTo("[   1.0s] get the image of RC1 0 s" + clear
                        + "[   1.0s] get the image of RC1 0 s | get the image of GA 0 s" + clear
                        + "[   3.0s] get the image of RC1 2 s | get the image of GA 2 s");
        bytes.reset();
        lines.accept(new Event.StepEnded(Samples.at(4), null, Samples.step("get the image of RC1", 1, 3)));
        assertThat(printed())
                .isEqualTo(clear + "[   4.0s] get the image of RC1 … 3.0 s\n[   4.0s] get the image of GA 3 s");
        bytes.reset();
        lines.accept(new Event.RunEnded(Samples.at(5), org.upgradeharness.judge.Verdict.PASSED, "", 0, List.of()));
        assertThat(printed()).isEqualTo(clear);
    }

    @Test
    void theLiveLineIsCutToTheTerminal() {
        ProgressLines lines = lines(true, false, 30);
        lines.accept(Samples.runStarted());
        lines.accept(new Event.StepStarted(Samples.at(1), Samples.SQLITE, "compare every row"));
        assertThat(printed()).isEqualTo("[   1.0s] UPG-01 own-start […").hasSize(29);
    }

    @Test
    void colourOnlyWhereItIsWanted() {
        Samples.run().forEach(lines(false, true, 80));
        assertThat(printed()).contains("\u001b[31mFAILED\u001b[0m", "\u001b[32mPASSED\u001b[0m");
    }
}
