package io.suture.studio.schema.start;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.suture.engine.schema.SchemaDefinition.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// How the cells of a file are told apart.
public final class DialectForm extends Div {
    private static final List<String> CHARSETS =
            List.of("UTF-8", "windows-1252", "ISO-8859-1", "ISO-8859-15", "UTF-16", "windows-1250", "Shift_JIS");

    private final Select<String> separator = new Select<>();
    private final Select<String> quote = new Select<>();
    private final Select<String> charset = new Select<>();
    private final Checkbox header = new Checkbox("The first line names the columns");
    private transient Dialect shown = Dialect.STANDARD;

    /// @param changed hears what it is to be
    public DialectForm(boolean editable, Consumer<Dialect> changed) {
        addClassNames("line", "dialect");
        separator.setLabel("Between cells");
        separator.setItemLabelGenerator(DialectForm::sign);
        quote.setLabel("Around cells");
        quote.setItemLabelGenerator(DialectForm::sign);
        charset.setLabel("Encoding");
        for (Select<String> select : List.of(separator, quote, charset)) {
            select.setReadOnly(!editable);
            select.setWidth("136px");
            select.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    changed.accept(dialect());
                }
            });
        }
        header.setReadOnly(!editable);
        header.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed.accept(dialect());
            }
        });
        add(separator, quote, charset, header);
    }

    /// Shows it as it is now.
    public void show(Dialect dialect) {
        shown = dialect;
        separator.setItems(with(List.of(",", ";", "\t", "|"), dialect.separator()));
        separator.setValue(dialect.separator());
        quote.setItems(with(List.of("\"", "'", ""), dialect.quote()));
        quote.setValue(dialect.quote());
        charset.setItems(with(CHARSETS, dialect.charset()));
        charset.setValue(dialect.charset());
        header.setValue(dialect.header());
    }

    private static List<String> with(List<String> usual, String one) {
        var all = new ArrayList<>(usual);
        if (!all.contains(one)) {
            all.add(one);
        }
        return all;
    }

    private static String sign(String sign) {
        return switch (sign) {
            case "," -> "comma ,";
            case ";" -> "semicolon ;";
            case "\t" -> "tab";
            case "|" -> "bar |";
            case "\"" -> "double quotes \"";
            case "'" -> "single quotes '";
            case "" -> "nothing";
            default -> sign;
        };
    }

    private Dialect dialect() {
        return new Dialect(
                separator.getValue(),
                quote.getValue(),
                header.getValue(),
                shown.lineEnd(),
                charset.getValue(),
                shown.erased(),
                shown.formulas());
    }
}
