package io.suture.engine.format.fhir;

import io.suture.engine.format.xml.XmlNode;
import io.suture.engine.format.xml.XmlNode.Element;
import io.suture.engine.schema.FieldType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// What FHIR's XML calls things (https://hl7.org/fhir/xml.html).
final class FhirXml {
    static final String NAMESPACE = "http://hl7.org/fhir";
    static final String XHTML = "http://www.w3.org/1999/xhtml";
    static final String VALUE = "value";
    /// What stands before the name of an attribute that no schema knows.
    static final String ATTRIBUTE = "@";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    /// What parts no schema knows of.
    static final FieldType ANYTHING = FieldType.primitive("anything");

    private FhirXml() {}

    /// Whether an element can have that name.
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /// `id` of what is no resource and `url` of an extension are attributes; all else are elements.
    static boolean isAttribute(String name, FieldType type, boolean resource) {
        return name.startsWith(ATTRIBUTE)
                || !resource && name.equals("id")
                || name.equals("url") && type.name().equals("Extension");
    }

    /// The text of a narrative as XML; empty for what is none.
    static Optional<Element> narrative(String text, int maximumDepth) {
        return XmlNode.read(text.getBytes(StandardCharsets.UTF_8), maximumDepth, problem -> {})
                .map(div -> div.within(XHTML))
                .filter(div -> div.name().equals("div") && div.uri().equals(XHTML));
    }

    /// Whether bytes are XML rather than JSON: the first character that is no blank tells.
    static boolean isXml(byte[] bytes) {
        for (byte one : bytes) {
            if (one == '<') {
                return true;
            }
            // Blanks, byte order marks, and the zeros of UTF-16.
            boolean before = one >= 0 && one <= ' ' || one == (byte) 0xEF || one == (byte) 0xBB || one == (byte) 0xBF;
            if (!before && one != (byte) 0xFE && one != (byte) 0xFF) {
                return false;
            }
        }
        return false;
    }
}
