package io.suture.engine.exchange;

import io.suture.engine.lookup.LookupTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Mapping in the terms of FHIR's mapping language, from which both its resource and its text are written.
///
/// @param url    its canonical address
/// @param name   as a program calls it
/// @param title  as people call it
/// @param uses   the structures, each once a mode
/// @param tables the ConceptMaps that it holds, by their ids
/// @param groups the first is where it starts
record FhirMap(String url, String name, String title, List<Use> uses, List<Table> tables, List<Group> groups) {

    /// A structure.
    record Use(String type, String alias, String mode) {}

    /// A lookup table under the id that `translate` names.
    record Table(String id, LookupTable table) {}

    /// A source and a target, by name and alias of their types.
    ///
    /// @param documentation what the group leaves out, or empty
    record Group(
            String name,
            String source,
            String sourceType,
            String target,
            String targetType,
            List<Rule> rules,
            String documentation) {}

    /// What is read, what is written, what stands within.
    ///
    /// @param target null where it only goes on to what stands within
    record Rule(String name, Source source, @Nullable Target target, List<Rule> rules, String documentation) {}

    /// @param element   null for the context itself
    /// @param list      `first`, `last`, or null for each
    /// @param variable  null where nothing names it
    /// @param condition FHIRPath, or null
    record Source(
            String context,
            @Nullable String element,
            @Nullable String list,
            @Nullable String variable,
            @Nullable String condition) {}

    /// @param variable null where nothing names it
    /// @param value    null to make the element and no more
    record Target(
            String context,
            String element,
            @Nullable String variable,
            @Nullable Transform value) {}

    /// How a value is made.
    sealed interface Transform {
        record Copy(String variable) implements Transform {}

        record Constant(String literal, Kind kind) implements Transform {}

        record Create(String type) implements Transform {}

        record Translate(String variable, String table) implements Transform {}

        /// @param path FHIRPath, of that variable
        record Evaluate(String variable, String path) implements Transform {}

        /// Sorts of constants.
        enum Kind {
            TEXT,
            NUMBER,
            TRUTH
        }
    }
}
