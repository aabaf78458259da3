package org.upgradeharness.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
    private final Transcript transcript;
    private final int millis;

    private Api(String base, String who, String token, Transcript transcript, int millis) {
        this.base = base;
        this.who = who;
        this.token = token;
        this.transcript = transcript;
        this.millis = millis;
    }

    /** The API without a user. */
    public static Api anonymous(String base, Transcript transcript) {
        return new Api(base, "nobody", null, transcript, ANSWER_MILLIS);
    }

    /** The same API with a bearer token. */
    public Api as(String user, String bearer) {
        return new Api(base, user, bearer, transcript, millis);
    }

    /** The same API with another limit on how long an answer may take. */
    public Api within(int milliseconds) {
        return new Api(base, who, token, transcript, milliseconds);
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

    public Answer post(String path, Object body) {
        return call("POST", path, body);
    }

    public Answer put(String path, Object body) {
        return call("PUT", path, body);
    }

    public Answer delete(String path) {
        return call("DELETE", path, null);
    }

    private Answer call(String method, String path, Object body) {
        String text = body == null ? null : JSON.valueToTree(body).toString();
        Answer answer = exchange(method, path, text);
        transcript.exchanged(method, path, who, text, answer);
        return answer;
    }

    private Answer exchange(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", TYPE)
                // uvicorn closes a connection after an error: the next request on it would look like no answer.
                .header("Connection", "close")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", TYPE);
        }
        // The limit of a request itself ends with the headers of its answer; this one goes to the end of the body.
        CompletableFuture<HttpResponse<String>> answer = CLIENT.sendAsync(request.build(), BodyHandlers.ofString());
        try {
            HttpResponse<String> response = answer.get(millis, TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), parse(response.body()), response.body());
        } catch (TimeoutException e) {
            answer.cancel(true);
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
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
        return HttpClient.newBuilder()
                // Asked to change to HTTP/2, uvicorn forgets the body of the request.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(ANSWER_MILLIS))
                .build();
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
