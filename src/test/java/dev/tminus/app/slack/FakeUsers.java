package dev.tminus.app.slack;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The people and channels in a Slack of this machine. */
final class FakeUsers {

    /** Ids of channels by the name they are posted to; an id is a name too. */
    static final Map<String, String> CHANNELS = Map.ofEntries(
            Map.entry("#release", FakeSlack.CHANNEL),
            Map.entry(FakeSlack.CHANNEL, FakeSlack.CHANNEL),
            Map.entry("#announce", "C0ANNOUNCE"),
            Map.entry("#donations-release", "C0DONATE"),
            Map.entry("#donations-announce", "C0DONNEWS"));

    private final Map<String, Map<String, Object>> all = new ConcurrentHashMap<>();

    void add(String id, String address, boolean confirmed) {
        all.put(id, Map.of("id", id, "is_email_confirmed", confirmed, "profile", Map.of("email", address)));
    }

    Optional<Map<String, Object>> ofId(String id) {
        return Optional.ofNullable(all.get(id));
    }

    Optional<Map<String, Object>> ofAddress(String address) {
        return all.values().stream()
                .filter(user -> ((Map<?, ?>) user.get("profile")).get("email").equals(address))
                .findFirst();
    }
}
