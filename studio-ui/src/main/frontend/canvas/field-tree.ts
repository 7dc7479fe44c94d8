// One tree pane. A native scroller (wheel, touch and scrollbar for free) holds a tall empty sizer; the rows live in a
// sticky stage that the compositor keeps still. They move only when our frame sets the plane's transform, in the frame
// in which the lines are drawn. With rows in the scrolled content itself, the compositor would move them a frame before
// the lines, and the lines would swim.
import type { Row, Side, View } from './protocol.js';
import type { Rows } from './rows.js';

export const ROW = 26;

interface RowElement extends HTMLDivElement {
  index: number;
  row: Row | null | undefined;
  state: string;
  parts: Record<'twist' | 'key' | 'req' | 'friend' | 'badge' | 'type' | 'val' | 'port', HTMLElement>;
}

const box = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string, role?: string): HTMLElementTagNameMap[K] => {
  const element = document.createElement(tag);
  element.className = className;
  if (role) element.setAttribute('role', role);
  return element;
};
const write = (node: HTMLElement, value: string): void => {
  if (node.textContent !== value) node.textContent = value;
};

export class FieldTree {
  readonly host = box('div', '', 'tree');
  readonly #sizer = box('div', 'sizer', 'none');
  readonly #stage = box('div', 'stage', 'none');
  readonly #plane = box('div', 'plane', 'none');
  top = 0;
  height = 0;
  /** The row that the keyboard is on. Focus itself stays on the tree: a recycled row could not hold it. */
  active = { index: 0, id: '' };
  /** Rows at which a line docks. */
  docks = new Set<number>();
  #pool: RowElement[] = [];
  #last = 0;
  #sorted = -1;
  #timer = 0;
  #activeId = '';
  readonly #observer: ResizeObserver;

  constructor(
    readonly side: Side,
    readonly rows: Rows,
    invalidate: () => void
  ) {
    this.host.className = `side ${side}`;
    this.host.tabIndex = 0;
    this.host.setAttribute('aria-label', side === 'source' ? 'Source fields' : 'Target fields');
    this.host.append(this.#sizer);
    this.#sizer.append(this.#stage);
    this.#stage.append(this.#plane);
    this.host.addEventListener('scroll', invalidate, { passive: true });
    // Sizes come from the observer, never from layout reads in a frame.
    this.#observer = new ResizeObserver(([entry]) => {
      const seen = this.#shows(this.active.index);
      this.height = entry?.contentRect.height ?? 0;
      this.#stage.style.height = `${this.height}px`;
      // The pane beneath opens for the row that was just chosen: it must not cover that very row.
      if (seen && this.height) this.nudge(this.active.index);
      invalidate();
    });
  }

  attach(): void {
    this.#observer.observe(this.host);
  }

  detach(): void {
    this.#observer.disconnect();
  }

  get first(): number {
    return Math.max(0, Math.floor(this.top / ROW));
  }

  get last(): number {
    return Math.min(this.rows.total - 1, Math.floor((this.top + this.height) / ROW));
  }

  view(track = this.active.id): View {
    return this.rows.view(this.first, Math.max(this.last, this.first + 30), track);
  }

  y(index: number): number {
    return index * ROW + ROW / 2 - this.top;
  }

  indexAt(y: number): number {
    const index = Math.floor((y + this.top) / ROW);
    return index >= 0 && index < this.rows.total ? index : -1;
  }

  resize(): void {
    const height = `${this.rows.total * ROW}px`;
    if (this.#sizer.style.height !== height) this.#sizer.style.height = height;
  }

  /** Known at once: two keys may come within one frame. */
  scrollTo(top: number): void {
    this.resize();
    this.host.scrollTop = top;
    this.read();
  }

  #shows(index: number): boolean {
    const y = index * ROW;
    return y >= this.top && y + ROW <= this.top + this.height;
  }

  /** To the middle if out of sight, else it stays where it is: a jump must not lose the eye. */
  reveal(index: number): void {
    if (index < 0) return;
    if (!this.#shows(index)) this.scrollTo(index * ROW - this.height / 2);
  }

  /** Just into sight, as arrow keys do. */
  nudge(index: number): void {
    const y = index * ROW;
    if (y < this.top) this.scrollTo(y);
    else if (y + ROW > this.top + this.height) this.scrollTo(y + ROW - this.height);
  }

  /** All reads of a frame come before all writes. */
  read(): void {
    this.top = this.host.scrollTop;
  }

  render(state: (row: Row) => string): void {
    this.resize();
    const first = this.first;
    const last = this.last;
    const size = Math.ceil(this.height / ROW) + 2;
    this.rows.need(first, last, this.top - this.#last);
    this.#last = this.top;
    while (this.#pool.length < size) this.#pool.push(this.#make());
    this.#plane.style.transform = `translate3d(0,${-this.top}px,0)`;
    const n = this.#pool.length;
    let activeId = '';
    // A row's element is its index modulo the pool: scrolling one row rewrites one element, the others stay untouched.
    for (let i = first; i < first + n; i++) {
      const element = this.#pool[i % n]!;
      const row = i <= last ? this.rows.get(i) : null;
      if (element.index !== i || element.row !== row) this.#fill(element, i, row, i <= last);
      if (!row) continue;
      const className = state(row);
      if (element.state !== className) {
        element.state = className;
        element.className = `row ${className}`;
        element.setAttribute('aria-selected', String(/\bsel\b/.test(className)));
      }
      if (i === this.active.index) activeId = element.id;
    }
    if (activeId !== this.#activeId) {
      this.#activeId = activeId;
      if (activeId) this.host.setAttribute('aria-activedescendant', activeId);
      else this.host.removeAttribute('aria-activedescendant');
      this.host.classList.toggle('lost', !activeId);
    }
    if (this.#sorted !== first) {
      this.#sorted = first;
      window.clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#sort(), 250);
    }
  }

  /** Recycling turns the DOM's order round, and a screen reader reads in that order: put right when scrolling rests. */
  #sort(): void {
    const order = [...this.#pool].sort((a, b) => a.index - b.index);
    if (order.some((element, i) => this.#plane.children[i] !== element)) this.#plane.append(...order);
  }

  #make(): RowElement {
    const element = box('div', 'row', 'treeitem') as HTMLDivElement as RowElement;
    const part = <K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElement => {
      const made = box(tag, name);
      element.append(made);
      return made;
    };
    element.parts = {
      twist: part('i', 'twist'),
      key: part('span', 'key'),
      req: part('b', 'req'),
      friend: part('span', 'friend'),
      badge: part('span', 'badge'),
      type: part('span', 'type'),
      val: part('span', 'val'),
      port: part('i', 'port')
    };
    element.parts.req.textContent = '*';
    this.#plane.append(element);
    return element;
  }

  #fill(element: RowElement, index: number, row: Row | null | undefined, exists: boolean): void {
    if (element.index !== index) element.style.transform = `translateY(${index * ROW}px)`;
    element.index = index;
    element.row = row;
    element.hidden = !exists;
    element.title = '';
    if (!row) {
      element.state = 'wait';
      element.className = 'row wait';
      element.removeAttribute('id');
      return;
    }
    const { twist, key, req, friend, badge, type, val, port } = element.parts;
    const leaf = row.open === null;
    const folded = row.open === false;
    const empty = row.missing > 0 && row.mapped === 0 && !folded;
    element.id = `${this.side}-${row.id}`;
    element.setAttribute('aria-level', String(row.depth + 1));
    element.setAttribute('aria-setsize', String(row.siblings));
    element.setAttribute('aria-posinset', String(row.position));
    if (leaf) element.removeAttribute('aria-expanded');
    else element.setAttribute('aria-expanded', String(row.open));
    element.style.setProperty('--d', String(row.depth));
    twist.className = `twist ${leaf ? '' : row.open ? 'down' : 'right'}`;
    write(key, row.name);
    write(friend, row.friendly === row.name ? '' : row.friendly);
    write(type, row.type);
    key.className = this.side === 'source' ? 'key mono' : leaf || row.depth ? 'key plain' : 'key';
    req.hidden = !row.required;
    badge.hidden = !folded || !row.mapped;
    write(badge, String(row.mapped));
    const short = empty ? 'required, empty' : folded && row.missing ? `${row.missing} required, empty` : '';
    write(val, short || [row.repeat && row.value ? `[${row.repeat}]` : row.repeat, row.value].filter(Boolean).join(' '));
    const wrong = row.problem && !row.warning;
    val.className = short || wrong ? 'val bad' : row.warning ? 'val warn' : 'val';
    const lines = row.mapped > 0 || this.docks.has(index);
    port.className = `port ${wrong && lines ? 'on wrong' : lines ? 'on' : empty || wrong ? 'bad' : leaf ? 'off' : ''}`;
    element.setAttribute(
      'aria-label',
      [
        `${row.name} ${row.friendly === row.name ? '' : row.friendly}`.trim(),
        row.type,
        row.required ? 'required' : '',
        val.textContent || 'no value',
        row.mapped ? (folded ? `${row.mapped} mapped within` : 'mapped') : '',
        row.problem
      ]
        .filter(Boolean)
        .join(', ')
    );
    element.state = '?'; // so that the class is written again
    element.dataset['help'] = [row.problem, row.help].filter(Boolean).join('\n');
  }

  /** All rows are written again with the next frame: other data, or other rows at which lines dock. */
  redraw(): void {
    for (const element of this.#pool) element.index = -1;
  }
}
