package dev.tminus.app.http;

import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the action {@code http} declares about itself. */
final class HttpType {

    private static final Shape TEXT = new Shape.Leaf(Simple.STRING);

    private static final ActionType.Key GET = method("get", "Asks; may always be sent again.");

    static final ActionType TYPE = new ActionType(
                    "http",
                    "Sends one request and takes the answer whatever its status; success is 200 to 299 unless expect or until "
                            + "names status. Redirects are followed for get and head only.",
                    Optional.of(GET),
                    keys(),
                    List.of(),
                    result(),
                    Repeat.CHECK_FIRST,
                    DryRun.PROBE,
                    Optional.of("status"),
                    """
            http: { get: "https://api.example.org/health", timeout: 5s }
            """)
            .exactlyOne(HttpCall.METHODS);

    private HttpType() {}

    private static List<ActionType.Key> keys() {
        List<ActionType.Key> keys = new ArrayList<>();
        keys.add(GET);
        keys.add(method("post", "Sends something new."));
        keys.add(method("put", "Replaces something."));
        keys.add(method("patch", "Changes a part of something."));
        keys.add(method("delete", "Removes something."));
        keys.add(method("head", "Asks for status and headers alone."));
        keys.add(ActionType.Key.optional(
                        "headers",
                        new Shape.Table(TEXT),
                        "Headers of the request. They stay on this server: a redirect to another one goes without them. "
                                + "Example: headers: { Authorization: \"Bearer ${{ secrets.token }}\" }")
                .withSecrets());
        keys.add(ActionType.Key.optional(
                        "json",
                        new Shape.Anything(),
                        "The body as a document, sent as application/json. Example: json: { status: done }")
                .withSecrets());
        keys.add(ActionType.Key.optional(
                "body", TEXT, "The body as text, instead of json. Example: body: \"status=done\""));
        keys.add(ActionType.Key.optional(
                "timeout",
                new Shape.Leaf(Simple.DURATION),
                "How long the whole answer may take, 30s if not said. Example: timeout: 5s"));
        return keys;
    }

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("status", Simple.INT);
        fields.put("headers", new Type.MapOf(Simple.STRING));
        fields.put("json", Simple.DYNAMIC);
        fields.put("body", Simple.STRING);
        return fields;
    }

    private static ActionType.Key method(String name, String help) {
        return ActionType.Key.optional(
                name,
                TEXT,
                "%s The value is the address. Example: %s: https://api.example.org/health".formatted(help, name));
    }
}
