// What the grid and the server (SheetGrid.java) tell each other.

/** Something about one cell, in a sentence; an unsaved one keeps its row out of the table. */
export interface Mark {
  row: number;
  column: number;
  unsaved: boolean;
  sentence: string;
}

/** One thing done in the grid; what its kind does not need is left at nothing. */
export interface Edit {
  kind: 'cell' | 'insert' | 'remove' | 'move' | 'paste' | 'column' | 'add-column' | 'remove-column' | 'move-column';
  row: number;
  column: number;
  count: number;
  to: number;
  text: string;
}

export const edit = (kind: Edit['kind'], more: Partial<Edit>): Edit => ({ kind, row: 0, column: 0, count: 0, to: 0, text: '', ...more });

export interface Server {
  edited(version: number, edits: Edit[]): void;
  refused(reason: string): void;
}

export interface Place {
  row: number;
  column: number;
}

/** Rows and columns from the anchor to the active cell, ends included. */
export interface Block {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** A spreadsheet would run these; an apostrophe before them says that they are text. The server does the same. */
export const safe = (cell: string): string => (/^'*[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell);

/** Cells as spreadsheets copy them: tabs between, quoted where a cell holds a tab, a line end or begins with a quote. */
export const copied = (rows: string[][]): string =>
  rows.map((row) => row.map((cell) => (/[\t\r\n]|^"/.test(safe(cell)) ? `"${safe(cell).replaceAll('"', '""')}"` : safe(cell))).join('\t')).join('\r\n');
