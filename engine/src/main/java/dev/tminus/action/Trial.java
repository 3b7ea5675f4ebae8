package dev.tminus.action;

/** What came of trying a step where it can be taken back. */
public sealed interface Trial {

    /** As programs read it. */
    String word();

    /** In words for the operator. */
    String sentence();

    /** It did what it should and was taken back. */
    record Works(String sentence) implements Trial {
        @Override
        public String word() {
            return "works";
        }
    }

    /** It would fail, and that is why. */
    record Fails(String sentence) implements Trial {
        @Override
        public String word() {
            return "would_fail";
        }
    }

    /** Nothing can be said, and that is why. */
    record NotTried(String sentence) implements Trial {
        @Override
        public String word() {
            return "not_tried";
        }
    }
}
