package dev.tminus.app.postgres.lint;

import dev.tminus.app.postgres.grammar.Name;

/** A lock that a statement takes on a relation and keeps to the end of its transaction. */
record Lock(Mode mode, Name relation) {

    /** PostgreSQL's table locks from the weakest that schema changes take. */
    enum Mode {
        SHARE_UPDATE_EXCLUSIVE,
        SHARE,
        SHARE_ROW_EXCLUSIVE,
        EXCLUSIVE,
        ACCESS_EXCLUSIVE;

        @Override
        public String toString() {
            return name().replace('_', ' ');
        }
    }

    @Override
    public String toString() {
        return mode + " on " + relation;
    }
}
