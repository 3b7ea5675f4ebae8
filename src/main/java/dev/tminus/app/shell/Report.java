package dev.tminus.app.shell;

import dev.tminus.action.ActionContext;
import dev.tminus.action.SafeText;
import dev.tminus.book.Sha256;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import dev.tminus.run.OutputRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what came of an execution, in the words of the action's declared result. */
final class Report {

    /** A longer JSON document belongs into a file; it would enter the journal with the result. */
    private static final long LONGEST_JSON = 1024 * 1024;

    private final ActionContext context;
    private final Request request;
    private final StepFolder folder;

    Report(ActionContext context, Request request, StepFolder folder) {
        this.context = context;
        this.request = request;
        this.folder = folder;
    }

    /** The program ended by itself. */
    Outcome done(int exitCode, Output output) throws IOException {
        Map<String, Object> files = new LinkedHashMap<>();
        for (String name : request.files()) {
            Path file = request.command().resolve(name);
            if (Files.isRegularFile(file)) {
                files.put(name, described(file, sha256(file), Files.size(file)));
            } else if (exitCode == 0) {
                return failed("it ended with exit code 0 but made no file %s".formatted(file), exitCode, output);
            }
        }
        Values result = result(exitCode, output, files);
        return new Outcome.Done(
                result,
                kept(output),
                request.outside().creates(),
                request.outside().removes());
    }

    /** It was stopped. */
    Outcome stopped(String why, List<Stop.Survivor> survivors, int exitCode, Output output) throws IOException {
        String left = survivors.isEmpty()
                ? "nothing it started is left"
                : "still alive, end them by hand: "
                        + survivors.stream().map(Stop.Survivor::toString).collect(Collectors.joining(", "));
        return failed("%s: %s and was stopped; %s".formatted(SafeText.line(name()), why, left), exitCode, output);
    }

    private Outcome failed(String reason, int exitCode, Output output) throws IOException {
        Values result = result(exitCode, output, Map.of());
        return new Outcome.Failed(context.masker().mask(reason), result, kept(output));
    }

    private Values result(int exitCode, Output output, Map<String, Object> files) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(files);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("exit_code", (long) exitCode);
        result.put("output", withoutLineEnd(output.stdout().tail()));
        json(output.stdout()).ifPresent(json -> result.put("json", json));
        output.stdout().finish();
        if (request.save().isPresent() && output.saved().isPresent()) {
            Path file = folder.saved(request.save().get());
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            Transcript saved = output.saved().get();
            String sha256 = saved.finish();
            all.put(request.save().get(), described(file, sha256, saved.size()));
        }
        result.put("files", all);
        return new Values(result);
    }

    private Optional<OutputRef> kept(Output output) throws IOException {
        output.merged().finish();
        return output.merged().size() == 0 ? Optional.empty() : context.output().keep(folder.output());
    }

    private Optional<Object> json(Transcript stdout) throws IOException {
        if (stdout.isWhole()) {
            return JsonOutput.parse(stdout.tail());
        }
        return stdout.size() <= LONGEST_JSON ? JsonOutput.parse(Files.readString(folder.stdout())) : Optional.empty();
    }

    /** The program's own name, without its arguments: they may be long, and secret. */
    private String name() {
        return request.command().words().get(0);
    }

    private static String withoutLineEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    private static Map<String, Object> described(Path file, String sha256, long size) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("path", file.toString());
        described.put("sha256", sha256);
        described.put("size", size);
        return described;
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[64 * 1024];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return Sha256.end(digest);
    }
}
