package dev.tminus.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The forms that hold others. Empty ones are left out of a record. */
final class Containers {
    private Containers() {}

    record OptionalForm(Form content) implements Form {
        @Override
        public void write(Object value, StringBuilder out) {
            content.write(((Optional<?>) value).orElseThrow(), out);
        }

        @Override
        public Object read(Object json) {
            return Optional.of(content.read(json));
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Optional<?>) value).isEmpty();
        }

        @Override
        public Object absent() {
            return Optional.empty();
        }

        @Override
        public String suffix() {
            return content.suffix();
        }
    }

    record ListForm(Form item) implements Form {
        @Override
        public void write(Object value, StringBuilder out) {
            String separator = "[";
            for (Object one : (List<?>) value) {
                out.append(separator);
                item.write(one, out);
                separator = ",";
            }
            out.append(separator.equals("[") ? "[]" : "]");
        }

        @Override
        public Object read(Object json) {
            List<Object> items = new ArrayList<>();
            for (Object one : Form.expect(List.class, json)) {
                items.add(item.read(one));
            }
            return Collections.unmodifiableList(items);
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((List<?>) value).isEmpty();
        }

        @Override
        public Object absent() {
            return List.of();
        }

        @Override
        public String suffix() {
            return item.suffix();
        }
    }

    record MapForm(Form item) implements Form {
        @Override
        public void write(Object value, StringBuilder out) {
            String separator = "{";
            for (Map.Entry<?, ?> one : new TreeMap<>((Map<?, ?>) value).entrySet()) {
                out.append(separator);
                JsonText.string((String) one.getKey(), out);
                out.append(':');
                item.write(one.getValue(), out);
                separator = ",";
            }
            out.append(separator.equals("{") ? "{}" : "}");
        }

        @Override
        public Object read(Object json) {
            Map<String, Object> items = new LinkedHashMap<>();
            for (Map.Entry<?, ?> one : ((Map<?, ?>) Form.expect(Map.class, json)).entrySet()) {
                items.put((String) one.getKey(), item.read(one.getValue()));
            }
            return Collections.unmodifiableMap(items);
        }

        @Override
        public boolean isEmpty(Object value) {
            return ((Map<?, ?>) value).isEmpty();
        }

        @Override
        public Object absent() {
            return Map.of();
        }

        @Override
        public String suffix() {
            return item.suffix();
        }
    }
}
