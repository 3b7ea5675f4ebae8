package dev.tminus.app.http;

import dev.tminus.run.OutputRef;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer: its first part as text, and how long all of it was.
 *
 * @param text at most {@link #MOST_BYTES} of it
 */
record HttpBody(String text, long size) {

    /** A JSON document beyond this is data to be worked on, not an answer to be judged. */
    static final int MOST_BYTES = 4 * 1024 * 1024;

    /** What an endless answer is allowed to cost in time and traffic before it is cut off. */
    static final long MOST_READ = 64L * 1024 * 1024;

    /** Takes an answer as it comes and keeps a bounded part of it. */
    static final class Collector implements BodySubscriber<HttpBody> {

        private final CompletableFuture<HttpBody> body = new CompletableFuture<>();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final AtomicReference<Flow.@Nullable Subscription> source = new AtomicReference<>();
        private long size;

        @Override
        public CompletionStage<HttpBody> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source.set(subscription);
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                size += buffer.remaining();
                byte[] bytes = new byte[Math.min(buffer.remaining(), MOST_BYTES - kept.size())];
                buffer.get(bytes);
                kept.write(bytes, 0, bytes.length);
            }
            Flow.Subscription subscription = source.get();
            if (size >= MOST_READ && subscription != null) {
                subscription.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable failed) {
            body.completeExceptionally(failed);
        }

        @Override
        public void onComplete() {
            body.complete(new HttpBody(kept.toString(StandardCharsets.UTF_8), size));
        }
    }

    boolean complete() {
        return size <= MOST_BYTES;
    }

    /** Its last part as a result holds it, with a first line that says so where something is missing. */
    String shown() {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (complete() && bytes.length <= OutputRef.TAIL_BYTES) {
            return text;
        }
        int from = Math.max(0, bytes.length - OutputRef.TAIL_BYTES);
        while (from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
            from++;
        }
        String tail = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        return complete()
                ? "(cut: the last %d of %d bytes)\n%s".formatted(bytes.length - from, size, tail)
                : "(cut: %d bytes up to byte %d of %s)\n%s"
                        .formatted(
                                bytes.length - from,
                                MOST_BYTES,
                                size < MOST_READ ? size + "" : "more than " + MOST_READ,
                                tail);
    }
}
