package org.upgradeharness.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.upgradeharness.config.JdkHttp;

/**
 * The HTTP API of a running gateway, as one user. A request that gets no answer is an answer of status 0, never an
 * exception: what that means is for the caller to judge.
 */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ANSWER_MILLIS = 30_000;
    private static final String TYPE = "application/json";
    private static final HttpClient CLIENT = client();

    private final String base;
    private final String who;
    private final String token;
    private final String cookie;
    private final Transcript transcript;
    private final int millis;
    private final Silence silence;

    private Api(
            String base, String who, String token, String cookie, Transcript transcript, int millis, Silence silence) {
        this.base = base;
        this.who = who;
        this.token = token;
        this.cookie = cookie;
        this.transcript = transcript;
        this.millis = millis;
        this.silence = silence;
    }

    /** The API without a user. */
    public static Api anonymous(String base, Transcript transcript) {
        return anonymous(base, transcript, new Silence());
    }

    static Api anonymous(String base, Transcript transcript, Silence silence) {
        return new Api(base, "nobody", null, null, transcript, ANSWER_MILLIS, silence);
    }

    /** The same API with a bearer token. */
    public Api as(String user, String bearer) {
        return new Api(base, user, bearer, null, transcript, millis, silence);
    }

    /** The same API without a user. */
    public Api anonymous() {
        return new Api(base, "nobody", null, null, transcript, millis, silence);
    }

    /** The same API and user, with the token in a cookie of this name as a browser sends it. */
    public Api asBrowser(String name) {
        return new Api(base, who + " (browser)", token, name, transcript, millis, silence);
    }

    /** The same API as somebody asks another one. */
    public Api like(Api other) {
        return new Api(base, other.who, other.token, other.cookie, transcript, millis, silence);
    }

    /** The same API with another limit on how long an answer may take. */
    public Api within(int milliseconds) {
        return new Api(base, who, token, cookie, transcript, milliseconds, silence);
    }

    /** That the gateway has answered nothing any more, in words; empty as long as it answers. Then it is not asked again. */
    public String silent() {
        return silence.words();
    }

    /** Where the gateway listens. */
    public String base() {
        return base;
    }

    /** The bearer token, or null. */
    public String token() {
        return token;
    }

    public Answer get(String path) {
        return call("GET", path, null);
    }

    /** Gets a path as most programs do, which take a compressed answer. */
    public Answer compressed(String path) {
        return call("GET", path, null, TYPE, new Compressed());
    }

    /** Gets a path; of a stream of events, which may have no end, only that it begins: its body is empty then. */
    public Answer begin(String path) {
        return call("GET", path, null, TYPE, new EventsOrText());
    }

    /** Asks by any method; of a stream of events only that it begins. A body may be null. */
    public Answer ask(String method, String path, Object body) {
        return call(method, path, body == null ? null : JSON.valueToTree(body).toString(), TYPE, new EventsOrText());
    }

    public Answer post(String path, Object body) {
        return call("POST", path, body);
    }

    /** Posts a form, as a browser does. */
    public Answer submit(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return call("POST", path, body, "application/x-www-form-urlencoded");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public Answer put(String path, Object body) {
        return call("PUT", path, body);
    }

    public Answer delete(String path) {
        return call("DELETE", path, null);
    }

    private Answer call(String method, String path, Object body) {
        return call(method, path, body == null ? null : JSON.valueToTree(body).toString(), TYPE);
    }

    private Answer call(String method, String path, String text, String type) {
        return call(method, path, text, type, BodyHandlers.ofString());
    }

    private Answer call(String method, String path, String text, String type, BodyHandler<String> reading) {
        Answer answer = silence.isTotal()
                ? Answer.none("not asked: the gateway has answered nothing any more")
                : exchange(method, path, text, type, reading);
        transcript.exchanged(method, path, who, text, answer);
        return answer;
    }

    private Answer exchange(String method, String path, String body, String type, BodyHandler<String> reading) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", TYPE)
                // uvicorn closes a connection after an error: the next request on it would look like no answer.
                .header("Connection", "close")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null && cookie == null) {
            request.header("Authorization", "Bearer " + token);
        } else if (token != null) {
            request.header("Cookie", cookie + "=" + token);
        }
        if (reading instanceof Compressed) {
            request.header("Accept-Encoding", Compressed.CODING);
        }
        if (body != null) {
            request.header("Content-Type", type);
        }
        // The limit of a request itself ends with the headers of its answer; this one goes to the end of the body.
        CompletableFuture<HttpResponse<String>> answer = CLIENT.sendAsync(request.build(), reading);
        try {
            HttpResponse<String> response = answer.get(millis, TimeUnit.MILLISECONDS);
            silence.broken();
            return new Answer(response.statusCode(), parse(response.body()), response.body(), mediaType(response));
        } catch (TimeoutException e) {
            answer.cancel(true);
            silence.kept(method, path, millis);
            return Answer.none("no whole answer within " + millis + " ms");
        } catch (ExecutionException e) {
            return Answer.none(e.getCause().getClass().getSimpleName() + ": "
                    + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.none("interrupted");
        }
    }

    /** A client that repeats nothing in silence, follows no redirect and takes a new connection for each request. */
    private static HttpClient client() {
        JdkHttp.settle();
        return HttpClient.newBuilder()
                // Asked to change to HTTP/2, uvicorn forgets the body of the request.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(ANSWER_MILLIS))
                .build();
    }

    private static String mediaType(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static JsonNode parse(String text) {
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
