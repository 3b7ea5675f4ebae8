package dev.tminus.app.postgres.grammar;

import java.util.Optional;

/**
 * An object that a statement makes.
 *
 * @param kind in lower case, as SQL names it: {@code table}, {@code index}, {@code column}, {@code enum value} ...
 * @param name empty where the server chooses it (an index or constraint without a name)
 * @param of the table or type it belongs to
 * @param ifMissing true with {@code IF NOT EXISTS} or {@code OR REPLACE}: there may have been one before
 */
public record Created(String kind, Optional<Name> name, Optional<Name> of, boolean ifMissing) {}
