package io.suture.engine.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A Schema that people wrote themselves, for files of which no standard says what they hold, or for what a site adds
/// to a standard. It is a part of the
/// Channel that uses it; [#ref()] is how Mappings name it.
///
/// @param name     unique among the definitions of its format
/// @param revision raised when it changes: the version in its SchemaRef
/// @param title    its name in words
/// @param content  what it says, in its format's own language
public record SchemaDefinition(String name, int revision, String title, Content content) {

    /// One for each format.
    public sealed interface Content permits Delimited, Json, Xml, Hl7Profile, FhirProfile {}

    /// A delimited file: rows of named columns.
    ///
    /// @param columns in the order in which they are written, and read where there is no header
    /// @param dialect how cells are told apart
    /// @param batch   how many rows make a message
    /// @param key     for [Batch#KEY], the column whose value the rows of one message share; else empty
    public record Delimited(List<Column> columns, Dialect dialect, Batch batch, String key) implements Content {
        public Delimited {
            columns = List.copyOf(columns);
        }
    }

    /// How many rows of a file make one message.
    public enum Batch {
        /// All of them.
        FILE,
        /// One.
        ROW,
        /// Rows that follow each other with the same value in the key column.
        KEY
    }

    /// @param name     as the header says it, and paths: `` row.`Order No` ``
    /// @param label    the friendly name
    /// @param type     what its cells hold
    /// @param required whether each row has a value here
    /// @param example  a made-up cell, or empty
    public record Column(String name, String label, CellType type, boolean required, String example) {}

    /// What a cell holds; dates and times are those of ISO 8601.
    public enum CellType {
        TEXT,
        NUMBER,
        DATE,
        DATE_TIME,
        BOOLEAN
    }

    /// How a delimited file is written.
    ///
    /// @param separator between cells: `,`, `;`, tab
    /// @param quote     around cells that hold a separator, or empty for files that know none
    /// @param header    whether the first line names the columns
    /// @param lineEnd   after each line of what is written; all three are read
    /// @param charset   Java's name of the character set
    /// @param erased    the cell that says [io.suture.engine.value.Value.Null], such as `NULL`; empty for none
    /// @param formulas  what becomes of cells that a spreadsheet would take for a formula
    public record Dialect(
            String separator,
            String quote,
            boolean header,
            LineEnd lineEnd,
            String charset,
            String erased,
            Formulas formulas) {
        /// RFC 4180.
        public static final Dialect STANDARD = new Dialect(",", "\"", true, LineEnd.CRLF, "UTF-8", "", Formulas.QUOTED);
    }

    public enum LineEnd {
        CRLF,
        LF,
        CR
    }

    public enum Formulas {
        /// An apostrophe stands before them, which reading takes away again.
        QUOTED,
        /// They are written and read as they are.
        KEPT
    }

    /// Objects and lists.
    ///
    /// @param schema a JSON Schema, as JSON
    public record Json(String schema) implements Content {}

    /// Elements.
    ///
    /// @param root  the element of a message, as `{namespace}name`, or its name alone where that is enough
    /// @param files XSD documents by the name that imports call them; the first is the one that matters
    public record Xml(String root, Map<String, String> files) implements Content {
        public Xml {
            files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        }
    }

    /// The id of the Format that reads and writes it.
    public String format() {
        return switch (content) {
            case Delimited delimited -> "csv";
            case FhirProfile profile -> FhirProfile.FORMAT;
            case Json json -> "json";
            case Xml xml -> "xml";
            case Hl7Profile profile -> Hl7Profile.FORMAT;
        };
    }

    public SchemaRef ref() {
        return switch (content) {
            case Hl7Profile profile -> profile.ref(name);
            case FhirProfile profile -> profile.ref(name);
            case Delimited delimited -> new SchemaRef(format(), Integer.toString(revision), name);
            case Json json -> new SchemaRef(format(), Integer.toString(revision), name);
            case Xml xml -> new SchemaRef(format(), Integer.toString(revision), name);
        };
    }

    /// The same under the same name, as it is now.
    public SchemaDefinition withContent(Content other) {
        return new SchemaDefinition(name, revision, title, other);
    }
}
