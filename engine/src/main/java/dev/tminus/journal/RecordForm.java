package dev.tminus.journal;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A record as a JSON object: its components in the order of their declaration. */
record RecordForm(Class<?> type, List<Member> members, Constructor<?> constructor) implements Form {

    private record Member(String key, Method accessor, Form form) {}

    static RecordForm of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            List<Member> members =
                    Arrays.stream(components).map(RecordForm::member).toList();
            return new RecordForm(type, members, opened(type.getDeclaredConstructor(types)));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor: " + type, e);
        }
    }

    private static Member member(RecordComponent component) {
        Form form = Forms.of(component.getGenericType());
        return new Member(Names.snakeCase(component.getName()) + form.suffix(), opened(component.getAccessor()), form);
    }

    private static <T extends AccessibleObject> T opened(T member) {
        member.setAccessible(true);
        return member;
    }

    List<String> keys() {
        return members.stream().map(Member::key).toList();
    }

    /** Writes the members, each after a comma, into an object that was begun. */
    void writeMembers(Object value, StringBuilder out) {
        for (Member member : members) {
            Object content = call(() -> member.accessor.invoke(value));
            if (content == null) {
                throw new IllegalArgumentException(
                        "%s of %s must not be null".formatted(member.key, type.getSimpleName()));
            }
            if (!member.form.isEmpty(content)) {
                out.append(",\"").append(member.key).append("\":");
                member.form.write(content, out);
            }
        }
    }

    @Override
    public void write(Object value, StringBuilder out) {
        int start = out.length();
        writeMembers(value, out);
        if (out.length() == start) {
            out.append('{');
        } else {
            out.setCharAt(start, '{');
        }
        out.append('}');
    }

    @Override
    public Object read(Object json) {
        Map<?, ?> object = Form.expect(Map.class, json);
        Set<Object> unknown = new HashSet<>(object.keySet());
        unknown.removeAll(keys());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("it has members this program does not know: " + unknown);
        }
        Object[] components = members.stream()
                .map(member -> read(member, object.get(member.key)))
                .toArray();
        return call(() -> constructor.newInstance(components));
    }

    private static Object read(Member member, Object json) {
        try {
            return json == null ? member.form.absent() : member.form.read(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(member.key, e.getMessage()), e);
        }
    }

    @FunctionalInterface
    private interface Call {
        Object make() throws ReflectiveOperationException;
    }

    private static Object call(Call call) {
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's own members are open to us", e);
        }
    }
}
