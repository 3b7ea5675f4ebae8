package dev.tminus.app.http;

import static dev.tminus.app.Outcomes.done;
import static dev.tminus.app.Outcomes.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.Beside;
import dev.tminus.app.ScriptedContext;
import dev.tminus.book.Nothing;
import dev.tminus.run.Outcome;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HttpActionTest {

    @TempDir
    Path folder;

    @RegisterExtension
    private final AnsweringServer server = new AnsweringServer();

    @RegisterExtension
    private final AnsweringServer other = new AnsweringServer();

    private final HttpAction action = new HttpAction();

    @Test
    void the_answer_is_status_headers_json_and_body() {
        server.answer("/health", 200, "{\"status\": \"ok\", \"n\": 3, \"x\": 1.5, \"none\": null}");

        Map<String, Object> result = done(action.perform(context().with("get", server.address("/health"))));

        assertThat(result).containsEntry("status", 200L);
        assertThat(result.get("json")).isEqualTo(Map.of("status", "ok", "n", 3L, "x", 1.5, "none", Nothing.NOTHING));
        assertThat(result.get("headers"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("x-answered-by", "test");
    }

    @Test
    void an_answer_of_any_status_is_an_end_and_holds_json_only_where_there_is_some() {
        server.answer("/health", 503, "<html>down</html>");

        Map<String, Object> result = done(action.perform(context().with("get", server.address("/health"))));

        assertThat(result)
                .containsEntry("status", 503L)
                .doesNotContainKey("json")
                .containsEntry("body", "<html>down</html>");
    }

    @Test
    void a_json_body_is_sent_with_its_headers() {
        server.answer("/api", 201, "");

        action.perform(context()
                .with("post", server.address("/api"))
                .with("headers", Map.of("X-Key", "k"))
                .with("json", Map.of("list", List.of(1L, Nothing.NOTHING, Duration.ofSeconds(5)))));

        assertThat(server.received)
                .containsExactly("POST /api key=k type=application/json {\"list\":[1,null,\"PT5S\"]}");
    }

    @Test
    void a_redirect_is_followed_and_a_long_chain_is_not() {
        server.answer("/new", 200, "here");
        server.redirect("/old", server.address("/new"));
        server.redirect("/round", server.address("/round"));

        assertThat(done(action.perform(context().with("get", server.address("/old")))))
                .containsEntry("body", "here");
        assertThat(reason(action.perform(context().with("get", server.address("/round")))))
                .contains("redirected more than 5 times");
    }

    @Test
    void headers_do_not_follow_to_another_server() {
        server.answer("/new", 200, "here");
        other.redirect("/old", server.address("/new"));

        done(action.perform(context()
                .with("get", other.address("/old"))
                .with("headers", Map.of("Authorization", "Bearer t", "X-Key", "k"))));

        assertThat(server.received).containsExactly("GET /new key=null type=null ");
    }

    @Test
    void a_redirect_of_a_change_is_not_followed() {
        server.redirect("/old", server.address("/new"));

        assertThat(done(action.perform(context().with("post", server.address("/old")))))
                .containsEntry("status", 302L);
    }

    @Test
    void a_long_body_is_cut_to_its_end_and_says_so() {
        server.answer("/log", 200, "a".repeat(100_000) + "end");

        String body = done(action.perform(context().with("get", server.address("/log"))))
                .get("body")
                .toString();

        assertThat(body)
                .startsWith("(cut: the last 65536 of 100003 bytes)\n")
                .endsWith("aaend")
                .hasSize(65_536 + 38);
    }

    @Test
    void a_server_that_does_not_answer_in_time_is_a_failure_of_a_question_and_unknown_for_a_change() {
        server.silence("/slow");

        Outcome question =
                action.perform(context().with("get", server.address("/slow")).with("timeout", Duration.ofMillis(200)));
        Outcome change =
                action.perform(context().with("post", server.address("/slow")).with("timeout", "200ms"));

        assertThat(reason(question)).contains("/slow: no answer within 200ms. Raise timeout");
        assertThat(change).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_stopped_request_ends_soon() throws Exception {
        server.silence("/slow");
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Thread engine =
                new Thread(() -> outcome.complete(action.perform(context().with("get", server.address("/slow")))));
        engine.start();
        server.awaitSilenced();

        engine.interrupt();

        assertThat(reason(outcome.get())).contains("stopped before the answer was there");
    }

    @Test
    void a_port_where_nobody_listens_is_named() throws IOException {
        try (Socket bound = new Socket()) {
            // Taken, so that nobody else listens there meanwhile; nobody does.
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = bound.getLocalPort();

            assertThat(reason(action.perform(context().with("post", "http://127.0.0.1:" + port + "/x"))))
                    .isEqualTo(
                            "POST http://127.0.0.1:%d/x: nobody answers there (connection refused). Check that the server runs and the port is right."
                                    .formatted(port));
        }
    }

    @Test
    void a_host_nobody_knows_is_named() {
        assertThat(reason(action.perform(context().with("get", "http://no-such-host.invalid/"))))
                .contains("no such host: no-such-host.invalid");
        assertThat(action.probe(context().with("get", "http://no-such-host.invalid/")))
                .hasSize(1);
    }

    @Test
    void a_server_that_speaks_no_tls_is_named() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answer = Beside.run(() -> answerInPlainText(plain));

            assertThat(reason(
                            action.perform(context().with("get", "https://127.0.0.1:" + plain.getLocalPort() + "/x"))))
                    .contains("no TLS session comes about");
            answer.join();
        }
    }

    private static void answerInPlainText(ServerSocket plain) {
        try (Socket client = plain.accept()) {
            // As servers do, it answers when all is asked: the JDK's client can miss an answer that comes before.
            DataInputStream asked = new DataInputStream(client.getInputStream());
            asked.readNBytes(3);
            asked.readNBytes(asked.readUnsignedShort());
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            client.getInputStream().readAllBytes();
        } catch (IOException hungUp) {
            // A client that is told no TLS may hang up without a word.
        }
    }

    @Test
    void secrets_appear_neither_in_the_answer_nor_in_messages() {
        server.answer("/echo", 200, "{\"token\": \"hush-hush\"}");
        ScriptedContext context = context().secrets("hush-hush").with("get", server.address("/echo?token=hush-hush"));

        Map<String, Object> result = done(action.perform(context));

        assertThat(result.toString() + context.shown())
                .doesNotContain("hush-hush")
                .contains("***");
    }

    @Test
    void a_request_that_cannot_be_made_is_not_sent() {
        assertThat(reason(action.perform(context()))).startsWith("http needs exactly one of get, post");
        assertThat(reason(action.perform(context().with("get", "ftp://h/x")))).contains("http:// or https://");
        assertThat(reason(action.perform(context().with("get", "http://u:p@h/x"))))
                .contains("Authorization");
        assertThat(reason(action.perform(
                        context().with("get", server.address("/x")).with("headers", Map.of("A", "b\r\nC: d")))))
                .contains("line break");
        assertThat(reason(action.perform(
                        context().with("get", server.address("/x")).with("body", "b"))))
                .contains("has no body");
    }

    @Test
    void only_questions_may_be_repeated_after_a_crash() {
        assertThat(action.lookAfter(context().with("get", server.address("/x"))))
                .isInstanceOf(Outcome.Absent.class);
        assertThat(action.lookAfter(context().with("head", server.address("/x"))))
                .isInstanceOf(Outcome.Absent.class);
        assertThat(action.lookAfter(context().with("put", server.address("/x"))))
                .isInstanceOf(Outcome.Unknown.class);
    }

    private ScriptedContext context() {
        return new ScriptedContext(folder);
    }
}
