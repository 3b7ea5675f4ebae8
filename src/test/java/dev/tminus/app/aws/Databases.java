package dev.tminus.app.aws;

import software.amazon.awssdk.services.rds.model.Endpoint;

/** What lies behind the instances of the fake, by their names: nothing, unless a test puts databases there. */
public interface Databases {

    Databases NONE = new Databases() {};

    /** Where an instance is reached. */
    record Address(String host, int port) {

        Endpoint endpoint() {
            return Endpoint.builder().address(host).port(port).build();
        }
    }

    default Address address(String instance) {
        return new Address(instance + ".abc.eu-central-1.rds.amazonaws.com", 5432);
    }

    default void snapshot(String instance, String snapshot) {}

    default void restore(String snapshot, String instance) {}

    default void copy(String source, String instance) {}

    default void rename(String from, String to) {}
}
