package dev.tminus.run;

/** A rule that a person set aside, with the reason. */
public record Waiver(String rule, String person, String reason) {}
