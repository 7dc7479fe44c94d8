package io.suture.engine.format.fhir;

import io.suture.engine.value.Value;

/// Follows references within one message (R4, sections 2.3.0 and 2.36.4): `#id` into `contained`, `urn:uuid:` and
/// absolute
/// addresses by `fullUrl`, relative ones by resource type and id, a version after them left aside.
final class FhirReferences {
    private static final String HISTORY = "/_history/";

    private FhirReferences() {}

    static Value resolve(Value.Group root, Value.Group from, String reference) {
        if (reference.startsWith("#")) {
            Value found = contained(from, reference.substring(1));
            return found == Value.Absent.ABSENT ? containedAnywhere(root, reference.substring(1)) : found;
        }
        int history = reference.indexOf(HISTORY);
        String wanted = history < 0 ? reference : reference.substring(0, history);
        for (Value entry : Value.items(root.get("entry"))) {
            if (entry instanceof Value.Group group
                    && group.get("resource") instanceof Value.Group resource
                    && answers(group, resource, wanted)) {
                return resource;
            }
        }
        return Value.Absent.ABSENT;
    }

    private static boolean answers(Value.Group entry, Value.Group resource, String wanted) {
        String fullUrl = text(entry.get("fullUrl"));
        if (!fullUrl.isEmpty() && fullUrl.equals(wanted)) {
            return true;
        }
        String id = text(resource.get("id"));
        if (id.isEmpty()) {
            return !fullUrl.isEmpty() && !wanted.contains(":") && fullUrl.endsWith("/" + wanted);
        }
        String own = text(resource.get("resourceType")) + "/" + id;
        return wanted.equals(own) || (wanted.contains("://") && fullUrl.isEmpty() && wanted.endsWith("/" + own));
    }

    private static Value contained(Value.Group resource, String id) {
        for (Value one : Value.items(resource.get("contained"))) {
            if (one instanceof Value.Group group && text(group.get("id")).equals(id)) {
                return group;
            }
        }
        return Value.Absent.ABSENT;
    }

    /// The place of a reference may be deep in its resource; ids of contained resources are looked for in every entry.
    private static Value containedAnywhere(Value.Group root, String id) {
        Value own = contained(root, id);
        if (own != Value.Absent.ABSENT) {
            return own;
        }
        Value only = Value.Absent.ABSENT;
        for (Value entry : Value.items(root.get("entry"))) {
            if (entry instanceof Value.Group group && group.get("resource") instanceof Value.Group resource) {
                Value found = contained(resource, id);
                if (found != Value.Absent.ABSENT) {
                    if (only != Value.Absent.ABSENT) {
                        return Value.Absent.ABSENT;
                    }
                    only = found;
                }
            }
        }
        return only;
    }

    private static String text(Value value) {
        return value instanceof Value.Text text ? text.text() : "";
    }
}
