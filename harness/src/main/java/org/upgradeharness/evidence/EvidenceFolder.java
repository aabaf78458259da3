package org.upgradeharness.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.gateway.Transcript;

/** The files a case leaves behind. Everything that is written here has its secrets masked first. */
public final class EvidenceFolder {
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT);
    /** Fields whose values are secrets of the gateway's own making, such as the token of an invitation. */
    private static final Pattern SECRET_FIELD = Pattern.compile(
            "(\"(?:access_token|refresh_token|token|password|new_password|client_secret|auth_token|auth_password|auth_header_value)\"\\s*:\\s*\")[^\"]+\"");

    private static final int LONGEST_BODY = 20_000;

    private final Path folder;
    private final Secrets secrets;

    private EvidenceFolder(Path folder, Secrets secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    /**
     * Makes the folder.
     *
     * @throws BrokenEnvironment if it cannot be made
     */
    public static EvidenceFolder open(Path folder, Secrets secrets) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw refused(folder, e);
        }
        return new EvidenceFolder(folder, secrets);
    }

    /** Writes a text file, replacing one of that name. */
    public void text(String name, String content) {
        write(name, content);
    }

    /** Writes lines, replacing a file of that name. */
    public void lines(String name, List<String> lines) {
        write(name, String.join("\n", lines) + "\n");
    }

    /** Writes a value as JSON, replacing a file of that name. */
    public void json(String name, Object value) {
        try {
            write(name, JSON.writeValueAsString(value) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(name + " cannot be written as JSON", e);
        }
    }

    /** Takes one line after another, as they come. */
    public Consumer<String> sink(String name) {
        return line -> append(name, line + "\n");
    }

    /** Takes every exchange with a gateway, as it happens. */
    public Transcript transcript(String name) {
        return (method, path, as, body, answer) -> append(
                name,
                Instant.now() + " " + method + " " + path + " as " + as + " -> " + answer.status() + "\n"
                        + (body == null ? "" : "  > " + cut(body) + "\n")
                        + (answer.text().isBlank() ? "" : "  < " + cut(answer.text()) + "\n"));
    }

    /** Takes every exchange as it happens, without what was said: bodies hold data. */
    public Transcript wordlessTranscript(String name) {
        return (method, path, as, body, answer) -> append(
                name,
                Instant.now() + " " + method + " " + path.replaceFirst("\\?.*", "?…") + " -> " + answer.status() + ", "
                        + answer.text().length() + " characters\n");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_BODY
                ? text
                : text.substring(0, LONGEST_BODY) + "… (" + text.length() + " characters)";
    }

    private synchronized void append(String name, String text) {
        put(name, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private synchronized void write(String name, String text) {
        put(name, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    private void put(String name, String text, StandardOpenOption... options) {
        Path file = folder.resolve(name);
        try {
            String masked = SECRET_FIELD.matcher(secrets.mask(text)).replaceAll("$1*****\"");
            Files.write(file, masked.getBytes(StandardCharsets.UTF_8), options);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    /** Most exceptions of the file system say the file alone. */
    private static String said(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof FileAlreadyExistsException) {
            return e.getMessage() + " is a file and no folder";
        }
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
    }

    private static BrokenEnvironment refused(Path file, IOException e) {
        return new BrokenEnvironment(
                "The report cannot be written: " + file + ": " + said(e)
                        + "; make room there or name another folder with --report.",
                e);
    }
}
