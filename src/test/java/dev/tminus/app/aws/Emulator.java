package dev.tminus.app.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * AWS as moto plays it, which other people wrote: in a container where Docker answers, otherwise the one that Python has
 * on this machine. It knows no waiting, no faults and no events; what it shares with AWS are names, shapes and rules.
 */
final class Emulator {

    private static final String VERSION = "5.2.1";
    private static final Pattern ADDRESS = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    /** It ends with its standard input, so also with a JVM that is killed. */
    private static final String SERVER =
            "python3 -m moto.server -H 127.0.0.1 -p 0 2>&1 & server=$!; cat >/dev/null; kill \"$server\"";

    private final URI address;
    private final AutoCloseable server;

    private Emulator(URI address, AutoCloseable server) {
        this.address = address;
        this.server = server;
    }

    /** Empty where there is neither Docker nor moto. */
    static Optional<Emulator> start() throws IOException, InterruptedException {
        if (docker()) {
            GenericContainer<?> container = new GenericContainer<>("motoserver/moto:" + VERSION).withExposedPorts(5000);
            container.start();
            String url = "http://%s:%d".formatted(container.getHost(), container.getMappedPort(5000));
            return Optional.of(new Emulator(URI.create(url), container));
        }
        return installed() ? Optional.of(local()) : Optional.empty();
    }

    URI address() {
        return address;
    }

    private static boolean docker() {
        boolean looksLikeIt = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return looksLikeIt && DockerClientFactory.instance().isDockerAvailable();
    }

    private static boolean installed() throws IOException, InterruptedException {
        Process look = new ProcessBuilder("sh", "-c", "python3 -c 'import moto.server, flask'")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return look.waitFor() == 0;
    }

    private static Emulator local() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", SERVER).start();
        BufferedReader said = process.inputReader();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                Thread log = new Thread(() -> said.lines().forEach(call -> {}), "emulator");
                log.setDaemon(true);
                log.start();
                return new Emulator(URI.create(address.group(1)), process.outputWriter());
            }
        }
        throw new IOException("moto ended before it listened");
    }

    /** As if nobody had asked it anything yet. */
    void forget() throws IOException, InterruptedException {
        HttpRequest reset = HttpRequest.newBuilder(address.resolve("/moto-api/reset"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpClient.newHttpClient().send(reset, HttpResponse.BodyHandlers.discarding());
    }

    void stop() throws Exception {
        server.close();
    }
}
