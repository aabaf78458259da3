package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The real list of known findings, and the page that tells people of them. */
class KnownFindingsFileTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^### `([a-z0-9-]+)`$");
    private static final Pattern REPEAT = Pattern.compile("\\./upgrade (?:run|sweep) --from \\S+ --to \\S+");

    private static String read(String... path) throws IOException {
        return Files.readString(Path.of("..", path));
    }

    private static Set<String> known() throws IOException {
        return KnownFindings.load(
                        "known-findings.yaml", read("fixtures", "products", "contextforge", "known-findings.yaml"))
                .findings()
                .stream()
                .map(KnownFinding::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachEntryIsToldOfInThePageAndThePageTellsOfNoOther() throws IOException {
        Set<String> told = new TreeSet<>();
        HEADING.matcher(read("docs", "findings.md")).results().forEach(m -> told.add(m.group(1)));
        assertThat(told).isEqualTo(known());
    }

    @Test
    void eachFindingSaysHowToRepeatIt() throws IOException {
        List<String> sections = List.of(read("docs", "findings.md").split("(?m)^#{2,3} ", -1));
        for (String id : known()) {
            assertThat(sections.stream().filter(s -> s.startsWith("`" + id + "`")))
                    .as(id)
                    .singleElement()
                    .asString()
                    .containsPattern(REPEAT)
                    .contains("**Who notices.**", "**Cause.**");
        }
    }
}
