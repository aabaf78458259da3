package org.upgradeharness.judge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.product.Version;
import org.upgradeharness.product.VersionRange;

/**
 * The releases that an entry speaks of: a range with named cut-offs ({@code {since: 1.0.0, before: 1.0.4}}), one release
 * ({@code 1.0.0}) or a list of them.
 *
 * @param range the range, or null where releases are listed
 * @param listed the releases, empty where a range is given
 */
@JsonDeserialize(using = Releases.Reading.class)
public record Releases(VersionRange range, List<Version> listed) {
    public Releases {
        listed = List.copyOf(listed);
        Declared.require(range != null || !listed.isEmpty(), "a list of releases must not be empty");
    }

    /** Whether the release is one of them. */
    public boolean contains(Version version) {
        return range == null ? listed.contains(version) : range.contains(version);
    }

    /** Reads the three spellings. */
    static final class Reading extends JsonDeserializer<Releases> {
        @Override
        public Releases deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                VersionRange range = context.readValue(parser, VersionRange.class);
                Declared.require(
                        range.since() != null || range.before() != null, "a range needs \"since\", \"before\" or both");
                return new Releases(range, List.of());
            }
            List<Version> listed = new ArrayList<>();
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                return new Releases(null, List.of(Version.parse(parser.getText())));
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                listed.add(Version.parse(parser.getText()));
            }
            return new Releases(null, listed);
        }
    }
}
