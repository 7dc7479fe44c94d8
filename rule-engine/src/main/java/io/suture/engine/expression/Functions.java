package io.suture.engine.expression;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The function set. A new function is a line in the class of its category: name, parameters, help, example, body.
public final class Functions {
    private static final Map<String, Function> BY_NAME = Stream.<Supplier<List<Function>>>of(
                    TextFunctions::all,
                    TimeFunctions::all,
                    NumberFunctions::all,
                    UnitFunctions::all,
                    CodeFunctions::all,
                    IdentifierFunctions::all,
                    PrivacyFunctions::all,
                    ChoiceFunctions::all,
                    MessageFunctions::all)
            .flatMap(functions -> functions.get().stream())
            .collect(Collectors.toMap(Function::name, function -> function, (a, b) -> a, java.util.LinkedHashMap::new));

    private Functions() {}

    /// All functions, by category, for help and completion.
    public static Collection<Function> all() {
        return BY_NAME.values();
    }

    public static Optional<Function> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static Collection<String> names() {
        return BY_NAME.keySet();
    }
}
