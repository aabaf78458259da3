package org.upgradeharness.gateway;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.apache.http.client.HttpClient;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;

/**
 * The HTTP API of a running gateway, as one user. A request that gets no answer is an answer of status 0, never an
 * exception: what that means is for the caller to judge.
 */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ANSWER_MILLIS = 30_000;
    private static final String TYPE = "application/json";

    private final String base;
    private final String who;
    private final String token;
    private final Map<String, String> headers;
    private final Transcript transcript;
    private final int millis;

    private Api(String base, String who, String token, Map<String, String> headers, Transcript transcript, int millis) {
        this.base = base;
        this.who = who;
        this.token = token;
        this.headers = headers;
        this.transcript = transcript;
        this.millis = millis;
    }

    /** The API without a user. */
    public static Api anonymous(String base, Transcript transcript) {
        return new Api(base, "nobody", null, Map.of(), transcript, ANSWER_MILLIS);
    }

    /** The same API with a bearer token. */
    public Api as(String user, String bearer) {
        return new Api(base, user, bearer, headers, transcript, millis);
    }

    /** The same API with further headers on every request. */
    public Api with(Map<String, String> more) {
        return new Api(base, who, token, more, transcript, millis);
    }

    /** The same API with another limit on how long an answer may take. */
    public Api within(int milliseconds) {
        return new Api(base, who, token, headers, transcript, milliseconds);
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
        RequestSpecification request = given().config(config())
                .urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .accept(TYPE)
                .headers(headers);
        if (token != null) {
            request = request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request = request.contentType(TYPE).body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        try {
            Response response = request.request(method, base + path);
            String text = response.asString();
            return new Answer(response.statusCode(), parse(text), text);
        } catch (Exception e) {
            return Answer.none(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private RestAssuredConfig config() {
        return RestAssuredConfig.config()
                .httpClient(HttpClientConfig.httpClientConfig()
                        .httpClientFactory(Api::client)
                        .setParam("http.connection.timeout", millis)
                        .setParam("http.socket.timeout", millis));
    }

    /** The default client repeats a request three times when the connection breaks, and so would hide just that. */
    @SuppressWarnings("deprecation") // REST Assured takes no other kind of client
    private static HttpClient client() {
        DefaultHttpClient client = new DefaultHttpClient();
        client.setHttpRequestRetryHandler(new DefaultHttpRequestRetryHandler(0, false));
        return client;
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
