package dev.tminus.engine;

import dev.tminus.book.Window;
import dev.tminus.run.Actor;
import dev.tminus.run.RunId;
import dev.tminus.run.Waiver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person gives a run to begin with, beside its plan. */
public record StartArguments(
        RunId run,
        Actor starter,
        Optional<Window> window,
        Map<String, List<String>> people,
        List<Waiver> waivers,
        Path folder) {}
