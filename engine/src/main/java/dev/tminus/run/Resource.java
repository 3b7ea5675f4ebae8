package dev.tminus.run;

/** Something a run created outside: a snapshot, a scratch database, a dump. Listed until it is removed. */
public record Resource(String kind, String name, String step) {

    /** Whether both name the same thing, whichever steps speak of it. */
    boolean isSame(Resource other) {
        return kind.equals(other.kind) && name.equals(other.name);
    }
}
