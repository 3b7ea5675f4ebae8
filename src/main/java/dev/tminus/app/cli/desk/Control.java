package dev.tminus.app.cli.desk;

import dev.tminus.engine.Engine;
import dev.tminus.journal.Journal;

/** An open journal and the engine that works on it. */
public record Control(Journal journal, Engine engine) {}
