package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS SDK is large and slow to load, so only what asks AWS may load it. */
class LazyAwsTest {

    @TempDir
    Path folder;

    @Test
    void a_command_that_asks_nothing_of_aws_loads_no_class_of_its_sdk() throws Exception {
        Path loaded = folder.resolve("loaded");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xlog:class+load:file=" + loaded,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.tminus.app.Main",
                        "validate",
                        "../runbooks/donations/donations.runbook.yaml")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();

        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        assertThat(Files.readString(loaded))
                .contains("dev.tminus.app.aws.AwsAccess")
                .doesNotContain("software.amazon");
    }
}
