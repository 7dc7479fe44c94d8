package io.suture.engine.format.fhir;

import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Follows references within one message (R4, sections 2.3.0 and 2.36.4): `#id` into the `contained` of the resource
/// that holds it, `urn:uuid:` and absolute addresses by `fullUrl`, relative ones on the server that their own entry
/// comes from. Where two answer, none is taken: the wrong patient is worse than none (decision 0012).
final class FhirReferences {
    private static final String HISTORY = "/_history/";

    private FhirReferences() {}

    /// One entry of the Bundle; a resource that stands alone is an entry without an address.
    private record Entry(String fullUrl, Value.Group resource) {
        /// `Patient/1`, or empty without an id.
        String own() {
            String id = text(resource.get("id"));
            return id.isEmpty() ? "" : text(resource.get("resourceType")) + "/" + id;
        }

        String version() {
            return resource.get("meta") instanceof Value.Group meta ? text(meta.get("versionId")) : "";
        }

        /// The server's address when `fullUrl` is one of a server, else empty.
        String base() {
            int id = fullUrl.lastIndexOf('/');
            int type = fullUrl.lastIndexOf('/', id - 1);
            return fullUrl.contains("://") && type > fullUrl.indexOf("://") + 2 ? fullUrl.substring(0, type + 1) : "";
        }
    }

    static Value resolve(Value.Group root, Value.Group from, String reference) {
        List<Entry> entries = entries(root);
        Entry home = home(entries, from);
        if (reference.startsWith("#")) {
            return contained(home == null ? entries : List.of(home), reference.substring(1));
        }
        int history = reference.indexOf(HISTORY);
        String wanted = history < 0 ? reference : reference.substring(0, history);
        String version = history < 0 ? "" : reference.substring(history + HISTORY.length());
        List<Entry> found = wanted.contains(":") ? absolute(entries, wanted) : relative(entries, home, wanted);
        return only(version.isEmpty() ? found : ofVersion(found, version));
    }

    private static List<Entry> entries(Value.Group root) {
        List<Entry> entries = new ArrayList<>();
        for (Value entry : Value.items(root.get("entry"))) {
            if (entry instanceof Value.Group group && group.get("resource") instanceof Value.Group resource) {
                entries.add(new Entry(text(group.get("fullUrl")), resource));
            }
        }
        return entries.isEmpty() ? List.of(new Entry("", root)) : entries;
    }

    /// The entry in which a part stands, known by the part itself: equal ones may stand in several.
    private static @Nullable Entry home(List<Entry> entries, Value.Group part) {
        for (Entry entry : entries) {
            if (holds(entry.resource(), part)) {
                return entry;
            }
        }
        return null;
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean holds(Value value, Value.Group part) {
        if (value == part) {
            return true;
        }
        if (value instanceof Value.Group group) {
            for (int i = 0; i < group.size(); i++) {
                if (holds(group.value(i), part)) {
                    return true;
                }
            }
        }
        return value instanceof Value.Repeat(var items) && items.stream().anyMatch(item -> holds(item, part));
    }

    private static Value contained(List<Entry> entries, String id) {
        if (id.isEmpty()) {
            return entries.size() == 1 ? entries.getFirst().resource() : Value.Absent.ABSENT;
        }
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries) {
            for (Value one : Value.items(entry.resource().get("contained"))) {
                if (one instanceof Value.Group group && text(group.get("id")).equals(id)) {
                    found.add(new Entry("", group));
                }
            }
        }
        return found.size() == 1 ? found.getFirst().resource() : Value.Absent.ABSENT;
    }

    private static List<Entry> absolute(List<Entry> entries, String wanted) {
        List<Entry> exact = matching(entries, entry -> entry.fullUrl().equals(wanted));
        return exact.isEmpty()
                ? matching(
                        entries,
                        entry -> entry.fullUrl().isEmpty()
                                && !entry.own().isEmpty()
                                && wanted.endsWith("/" + entry.own()))
                : exact;
    }

    private static List<Entry> relative(List<Entry> entries, @Nullable Entry home, String wanted) {
        String base = home == null ? "" : home.base();
        if (!base.isEmpty()) {
            List<Entry> exact = matching(entries, entry -> entry.fullUrl().equals(base + wanted));
            if (!exact.isEmpty()) {
                return exact;
            }
        }
        return matching(
                entries,
                entry -> (base.isEmpty() || entry.base().isEmpty())
                        && (entry.own().equals(wanted) || entry.fullUrl().endsWith("/" + wanted)));
    }

    /// An entry that says no version may be any; one that says another is not it.
    private static List<Entry> ofVersion(List<Entry> found, String version) {
        List<Entry> exact = matching(found, entry -> entry.version().equals(version));
        return exact.isEmpty() ? matching(found, entry -> entry.version().isEmpty()) : exact;
    }

    private static List<Entry> matching(List<Entry> entries, Predicate<Entry> condition) {
        return entries.stream().filter(condition).toList();
    }

    /// The same resource twice is no doubt about which one is meant.
    private static Value only(List<Entry> found) {
        return found.stream().map(Entry::resource).distinct().count() == 1
                ? found.getFirst().resource()
                : Value.Absent.ABSENT;
    }

    private static String text(Value value) {
        return value instanceof Value.Text text ? text.text() : "";
    }
}
