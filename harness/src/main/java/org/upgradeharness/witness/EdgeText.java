package org.upgradeharness.witness;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A text at the edge of what a column can hold.
 *
 * @param name its class, such as {@code nfd}
 * @param text the text
 */
public record EdgeText(String name, String text) {
    private static final int DRAWN = 3;
    private static final int DRAWN_LENGTH = 120;
    private static final int[][] ALPHABETS = {
        {0x20, 0x3B},
        {0x41, 0x5B},
        {0x61, 0x7B},
        {0xC0, 0x180},
        {0x300, 0x340},
        {0x5D0, 0x5EB},
        {0x4E00, 0x4F00},
        {0x1F600, 0x1F640}
    };

    /**
     * One text of each class, and some drawn from a number.
     *
     * @param seed the number: the same number draws the same texts
     */
    public static List<EdgeText> all(long seed) {
        List<EdgeText> texts = new ArrayList<>();
        String accents = "Ångström, naïve façade, Việt";
        texts.add(new EdgeText("nfc", Normalizer.normalize(accents, Normalizer.Form.NFC)));
        texts.add(new EdgeText("nfd", Normalizer.normalize(accents, Normalizer.Form.NFD)));
        texts.add(new EdgeText("combining", "a\u0301\u0302\u0303 o\u0308\u0304 \u200Bzero\u200Dwidth\u2060"));
        texts.add(new EdgeText("right-to-left", "שלום עולם, مرحبا بالعالم, \u202Eback\u202C"));
        texts.add(new EdgeText("emoji", "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 👍🏽 𝄞"));
        texts.add(new EdgeText("html-entities", "&lt;b&gt; &amp;amp; &quot;x&quot; &#39;y&#39; &nbsp;"));
        texts.add(new EdgeText("line-ends", "first\r\nsecond\nthird\ttab\r\n"));
        texts.add(new EdgeText("quotes", "O'Brien said \"no\"; -- 100 % {x} \\ end"));
        texts.add(new EdgeText("looks-like-other", "NULL"));
        texts.add(new EdgeText("empty", ""));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 1; i <= DRAWN; i++) {
            texts.add(new EdgeText("drawn-" + i, drawn(random)));
        }
        return List.copyOf(texts);
    }

    /** All classes but the empty one in one text. */
    public static EdgeText mixed(long seed) {
        return new EdgeText(
                "mixed",
                String.join(
                        " | ",
                        all(seed).stream()
                                .map(EdgeText::text)
                                .filter(t -> !t.isEmpty())
                                .toList()));
    }

    private static String drawn(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < DRAWN_LENGTH; i++) {
            int[] alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
            text.appendCodePoint(random.nextInt(alphabet[0], alphabet[1]));
        }
        return text.toString();
    }
}
