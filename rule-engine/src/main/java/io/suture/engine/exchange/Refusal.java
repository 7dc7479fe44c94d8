package io.suture.engine.exchange;

import io.suture.engine.exchange.Workbook.Sheet;
import io.suture.engine.report.Problem;

/// Why something in a workbook is not taken, with its cell.
final class Refusal {
    private Refusal() {}

    /// @param why what is wrong with the cell, and what happens meanwhile: `it holds a date. The row is left out.`
    static Problem of(Sheet sheet, int row, int column, String why) {
        String cell = Workbook.address(row, column);
        return Problem.error("cell", sheet.name() + "!" + cell, cell + " of “" + sheet.name() + "”: " + why);
    }
}
