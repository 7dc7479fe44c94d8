package io.suture.engine.format.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What samples showed of one element.
final class SeenElement {
    private final QName name;
    private final Map<QName, SeenText> attributes = new LinkedHashMap<>();
    private final Map<QName, SeenElement> children = new LinkedHashMap<>();
    private final Map<QName, Integer> present = new HashMap<>();
    private final Set<QName> repeating = new HashSet<>();
    private final Map<QName, Set<QName>> after = new HashMap<>();
    private final SeenText text = new SeenText();
    private boolean scattered;
    private boolean erased;
    private int count;

    SeenElement(QName name) {
        this.name = name;
    }

    QName name() {
        return name;
    }

    Map<QName, SeenText> attributes() {
        return attributes;
    }

    Map<QName, SeenElement> children() {
        return children;
    }

    SeenText text() {
        return text;
    }

    boolean isMixed() {
        return text.count() > 0 && !children.isEmpty();
    }

    boolean isErased() {
        return erased;
    }

    boolean repeats(QName child) {
        return repeating.contains(child);
    }

    boolean isAlways(QName child) {
        return present.getOrDefault(child, 0) == count;
    }

    boolean isAlways(SeenText attribute) {
        return attribute.count() == count;
    }

    Occurrence begin() {
        count++;
        return new Occurrence();
    }

    /// The children in an order that agrees with every sample; empty when there is none.
    List<QName> order() {
        List<QName> order = new ArrayList<>();
        Set<QName> left = new LinkedHashSet<>(children.keySet());
        while (!scattered && !left.isEmpty()) {
            QName next = null;
            for (QName candidate : left) {
                boolean first = left.stream()
                        .noneMatch(other -> after.getOrDefault(other, Set.of()).contains(candidate));
                if (first) {
                    next = candidate;
                    break;
                }
            }
            if (next == null) {
                return List.of();
            }
            left.remove(next);
            order.add(next);
        }
        return order;
    }

    /// The element at one place of one sample.
    final class Occurrence {
        private final List<QName> order = new ArrayList<>();

        void attribute(QName attribute, String value) {
            if (attribute.equals(XmlWriter.NIL)) {
                erased = true;
            } else {
                attributes.computeIfAbsent(attribute, any -> new SeenText()).add(value);
            }
        }

        SeenElement child(QName child, SeenElement fresh) {
            if (order.isEmpty() || !order.getLast().equals(child)) {
                scattered |= order.contains(child);
                order.add(child);
            } else {
                repeating.add(child);
            }
            return children.computeIfAbsent(child, any -> fresh);
        }

        void end(String characters) {
            for (QName child : new LinkedHashSet<>(order)) {
                present.merge(child, 1, Integer::sum);
            }
            for (int i = 0; i < order.size(); i++) {
                if (order.lastIndexOf(order.get(i)) > i) {
                    repeating.add(order.get(i));
                }
                after.computeIfAbsent(order.get(i), any -> new HashSet<>()).addAll(order.subList(i + 1, order.size()));
            }
            if (!characters.isBlank()) {
                text.add(characters);
            }
        }
    }
}
