package dev.tminus.app.shell;

import dev.tminus.action.ActionContext;
import dev.tminus.book.Values;
import dev.tminus.run.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs of a {@code run} step, read.
 *
 * @param save the name standard output is kept under
 * @param files paths whose digests become part of the result
 */
record Request(ShellCommand command, Optional<String> save, List<String> files, Outside outside) {

    private static final List<String> SCRIPT = List.of("bash", "-euo", "pipefail", "-c");

    /** What ssh runs there: the program comes as the first line of its input, so that no secret stands in argv. */
    private static final String REMOTE =
            "n=$(printf \"\\nx\"); TMINUS_NEWLINE=${n%x}; unset n; IFS= read -r program && eval \"$program\"";

    Request {
        files = List.copyOf(files);
    }

    /** What the program makes and takes away beyond its own end. */
    record Outside(List<Resource> creates, List<Resource> removes) {
        Outside {
            creates = List.copyOf(creates);
            removes = List.copyOf(removes);
        }
    }

    static Request of(ActionContext context, Identity identity) {
        Map<String, Object> inputs = context.inputs();
        Map<String, String> variables = new LinkedHashMap<>();
        map(inputs.get("env")).forEach((name, value) -> variables.put(name, Values.text(value)));
        Path folder = context.folder();
        ShellCommand here = new ShellCommand(words(inputs.get("command")), variables, folder, text(inputs, "stdin"));
        Optional<String> cwd = text(inputs, "cwd");
        ShellCommand command = text(inputs, "host")
                .map(host -> remote(here, host, cwd.orElse(""), identity))
                .orElseGet(() -> cwd.map(here::in).orElse(here));
        Outside outside = new Outside(
                resources(inputs.get("creates"), context.step()), resources(inputs.get("removes"), context.step()));
        List<String> files = inputs.get("files") instanceof List<?> list
                ? list.stream().map(Values::text).toList()
                : List.of();
        return new Request(command, text(inputs, "save_output").map(Request::fileName), files, outside);
    }

    /** The command through ssh: no terminal, no questions, the program and its input on standard input. */
    private static ShellCommand remote(ShellCommand command, String host, String cwd, Identity identity) {
        if (host.startsWith("-")) {
            throw new CannotRunException("host: '%s' is not a host; it begins with a dash".formatted(host));
        }
        Map<String, String> variables = new LinkedHashMap<>(identity.variables());
        variables.putAll(command.environment());
        String program = Program.line(variables, cwd, "", command.words());
        return new ShellCommand(
                List.of("ssh", "-T", "-o", "BatchMode=yes", "--", host, "exec sh -c " + Quoting.word(REMOTE)),
                Map.of(),
                command.folder(),
                Optional.of(program + "\n" + command.input().orElse("")));
    }

    private static List<String> words(Object command) {
        if (command instanceof List<?> list) {
            List<String> words = new ArrayList<>();
            for (Object element : list) {
                if (element instanceof List<?> spliced) {
                    spliced.forEach(word -> words.add(Values.text(word)));
                } else {
                    words.add(Values.text(element));
                }
            }
            return words;
        }
        List<String> words = new ArrayList<>(SCRIPT);
        words.add(Values.text(command));
        return words;
    }

    private static String fileName(String name) {
        if (name.isBlank() || name.contains("/") || name.equals(".") || name.equals("..") || name.contains("\0")) {
            throw new CannotRunException(
                    "save_output: '%s' is not a file name; it is kept in the run's own folder, so give no path"
                            .formatted(name));
        }
        return name;
    }

    private static List<Resource> resources(Object named, String step) {
        Map<String, Object> resource = map(named);
        return resource.isEmpty()
                ? List.of()
                : List.of(new Resource(Values.text(resource.get("kind")), Values.text(resource.get("name")), step));
    }

    private static Optional<String> text(Map<String, Object> inputs, String name) {
        return Optional.ofNullable(inputs.get(name)).map(Values::text);
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((name, entry) -> map.put(String.valueOf(name), entry));
        }
        return map;
    }
}
