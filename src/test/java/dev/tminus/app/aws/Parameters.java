package dev.tminus.app.aws;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.Tag;

/** A request of the Query protocol: {@code Action=CreateDBSnapshot&Tags.Tag.1.Key=...}. */
record Parameters(Map<String, String> map) {

    static Parameters of(String form) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String pair : form.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                map.put(decoded(parts[0]), decoded(parts[1]));
            }
        }
        return new Parameters(map);
    }

    String operation() {
        return get("Action").orElse("");
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(map.get(name));
    }

    String text(String name) {
        return get(name).orElseThrow(() -> new Refusal(400, "MissingParameter", name + " is missing"));
    }

    Optional<Boolean> flag(String name) {
        return get(name).map(Boolean::valueOf);
    }

    Optional<Integer> number(String name) {
        return get(name).map(Integer::valueOf);
    }

    /** {@code VpcSecurityGroupIds.VpcSecurityGroupId.N}, in order. */
    List<String> list(String prefix) {
        Map<Integer, String> found = new TreeMap<>();
        map.forEach((name, value) -> {
            if (name.matches("\\Q" + prefix + "\\E\\.\\d+")) {
                found.put(Integer.valueOf(name.substring(prefix.length() + 1)), value);
            }
        });
        return new ArrayList<>(found.values());
    }

    /** {@code Tags.Tag.N.Key} and {@code .Value}. */
    List<Tag> tags() {
        List<Tag> tags = new ArrayList<>();
        for (int i = 1; get("Tags.Tag." + i + ".Key").isPresent(); i++) {
            tags.add(Tag.builder()
                    .key(text("Tags.Tag." + i + ".Key"))
                    .value(text("Tags.Tag." + i + ".Value"))
                    .build());
        }
        return tags;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
