package dev.tminus.app.aws;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What AWS answers, in the protocol of the call.
 *
 * @param bytes the body, a character for each byte
 */
record Reply(int status, String type, String bytes) {

    private static final String XML = "text/xml";
    private static final String JSON = "application/x-amz-json-1.1";
    private static final String CBOR = "application/cbor";

    private static Reply of(int status, String type, byte[] body) {
        return new Reply(status, type, new String(body, StandardCharsets.ISO_8859_1));
    }

    static Reply xml(String body) {
        return of(200, XML, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply json(String body) {
        return of(200, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply cbor(byte[] body) {
        return of(200, CBOR, body);
    }

    static Reply refusal(Ask ask, int status, String code, String message) {
        if (ask.isCbor()) {
            return of(status, CBOR, Cbor.of(Map.of("__type", code, "message", message)));
        }
        String said = ask.isJson()
                ? "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message)
                : QueryXml.refusal(code, message);
        return of(status, ask.isJson() ? JSON : XML, said.getBytes(StandardCharsets.UTF_8));
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (type.equals(CBOR)) {
            exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
        }
        byte[] body = bytes.getBytes(StandardCharsets.ISO_8859_1);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
