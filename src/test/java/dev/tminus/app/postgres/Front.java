package dev.tminus.app.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * An address of its own before the tests' server, as if another server were behind it: sessions that ask for one database
 * are led to another, by what the client says first.
 */
public final class Front implements AutoCloseable {

    private static final int SSL = 80877103;
    private static final int GSS = 80877104;
    private static final int CANCEL = 80877102;

    private final ServerSocket door;
    private final UnaryOperator<String> database;

    /**
     * @param host an address of this machine, such as 127.0.0.2
     * @param port 0 for any that is free
     * @param database which database is meant by the one that is asked for
     */
    public Front(String host, int port, UnaryOperator<String> database) throws IOException {
        this.door = new ServerSocket(port, 50, InetAddress.getByName(host));
        this.database = database;
        inBackground(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    private void accept() throws IOException {
        URI server = URI.create(TestServer.url("postgres"));
        while (!door.isClosed()) {
            Socket client = door.accept();
            inBackground(() -> serve(client, server));
        }
    }

    private void serve(Socket client, URI server) throws IOException {
        try (client;
                Socket behind = new Socket(server.getHost(), server.getPort())) {
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            greet(client, behind);
            inBackground(() -> pass(behind, client));
            pass(client, behind);
        }
    }

    /** Reads what the client says first, and passes it on with the other database in it. */
    private void greet(Socket client, Socket behind) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        while (true) {
            int length = in.readInt();
            int code = in.readInt();
            byte[] rest = in.readNBytes(length - 8);
            if (code == SSL || code == GSS) {
                client.getOutputStream().write('N');
                client.getOutputStream().flush();
                continue;
            }
            byte[] wanted = code == CANCEL ? rest : led(rest);
            DataOutputStream out = new DataOutputStream(behind.getOutputStream());
            out.writeInt(wanted.length + 8);
            out.writeInt(code);
            out.write(wanted);
            out.flush();
            return;
        }
    }

    /** Names and values, each with a zero behind it, and a zero at the end. */
    private byte[] led(byte[] parameters) throws IOException {
        String[] words = new String(parameters, StandardCharsets.UTF_8).split("\0", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i + 1 < words.length && !words[i].isEmpty(); i += 2) {
            String value = words[i].equals("database") ? database.apply(words[i + 1]) : words[i + 1];
            out.write((words[i] + '\0' + value + '\0').getBytes(StandardCharsets.UTF_8));
        }
        out.write(0);
        return out.toByteArray();
    }

    private static void pass(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        byte[] buffer = new byte[65_536];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            to.getOutputStream().write(buffer, 0, read);
            to.getOutputStream().flush();
        }
        to.shutdownOutput();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // One of the two hung up: there is nobody left to tell.
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
