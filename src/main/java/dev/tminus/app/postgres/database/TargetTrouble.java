package dev.tminus.app.postgres.database;

import dev.tminus.action.Causes;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says in an operator's words why a session could not be opened: what, where, and what to do. */
final class TargetTrouble {

    private TargetTrouble() {}

    static TargetRefused refused(TargetAddress address, SQLException failed, List<String> more) {
        String lines = more.isEmpty() ? "" : "\n" + String.join("\n", more);
        return new TargetRefused(sentence(address, failed) + lines, failed);
    }

    private static String sentence(TargetAddress address, SQLException failed) {
        String state = Optional.ofNullable(failed.getSQLState()).orElse("");
        String name = address.connection();
        return switch (state) {
            case "28P01" ->
                "%s: the server refuses the password of user '%s'. Check the secret behind connection '%s'."
                        .formatted(address, address.user(), name);
            case "28000" ->
                "%s: the server does not let user '%s' in (%s). Check the user of connection '%s' and the server's pg_hba.conf."
                        .formatted(address, address.user(), said(failed), name);
            case "3D000" ->
                "%s: there is no such database on that server. Check the database name of connection '%s'."
                        .formatted(address, name);
            case "42501" ->
                "%s: user '%s' may not do that (%s). Grant it, or check the role of connection '%s'."
                        .formatted(address, address.user(), said(failed), name);
            case "22023" ->
                "%s: the server refuses a setting of connection '%s': %s.".formatted(address, name, said(failed));
            case "53300" ->
                "%s: the server has no connection left (%s). End idle sessions or raise max_connections."
                        .formatted(address, said(failed));
            case "57P03" ->
                "%s: the server is starting up or shutting down (%s). Wait and try again."
                        .formatted(address, said(failed));
            default -> unreachable(address, failed);
        };
    }

    private static String unreachable(TargetAddress address, SQLException failed) {
        String place = address.place();
        if (Causes.has(failed, UnknownHostException.class)) {
            return "%s: no such host. Check the host name of connection '%s' and the name service."
                    .formatted(address, address.connection());
        }
        if (Causes.has(failed, SSLException.class) || said(failed).contains("SSL")) {
            return "%s: no TLS session comes about (%s). Check sslmode and sslrootcert of connection '%s'."
                    .formatted(address, Causes.root(failed), address.connection());
        }
        if (Causes.has(failed, SocketTimeoutException.class)) {
            return "%s: no answer within 10 s. Check that %s is reachable from here (network, firewall, security group)."
                    .formatted(address, place);
        }
        if (Causes.has(failed, ConnectException.class) || Causes.has(failed, NoRouteToHostException.class)) {
            return "%s: nobody answers at %s. Check that the server runs and that host and port are right."
                    .formatted(address, place);
        }
        return "%s: %s (SQLSTATE %s).".formatted(address, said(failed), failed.getSQLState());
    }

    private static String said(SQLException failed) {
        return Optional.of(failed)
                .filter(PSQLException.class::isInstance)
                .map(exception -> ((PSQLException) exception).getServerErrorMessage())
                .map(ServerErrorMessage::getMessage)
                .orElse(String.valueOf(failed.getMessage()));
    }
}
