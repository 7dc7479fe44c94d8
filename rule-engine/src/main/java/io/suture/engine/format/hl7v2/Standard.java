package io.suture.engine.format.hl7v2;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.AbstractGroup;
import ca.uhn.hl7v2.model.AbstractSegment;
import ca.uhn.hl7v2.model.Composite;
import ca.uhn.hl7v2.model.GenericSegment;
import ca.uhn.hl7v2.model.Group;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.model.Varies;
import ca.uhn.hl7v2.model.primitive.ID;
import ca.uhn.hl7v2.model.primitive.IS;
import ca.uhn.hl7v2.parser.DefaultModelClassFactory;
import ca.uhn.hl7v2.parser.ModelClassFactory;
import io.suture.engine.schema.Cardinality;
import io.suture.engine.schema.Field;
import io.suture.engine.schema.FieldType;
import io.suture.engine.schema.FieldType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One version of HL7 v2 as HAPI's classes describe it: structures, segments and data types as shared
/// FieldTypes, each expanded when first asked for. HAPI's objects are made only to be asked, and let go.
final class Standard {
    /// HAPI numbers a second segment of the same code in a group: `ROL2`. The code is the first three
    /// characters.
    static final int CODE_LENGTH = 3;

    /// HAPI cannot call a class CON, since Windows has no such file.
    private static final String CONSENT = "CON_";

    private static final int VARIES_COMPONENTS = 25;
    private static final int VARIES_SUBCOMPONENTS = 10;
    private static final int UNKNOWN_FIELDS = 100;
    private static final FieldType TEXT = FieldType.primitive("ST");
    private static final FieldType VARIES_COMPONENT = FieldType.of(
            "varies-component", Kind.COMPOSITE, () -> numbered("Subcomponent", VARIES_SUBCOMPONENTS, TEXT));

    /// A field whose type another field names (OBX-5 by OBX-2): any components, each a text or subcomponents.
    static final FieldType VARIES =
            FieldType.of("varies", Kind.COMPOSITE, () -> numbered("Component", VARIES_COMPONENTS, VARIES_COMPONENT));

    /// Where a structure allows any segment at all.
    private static final FieldType ANY_SEGMENT = FieldType.of(
            "segment", Kind.SEGMENT, () -> numbered("Field", UNKNOWN_FIELDS, VARIES, Cardinality.REPEATING));

    private final String packageName;
    private final ModelClassFactory factory = new DefaultModelClassFactory();
    private final Map<String, FieldType> types = new ConcurrentHashMap<>();

    Standard(String version) {
        this.packageName = "ca.uhn.hl7v2.model.v" + version.replace(".", "");
    }

    /// The type of a message structure (`ORU_R01`).
    Optional<FieldType> structure(String name) {
        return known("message", name, Message.class)
                .map(found -> types.computeIfAbsent(
                        "message." + name, key -> FieldType.of(name, Kind.GROUP, () -> parts(found, found))));
    }

    /// The type of a segment by its code; for a Z segment one with numbered fields of any type.
    Optional<FieldType> segment(String code) {
        if (code.length() == CODE_LENGTH && code.charAt(0) == 'Z' && isPlain(code)) {
            return Optional.of(types.computeIfAbsent(
                    "segment." + code,
                    key -> FieldType.of(
                            code,
                            Kind.SEGMENT,
                            () -> numbered("Field", UNKNOWN_FIELDS, VARIES, Cardinality.REPEATING))));
        }
        return known("segment", code.equals("CON") ? CONSENT : code, Segment.class)
                .map(this::segment);
    }

    /// The type of a data type by name.
    Optional<FieldType> datatype(String name) {
        return name.equals("varies")
                ? Optional.of(VARIES)
                : known("datatype", name, Type.class).map(this::datatype);
    }

    private FieldType segment(Class<?> found) {
        if (GenericSegment.class.isAssignableFrom(found)) {
            return ANY_SEGMENT;
        }
        String code = code(found);
        return types.computeIfAbsent("segment." + code, key -> FieldType.of(code, Kind.SEGMENT, () -> fields(found)));
    }

    private static String code(Class<?> segment) {
        return segment.getSimpleName().equals(CONSENT) ? "CON" : segment.getSimpleName();
    }

    private FieldType datatype(Class<?> found) {
        if (Varies.class.isAssignableFrom(found)) {
            return VARIES;
        }
        String name = found.getSimpleName();
        return types.computeIfAbsent(
                "datatype." + name,
                key -> Composite.class.isAssignableFrom(found)
                        ? FieldType.of(name, Kind.COMPOSITE, () -> components(found))
                        : FieldType.primitive(name.equals("TSComponentOne") ? "DTM" : name));
    }

    private FieldType group(Class<?> found, Class<?> message) {
        String name = found.getSimpleName();
        return types.computeIfAbsent(
                "group." + name, key -> FieldType.of(name, Kind.GROUP, () -> parts(found, message)));
    }

    private Optional<Class<?>> known(String kind, String name, Class<?> expected) {
        if (!isPlain(name)) {
            return Optional.empty();
        }
        try {
            Class<?> found =
                    Class.forName(packageName + "." + kind + "." + name, false, Standard.class.getClassLoader());
            return expected.isAssignableFrom(found) ? Optional.of(found) : Optional.empty();
        } catch (ClassNotFoundException absent) {
            return Optional.empty();
        } catch (NoClassDefFoundError wrongCase) {
            // A file system that ignores case finds `xpn` where the class is XPN.
            return Optional.empty();
        }
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
    }

    /// HAPI's group learns its short name from the message above it.
    private List<Field> parts(Class<?> found, Class<?> message) {
        try {
            var above =
                    (Message) message.getConstructor(ModelClassFactory.class).newInstance(factory);
            Group group = found == message
                    ? above
                    : (Group) found.getConstructor(Group.class, ModelClassFactory.class)
                            .newInstance(above, factory);
            var fields = new ArrayList<Field>();
            for (String name : group.getNames()) {
                Class<? extends Structure> part = ((AbstractGroup) group).getClass(name);
                boolean required = group.isRequired(name) && !group.isChoiceElement(name);
                var cardinality = new Cardinality(required ? 1 : 0, group.isRepeating(name) ? Cardinality.MANY : 1);
                boolean isSegment = Segment.class.isAssignableFrom(part);
                fields.add(new Field(
                        name.equals(CONSENT) ? "CON" : name,
                        isSegment ? SegmentTitles.of(code(part)) : sentence(name),
                        isSegment ? segment(part) : group(part, message),
                        cardinality,
                        null,
                        ""));
            }
            return fields;
        } catch (ReflectiveOperationException | HL7Exception broken) {
            throw new IllegalStateException("the HAPI libraries do not say what " + found + " holds", broken);
        }
    }

    private List<Field> fields(Class<?> found) {
        try {
            var message = (Message) Class.forName(packageName + ".message.ACK")
                    .getConstructor(ModelClassFactory.class)
                    .newInstance(factory);
            var segment = (AbstractSegment)
                    found.getConstructor(Group.class, ModelClassFactory.class).newInstance(message, factory);
            String[] names = segment.getNames();
            var fields = new ArrayList<Field>();
            for (int number = 1; number <= segment.numFields(); number++) {
                Type type = segment.getField(number, 0);
                int max = segment.getMaxCardinality(number);
                var cardinality = new Cardinality(segment.isRequired(number) ? 1 : 0, max < 1 ? Cardinality.MANY : max);
                String label = names[number - 1];
                fields.add(new Field(
                        Integer.toString(number),
                        label == null || label.isBlank() ? Integer.toString(number) : label.strip(),
                        datatype(type.getClass()),
                        cardinality,
                        binding(type),
                        ""));
            }
            return fields;
        } catch (ReflectiveOperationException | HL7Exception broken) {
            throw new IllegalStateException("the HAPI libraries do not say what " + found + " holds", broken);
        }
    }

    private List<Field> components(Class<?> found) {
        try {
            var composite = (Composite) found.getConstructor(Message.class).newInstance((Object) null);
            Type[] components = composite.getComponents();
            String[] labels = labels(found, components.length);
            var fields = new ArrayList<Field>();
            for (int i = 0; i < components.length; i++) {
                fields.add(new Field(
                        Integer.toString(i + 1),
                        labels[i],
                        datatype(components[i].getClass()),
                        Cardinality.OPTIONAL,
                        binding(components[i]),
                        ""));
            }
            return fields;
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("the HAPI libraries do not say what " + found + " holds", broken);
        }
    }

    /// HAPI says the name of a component only in its getter: `getXpn7_NameTypeCode`.
    private static String[] labels(Class<?> composite, int count) {
        var labels = new String[count];
        for (int i = 0; i < count; i++) {
            labels[i] = Integer.toString(i + 1);
        }
        String name = composite.getSimpleName();
        String prefix = "get" + name.substring(0, 1) + name.substring(1).toLowerCase(Locale.ROOT);
        for (var method : composite.getMethods()) {
            String getter = method.getName();
            int underscore = getter.indexOf('_', prefix.length());
            if (!getter.regionMatches(true, 0, prefix, 0, prefix.length()) || underscore < 0) {
                continue;
            }
            String number = getter.substring(prefix.length(), underscore);
            if (!number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                int position = Integer.parseInt(number);
                if (position >= 1 && position <= count) {
                    labels[position - 1] = words(getter.substring(underscore + 1));
                }
            }
        }
        return labels;
    }

    /// `NamespaceIDCode` becomes `Namespace ID Code`.
    private static String words(String camel) {
        var text = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            boolean starts = i > 0
                    && Character.isUpperCase(c)
                    && (!Character.isUpperCase(camel.charAt(i - 1))
                            || (i + 1 < camel.length() && Character.isLowerCase(camel.charAt(i + 1))));
            if (starts || (i > 0 && Character.isDigit(c) && !Character.isDigit(camel.charAt(i - 1)))) {
                text.append(' ');
            }
            text.append(c);
        }
        return tidy(text.toString());
    }

    /// Getters cannot hold brackets: `Prefix Eg DR` is `Prefix (e.g. DR)` in the standard.
    private static String tidy(String words) {
        int example = words.indexOf(" Eg ");
        return example < 0
                ? words
                : words.substring(0, example)
                        + " (e.g. "
                        + words.substring(example + " Eg ".length()).replace("J Ror III", "JR or III")
                        + ")";
    }

    /// `ORDER_OBSERVATION` becomes `Order observation`.
    private static String sentence(String name) {
        boolean joined = name.length() > 2 * CODE_LENGTH && name.length() % CODE_LENGTH == 0 && name.indexOf('_') < 0;
        String first = SegmentTitles.of(name.substring(0, Math.min(CODE_LENGTH, name.length())));
        if (joined && first.length() > CODE_LENGTH) {
            // Before 2.5 the standard left groups without names, and HAPI joins the codes of their segments.
            return first + " group";
        }
        String lower = name.replace('_', ' ').toLowerCase(Locale.ROOT).strip();
        return lower.isEmpty() ? name : Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }

    /// Codes of an ID come from HL7's own table, codes of an IS may come from the site's.
    private static Field.@Nullable Binding binding(Type type) {
        int table = type instanceof ID id ? id.getTable() : type instanceof IS is ? is.getTable() : 0;
        return table > 0 ? new Field.Binding(String.format(Locale.ROOT, "%04d", table), type instanceof ID) : null;
    }

    private static List<Field> numbered(String word, int count, FieldType type) {
        return numbered(word, count, type, Cardinality.OPTIONAL);
    }

    private static List<Field> numbered(String word, int count, FieldType type, Cardinality cardinality) {
        var fields = new ArrayList<Field>();
        for (int number = 1; number <= count; number++) {
            fields.add(new Field(Integer.toString(number), word + " " + number, type, cardinality, null, ""));
        }
        return fields;
    }
}
