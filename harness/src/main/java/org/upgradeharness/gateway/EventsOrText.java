package org.upgradeharness.gateway;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads an answer as text, but a stream of server-sent events not at all: it is broken off where it begins. */
final class EventsOrText implements BodyHandler<String> {
    private static final String EVENTS = "text/event-stream";

    @Override
    public BodySubscriber<String> apply(ResponseInfo answer) {
        boolean events = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith(EVENTS))
                .isPresent();
        return events ? new BrokenOff() : BodyHandlers.ofString().apply(answer);
    }

    private static final class BrokenOff implements BodySubscriber<String> {
        private final CompletableFuture<String> nothing = new CompletableFuture<>();

        @Override
        public CompletionStage<String> getBody() {
            return nothing;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
            nothing.complete("");
        }

        @Override
        public void onNext(List<ByteBuffer> events) {
            // Nothing was asked for.
        }

        @Override
        public void onError(Throwable broken) {
            nothing.completeExceptionally(broken);
        }

        @Override
        public void onComplete() {
            nothing.complete("");
        }
    }
}
