package dev.tminus.app.slack;

import com.slack.api.model.User;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who is who: Slack's users and a run's people. Safe for threads. */
final class Accounts {

    /** How long an answer of Slack's counts; a person who leaves the company is out after that. */
    private static final Duration FRESH = Duration.ofSeconds(60);

    private final SlackSettings settings;
    private final SlackApi api;
    private final InstantSource clock;
    private final Map<String, Known> byAddress = new ConcurrentHashMap<>();
    private final Map<String, Known> addresses = new ConcurrentHashMap<>();

    private record Known(Optional<String> value, Instant at) {}

    Accounts(SlackSettings settings, SlackApi api, InstantSource clock) {
        this.settings = settings;
        this.api = api;
        this.clock = clock;
    }

    /** Slack's id of a person, to call them; empty where Slack does not know them. */
    Optional<String> idOf(String person) {
        String handle = settings.handle(person);
        if (SlackSettings.isUserId(handle)) {
            return Optional.of(handle);
        }
        return SlackSettings.isAddress(handle) ? remembered(byAddress, handle, this::lookUp) : Optional.empty();
    }

    private Known lookUp(String address) {
        return known(api.call(methods -> methods.usersLookupByEmail(request -> request.email(address)))
                .answer()
                .map(answer -> answer.getUser().getId()));
    }

    /**
     * Which of these people clicked: the one whose id it is, else the one whose address Slack has verified for that
     * user. Nobody where it fits two, or where the user is a bot, a guest, deactivated or of another workspace.
     */
    Optional<String> personOf(String user, Iterable<String> people) {
        List<String> byId = settings.peopleBehind(user, people);
        if (!byId.isEmpty()) {
            return byId.size() == 1 ? Optional.of(byId.get(0)) : Optional.empty();
        }
        return remembered(addresses, user, this::verifiedAddress)
                .map(address -> settings.peopleBehind(address, people))
                .filter(found -> found.size() == 1)
                .map(found -> found.get(0));
    }

    private Known verifiedAddress(String user) {
        return known(api.call(methods -> methods.usersInfo(request -> request.user(user)))
                .answer()
                .map(answer -> answer.getUser())
                .filter(Accounts::isMember)
                .flatMap(found -> Optional.ofNullable(found.getProfile().getEmail())));
    }

    private static boolean isMember(User user) {
        return user.isEmailConfirmed()
                && !user.isDeleted()
                && !user.isBot()
                && !user.isRestricted()
                && !user.isUltraRestricted()
                && !user.isStranger()
                && user.getProfile() != null;
    }

    private Known known(Optional<String> value) {
        return new Known(value, clock.instant());
    }

    private Optional<String> remembered(
            Map<String, Known> memory, String key, java.util.function.Function<String, Known> ask) {
        return memory.compute(
                        key,
                        (same, held) -> held != null
                                        && clock.instant().isBefore(held.at().plus(FRESH))
                                ? held
                                : ask.apply(key))
                .value();
    }
}
