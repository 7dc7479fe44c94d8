package io.suture.engine.value;

import java.util.ArrayList;
import java.util.List;

/// What stands at a place in a Message: the one shape that every Format reads to and writes from.
///
/// Leaves are [Text], because FHIR decimals keep their digits and HL7 has only text; the Schema says what a Text must
/// be. [Null] erases (HL7 `""`), [Absent] says nothing: decision 0001. A place that may repeat holds a [Repeat] when it
/// has two items or more, and the bare item when it has one.
public sealed interface Value {

    /// An unescaped, non-empty run of characters. The empty text is [Absent], so no Format produces it.
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return text;
        }
    }

    /// A value too large to carry along (over 64 KB): where it is kept, what it is, its size in bytes and its SHA-256
    /// in hex.
    record Binary(String handle, String mediaType, long size, String digest) implements Value {}

    /// Named parts in order. Formats may read parts lazily, so this one is open; equality is by content, see [Fields].
    /// A class, because formulas ask nothing as often as what a Group holds, and an interface answers that slower.
    abstract non-sealed class Group implements Value {
        /// How many parts stand here, in the order in which they stood in the Message.
        public abstract int size();

        /// The name of the part at a position: `PID`, `5` (a field or component number), `birthDate`.
        public abstract String name(int position);

        /// The part at a position; never [Absent].
        public abstract Value value(int position);

        /// All parts of that name: [Absent] for none, the part for one, a [Repeat] for several.
        public Value get(String name) {
            Value found = Absent.ABSENT;
            List<Value> several = null;
            for (int i = 0; i < size(); i++) {
                String here = name(i);
                if (here == name || here.equals(name)) {
                    if (found == Absent.ABSENT) {
                        found = value(i);
                    } else {
                        if (several == null) {
                            several = new ArrayList<>(items(found));
                        }
                        several.addAll(items(value(i)));
                    }
                }
            }
            return several == null ? found : Repeat.of(several);
        }

        /// What this is an unchanged copy of, for Formats that write again what they read, character by character; this
        /// Group itself where it is no copy.
        public Group original() {
            return this;
        }

        /// The part whose name is this number, counted from 1 as HL7 does; Formats with numbered parts answer it fast.
        public Value at(int number) {
            return get(Integer.toString(number));
        }
    }

    /// Several values at one place, in order: two or more, none of them a Repeat or [Absent].
    record Repeat(List<Value> items) implements Value {
        public Repeat {
            items = List.copyOf(items);
            if (items.size() < 2) {
                throw new IllegalArgumentException("a Repeat has two items or more");
            }
        }

        /// The value that stands for these items: [Absent] for none, the item for one; Absent items vanish, Repeats are
        /// joined.
        public static Value of(List<? extends Value> items) {
            boolean plain = true;
            for (int i = 0; i < items.size() && plain; i++) {
                plain = items.get(i) != Absent.ABSENT && !(items.get(i) instanceof Repeat);
            }
            if (plain) {
                return switch (items.size()) {
                    case 0 -> Absent.ABSENT;
                    case 1 -> items.getFirst();
                    default -> new Repeat(List.copyOf(items));
                };
            }
            var flat = new ArrayList<Value>(items.size());
            for (Value item : items) {
                flat.addAll(Value.items(item));
            }
            return switch (flat.size()) {
                case 0 -> Absent.ABSENT;
                case 1 -> flat.getFirst();
                default -> new Repeat(flat);
            };
        }
    }

    /// Erase what the target has: HL7's `""`.
    enum Null implements Value {
        NULL
    }

    /// Say nothing: leave the target as it is.
    enum Absent implements Value {
        ABSENT
    }

    /// The text as a Value: [Absent] when it is empty.
    static Value text(String text) {
        return text.isEmpty() ? Absent.ABSENT : new Text(text);
    }

    /// What stands here one by one: nothing for [Absent], the items of a [Repeat], else the value itself.
    static List<Value> items(Value value) {
        return switch (value) {
            case Absent absent -> List.of();
            case Repeat repeat -> repeat.items();
            case Text text -> List.of(text);
            case Binary binary -> List.of(binary);
            case Group group -> List.of(group);
            case Null erase -> List.of(erase);
        };
    }
}
