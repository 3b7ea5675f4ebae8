package dev.tminus.reader;

import com.google.common.collect.ImmutableSet;
import dev.cel.checker.TypeProvider;
import dev.cel.common.types.CelProtoTypes;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.types.TypeType;
import dev.tminus.book.Type;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Our types as CEL's and back. Each {@link Type.Struct} gets a name of its own under which CEL's checker asks for its
 * fields; the character {@code #} keeps such a name from ever being read as an expression.
 *
 * <p>A struct that is reached through a value that may be missing has a twin whose own missing fields are plain: CEL
 * makes every field read through an optional optional, and an optional of an optional helps nobody.
 *
 * <p>Safe for use by several threads.
 */
@SuppressWarnings({"deprecation", "Immutable"
}) // Our types do not change. CEL's checker below its slow public entry still asks for the older provider.
final class CelTypes implements TypeProvider {

    /** How a window reads. */
    static final Type.Struct WINDOW = new Type.Struct("window", windowFields());

    private static final String TWIN = "?";

    private final IdentityHashMap<Type.Struct, String> names = new IdentityHashMap<>();
    private final Map<String, StructType> celStructs = new ConcurrentHashMap<>();
    private final Map<String, Type.Struct> structs = new ConcurrentHashMap<>();

    /** The names an expression may use, each with its CEL type. */
    Map<String, CelType> celNames(Names names) {
        Map<String, CelType> celTypes = new LinkedHashMap<>();
        names.all().forEach(name -> celTypes.put(name, celType(names.find(name).orElseThrow())));
        return celTypes;
    }

    CelType celType(Type type) {
        return celType(type, "");
    }

    private CelType celType(Type type, String twin) {
        if (type instanceof Type.Simple simple) {
            return simple(simple, twin);
        }
        if (type instanceof Type.ListOf list) {
            return ListType.create(celType(list.element()));
        }
        if (type instanceof Type.MapOf map) {
            return MapType.create(SimpleType.STRING, celType(map.value()));
        }
        if (type instanceof Type.Maybe maybe) {
            CelType inner = celType(maybe.type(), TWIN);
            return twin.isEmpty() && !(inner instanceof OptionalType) ? OptionalType.create(inner) : inner;
        }
        return StructTypeReference.create(nameOf((Type.Struct) type) + twin);
    }

    private CelType simple(Type.Simple type, String twin) {
        return switch (type) {
            case STRING -> SimpleType.STRING;
            case INT -> SimpleType.INT;
            case DOUBLE -> SimpleType.DOUBLE;
            case BOOL -> SimpleType.BOOL;
            case DURATION -> SimpleType.DURATION;
            case TIMESTAMP -> SimpleType.TIMESTAMP;
            case DYNAMIC -> SimpleType.DYN;
            case WINDOW -> celType(WINDOW, twin);
        };
    }

    /** The type of a checked expression; empty for what only CEL knows, such as the type of a type. */
    Optional<Type> type(CelType cel) {
        return switch (cel.kind()) {
            case STRING -> Optional.of(Type.Simple.STRING);
            case INT -> Optional.of(Type.Simple.INT);
            case DOUBLE -> Optional.of(Type.Simple.DOUBLE);
            case BOOL -> Optional.of(Type.Simple.BOOL);
            case DURATION -> Optional.of(Type.Simple.DURATION);
            case TIMESTAMP -> Optional.of(Type.Simple.TIMESTAMP);
            case DYN, ANY, TYPE_PARAM, NULL_TYPE -> Optional.of(Type.Simple.DYNAMIC);
            case LIST -> type(cel.parameters().get(0)).map(Type.ListOf::new);
            case MAP -> type(cel.parameters().get(1)).map(Type.MapOf::new);
            case STRUCT -> struct(cel.name()).map(struct -> struct.equals(WINDOW) ? Type.Simple.WINDOW : struct);
            case OPAQUE ->
                cel instanceof OptionalType ? type(cel.parameters().get(0)).map(Type.Maybe::new) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The struct behind a name given by this table. */
    Optional<Type.Struct> struct(String celName) {
        return Optional.ofNullable(structs.get(celName));
    }

    /** The struct, or the struct that may be missing, behind a top-level name. */
    Optional<Type.Struct> struct(Names places, String name) {
        return places.find(name)
                .map(type -> type instanceof Type.Maybe maybe ? maybe.type() : type)
                .filter(Type.Struct.class::isInstance)
                .map(Type.Struct.class::cast);
    }

    private synchronized String nameOf(Type.Struct struct) {
        String known = names.get(struct);
        if (known != null) {
            return known;
        }
        String name = "#" + names.size();
        names.put(struct, name);
        structs.put(name, struct);
        structs.put(name + TWIN, struct);
        return name;
    }

    private @Nullable StructType celStruct(String name) {
        Type.Struct struct = structs.get(name);
        if (struct == null) {
            return null;
        }
        String twin = name.endsWith(TWIN) ? TWIN : "";
        return celStructs.computeIfAbsent(
                name,
                key -> StructType.create(
                        name,
                        ImmutableSet.copyOf(struct.fields().keySet()),
                        field -> Optional.ofNullable(struct.fields().get(field)).map(type -> celType(type, twin))));
    }

    @Override
    public Optional<CelType> lookupCelType(String name) {
        return Optional.ofNullable(celStruct(name)).map(TypeType::create);
    }

    @Override
    public dev.cel.expr.@Nullable Type lookupType(String name) {
        return lookupCelType(name).map(CelProtoTypes::celTypeToType).orElse(null);
    }

    @Override
    public @Nullable Integer lookupEnumValue(String name) {
        return null;
    }

    @Override
    public @Nullable FieldType lookupFieldType(CelType type, String field) {
        StructType struct = celStruct(type.name());
        if (struct == null) {
            return null;
        }
        return struct.findField(field).map(found -> new Field(found.type())).orElse(null);
    }

    @Override
    public @Nullable FieldType lookupFieldType(dev.cel.expr.Type type, String field) {
        return lookupFieldType(CelProtoTypes.typeToCelType(type), field);
    }

    /** A field's type without the detour over protobuf, whose classes take longer to load than all the checking. */
    private static final class Field extends FieldType {
        private final CelType type;

        Field(CelType type) {
            this.type = type;
        }

        @Override
        public CelType celType() {
            return type;
        }

        @Override
        public dev.cel.expr.Type type() {
            return CelProtoTypes.celTypeToType(type);
        }
    }

    private static Map<String, Type> windowFields() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("start", Type.Simple.TIMESTAMP);
        fields.put("end", Type.Simple.TIMESTAMP);
        fields.put("length", Type.Simple.DURATION);
        fields.put("text", Type.Simple.STRING);
        return fields;
    }
}
