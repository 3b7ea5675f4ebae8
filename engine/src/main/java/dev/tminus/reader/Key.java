package dev.tminus.reader;

import dev.tminus.book.ActionType;

/**
 * One key of the language.
 *
 * @param example what may stand behind it, as written in a file; empty where the form says it all
 * @param words whether it is for people only and changes nothing about what is executed
 * @param secrets whether secrets may stand in its value
 */
record Key(String name, Form form, boolean required, String help, String example, boolean words, boolean secrets) {

    static Key key(String name, Form form, String help) {
        return new Key(name, form, false, help, "", false, false);
    }

    static Key key(String name, Form form, String help, String example) {
        return new Key(name, form, false, help, example, false, false);
    }

    /** This key, which must be there. */
    Key mandatory() {
        return new Key(name, form, true, help, example, words, secrets);
    }

    /** This key, left out of the digest of what is executed. */
    Key forPeople() {
        return new Key(name, form, required, help, example, true, secrets);
    }

    Key withSecrets() {
        return new Key(name, form, required, help, example, words, true);
    }

    static Key of(ActionType.Key declared) {
        return new Key(
                declared.name(),
                Form.of(declared.shape()),
                declared.required(),
                declared.help(),
                "",
                false,
                declared.secrets());
    }
}
