package dev.tminus.app.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What AWS answers, in the protocol of the call. */
record Reply(int status, String type, byte[] body) {

    private static final String XML = "text/xml";
    private static final String JSON = "application/x-amz-json-1.1";
    private static final String CBOR = "application/cbor";

    static Reply xml(String body) {
        return new Reply(200, XML, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply json(String body) {
        return new Reply(200, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply cbor(byte[] body) {
        return new Reply(200, CBOR, body);
    }

    static Reply refusal(Ask ask, int status, String code, String message) {
        if (ask.isCbor()) {
            return new Reply(status, CBOR, Cbor.of(Map.of("__type", code, "message", message)));
        }
        String said = ask.isJson()
                ? "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message)
                : QueryXml.refusal(code, message);
        return new Reply(status, ask.isJson() ? JSON : XML, said.getBytes(StandardCharsets.UTF_8));
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (type.equals(CBOR)) {
            exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
