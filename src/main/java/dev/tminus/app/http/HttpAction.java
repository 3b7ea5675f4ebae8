package dev.tminus.app.http;

import dev.tminus.action.ActionContext;
import dev.tminus.action.JsonValues;
import dev.tminus.action.Masker;
import dev.tminus.action.StepAction;
import dev.tminus.book.ActionType;
import dev.tminus.book.Durations;
import dev.tminus.book.Nothing;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The action {@code http}: one request, a bounded number of redirects, and the answer whatever its status. */
public final class HttpAction implements StepAction {

    /** More than any sane chain; beyond it two addresses point at each other. */
    private static final int MOST_REDIRECTS = 5;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private static final Duration CONNECT = Duration.ofSeconds(10);

    @Override
    public ActionType type() {
        return HttpType.TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        Masker masker = context.masker();
        HttpCall call;
        try {
            call = HttpCall.of(context.inputs());
        } catch (HttpMistake mistake) {
            return Outcome.Failed.because(masker.mask(mistake.getMessage()) + " Nothing was sent.");
        }
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
        try {
            return answer(client, call, context);
        } catch (IOException failed) {
            String why = masker.mask(HttpTrouble.sentence(call, failed));
            return call.onlyReads() || HttpTrouble.neverSent(failed)
                    ? Outcome.Failed.because(why)
                    : new Outcome.Unknown(why);
        } catch (InterruptedException stopped) {
            return call.onlyReads()
                    ? Outcome.Failed.because(masker.mask("%s: stopped before the answer was there.".formatted(call)))
                    : new Outcome.Unknown(masker.mask(
                            "%s: stopped before the answer was there; it may have had its effect.".formatted(call)));
        } catch (HttpMistake mistake) {
            return Outcome.Failed.because(masker.mask(mistake.getMessage()));
        }
    }

    private static Outcome answer(HttpClient client, HttpCall first, ActionContext context)
            throws IOException, InterruptedException {
        HttpCall call = first;
        long end = System.nanoTime() + first.timeout().toNanos();
        for (int redirects = 0; ; redirects++) {
            long start = System.nanoTime();
            HttpResponse<HttpBody> response = send(client, call, end);
            say(context, call, response, Duration.ofNanos(System.nanoTime() - start));
            Optional<URI> target = redirect(call, response);
            if (target.isEmpty()) {
                return new Outcome.Done(
                        result(response, context.masker()),
                        context.output()
                                .keep(context.masker().mask(response.body().shown())),
                        List.of());
            }
            if (redirects == MOST_REDIRECTS) {
                throw new HttpMistake("%s: redirected more than %d times.".formatted(first, MOST_REDIRECTS));
            }
            call = call.redirected(target.get());
        }
    }

    /** The time-out covers the whole answer: a server that sends a byte now and then does not hold the step. */
    private static HttpResponse<HttpBody> send(HttpClient client, HttpCall call, long end)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<HttpBody>> answer =
                client.sendAsync(request(call), information -> new HttpBody.Collector());
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new HttpTimeoutException("no whole answer within " + Durations.text(call.timeout()));
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            throw stopped;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException reason ? reason : new IOException(failed.getCause());
        }
    }

    private static HttpRequest request(HttpCall call) {
        HttpRequest.BodyPublisher body =
                call.body().map(HttpRequest.BodyPublishers::ofByteArray).orElseGet(HttpRequest.BodyPublishers::noBody);
        HttpRequest.Builder request = HttpRequest.newBuilder(call.address()).method(call.method(), body);
        call.headers().forEach((name, value) -> {
            try {
                request.setHeader(name, value);
            } catch (IllegalArgumentException refused) {
                throw new HttpMistake("%s: the header %s cannot be sent as written.".formatted(call, name));
            }
        });
        return request.build();
    }

    /** Only questions follow a redirect: what a changed address makes of a change, nobody has approved. */
    private static Optional<URI> redirect(HttpCall call, HttpResponse<HttpBody> response) {
        Optional<String> location = response.headers().firstValue("location");
        if (!call.onlyReads() || location.isEmpty() || !REDIRECTS.contains(response.statusCode())) {
            return Optional.empty();
        }
        URI target;
        try {
            target = HttpCall.address(call.address().resolve(location.get()).toString());
        } catch (IllegalArgumentException unreadable) {
            throw new HttpMistake("%s: redirected to an address that cannot be read.".formatted(call));
        }
        if (call.address().getScheme().equalsIgnoreCase("https")
                && target.getScheme().equalsIgnoreCase("http")) {
            throw new HttpMistake("%s: redirected from https to http, which is not followed.".formatted(call));
        }
        return Optional.of(target);
    }

    private static Values result(HttpResponse<HttpBody> response, Masker masker) {
        HttpBody body = response.body();
        Map<String, Object> headers = new LinkedHashMap<>();
        response.headers()
                .map()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), masker.mask(String.join(", ", values))));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("status", (long) response.statusCode());
        result.put("headers", headers);
        // Like the json of run, it is there only where there is a document, so that expressions may ask for it.
        Object json = body.complete()
                ? masker.maskAll(JsonValues.parse(body.text()).orElse(Nothing.NOTHING))
                : Nothing.NOTHING;
        if (json != Nothing.NOTHING) {
            result.put("json", json);
        }
        result.put("body", masker.mask(body.shown()));
        return new Values(result);
    }

    private static void say(ActionContext context, HttpCall call, HttpResponse<HttpBody> response, Duration took) {
        String line = "%s: %d, %d bytes, %s%n"
                .formatted(call, response.statusCode(), response.body().size(), Durations.text(took));
        context.output().show(context.masker().mask(line));
    }

    /** A question may be put again; what became of anything else, only the other side knows. */
    @Override
    public Outcome lookAfter(ActionContext context) {
        try {
            return HttpCall.of(context.inputs()).onlyReads()
                    ? new Outcome.Absent("it only reads")
                    : new Outcome.Unknown("The request may have reached the server; look there what it did.");
        } catch (HttpMistake neverSent) {
            return new Outcome.Absent("it was never sent");
        }
    }

    /** Looks whether the host has an address; nothing is sent to it. */
    @Override
    public List<String> probe(ActionContext context) {
        try {
            HttpCall call = HttpCall.of(context.inputs());
            InetAddress found = InetAddress.getByName(call.address().getHost());
            return found.isAnyLocalAddress() ? List.of("%s: no address to ask.".formatted(call)) : List.of();
        } catch (HttpMistake mistake) {
            return List.of(context.masker().mask(mistake.getMessage()));
        } catch (UnknownHostException unknown) {
            return List.of(context.masker()
                    .mask("No such host: %s. Check the address and the name service.".formatted(unknown.getMessage())));
        }
    }

    @Override
    public Values pending(ActionContext context) {
        Map<String, Object> shown = new LinkedHashMap<>();
        context.shownInputs()
                .forEach((name, value) -> shown.put(name, context.masker().maskAll(value)));
        return new Values(shown);
    }
}
