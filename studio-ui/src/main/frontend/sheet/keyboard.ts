// Every gesture has a key. The focus stays on the grid; the active cell is pointed at by aria-activedescendant.
import type { SheetGrid } from './sheet-grid.js';

export function pressed(grid: SheetGrid, e: KeyboardEvent): void {
  const control = e.ctrlKey || e.metaKey;
  const key = control ? `Ctrl+${e.key.toLowerCase()}` : e.altKey ? `Alt+${e.key}` : e.key;
  const { row, column } = grid.active;
  const last = grid.rows.length;
  const by = Math.max(1, grid.page - 1);
  const go = (to: number, at = column) => grid.go({ row: to, column: at }, e.shiftKey);
  const keys: Record<string, () => unknown> = {
    ArrowDown: () => go(row + 1),
    ArrowUp: () => go(row - 1),
    ArrowLeft: () => go(row, column - 1),
    ArrowRight: () => go(row, column + 1),
    PageDown: () => go(row + by),
    PageUp: () => go(Math.max(0, row - by)),
    Home: () => go(row, 0),
    End: () => go(row, grid.columns.length),
    'Ctrl+home': () => go(0, 0),
    'Ctrl+end': () => go(last, grid.columns.length),
    'Ctrl+a': () => grid.chooseAll(),
    'Ctrl+enter': () => grid.addRow(),
    'Ctrl+delete': () => grid.removeRows(),
    'Ctrl+f': () => grid.leave(),
    Escape: () => grid.leave(),
    'Alt+ArrowUp': () => grid.moveRows(-1),
    'Alt+ArrowDown': () => grid.moveRows(1),
    'Alt+ArrowLeft': () => grid.moveColumn(-1),
    'Alt+ArrowRight': () => grid.moveColumn(1),
    Enter: () => grid.open(),
    F2: () => grid.open(),
    F8: () => grid.nextMark(e.shiftKey ? -1 : 1),
    Delete: () => grid.clear(),
    Backspace: () => grid.clear()
  };
  const act = keys[key];
  if (act) {
    e.preventDefault();
    e.stopPropagation();
    act();
  } else if (e.key === 'Tab') {
    if (grid.tab(e.shiftKey ? -1 : 1)) e.preventDefault();
  } else if (control && e.key.toLowerCase() === 'z') {
    grid.flush(); // what was just done is a step before it is undone
  } else if (e.key.length === 1 && !control && !e.altKey) {
    e.preventDefault();
    e.stopPropagation(); // the page's single-letter keys are not meant here
    grid.open(e.key);
  } else if (e.key === 'Process' || e.key === 'Dead') {
    grid.open('');
  }
}

/** Within the cell's own field. */
export function pressedInField(grid: SheetGrid, e: KeyboardEvent): void {
  const done = (then: () => void) => {
    e.preventDefault();
    grid.close(true);
    then();
  };
  e.stopPropagation();
  if (e.isComposing) return;
  if (e.key === 'Enter') done(() => grid.go({ row: grid.active.row + (e.shiftKey ? -1 : 1), column: grid.active.column }, false));
  else if (e.key === 'Tab') done(() => grid.tab(e.shiftKey ? -1 : 1));
  else if (e.key === 'Escape') {
    e.preventDefault();
    grid.close(false);
  } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && grid.typedOver) {
    done(() => grid.go({ row: grid.active.row + (e.key === 'ArrowDown' ? 1 : -1), column: grid.active.column }, false));
  }
}

