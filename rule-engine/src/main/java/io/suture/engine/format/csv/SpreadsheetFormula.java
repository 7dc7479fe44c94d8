package io.suture.engine.format.csv;

import java.util.regex.Pattern;

/// Cells that a spreadsheet would run when somebody opens the file. An apostrophe before them keeps them text; reading
/// takes it away again, so that nothing changes on the way through us. Decision 0021.
final class SpreadsheetFormula {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)*([eE][+-]?\\d+)?");

    private SpreadsheetFormula() {}

    /// Whether a cell must not be written as it is. One that was quoted already is quoted once more, so that both are
    /// told apart when they are read.
    static boolean isOne(String cell) {
        int at = 0;
        while (at < cell.length() && cell.charAt(at) == '\'') {
            at++;
        }
        if (at == cell.length() || !begins(cell.charAt(at))) {
            return false;
        }
        return !NUMBER.matcher(cell).region(at, cell.length()).matches();
    }

    static String quoted(String cell) {
        return "'" + cell;
    }

    /// What was meant by a cell that stands in a file.
    static String read(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == '\'' && isOne(cell) ? cell.substring(1) : cell;
    }

    private static boolean begins(char c) {
        return switch (c) {
            // The wide forms are typed by East Asian keyboards and mean the same to a spreadsheet.
            case '=', '+', '-', '@', '\t', '\r', '\n', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' -> true;
            default -> false;
        };
    }
}
