package dev.tminus.reader;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;

import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.parser.CelMacro;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions an expression may call, as CEL's checker wants them declared: CEL's own and ours. */
final class CelFunctions {

    static final CelType VERSION = OpaqueType.create("version");

    private static final CelType TEXT = SimpleType.STRING;
    private static final CelType TEXTS = ListType.create(SimpleType.STRING);

    /** Bytes and unsigned numbers occur nowhere in a runbook; without them, help and messages are shorter. */
    private static final Set<StandardFunction> UNUSED = Set.of(
            StandardFunction.UINT,
            StandardFunction.BYTES,
            StandardFunction.TYPE,
            StandardFunction.OLD_IN,
            StandardFunction.OLD_NOT_STRICTLY_FALSE);

    /** Extensions without a use here; each would be one more thing to read about. */
    private static final Set<String> LEFT_OUT =
            Set.of("optional.ofNonZeroValue", "optional.unwrap", "getDayOfMonth", "getDayOfYear", "getMilliseconds");

    private CelFunctions() {}

    static List<CelMacro> macros() {
        return List.copyOf(CelOptionalLibrary.INSTANCE.macros());
    }

    /** By name, each with all its overloads. */
    static Map<String, CelFunctionDecl> declarations() {
        Map<String, CelFunctionDecl> all = new LinkedHashMap<>();
        Stream.of(standard(), CelOptionalLibrary.INSTANCE.functions(), texts(), ours())
                .flatMap(Set::stream)
                .filter(function -> !LEFT_OUT.contains(function.name()))
                .forEach(function -> all.merge(function.name(), function, CelFunctions::together));
        return all;
    }

    private static CelFunctionDecl together(CelFunctionDecl one, CelFunctionDecl other) {
        List<CelOverloadDecl> overloads = new ArrayList<>(one.overloads());
        overloads.addAll(other.overloads());
        return newFunctionDeclaration(one.name(), overloads);
    }

    private static Set<CelFunctionDecl> standard() {
        return Stream.of(StandardFunction.values())
                .filter(function -> !UNUSED.contains(function))
                .map(StandardFunction::functionDecl)
                .map(function -> newFunctionDeclaration(
                        function.name(),
                        function.overloads().stream()
                                .filter(CelFunctions::isUsed)
                                .toList()))
                .collect(Collectors.toSet());
    }

    private static boolean isUsed(CelOverloadDecl overload) {
        return Stream.concat(Stream.of(overload.resultType()), overload.parameterTypes().stream())
                .noneMatch(type -> type == SimpleType.UINT || type == SimpleType.BYTES);
    }

    /** CEL's string extension, declared here because loading it takes longer than checking a runbook. */
    private static Set<CelFunctionDecl> texts() {
        CelType whole = SimpleType.INT;
        return Set.of(
                newFunctionDeclaration("charAt", newMemberOverload("string_char_at_int", TEXT, TEXT, whole)),
                newFunctionDeclaration(
                        "indexOf",
                        newMemberOverload("string_index_of_string", whole, TEXT, TEXT),
                        newMemberOverload("string_index_of_string_int", whole, TEXT, TEXT, whole)),
                newFunctionDeclaration(
                        "lastIndexOf",
                        newMemberOverload("string_last_index_of_string", whole, TEXT, TEXT),
                        newMemberOverload("string_last_index_of_string_int", whole, TEXT, TEXT, whole)),
                newFunctionDeclaration(
                        "join",
                        newMemberOverload("list_join", TEXT, TEXTS),
                        newMemberOverload("list_join_string", TEXT, TEXTS, TEXT)),
                newFunctionDeclaration("lowerAscii", newMemberOverload("string_lower_ascii", TEXT, TEXT)),
                newFunctionDeclaration("upperAscii", newMemberOverload("string_upper_ascii", TEXT, TEXT)),
                newFunctionDeclaration(
                        "replace",
                        newMemberOverload("string_replace_string_string", TEXT, TEXT, TEXT, TEXT),
                        newMemberOverload("string_replace_string_string_int", TEXT, TEXT, TEXT, TEXT, whole)),
                newFunctionDeclaration(
                        "split",
                        newMemberOverload("string_split_string", TEXTS, TEXT, TEXT),
                        newMemberOverload("string_split_string_int", TEXTS, TEXT, TEXT, whole)),
                newFunctionDeclaration(
                        "substring",
                        newMemberOverload("string_substring_int", TEXT, TEXT, whole),
                        newMemberOverload("string_substring_int_int", TEXT, TEXT, whole, whole)),
                newFunctionDeclaration("trim", newMemberOverload("string_trim", TEXT, TEXT)));
    }

    private static Set<CelFunctionDecl> ours() {
        TypeParamType any = TypeParamType.create("T");
        return Set.of(
                newFunctionDeclaration("trim", newGlobalOverload("tminus_trim", TEXT, TEXT)),
                newFunctionDeclaration("split", newGlobalOverload("tminus_split", TEXTS, TEXT, TEXT)),
                newFunctionDeclaration(
                        "lines",
                        newGlobalOverload("tminus_lines", TEXTS, TEXT),
                        newMemberOverload("tminus_text_lines", TEXTS, TEXT)),
                newFunctionDeclaration("version", newGlobalOverload("tminus_version", VERSION, TEXT)),
                newFunctionDeclaration("trusted", newGlobalOverload("tminus_trusted", any, any)),
                newFunctionDeclaration(
                        "regex.extract", newGlobalOverload("tminus_extract", OptionalType.create(TEXT), TEXT, TEXT)),
                newFunctionDeclaration(
                        "_*_",
                        newGlobalOverload(
                                "tminus_duration_times", SimpleType.DURATION, SimpleType.DURATION, SimpleType.INT),
                        newGlobalOverload(
                                "tminus_times_duration", SimpleType.DURATION, SimpleType.INT, SimpleType.DURATION)),
                equality("_==_", "equals"),
                equality("_!=_", "not_equals"),
                comparison("_<_", "less"),
                comparison("_<=_", "less_equals"),
                comparison("_>_", "greater"),
                comparison("_>=_", "greater_equals"));
    }

    /** Numbers of both kinds, as CEL allows it for all other comparisons; its own equality does the work. */
    private static CelFunctionDecl equality(String operator, String id) {
        return newFunctionDeclaration(
                operator,
                newGlobalOverload("tminus_int_" + id + "_double", SimpleType.BOOL, SimpleType.INT, SimpleType.DOUBLE),
                newGlobalOverload("tminus_double_" + id + "_int", SimpleType.BOOL, SimpleType.DOUBLE, SimpleType.INT));
    }

    private static CelFunctionDecl comparison(String operator, String id) {
        return newFunctionDeclaration(
                operator,
                newGlobalOverload("tminus_version_" + id, SimpleType.BOOL, VERSION, VERSION),
                newGlobalOverload("tminus_version_" + id + "_text", SimpleType.BOOL, VERSION, TEXT),
                newGlobalOverload("tminus_text_" + id + "_version", SimpleType.BOOL, TEXT, VERSION));
    }
}
