package dev.tminus.app.http;

import dev.tminus.action.JsonValues;
import dev.tminus.book.Durations;
import dev.tminus.book.Nothing;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The request a step asks for. */
record HttpCall(String method, URI address, Map<String, String> headers, Optional<byte[]> body, Duration timeout) {

    static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete", "head");

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

    /** Longer than anything a health check or an API takes; a step that waits uses poll. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    HttpCall {
        headers = Map.copyOf(headers);
    }

    static HttpCall of(Map<String, Object> inputs) {
        List<String> methods = METHODS.stream()
                .filter(method -> given(inputs, method).isPresent())
                .toList();
        if (methods.size() != 1) {
            throw new HttpMistake("http needs exactly one of %s with the address; this step has %s."
                    .formatted(String.join(", ", METHODS), methods.isEmpty() ? "none" : String.join(" and ", methods)));
        }
        String method = methods.get(0);
        Map<String, String> headers = headers(inputs);
        Optional<byte[]> body = body(inputs, headers);
        if (body.isPresent() && (method.equals("get") || method.equals("head"))) {
            throw new HttpMistake("A %s request has no body; leave json and body out.".formatted(method));
        }
        return new HttpCall(
                method.toUpperCase(Locale.ROOT),
                address(inputs.get(method).toString()),
                headers,
                body,
                timeout(inputs));
    }

    /** True for requests that by their meaning change nothing, so that they may be sent again. */
    boolean onlyReads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** The same question, put to another address of the same server with everything, to another one without headers. */
    HttpCall redirected(URI target) {
        return new HttpCall(method, target, sameOrigin(target) ? headers : Map.of(), body, timeout);
    }

    private boolean sameOrigin(URI other) {
        return other.getScheme().equalsIgnoreCase(address.getScheme())
                && other.getHost().equalsIgnoreCase(address.getHost())
                && port(other) == port(address);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    static URI address(String text) {
        try {
            URI address = new URI(text.strip());
            String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new HttpMistake("The address must begin with http:// or https://.");
            }
            if (address.getHost() == null) {
                throw new HttpMistake("The address names no host: %s://...".formatted(scheme));
            }
            if (address.getRawUserInfo() != null) {
                throw new HttpMistake("The address holds a user name; put it into the header Authorization instead.");
            }
            return address;
        } catch (URISyntaxException malformed) {
            throw new HttpMistake(
                    "The address cannot be read: %s at position %d. Encode special characters, such as a blank as %%20."
                            .formatted(malformed.getReason(), malformed.getIndex() + 1));
        }
    }

    private static Map<String, String> headers(Map<String, Object> inputs) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (inputs.get("headers") instanceof Map<?, ?> table) {
            table.forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
        }
        headers.forEach((name, value) -> {
            if (value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw new HttpMistake("The header %s holds a line break or another control character.".formatted(name));
            }
        });
        return headers;
    }

    private static Optional<byte[]> body(Map<String, Object> inputs, Map<String, String> headers) {
        Optional<Object> json = Optional.ofNullable(inputs.get("json"));
        Optional<Object> body = given(inputs, "body");
        if (json.isPresent() && body.isPresent()) {
            throw new HttpMistake("A request has either json or body; this one has both.");
        }
        if (json.isPresent() && headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
            headers.put("Content-Type", "application/json");
        }
        return json.map(JsonValues::text)
                .or(() -> body.map(String::valueOf))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static Duration timeout(Map<String, Object> inputs) {
        Duration timeout = given(inputs, "timeout")
                .map(value -> value instanceof Duration duration
                        ? duration
                        : Durations.parse(value.toString())
                                .orElseThrow(() -> new HttpMistake(
                                        "timeout must be a duration such as 10s, was '%s'.".formatted(value))))
                .orElse(USUAL_TIMEOUT);
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new HttpMistake("timeout must be above 0 and at most 1h, was %s.".formatted(Durations.text(timeout)));
        }
        return timeout;
    }

    private static Optional<Object> given(Map<String, Object> inputs, String key) {
        return Optional.ofNullable(inputs.get(key)).filter(value -> value != Nothing.NOTHING);
    }

    /** Without query, headers and body: they may hold secrets. */
    @Override
    public String toString() {
        return "%s %s://%s%s".formatted(method, address.getScheme(), address.getRawAuthority(), address.getRawPath());
    }
}
