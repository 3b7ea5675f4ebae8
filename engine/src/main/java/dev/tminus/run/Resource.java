package dev.tminus.run;

/** Something a run created outside: a snapshot, a scratch database, a dump. Listed until it is removed. */
public record Resource(String kind, String name, String step) {}
