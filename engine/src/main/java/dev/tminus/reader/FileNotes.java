package dev.tminus.reader;

import dev.tminus.reader.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The files beside a runbook that its steps name, alone or by their folder; their bytes belong to what is executed. */
final class FileNotes {
    private final Map<String, Scalar> named = new LinkedHashMap<>();
    private final Set<String> folders = new LinkedHashSet<>();

    /** Keeps a path that stands as it is; one that an expression gives is known only when it runs. */
    void note(Form form, Node node) {
        if (!(node instanceof Scalar scalar) || Fit.hasExpression(scalar)) {
            return;
        }
        if (form instanceof Form.SourceFile) {
            named.putIfAbsent(scalar.text(), scalar);
        } else if (form instanceof Form.SourceFolder) {
            folders.add(scalar.text());
        }
    }

    Map<String, Scalar> named() {
        return named;
    }

    Set<String> folders() {
        return folders;
    }
}
