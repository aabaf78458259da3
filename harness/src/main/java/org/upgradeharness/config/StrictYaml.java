package org.upgradeharness.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads YAML that people write into records, and refuses everything that it does not understand: a key that is unknown or
 * missing or stands twice, a value of another type. Types with a public static {@code parse(String)} are read by it; enums are
 * spelled in lower case with hyphens.
 */
public final class StrictYaml {
    private static final ObjectMapper MAPPER = mapper();

    private StrictYaml() {}

    /**
     * Reads a document.
     *
     * @param file its name, for messages
     * @param yaml its text
     * @param type the record to make of it
     * @throws UsageError with one sentence: file, line, key, and what is allowed there
     */
    public static <T> T load(String file, String yaml, Class<T> type) {
        try {
            T value = MAPPER.readValue(yaml, type);
            if (value == null) {
                throw new UsageError(file + ": the file is empty.");
            }
            return value;
        } catch (JsonMappingException e) {
            throw new UsageError(new YamlFault(file, yaml, e).sentence());
        } catch (JsonProcessingException e) {
            throw new UsageError(YamlFault.syntax(file, e));
        }
    }

    /** Like {@link #load(String, String, Class)}; the stream is read to its end as UTF-8 and left open. */
    public static <T> T load(String file, InputStream yaml, Class<T> type) {
        try {
            return load(file, new String(yaml.readAllBytes(), StandardCharsets.UTF_8), type);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    private static ObjectMapper mapper() {
        YAMLMapper mapper = YAMLMapper.builder(new YAMLFactory())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .addModule(new PeopleTypes())
                .build();
        for (LogicalType type : new LogicalType[] {LogicalType.Integer, LogicalType.Float, LogicalType.Boolean}) {
            mapper.coercionConfigFor(type)
                    .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        }
        mapper.coercionConfigFor(LogicalType.Integer).setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Boolean).setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.POJO).setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        return mapper;
    }
}
