package dev.tminus.journal.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a journal and its server on the loopback address, and cuts connections where a test says so. */
final class FaultProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repliesToFault = new AtomicInteger();
    private final AtomicInteger requestsToFault = new AtomicInteger();
    private final int target;

    FaultProxy(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The nth reply of the server from now on does not arrive: it was carried out and the connection breaks. */
    void swallowReply(int number) {
        repliesToFault.set(number);
    }

    /** The nth request from now on does not arrive: it is not carried out and the connection breaks. */
    void swallowRequest(int number) {
        requestsToFault.set(number);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(upstream);
                daemon(() -> pump(client, upstream, requestsToFault));
                daemon(() -> pump(upstream, client, repliesToFault));
            } catch (IOException e) {
                return; // the test is over
            }
        }
    }

    private void pump(Socket from, Socket to, AtomicInteger toFault) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (toFault.getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
                    return;
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // the other direction was cut
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
