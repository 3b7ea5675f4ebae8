package dev.tminus.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.book.Values;
import dev.tminus.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private static final Instant AT = Instant.parse("2026-12-01T01:00:00Z");
    private static final Envelope FIRST =
            new Envelope(new RunId("r-20261201-7k3mq9"), 1, HashChain.START, OptionalLong.empty());
    private static final EventCodec<Happening> CODEC = EventCodec.of(Happening.class);

    sealed interface Happening {
        record StepTimed(Instant at, Duration took, long rows) implements Happening {}

        record PeopleNamed(Map<String, List<String>> people, Optional<Level> level, Values values)
                implements Happening {}
    }

    enum Level {
        READ_ONLY
    }

    sealed interface Clash {
        record Odd(String run) implements Clash {}
    }

    sealed interface Floating {
        record Odd(double rate) implements Floating {}
    }

    private static String members(Happening event) {
        return CODEC.encode(FIRST, event).replaceFirst("^.*?\"type\":", "");
    }

    private static String text(String text) {
        return members(new Happening.PeopleNamed(Map.of(), Optional.empty(), Values.of("a", text)))
                .replaceFirst("^.*\"text\":(.*)}]}$", "$1");
    }

    @Test
    void the_envelope_comes_first_and_components_follow_in_their_order() {
        Happening event = new Happening.StepTimed(AT, Duration.ofSeconds(80), 12);

        String line = CODEC.encode(new Envelope(FIRST.run(), 2, HashChain.START, OptionalLong.of(3)), event);

        assertThat(line)
                .isEqualTo("{\"v\":\"tminus-event/1\",\"run\":\"r-20261201-7k3mq9\",\"seq\":2,\"prev\":\""
                        + HashChain.START
                        + "\",\"writer_epoch\":3,\"type\":\"step_timed\",\"at\":\"2026-12-01T01:00:00.000000Z\","
                        + "\"took_ms\":80000,\"rows\":12}");
    }

    @Test
    void what_is_empty_is_left_out_and_comes_back_empty() {
        Happening event = new Happening.PeopleNamed(Map.of(), Optional.empty(), Values.NONE);

        String line = CODEC.encode(FIRST, event);

        assertThat(line).endsWith("\"type\":\"people_named\"}");
        assertThat(CODEC.decode(line).event()).isEqualTo(event);
    }

    @Test
    void map_keys_are_sorted_and_enums_are_lower_case() {
        Map<String, List<String>> people = new TreeMap<>(Map.of("ops", List.of("ada"), "dba", List.of("bo", "cy")));

        assertThat(members(new Happening.PeopleNamed(people, Optional.of(Level.READ_ONLY), Values.NONE)))
                .isEqualTo(
                        "\"people_named\",\"people\":{\"dba\":[\"bo\",\"cy\"],\"ops\":[\"ada\"]},\"level\":\"read_only\"}");
    }

    @Test
    void values_of_users_are_entries_that_no_reader_rounds() {
        Values values = Values.of("rows", List.of(9_007_199_254_740_993L));

        assertThat(members(new Happening.PeopleNamed(Map.of(), Optional.empty(), values)))
                .isEqualTo("\"people_named\",\"values\":[{\"name\":\"rows\",\"type\":\"list\",\"items\":"
                        + "[{\"type\":\"integer\",\"text\":\"9007199254740993\"}]}]}");
    }

    @Test
    void control_characters_are_escaped() {
        assertThat(text("\u001b[2J\u009b\u007f\n\t\"\\")).isEqualTo("\"\\u001b[2J\\u009b\\u007f\\n\\t\\\"\\\\\"");
    }

    @Test
    void nul_and_half_surrogates_become_visible_signs() {
        assertThat(text("a\0b\ud83dc\ud83d\ude80")).isEqualTo("\"a\u2400b\ufffdc\ud83d\ude80\"");
    }

    @Test
    void whole_numbers_beyond_two_to_the_53_are_refused() {
        Happening event = new Happening.StepTimed(AT, Duration.ZERO, (1L << 53) + 1);

        assertThatThrownBy(() -> CODEC.encode(FIRST, event)).hasMessageContaining("2^53, was 9007199254740993");
    }

    @Test
    void an_unknown_type_names_the_place() {
        String line = CODEC.encode(FIRST, new Happening.StepTimed(AT, Duration.ZERO, 1))
                .replace("step_timed", "step_new");

        assertThatThrownBy(() -> CODEC.decode(line))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessage("event 1 (step_new) of run r-20261201-7k3mq9 cannot be read by this version of Tminus:"
                        + " its type is unknown in format tminus-event/1");
    }

    @Test
    void a_newer_format_is_refused() {
        String line = CODEC.encode(FIRST, new Happening.StepTimed(AT, Duration.ZERO, 1))
                .replace("event/1", "event/2");

        assertThatThrownBy(() -> CODEC.decode(line))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("its format is tminus-event/2, this program knows tminus-event/1");
    }

    @Test
    void a_member_that_is_missing_unknown_or_of_another_kind_is_refused() {
        String line = CODEC.encode(FIRST, new Happening.StepTimed(AT, Duration.ZERO, 1));

        assertThatThrownBy(() -> CODEC.decode(line.replace(",\"rows\":1", "")))
                .hasMessageContaining("rows: it is missing");
        assertThatThrownBy(() -> CODEC.decode(line.replace("\"rows\":1", "\"rows\":1,\"cost\":2")))
                .hasMessageContaining("does not know: [cost]");
        assertThatThrownBy(() -> CODEC.decode(line.replace("\"rows\":1", "\"rows\":\"1\"")))
                .hasMessageContaining("rows: expected Long, found String");
        assertThatThrownBy(() -> CODEC.decode(line.replace("\"rows\":1", "\"rows\":1.5")))
                .isInstanceOf(UnreadableEventException.class);
        assertThatThrownBy(() -> CODEC.decode(line.replace("\"rows\":1", "\"rows\":1,\"rows\":2")))
                .isInstanceOf(UnreadableEventException.class);
    }

    @Test
    void an_event_that_could_not_be_kept_is_refused() {
        assertThatThrownBy(() -> EventCodec.of(Clash.class).encode(FIRST, new Clash.Odd("x")))
                .hasMessageContaining("odd")
                .hasMessageContaining("[run]");
        assertThatThrownBy(() -> EventCodec.of(Floating.class).encode(FIRST, new Floating.Odd(0.1)))
                .hasMessage("no event may hold a double");
    }
}
