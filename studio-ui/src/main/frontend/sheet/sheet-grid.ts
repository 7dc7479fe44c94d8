// <sheet-grid>: a table as a spreadsheet. All cells are in the browser, the rows in sight are in the page. What is
// done is shown at once and told to the server (SheetGrid.java) in bursts, each of which is one step of undo.
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { pressed, pressedInField } from './keyboard.js';
import { copied, edit, type Block, type Edit, type Mark, type Place, type Server } from './protocol.js';
import { STYLES } from './styles.js';

const ROW = 28;
const HEAD = 29;
/** Rows above and below those in sight that are kept in the page. */
const SPARE = 8;
/** A burst ends when nothing was done for so long, in milliseconds. */
const PAUSE = 700;
const MOST_PASTED = 5 * 1024 * 1024;

export class SheetGrid extends LitElement {
  static override properties = {
    label: { type: String },
    editable: { type: Boolean },
    first: { type: String },
    help: { type: String },
    next: { type: String },
    codes: { type: Boolean }
  };
  static override styles = STYLES;

  label = '';
  editable = false;
  /** The first column, what stands in it, and what the row after the last one is for. */
  first = '';
  help = '';
  next = '';
  /** Whether the rows are codes; else what the columns are is said elsewhere. */
  codes = false;
  columns: string[] = [];
  rows: string[][] = [];
  active: Place = { row: 0, column: 0 };
  /** Whether the field was opened by typing: the arrows then leave it, as in spreadsheets. */
  typedOver = false;
  $server?: Server;
  #anchor: Place = { row: 0, column: 0 };
  #version = 0;
  #pending: Edit[] = [];
  #timer = 0;
  #editing = false;
  #marks = new Map<string, Mark>();
  #sought = '';
  #said = '';
  #dragging = false;

  constructor() {
    super();
    window.addEventListener('pagehide', this.flush);
    this.addEventListener('copy', (e) => this.#copy(e));
    this.addEventListener('cut', (e) => {
      this.#copy(e);
      if (this.editable) this.clear();
    });
    this.addEventListener('paste', (e) => this.#paste(e));
    this.addEventListener('focusout', (e) => {
      if (!this.contains(e.relatedTarget as Node)) this.flush();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.flush();
  }

  // ---- told by the server

  /** Other cells. The place stays where it was, as far as there still is one. */
  load(version: number, columns: string[], rows: string[][], afresh: boolean): void {
    this.#version = version;
    this.#pending = [];
    this.columns = columns;
    this.rows = rows;
    this.close(false);
    if (afresh) this.go({ row: 0, column: 0 }, false);
    else this.#hold();
    this.requestUpdate();
  }

  mark(marks: Mark[]): void {
    this.#marks = new Map(marks.map((mark) => [`${mark.row}/${mark.column}`, mark]));
    this.requestUpdate();
  }

  /** Goes to the next cell that holds this text, from where the place is. */
  find(text: string, step: number): void {
    this.#sought = text.toLowerCase();
    this.requestUpdate();
    if (!this.#sought) return;
    const width = this.columns.length + 1;
    const cells = this.rows.length * width;
    const from = this.active.row * width + this.active.column;
    const hits = this.rows.reduce((sum, row) => sum + row.filter((cell) => this.#hit(cell)).length, 0);
    this.#say(hits === 0 ? `Nothing in the table holds “${text}”.` : hits === 1 ? '1 cell holds it.' : `${hits} cells hold it.`);
    for (let i = step === 0 ? 0 : 1; i <= cells; i++) {
      const at = (((from + i * (step || 1)) % cells) + cells) % cells;
      if (this.#hit(this.rows[Math.floor(at / width)]?.[at % width] ?? '')) {
        this.go({ row: Math.floor(at / width), column: at % width }, false);
        return;
      }
    }
  }

  /** A code at the end of the table, ready for what it becomes. */
  append(code: string): void {
    const row = this.rows.length;
    this.#set([{ row, column: 0, text: code }]);
    this.go({ row, column: 1 }, false);
    this.flush();
    this.scroller.focus({ preventScroll: true });
  }

  /** Goes to a cell, ready for the keyboard. */
  reveal(row: number, column: number): void {
    this.go({ row: Math.min(row, this.rows.length), column: Math.min(column, this.columns.length) }, false);
    this.focus();
  }

  override focus(): void {
    void this.updateComplete.then(() => this.scroller?.focus({ preventScroll: true }));
  }

  // ---- what is done

  /** Tells the server what was done since the last time. */
  flush = (): void => {
    window.clearTimeout(this.#timer);
    if (this.#pending.length === 0) return;
    const edits = this.#pending;
    this.#pending = [];
    this.$server?.edited(this.#version, edits);
  };

  #done(done: Edit, atOnce = false): void {
    this.#pending.push(done);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.flush, PAUSE);
    this.requestUpdate();
    if (atOnce) this.flush();
  }

  /** Sets cells here and remembers them for the server; the row after the last one is made so. */
  #set(cells: { row: number; column: number; text: string }[]): void {
    for (const { row, column, text } of cells) {
      if (row === this.rows.length) this.rows.push(this.#blank());
      const cellsOfRow = this.rows[row];
      if (!cellsOfRow || cellsOfRow[column] === text) continue;
      cellsOfRow[column] = text;
      this.#done(edit('cell', { row, column, text }));
    }
  }

  #blank = (): string[] => Array.from({ length: this.columns.length + 1 }, () => '');

  addRow(): void {
    if (!this.editable) return;
    this.close(true);
    const row = Math.min(this.active.row + 1, this.rows.length);
    this.rows.splice(row, 0, this.#blank());
    this.#done(edit('insert', { row, count: 1 }));
    this.go({ row, column: 0 }, false);
    this.focus();
  }

  removeRows(): void {
    const { top, bottom } = this.chosen;
    const count = Math.min(bottom, this.rows.length - 1) - top + 1;
    if (!this.editable || count <= 0) return;
    this.rows.splice(top, count);
    this.#done(edit('remove', { row: top, count }));
    this.#say(count === 1 ? 'Row removed.' : `${count} rows removed.`);
    this.go({ row: top, column: this.active.column }, false);
    this.focus();
  }

  moveRows(by: number): void {
    const { top, bottom } = this.chosen;
    const count = bottom - top + 1;
    if (!this.editable || bottom >= this.rows.length || top + by < 0 || bottom + by >= this.rows.length) return;
    this.rows.splice(top + by, 0, ...this.rows.splice(top, count));
    this.#done(edit('move', { row: top, count, to: top + by }));
    this.#anchor = { ...this.#anchor, row: this.#anchor.row + by };
    this.go({ row: this.active.row + by, column: this.active.column }, true);
    this.focus();
  }

  addColumn(): void {
    if (this.editable && this.codes) this.#done(edit('add-column', {}), true);
  }

  removeColumn(): void {
    if (!this.codes) return;
    if (this.editable && this.active.column > 0) this.#done(edit('remove-column', { column: this.active.column }), true);
    else if (this.editable) this.#refuse('The column of codes cannot be removed. Choose another.');
  }

  moveColumn(by: number): void {
    const { column } = this.active;
    const to = column + by;
    if (!this.editable || !this.codes || column < 1 || to < 1 || to > this.columns.length) return;
    this.#done(edit('move-column', { column, to }), true);
    this.go({ row: this.active.row, column: to }, false);
  }

  /** Empties what is chosen. */
  clear(): void {
    if (!this.editable || this.active.row < 0) return;
    const { top, bottom, left, right } = this.chosen;
    for (let row = top; row <= Math.min(bottom, this.rows.length - 1); row++) {
      this.#set(Array.from({ length: right - left + 1 }, (_, i) => ({ row, column: left + i, text: '' })));
    }
  }

  #copy(e: ClipboardEvent): void {
    if (this.#editing) return;
    const { top, bottom, left, right } = this.chosen;
    const rows = this.rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
    e.clipboardData?.setData('text/plain', copied(rows));
    e.preventDefault();
    this.#say(rows.length === 1 ? '1 row copied.' : `${rows.length} rows copied.`);
  }

  #paste(e: ClipboardEvent): void {
    const text = e.clipboardData?.getData('text/plain') ?? '';
    if (this.#editing || !this.editable || !text || this.active.row < 0) return;
    e.preventDefault();
    if (text.length > MOST_PASTED) this.#refuse('More than 5 MB were pasted; nothing was taken. Paste it in parts.');
    else this.#done(edit('paste', { row: this.chosen.top, column: this.chosen.left, text }), true);
  }

  #refuse(why: string): void {
    this.$server?.refused(why);
  }

  // ---- the place

  get scroller(): HTMLElement {
    return this.renderRoot.querySelector('.scroller') as HTMLElement;
  }

  /** How many rows are in sight. */
  get page(): number {
    return Math.floor(((this.scroller?.clientHeight ?? 0) - HEAD) / ROW);
  }

  get chosen(): Block {
    const { active, rows } = this;
    const anchor = this.#anchor;
    return {
      top: Math.max(0, Math.min(active.row, anchor.row)),
      bottom: Math.min(rows.length, Math.max(active.row, anchor.row)),
      left: Math.min(active.column, anchor.column),
      right: Math.max(active.column, anchor.column)
    };
  }

  /** Row -1 is the head, the one after the last is for the next code. */
  go(place: Place, further: boolean): void {
    this.close(true);
    this.active = place;
    this.#hold();
    if (!further) this.#anchor = this.active;
    this.#reveal();
    this.requestUpdate();
  }

  #hold(): void {
    const last = this.editable ? this.rows.length : Math.max(0, this.rows.length - 1);
    const clamp = ({ row, column }: Place): Place => ({
      row: Math.max(-1, Math.min(last, row)),
      column: Math.max(0, Math.min(this.columns.length, column))
    });
    this.active = clamp(this.active);
    this.#anchor = clamp(this.#anchor);
  }

  chooseAll(): void {
    this.#anchor = { row: 0, column: 0 };
    this.active = { row: Math.max(0, this.rows.length - 1), column: this.columns.length };
    this.requestUpdate();
  }

  /** To the next cell; false at the end, where the key leads out of the grid. */
  tab(step: number): boolean {
    const width = this.columns.length + 1;
    const at = this.active.row * width + this.active.column + step;
    if (at < 0 || at >= (this.rows.length + (this.editable ? 1 : 0)) * width) return false;
    this.go({ row: Math.floor(at / width), column: at % width }, false);
    return true;
  }

  /** To the tools above the grid. */
  leave(): void {
    this.flush();
    this.dispatchEvent(new CustomEvent('find-wanted'));
  }

  nextMark(step: number): void {
    const marks = [...this.#marks.values()].sort((a, b) => step * (a.row - b.row || a.column - b.column));
    const { row, column } = this.active;
    const next = marks.find((mark) => step * (mark.row - row || mark.column - column) > 0) ?? marks[0];
    if (next) this.go(next, false);
    else this.#say('Nothing to mend.');
  }

  #reveal(): void {
    const { scroller } = this;
    if (!scroller || this.active.row < 0) return;
    const top = this.active.row * ROW;
    const height = scroller.clientHeight - HEAD;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + ROW > scroller.scrollTop + height) scroller.scrollTop = top + ROW - height;
    void this.updateComplete.then(() => this.renderRoot.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
  }

  // ---- the field in a cell

  /** @param typed what replaces the cell's text; without it the text itself is edited */
  open(typed?: string): void {
    if (!this.editable || this.#editing || (this.active.row < 0 && (this.active.column === 0 || !this.codes))) return;
    this.#editing = true;
    this.typedOver = typed !== undefined;
    this.#anchor = this.active;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const field = this.#field();
      if (!field) return;
      field.value = typed ?? this.#text(this.active);
      field.focus({ preventScroll: true });
      if (typed === undefined) field.select();
    });
  }

  /** Ends editing; what was typed is kept or forgotten. */
  close(keep: boolean): void {
    const field = this.#field();
    if (!this.#editing || !field) return;
    this.#editing = false;
    const text = field.value;
    const within = this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === field;
    if (keep && text !== this.#text(this.active)) {
      if (this.active.row < 0) this.#done(edit('column', { column: this.active.column, text }), true);
      else this.#set([{ ...this.active, text }]);
    }
    if (within) this.scroller.focus({ preventScroll: true });
    this.requestUpdate();
  }

  #field(): HTMLInputElement | null {
    return this.renderRoot?.querySelector?.('input') ?? null;
  }

  #text({ row, column }: Place): string {
    return row < 0 ? (this.columns[column - 1] ?? '') : (this.rows[row]?.[column] ?? '');
  }

  #hit(cell: string): boolean {
    return this.#sought !== '' && cell.toLowerCase().includes(this.#sought);
  }

  #say(words: string): void {
    this.#said = words;
    this.requestUpdate();
  }

  // ---- showing

  override render(): TemplateResult {
    const scroller = this.renderRoot.querySelector('.scroller');
    const height = scroller?.clientHeight ?? 600;
    const first = Math.max(0, Math.floor((scroller?.scrollTop ?? 0) / ROW) - SPARE);
    const total = this.rows.length + (this.editable ? 1 : 0);
    const end = Math.min(total, first + Math.ceil(height / ROW) + 2 * SPARE);
    const shown = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
    const widths = `minmax(136px, 1fr) ${this.columns.map((name) => (name === 'system' ? 'minmax(200px, 2fr)' : 'minmax(136px, 2fr)')).join(' ')}`;
    return html`<div
        class="scroller"
        role="grid"
        tabindex="0"
        style="--widths:${widths}"
        aria-label=${this.label}
        aria-rowcount=${this.rows.length + 1}
        aria-colcount=${this.columns.length + 1}
        aria-multiselectable="true"
        aria-readonly=${this.editable ? 'false' : 'true'}
        aria-activedescendant="at"
        @scroll=${() => this.requestUpdate()}
        @keydown=${(e: KeyboardEvent) => !this.#editing && pressed(this, e)}
        @pointerup=${() => (this.#dragging = false)}
      >
        ${this.#head()}
        <div role="presentation" style="height:${total * ROW}px"></div>
        ${shown.map((row) => this.#row(row))} ${this.#sentence()}
      </div>
      <div class="live" role="status">${this.#said}</div>`;
  }

  #head(): TemplateResult {
    return html`<div class="head" role="row" aria-rowindex="1">
      <div class="cell number" role="presentation"></div>
      ${[this.first, ...this.columns].map((name, column) => {
        const active = this.active.row < 0 && this.active.column === column;
        return html`<div
          class="cell ${column === 0 ? 'code' : ''} ${active ? 'active' : ''}"
          id=${active ? 'at' : nothing}
          role="columnheader"
          aria-colindex=${column + 1}
          title=${column === 0 ? this.help : column === 1 && this.codes ? `${name}: what a formula gets that names no column` : name}
          @pointerdown=${(e: PointerEvent) => this.#press(e, { row: -1, column })}
          @dblclick=${() => this.open()}
        >
          ${name}${column === 1 && this.codes ? html`<span class="default">taken by default</span>` : nothing}${active && this.#editing ? this.#input() : nothing}
        </div>`;
      })}
    </div>`;
  }

  #row(row: number): TemplateResult {
    const fresh = row === this.rows.length;
    const cells = this.rows[row] ?? this.#blank();
    return html`<div class="row ${fresh ? 'new' : ''}" role="row" aria-rowindex=${row + 2} style="top:${HEAD + row * ROW}px">
      <div class="cell number" role="presentation">${fresh ? '+' : row + 1}</div>
      ${cells.map((text, column) => this.#cell(row, column, text, fresh))}
    </div>`;
  }

  #cell(row: number, column: number, text: string, fresh: boolean): TemplateResult {
    const { top, bottom, left, right } = this.chosen;
    const active = this.active.row === row && this.active.column === column;
    const chosen = this.active.row >= 0 && row >= top && row <= bottom && column >= left && column <= right;
    const mark = this.#marks.get(`${row}/${column}`);
    const kinds = [
      column === 0 ? 'code' : column === 1 || !this.codes || this.columns[column - 1] === 'system' ? 'mono' : '',
      active ? 'active' : chosen ? 'chosen' : '',
      mark ? (mark.unsaved ? 'unsaved' : 'doubtful') : '',
      this.#hit(text) ? 'hit' : ''
    ];
    return html`<div
      class="cell ${kinds.join(' ')}"
      id=${active ? 'at' : nothing}
      role="gridcell"
      aria-colindex=${column + 1}
      aria-selected=${chosen ? 'true' : 'false'}
      aria-invalid=${mark ? 'true' : nothing}
      aria-description=${mark?.sentence ?? nothing}
      title=${mark?.sentence ?? text}
      @pointerdown=${(e: PointerEvent) => this.#press(e, { row, column })}
      @pointerenter=${(e: PointerEvent) => this.#dragging && e.buttons === 1 && this.go({ row, column }, true)}
      @dblclick=${() => this.open()}
    >${fresh && column === 0 && !active ? this.next : text}${active && this.#editing ? this.#input() : nothing}</div>`;
  }

  #input(): TemplateResult {
    return html`<input
      aria-label="Cell"
      spellcheck="false"
      autocomplete="off"
      maxlength="4000"
      .value=${live(this.#field()?.value ?? '')}
      @keydown=${(e: KeyboardEvent) => pressedInField(this, e)}
      @pointerdown=${(e: Event) => e.stopPropagation()}
      @dblclick=${(e: Event) => e.stopPropagation()}
      @blur=${() => this.close(true)}
    />`;
  }

  /** The active cell's mark, beneath it. */
  #sentence(): TemplateResult | typeof nothing {
    const mark = this.#marks.get(`${this.active.row}/${this.active.column}`);
    if (!mark || this.#editing) return nothing;
    return html`<div class="says" style="top:${HEAD + (mark.row + 1) * ROW + 2}px;left:64px">${mark.sentence}</div>`;
  }

  #press(e: PointerEvent, place: Place): void {
    if (e.button !== 0) return;
    this.#dragging = place.row >= 0;
    this.go(place, e.shiftKey);
    e.preventDefault();
    this.scroller.focus({ preventScroll: true });
  }
}

customElements.define('sheet-grid', SheetGrid);
