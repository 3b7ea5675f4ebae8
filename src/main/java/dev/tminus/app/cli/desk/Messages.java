package dev.tminus.app.cli.desk;

/** What goes out to people and comes back from them while a command lives. No command waits for it. */
public interface Messages extends AutoCloseable {

    /** Begins; nothing is opened before. */
    void begin();

    /** Delivers what can be delivered at once; the rest is left to the next command. */
    @Override
    void close();
}
