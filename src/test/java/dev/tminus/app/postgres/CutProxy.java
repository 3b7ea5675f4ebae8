package dev.tminus.app.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands before a server and cuts the connection when the client says a certain word, before or after passing it on. */
public final class CutProxy implements AutoCloseable {

    /** When the cut comes. */
    public enum Cut {
        BEFORE_IT_IS_SENT,
        BEFORE_IT_IS_ANSWERED
    }

    private final ServerSocket door;
    private final int server;
    private final String word;
    private final Cut cut;

    public CutProxy(int server, String word, Cut cut) throws IOException {
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        this.word = word;
        this.cut = cut;
        start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    private void accept() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            Line line = new Line(client, behind, new AtomicBoolean(), new CountDownLatch(1));
            start(() -> pass(line));
            start(() -> answer(line));
        }
    }

    /** A client, the server behind, whether the client hears of it any more, and whether the server answered after that. */
    private record Line(Socket client, Socket behind, AtomicBoolean muted, CountDownLatch answered) {}

    private void pass(Line line) throws IOException, InterruptedException {
        Socket behind = line.behind();
        try (Socket client = line.client()) {
            byte[] buffer = new byte[65_536];
            InputStream in = client.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                boolean said = new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(word);
                line.muted().set(said);
                if (!said || cut == Cut.BEFORE_IT_IS_ANSWERED) {
                    behind.getOutputStream().write(buffer, 0, read);
                    behind.getOutputStream().flush();
                }
                if (said && cut == Cut.BEFORE_IT_IS_ANSWERED) {
                    // Only the server's answer says that it was carried out; who looks after it could come before that.
                    line.answered().await();
                }
                if (said) {
                    break;
                }
            }
        }
        // The server still reads what was passed on; closing at once could take it away again.
        behind.shutdownOutput();
    }

    private static void answer(Line line) throws IOException {
        try (Socket behind = line.behind()) {
            InputStream in = behind.getInputStream();
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (line.muted().get()) {
                    line.answered().countDown();
                } else {
                    line.client().getOutputStream().write(buffer, 0, read);
                    line.client().getOutputStream().flush();
                }
            }
        } finally {
            line.answered().countDown();
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException closed) {
                // One of the two hung up, which is what this proxy is for.
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
