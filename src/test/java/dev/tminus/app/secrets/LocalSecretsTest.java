package dev.tminus.app.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.book.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSecretsTest {

    private static final Secret PIN = new Secret("pin", "env", Map.of());

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void a_secret_too_short_to_be_hidden_is_warned_about_without_its_value() {
        String value = secrets("047").fetch(PIN, Map.of("name", "PIN"));

        assertThat(value).isEqualTo("047");
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .contains("secret pin is shorter than 4 bytes", "choose a longer one")
                        .doesNotContain("047"));
    }

    @Test
    void a_secret_that_can_be_hidden_needs_no_warning() {
        assertThat(secrets("0471").fetch(PIN, Map.of("name", "PIN"))).isEqualTo("0471");
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_file_that_others_may_read_is_warned_about() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "long-enough\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        String value = secrets("").fetch(new Secret("token", "file", Map.of()), Map.of("path", file.toString()));

        assertThat(value).isEqualTo("long-enough");
        assertThat(warnings)
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("chmod 600").doesNotContain("long-enough"));
    }

    private LocalSecrets secrets(String pin) {
        return new LocalSecrets(Map.of("PIN", pin), (secret, settings) -> "elsewhere", warnings::add);
    }
}
