package dev.tminus.app.postgres.grammar;

import dev.tminus.book.Brief;
import java.util.List;
import java.util.Optional;

/** One statement of a script, without its semicolon and without the blanks and comments around it. */
public final class Statement {

    private static final int SHOWN_LENGTH = 60;

    private final String text;
    private final Place start;
    private final Place end;
    private final Layout layout;
    private final Tree tree;

    Statement(String text, Place start, Place end, Layout layout, Tree tree) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.layout = layout;
        this.tree = tree;
    }

    public String text() {
        return text;
    }

    public Place start() {
        return start;
    }

    /** The place after its last character. */
    public Place end() {
        return end;
    }

    /** Where it begins in the UTF-8 form of the script. */
    public int startByte() {
        return layout.byteOf(start.offset());
    }

    public int endByte() {
        return layout.byteOf(end.offset());
    }

    /** The command tag PostgreSQL would answer: {@code CREATE INDEX}, {@code ALTER TABLE}, {@code UPDATE}. */
    public String tag() {
        return Tags.of(tree);
    }

    /** The relations it names, what it makes itself left out; bodies written as strings are not looked into. */
    public List<Name> relations() {
        return Relations.of(tree);
    }

    public List<Created> creates() {
        return Creations.of(tree);
    }

    /**
     * Why it refuses to run inside a transaction block; empty where it may.
     *
     * @param major the server's version, 14 to 18
     */
    public Optional<String> aloneBecause(int major) {
        return Alone.because(tree, major);
    }

    /** True for statements that begin or end a transaction, {@code ROLLBACK TO} a savepoint not among them. */
    public boolean controlsTransaction() {
        return Alone.controlsTransaction(tree);
    }

    /** True where what it does stands in text that PostgreSQL reads only when it runs: DO, CALL, EXECUTE. */
    public boolean opaque() {
        return tree.is("DoStmt") || tree.is("CallStmt") || tree.is("ExecuteStmt");
    }

    public Tree tree() {
        return tree;
    }

    /** Where a node of its tree was written; the statement's beginning where the parser did not keep that. */
    public Place placeOf(Tree node) {
        return node.location()
                .map(bytes -> layout.place(layout.character(bytes)))
                .orElse(start);
    }

    /** Its first words in one line, for people. */
    public String shown() {
        return Brief.of(text, SHOWN_LENGTH);
    }

    @Override
    public String toString() {
        return start + " " + shown();
    }
}
