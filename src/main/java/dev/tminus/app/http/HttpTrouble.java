package dev.tminus.app.http;

import dev.tminus.action.Causes;
import dev.tminus.book.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Says in an operator's words why no answer came: what, where, and what to do. */
final class HttpTrouble {

    private HttpTrouble() {}

    static String sentence(HttpCall call, IOException failed) {
        String host = call.address().getHost();
        if (Causes.has(failed, UnresolvedAddressException.class) || Causes.has(failed, UnknownHostException.class)) {
            return "%s: no such host: %s. Check the address and the name service.".formatted(call, host);
        }
        if (Causes.has(failed, HttpConnectTimeoutException.class)) {
            boolean secure = "https".equalsIgnoreCase(call.address().getScheme());
            return "%s: no connection within 10 s. Check that %s is reachable from here (network, firewall)%s."
                    .formatted(call, host, secure ? " and speaks TLS on that port" : "");
        }
        if (Causes.has(failed, HttpTimeoutException.class)) {
            return "%s: no answer within %s. Raise timeout, or look at the server."
                    .formatted(call, Durations.text(call.timeout()));
        }
        if (Causes.has(failed, ConnectException.class)) {
            return "%s: nobody answers there (connection refused). Check that the server runs and the port is right."
                    .formatted(call);
        }
        if (Causes.has(failed, SSLException.class)) {
            return "%s: no TLS session comes about (%s). Check the certificate and the name in the address."
                    .formatted(call, Causes.root(failed));
        }
        return "%s: the connection broke before the answer was there (%s).".formatted(call, Causes.root(failed));
    }

    /** True when the request certainly did not reach the server. */
    static boolean neverSent(IOException failed) {
        return Causes.has(failed, UnresolvedAddressException.class)
                || Causes.has(failed, UnknownHostException.class)
                || Causes.has(failed, ConnectException.class)
                || Causes.has(failed, HttpConnectTimeoutException.class)
                || Causes.has(failed, javax.net.ssl.SSLHandshakeException.class);
    }
}
