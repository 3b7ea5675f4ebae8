package dev.tminus.reader;

import dev.cel.common.types.CelType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.values.StructValue;
import dev.tminus.book.Nothing;
import dev.tminus.book.Type;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map whose fields have declared types, as CEL's runtime reads it. Fields are converted when they are read, so that an
 * expression over one step does not walk through the results of all.
 */
@SuppressWarnings("Immutable") // CEL's values are marked so; a scope's values do not change while it is evaluated.
final class FieldsValue extends StructValue<String, Object> {

    private final Type.Struct type;
    private final String path;
    private final Map<?, ?> fields;
    private final boolean throughOptional;
    private final Object original;

    /**
     * @param throughOptional whether CEL reached it through an optional and so makes each field one by itself
     * @param original what it stands for, given back when it is the whole result
     */
    FieldsValue(Type.Struct type, String path, Map<?, ?> fields, boolean throughOptional, Object original) {
        this.type = type;
        this.path = path;
        this.fields = fields;
        this.throughOptional = throughOptional;
        this.original = original;
    }

    Object original() {
        return original;
    }

    @Override
    public Object select(String field) {
        Type declared = type.fields().get(field);
        if (declared instanceof Type.Maybe && !throughOptional) {
            return present(field);
        }
        return present(field).orElseThrow(() -> new Unfit("`%s.%s` has no value".formatted(path, field)));
    }

    @Override
    public Optional<Object> find(String field) {
        return present(field);
    }

    private Optional<Object> present(String field) {
        @Nullable Object value = fields.get(field);
        if (value instanceof Optional<?> optional) {
            value = optional.orElse(null);
        }
        Type declared = type.fields().get(field);
        if (value == null || declared == null) {
            return Optional.empty();
        }
        boolean maybe = declared instanceof Type.Maybe;
        if (maybe && value == Nothing.NOTHING) {
            return Optional.empty();
        }
        Type wanted = maybe ? ((Type.Maybe) declared).type() : declared;
        return Optional.of(Border.into(wanted, path + "." + field, value, throughOptional || maybe));
    }

    @Override
    public Object value() {
        return this;
    }

    @Override
    public boolean isZeroValue() {
        return false;
    }

    @Override
    public CelType celType() {
        return StructTypeReference.create(type.name());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldsValue that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
