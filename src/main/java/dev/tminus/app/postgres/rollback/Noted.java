package dev.tminus.app.postgres.rollback;

import dev.tminus.action.Copies.Difference;
import dev.tminus.action.Copies.Refused;
import dev.tminus.app.postgres.backup.BackupRefused;
import dev.tminus.app.postgres.backup.Contents;
import dev.tminus.app.postgres.database.Target;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a database held before steps, and before the first of them, as files of a run. */
record Noted(Path folder, Target target) {

    void keep(String step, Contents contents) {
        try {
            Files.createDirectories(folder);
            contents.write(before(step));
            if (!Files.exists(first())) {
                contents.write(first());
            }
        } catch (IOException unwritable) {
            throw new Refused("%s cannot be written: %s".formatted(folder, unwritable.getMessage()), unwritable);
        }
    }

    Difference sinceStep(String step, Contents now) {
        return difference(read(before(step)), now);
    }

    Difference sinceStart(Contents now) {
        return difference(read(first()), now);
    }

    private static Contents read(Path file) {
        try {
            return Contents.read(file)
                    .orElseThrow(() -> new Refused(
                            "What the database held before is not kept on this machine: %s is missing".formatted(file),
                            null));
        } catch (BackupRefused broken) {
            throw new Refused(String.valueOf(broken.getMessage()), broken);
        }
    }

    private static Difference difference(Contents before, Contents now) {
        List<String> rows = new ArrayList<>(now.data().rowDifferenceFrom(before.data()));
        Map<String, String> were = before.data().sequences();
        now.data().sequences().forEach((name, at) -> {
            String was = were.getOrDefault(name, at);
            if (position(at) < position(was)) {
                rows.add("%s: sequence at %s, was %s".formatted(name, at, was));
            }
        });
        return new Difference(now.schema().differenceFrom(before.schema()), rows);
    }

    /**
     * A sequence that went on is as good as it was: numbers are given out even where a transaction is taken back. One that
     * went back would give out numbers twice.
     */
    private static double position(String at) {
        String[] parts = at.split(" ", 2);
        return Long.parseLong(parts[0]) + (parts[1].equals("used") ? 0.5 : 0);
    }

    private Path before(String step) {
        return folder.resolve("before-" + URLEncoder.encode(step, StandardCharsets.UTF_8));
    }

    private Path first() {
        String place = target.address().place() + "/" + target.address().dbname();
        return folder.resolve("first-" + URLEncoder.encode(place, StandardCharsets.UTF_8));
    }
}
