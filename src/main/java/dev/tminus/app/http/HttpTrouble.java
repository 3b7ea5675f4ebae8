package dev.tminus.app.http;

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
        if (cause(failed, UnresolvedAddressException.class) || cause(failed, UnknownHostException.class)) {
            return "%s: no such host: %s. Check the address and the name service.".formatted(call, host);
        }
        if (cause(failed, HttpConnectTimeoutException.class)) {
            return "%s: no connection within 10 s. Check that %s is reachable from here (network, firewall)."
                    .formatted(call, host);
        }
        if (cause(failed, HttpTimeoutException.class)) {
            return "%s: no answer within %s. Raise timeout, or look at the server."
                    .formatted(call, Durations.text(call.timeout()));
        }
        if (cause(failed, ConnectException.class)) {
            return "%s: nobody answers there (connection refused). Check that the server runs and the port is right."
                    .formatted(call);
        }
        if (cause(failed, SSLException.class)) {
            return "%s: no TLS session comes about (%s). Check the certificate and the name in the address."
                    .formatted(call, root(failed));
        }
        return "%s: the connection broke before the answer was there (%s).".formatted(call, root(failed));
    }

    /** True when the request certainly did not reach the server. */
    static boolean neverSent(IOException failed) {
        return cause(failed, UnresolvedAddressException.class)
                || cause(failed, UnknownHostException.class)
                || cause(failed, ConnectException.class)
                || cause(failed, HttpConnectTimeoutException.class)
                || cause(failed, javax.net.ssl.SSLHandshakeException.class);
    }

    private static boolean cause(Throwable failed, Class<? extends Throwable> kind) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String root(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
