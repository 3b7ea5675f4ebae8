package dev.tminus.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedMapTest {

    @Test
    void holds_what_an_ordinary_map_would_hold() {
        Random random = new Random(7);
        Map<String, Integer> expected = new HashMap<>();
        SharedMap<Integer> map = SharedMap.empty();

        for (int i = 0; i < 20_000; i++) {
            String key = "step_" + random.nextInt(3_000);
            expected.put(key, i);
            map = map.with(key, i);
        }

        assertThat(map).isEqualTo(expected).hasSameSizeAs(expected).doesNotContainKey("step_3000");
    }

    @Test
    void a_change_leaves_the_map_it_was_made_from_as_it_was() {
        SharedMap<Integer> before = SharedMap.<Integer>empty().with("a", 1).with("b", 2);

        SharedMap<Integer> after = before.with("a", 3).with("c", 4);

        assertThat(before).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(after).isEqualTo(Map.of("a", 3, "b", 2, "c", 4));
    }

    @Test
    void keys_of_equal_hash_stay_apart() {
        assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode());

        SharedMap<Integer> map = SharedMap.<Integer>empty()
                .with("AaAa", 1)
                .with("BBBB", 2)
                .with("AaBB", 3)
                .with("BBBB", 4);

        assertThat(map).isEqualTo(Map.of("AaAa", 1, "BBBB", 4, "AaBB", 3)).doesNotContainKey("BBAa");
    }
}
