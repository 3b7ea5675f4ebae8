package dev.tminus.reader;

import dev.tminus.reader.Guard.When;
import dev.tminus.reader.Outline.Home;
import dev.tminus.reader.Outline.Item;
import java.util.Optional;

/** Where an expression stands: the names it may use, and who judges what it reads. */
record Spot(Home home, Optional<Item> item, Names names, Guard guard, When when) {

    Expressions.Reader reader(boolean secrets) {
        return item.map(step -> guard.in(step, when, secrets)).orElseGet(() -> guard.outside(home, secrets));
    }

    /** The same place with other names, once the step has run. */
    Spot after(Names more) {
        return new Spot(home, item, more, guard, When.AFTER);
    }
}
