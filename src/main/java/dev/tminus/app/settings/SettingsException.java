package dev.tminus.app.settings;

/** A setting that cannot be used; the message says which, where it stands and what to write. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingsException(String sentence) {
        super(sentence);
    }
}
