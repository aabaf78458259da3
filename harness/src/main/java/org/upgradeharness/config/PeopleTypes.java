package org.upgradeharness.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleKeyDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How enums and types with their own {@code parse} are spelled in YAML. */
final class PeopleTypes extends SimpleModule {
    private static final long serialVersionUID = 1L;

    PeopleTypes() {
        super("people-types");
        setDeserializers(new Spellings());
        setKeyDeserializers(new KeySpellings());
    }

    private static final class Spellings extends SimpleDeserializers {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            return new EnumSpelling(type);
        }

        @Override
        public JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) throws JsonMappingException {
            Class<?> raw = type.getRawClass();
            boolean ours = raw.getName().startsWith("org.upgradeharness.");
            return Arrays.stream(ours ? raw.getMethods() : new Method[0])
                    .filter(m -> m.getName().equals("parse")
                            && Modifier.isStatic(m.getModifiers())
                            && m.getReturnType() == raw
                            && Arrays.equals(m.getParameterTypes(), new Class<?>[] {String.class}))
                    .findFirst()
                    .<JsonDeserializer<?>>map(Parsed::new)
                    .orElse(null);
        }
    }

    private static final class KeySpellings extends SimpleKeyDeserializers {
        private static final long serialVersionUID = 1L;

        @Override
        public KeyDeserializer findKeyDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) {
            return type.isEnumType() ? new EnumKey(new EnumSpelling(type.getRawClass())) : null;
        }
    }

    /** An enum as the key of a map. */
    private static final class EnumKey extends KeyDeserializer {
        private final EnumSpelling spelling;

        EnumKey(EnumSpelling spelling) {
            this.spelling = spelling;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) throws IOException {
            return spelling.of(key, context.getParser());
        }
    }

    /** Lower case, hyphens for underscores. */
    private static final class EnumSpelling extends JsonDeserializer<Object> {
        private final Class<?> type;

        EnumSpelling(Class<?> type) {
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return of(parser.currentToken().isScalarValue() ? parser.getText() : "a " + parser.currentToken(), parser);
        }

        private Object of(String text, JsonParser parser) throws WordNotAllowed {
            for (Object constant : type.getEnumConstants()) {
                if (spelling(constant).equals(text)) {
                    return constant;
                }
            }
            List<String> allowed = Arrays.stream(type.getEnumConstants())
                    .map(EnumSpelling::spelling)
                    .toList();
            throw new WordNotAllowed(parser, text, allowed);
        }

        private static String spelling(Object constant) {
            return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final class Parsed extends JsonDeserializer<Object> {
        private final Method parse;

        Parsed(Method parse) {
            this.parse = parse;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                return context.handleUnexpectedToken(parse.getReturnType(), parser);
            }
            try {
                return parse.invoke(null, parser.getText());
            } catch (InvocationTargetException e) {
                throw JsonMappingException.from(parser, e.getCause().getMessage(), e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("a public method is accessible", e);
            }
        }
    }
}
