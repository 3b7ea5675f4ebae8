package dev.tminus.app.postgres.grammar;

/** SQL that PostgreSQL's grammar does not know; says where and what, in the server's words. */
public final class SyntaxMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String sentence;

    SyntaxMistake(Place place, String sentence) {
        super("line %d, column %d: %s".formatted(place.line(), place.column(), sentence));
        this.place = place;
        this.sentence = sentence;
    }

    static SyntaxMistake of(String sql, Layout layout, String mistake, int position) {
        int at = position == 0 ? sql.length() : layout.ofCodePoint(position);
        String hint = at < sql.length() && sql.charAt(at) == '\\'
                ? "; a backslash outside a string belongs to psql, not to SQL"
                : "";
        return new SyntaxMistake(layout.place(at), mistake + hint);
    }

    public Place place() {
        return place;
    }

    /** What is wrong, without the place. */
    public String sentence() {
        return sentence;
    }
}
