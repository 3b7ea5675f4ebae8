package dev.tminus.app.cli.desk;

/**
 * Where the journal is.
 *
 * @param shown the address without any secret
 * @param saidBy what named it: the option, the variable, a file, or nothing for the embedded one
 */
public record JournalPlace(String shown, String saidBy, boolean embedded) {}
