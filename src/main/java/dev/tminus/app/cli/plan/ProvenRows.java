package dev.tminus.app.cli.plan;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.action.SafeText;
import dev.tminus.app.cli.desk.Json;
import dev.tminus.run.PointTried;
import dev.tminus.run.RollbackProof;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a rehearsal found out about its way back, a row for each step that changed a database. */
public final class ProvenRows {

    private ProvenRows() {}

    /** For people; nothing where nothing was tried. */
    static List<String> lines(RollbackProof proof) {
        if (proof.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("", proof.summary()));
        lines.add(line("step", "its undo", "everything", "what it does; what was not as before"));
        proof.points()
                .forEach(point -> lines.add(line(
                        point.step(),
                        point.proof().words(),
                        point.whole().words(),
                        point.did()
                                + point.by().map(way -> "; by " + way).orElse("")
                                + (point.told().isEmpty()
                                        ? ""
                                        : "; " + point.told().get(0)))));
        return lines;
    }

    private static String line(String step, String own, String whole, String rest) {
        return "  %-22s %-12s %-12s %s".formatted(step, own, whole, rest).stripTrailing();
    }

    static String markdown(RollbackProof proof) {
        if (proof.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## Rollback proof\n\n");
        text.append(cell(proof.summary())).append(".\n\n");
        text.append("| Step | What it does | Its undo | Everything from here | Not as before |\n");
        text.append("| --- | --- | --- | --- | --- |\n");
        proof.points()
                .forEach(point -> text.append("| %s | %s | %s | %s | %s |\n"
                        .formatted(
                                cell(point.step()),
                                cell(point.did()),
                                point.proof().words(),
                                cell(point.wholeWords()),
                                cell(String.join("; ", point.told())))));
        return text.toString();
    }

    private static String cell(String text) {
        return SafeText.line(text).replaceAll("([\\\\|`*_<>\\[\\]])", "\\\\$1");
    }

    /** For programs; the member is absent where nothing was tried. */
    public static void write(JsonGenerator json, RollbackProof proof) throws IOException {
        if (proof.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("rollback_proof");
        json.writeStringField("summary", proof.summary());
        json.writeNumberField("proven", proof.proven());
        json.writeNumberField("points", proof.points().size());
        json.writeArrayFieldStart("steps");
        for (PointTried point : proof.points()) {
            json.writeStartObject();
            json.writeStringField("step", point.step());
            json.writeStringField("did", point.did());
            json.writeStringField("undo", point.proof().code());
            Json.texts(json, "differences", point.differences());
            json.writeStringField("everything", point.whole().code());
            if (point.by().isPresent()) {
                json.writeStringField("by", point.by().get());
            }
            Json.texts(json, "everything_differences", point.wholeDifferences());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
