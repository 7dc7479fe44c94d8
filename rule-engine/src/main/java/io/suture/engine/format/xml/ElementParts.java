package io.suture.engine.format.xml;

import io.suture.engine.report.Problem;
import io.suture.engine.value.Fields;
import io.suture.engine.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// What was read in one element, until it is known whether it is a text or has parts.
final class ElementParts {
    private final XmlShape shape;
    private final Consumer<Problem> problems;
    private final String place;
    private final List<String> names = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private boolean elements;

    ElementParts(XmlShape shape, Consumer<Problem> problems, String place) {
        this.shape = shape;
        this.problems = problems;
        this.place = place;
    }

    void add(String name, Value value) {
        elements |= name.charAt(0) != '@';
        if (value != Value.Absent.ABSENT) {
            names.add(name);
            values.add(value);
        }
    }

    /// Character data up to here.
    void text(StringBuilder text, String where) {
        if (text.isEmpty()) {
            return;
        }
        String run = text.toString();
        text.setLength(0);
        XmlShape.Content content = shape.content();
        boolean between = content != null && content.text() == null && !content.mixed();
        if (between && run.isBlank()) {
            return;
        }
        if (between) {
            problems.accept(Problem.warning(
                    "text-between-elements",
                    where,
                    "Text stands here where the schema has elements only. It is kept, and nothing uses it."));
        }
        names.add(XmlShape.TEXT);
        values.add(new Value.Text(run));
    }

    Value value(boolean erased) {
        boolean text = names.stream().allMatch(XmlShape.TEXT::equals);
        if (erased && text) {
            return names.isEmpty() ? Value.Null.NULL : group(Value.Null.NULL);
        }
        if (erased) {
            return group(Value.Null.NULL);
        }
        boolean leaf = shape.isLeaf() && shape != XmlShape.ANYTHING;
        if (leaf && text && !elements) {
            return names.isEmpty() ? Value.Absent.ABSENT : leaf(((Value.Text) values.getFirst()).text());
        }
        if (shape == XmlShape.ANYTHING && names.size() == 1 && text && !elements) {
            return values.getFirst();
        }
        return group(Value.Absent.ABSENT);
    }

    private Value leaf(String text) {
        String meant = XmlLeaf.isTrimmed(shape.type()) ? text.strip() : text;
        if (!meant.isEmpty() && !XmlLeaf.fits(shape.type(), meant)) {
            problems.accept(Problem.warning(
                    "value-shape",
                    place,
                    "This should be a " + shape.type().name() + " and does not look so. It was read as it stands."));
        }
        return Value.text(meant);
    }

    /// @param erased Null where the element says that it has no content
    private Value.Group group(Value erased) {
        blanks();
        order();
        var group = Fields.builder();
        for (int i = 0; i < names.size(); ) {
            List<Value> same = new ArrayList<>(List.of(values.get(i)));
            int next = i + 1;
            while (next < names.size() && names.get(next).equals(names.get(i))) {
                same.add(values.get(next++));
            }
            group.add(names.get(i), Value.Repeat.of(same));
            i = next;
        }
        group.add(XmlShape.TEXT, erased);
        return group.build();
    }

    /// Between elements that nothing is known of, blanks are indentation, unless text stands there too.
    private void blanks() {
        if (shape != XmlShape.ANYTHING || !elements) {
            return;
        }
        boolean blank = true;
        for (int i = 0; i < names.size(); i++) {
            blank &= !names.get(i).equals(XmlShape.TEXT)
                    || values.get(i).toString().isBlank();
        }
        for (int i = names.size() - 1; blank && i >= 0; i--) {
            if (names.get(i).equals(XmlShape.TEXT)) {
                names.remove(i);
                values.remove(i);
            }
        }
    }

    private void order() {
        List<Integer> order = order(names, shape);
        List<String> sortedNames = order.stream().map(names::get).toList();
        if (!sortedNames.equals(names)) {
            boolean attributes = names.stream().allMatch(name -> name.charAt(0) == '@');
            List<Value> sorted = order.stream().map(values::get).toList();
            values.clear();
            values.addAll(sorted);
            names.clear();
            names.addAll(sortedNames);
            if (!attributes) {
                problems.accept(Problem.info(
                        "element-order", place, "The elements here stand in another order than the schema's."));
            }
        }
    }

    /// The positions of these parts in the order in which they are written: attributes first and, where the schema has
    /// one order, elements in that. An unknown one stays behind the one that it followed.
    static List<Integer> order(List<String> names, XmlShape shape) {
        XmlShape.Content content = shape.content();
        boolean ordered = content != null && content.ordered() && !content.mixed();
        List<Integer> order = new ArrayList<>();
        int[] ranks = new int[names.size()];
        int rank = 0;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            XmlShape.Part part = shape.field(name);
            if (name.charAt(0) == '@') {
                ranks[i] = -1;
            } else {
                rank = ordered && content != null && part != null
                        ? content.parts().indexOf(part)
                        : rank;
                ranks[i] = ordered ? rank : 0;
            }
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> ranks[i]));
        return order;
    }

    /// What stands at the top is always a Group.
    static Value.Group group(Value value, XmlShape shape) {
        return switch (value) {
            case Value.Group group -> group;
            case Value.Text text -> Fields.of(XmlShape.TEXT, text);
            case Value.Null erase -> Fields.of(XmlShape.TEXT, erase);
            case Value.Absent absent -> Fields.builder().build();
            case Value.Repeat repeat -> throw new IllegalStateException("one element is no repeat of " + shape.type());
            case Value.Binary binary -> Fields.of(XmlShape.TEXT, new Value.Text(binary.handle()));
        };
    }
}
