package dev.tminus.reader;

import dev.tminus.reader.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files beside a runbook that its steps name; their bytes belong to what is executed. */
final class FileNotes {
    private final Map<String, Scalar> named = new LinkedHashMap<>();

    /** Keeps a path that stands as it is; one that an expression gives is known only when it runs. */
    void note(Form form, Node node) {
        if (form instanceof Form.SourceFile && node instanceof Scalar scalar && !Fit.hasExpression(scalar)) {
            named.putIfAbsent(scalar.text(), scalar);
        }
    }

    Map<String, Scalar> named() {
        return named;
    }
}
