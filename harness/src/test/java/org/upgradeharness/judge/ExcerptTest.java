package org.upgradeharness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void shortValuesAreShownWhole() {
        assertThat(Excerpt.of("abc", "abd")).isEqualTo(new Excerpt("'abc'", "'abd'"));
        assertThat(Excerpt.of(null, "")).isEqualTo(new Excerpt("NULL", "''"));
        assertThat(Excerpt.of("", null)).isEqualTo(new Excerpt("''", "NULL"));
        assertThat(Excerpt.show(null)).isEqualTo("NULL");
        assertThat(Excerpt.show("x".repeat(200))).isEqualTo("'" + "x".repeat(200) + "'");
    }

    @Test
    void longOnesAroundTheFirstDifference() {
        String old = "a".repeat(500) + "B" + "c".repeat(500);
        Excerpt shown = Excerpt.of(old, old.replace('B', 'X'));
        assertThat(shown.expected()).isEqualTo("…'" + "a".repeat(60) + "B" + "c".repeat(139) + "'… (1001 characters)");
        assertThat(shown.found()).isEqualTo(shown.expected().replace('B', 'X'));
        assertThat(Excerpt.of("a".repeat(300) + "x", "a".repeat(300) + "y").expected())
                .isEqualTo("…'" + "a".repeat(199) + "x'");
        assertThat(Excerpt.show("y".repeat(201))).isEqualTo("'" + "y".repeat(200) + "'… (201 characters)");
    }

    @Test
    void whatCannotBeSeenIsSpelledOut() {
        assertThat(Excerpt.show("a\r\n\u00a0\u200db c")).isEqualTo("'a<U+000D><U+000A><U+00A0><U+200D>b c'");
        assertThat(Excerpt.show("é🙂")).isEqualTo("'é🙂'");
        assertThat(Excerpt.of("é", "e\u0301")).isEqualTo(new Excerpt("'<U+00E9>'", "'e<U+0301>'"));
        assertThat(Excerpt.of("🙂", "🙂\u200b")).isEqualTo(new Excerpt("'<U+01F642>'", "'<U+01F642><U+200B>'"));
        assertThat(Excerpt.of("é", "f")).isEqualTo(new Excerpt("'é'", "'f'"));
    }

    @Test
    void noCharacterIsCutInHalf() {
        assertThat(Excerpt.show("x".repeat(199) + "🙂" + "z".repeat(10)))
                .isEqualTo("'" + "x".repeat(199) + "🙂'… (211 characters)");
        String late = "🙂".repeat(200) + "a";
        assertThat(Excerpt.of(late, "🙂".repeat(200) + "b").expected())
                .startsWith("…'🙂")
                .endsWith("a'");
    }
}
