package dev.tminus.reader;

import dev.tminus.book.ActionType;
import dev.tminus.book.Problem;
import dev.tminus.book.Problem.Place;
import dev.tminus.book.Problem.Severity;
import dev.tminus.book.Runbook;
import dev.tminus.book.Sha256;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads runbook files: every problem at once, and the runbook where there is no error.
 *
 * <p>One reader serves many files; what it compiled it keeps. Safe for use by several threads.
 */
public final class RunbookReader {
    private final Keys keys;
    private final ExpressionCompiler compiler;
    private final Profile profile;

    public RunbookReader(Collection<ActionType> actions) {
        this(actions, Profile.TEAM);
    }

    public RunbookReader(Collection<ActionType> actions, Profile profile) {
        this.keys = new Keys(actions);
        this.compiler = new ExpressionCompiler();
        this.profile = profile;
    }

    /** The runbook in a file; the files it names are looked for beside it. */
    public Reading read(Path file) {
        Problems problems = new Problems();
        Path folder = file.toAbsolutePath().normalize().getParent();
        Optional<byte[]> bytes = bytes(file, problems);
        if (bytes.isEmpty()) {
            return new Reading(Optional.empty(), problems.sorted(), List.of(), Map.of());
        }
        return read(file.toString(), bytes.get(), Beside.in(folder), problems);
    }

    /** The runbook in a text that names files as found in the given way: by path, the SHA-256 of their bytes. */
    public Reading read(String name, String text, Function<String, Optional<String>> files) {
        return read(name, text.getBytes(StandardCharsets.UTF_8), files::apply, new Problems());
    }

    /** The runbook in its own canonical text, as a run stores it; it names the digests of its files itself. */
    public Runbook readCanonical(String text) {
        Reading reading = read("stored runbook", text, path -> Optional.of(""));
        return reading.runbook()
                .orElseThrow(
                        () -> new IllegalArgumentException("the stored runbook cannot be read:\n" + reading.report()));
    }

    private Reading read(String name, byte[] bytes, Beside files, Problems problems) {
        Optional<Source> source = new SourceDecoder(name, problems).decode(bytes);
        Optional<Node> root =
                source.flatMap(text -> YamlText.parse(text, problems)).filter(node -> isRunbook(node, problems));
        Optional<Runbook> runbook = root.flatMap(node -> runbook((Mapping) node, files, problems));
        List<Problem> weighed = profile.weigh(problems.sorted());
        boolean refused = weighed.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
        return new Reading(
                refused ? Optional.empty() : runbook,
                weighed,
                root.map(node -> Written.all(node, keys)).orElse(List.of()),
                source.map(text -> Map.of(name, text)).orElse(Map.of()));
    }

    private Optional<Runbook> runbook(Mapping root, Beside files, Problems problems) {
        new Structure(keys, new Declared(root), problems).check(root, new Form.Fields(Keys.RUNBOOK));
        Context context = new Context(root, keys, compiler, problems);
        Runbook draft = new RunbookBuilder(context).build();
        Advice.give(draft, root, problems);
        MigrationAdvice.give(draft, root, problems);
        Map<String, String> digests = digests(root, context.files(), files, problems);
        if (problems.hasErrors()) {
            return Optional.empty();
        }
        String text = Canonical.text(root, keys, digests);
        String digest = Sha256.of(Canonical.executable(root, keys, digests));
        return Optional.of(Digests.with(draft, digests, text, digest));
    }

    private static Map<String, String> digests(Mapping root, FileNotes named, Beside files, Problems problems) {
        Map<String, String> stored = new LinkedHashMap<>();
        new View(root).entries(Keys.FILES).forEach((path, entry) -> stored.put(path, ((Scalar) entry.value()).text()));
        Map<String, String> digests = new LinkedHashMap<>();
        named.named()
                .forEach((path, scalar) -> Optional.ofNullable(stored.get(path))
                        .or(() -> files.digest(path))
                        .ifPresentOrElse(
                                digest -> digests.put(path, digest),
                                () -> problems.add(
                                        scalar.place(),
                                        Code.TM214,
                                        "there is no file %s beside the runbook".formatted(Shorten.to(80, path)),
                                        "paths are relative to the runbook's folder")));
        named.folders().forEach(folder -> inFolder(folder, stored, files, digests));
        return digests;
    }

    /** A stored runbook knows what lay there when it was read. */
    private static void inFolder(String folder, Map<String, String> stored, Beside files, Map<String, String> digests) {
        stored.forEach((path, digest) -> {
            if (path.startsWith(folder.replaceFirst("/+$", "") + "/")) {
                digests.put(path, digest);
            }
        });
        files.sqlFiles(folder)
                .forEach(path -> files.digest(path).ifPresent(digest -> digests.putIfAbsent(path, digest)));
    }

    /** A file of another kind or of a newer format is not looked at further. */
    private static boolean isRunbook(Node root, Problems problems) {
        if (!(root instanceof Mapping mapping)) {
            problems.add(
                    root.place(),
                    Code.TM104,
                    "a runbook is a mapping, this is " + root.description(),
                    "start with `runbook: v1`, see `tminus init`");
            return false;
        }
        Optional<Scalar> version = new View(mapping).scalar("runbook");
        if (version.isPresent() && !version.get().text().equals("v1")) {
            problems.add(
                    version.get().place(),
                    Code.TM116,
                    "the format is \"%s\"; this version of Tminus reads v1"
                            .formatted(Shorten.to(20, version.get().text())),
                    "use a newer Tminus, or write runbook: v1");
            return false;
        }
        return true;
    }

    private static Optional<byte[]> bytes(Path file, Problems problems) {
        Place start = new Place(file.toString(), 1, 1, 1);
        try {
            if (Files.size(file) > SourceDecoder.MAX_BYTES) {
                return Optional.of(new byte[SourceDecoder.MAX_BYTES + 1]);
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            problems.add(
                    start, Code.TM100, "there is no such file", "check the path; `tminus init` writes a first runbook");
        } catch (IOException unreadable) {
            problems.add(
                    start,
                    Code.TM100,
                    "the file cannot be read: " + unreadable.getMessage(),
                    "check what it is and who may read it");
        }
        return Optional.empty();
    }
}
