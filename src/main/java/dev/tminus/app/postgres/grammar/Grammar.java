package dev.tminus.app.postgres.grammar;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of PostgreSQL 18, which also reads what 14 to 17 accept.
 *
 * <p>Safe for threads: one text is parsed at a time. The parser is loaded by the first call.
 */
public final class Grammar {

    /** A text beyond this is a load of data: its tree would take a minute and half a gigabyte. */
    public static final int MOST_CHARACTERS = 1024 * 1024;

    /** As deep as PostgreSQL's own stack lets expressions be, with room. */
    private static final int DEEPEST = 5_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private static @Nullable LibPgQuery parser;

    private Grammar() {}

    /**
     * The statements of a text, in their order.
     *
     * @throws SyntaxMistake where PostgreSQL would not read it; the first place only, as the server does
     */
    public static Script parse(String sql) {
        if (sql.length() > MOST_CHARACTERS) {
            throw new SyntaxMistake(
                    new Place(0, 1, 1), "the text is longer than 1 MiB; load data with psql or pg_restore");
        }
        int nul = sql.indexOf('\0');
        Layout layout = new Layout(sql);
        if (nul >= 0) {
            throw new SyntaxMistake(layout.place(nul), "a NUL character, which no PostgreSQL text can hold");
        }
        LibPgQuery.Answer answer = ask(layout.asked());
        answer.mistake().ifPresent(mistake -> {
            throw SyntaxMistake.of(sql, layout, mistake, answer.position());
        });
        return new Script(sql, statements(sql, layout, answer.json()));
    }

    private static synchronized LibPgQuery.Answer ask(String sql) {
        // The runtime gives up in a thread that is to stop; a step that was stopped still has to say what is left of
        // it.
        boolean stopping = Thread.interrupted();
        try {
            LibPgQuery ready = parser;
            if (ready == null || ready.wornOut()) {
                ready = LibPgQuery.load();
            }
            // A parser that ended itself in the middle is not asked again.
            parser = null;
            LibPgQuery.Answer answer = ready.parse(sql);
            parser = ready;
            return answer;
        } finally {
            if (stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<Statement> statements(String sql, Layout layout, String json) {
        List<Statement> statements = new ArrayList<>();
        for (JsonNode raw : read(json).path("stmts")) {
            statements.add(statement(sql, layout, raw));
        }
        return List.copyOf(statements);
    }

    /** The server counts blanks and comments before a statement as part of it, people do not. */
    private static Statement statement(String sql, Layout layout, JsonNode raw) {
        int from = layout.character(raw.path("stmt_location").asInt());
        int bytes = raw.path("stmt_len").asInt();
        int to = bytes == 0
                ? sql.length()
                : layout.character(raw.path("stmt_location").asInt() + bytes);
        int start = Blank.after(sql, from, to);
        int end = start + sql.substring(start, to).stripTrailing().length();
        return new Statement(
                sql.substring(start, end), layout.place(start), layout.place(end), layout, new Tree(raw.path("stmt")));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the parser answered something that is not JSON", impossible);
        }
    }
}
