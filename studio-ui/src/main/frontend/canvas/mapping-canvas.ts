// <mapping-canvas>: two trees, the lane between them, and the one frame that draws them. Rows and lines are imperative,
// outside Lit's rendering; Lit has the heads and the filters. The server (MappingCanvas.java) owns trees and lines.
import { LitElement, html, type TemplateResult } from 'lit';
import { FieldTree } from './field-tree.js';
import { Gestures } from './gestures.js';
import { head } from './head.js';
import { Keyboard } from './keyboard.js';
import { LinkLayer } from './link-layer.js';
import type { Jump } from './pills.js';
import {
  SIDES,
  type Link,
  type Row,
  type Server,
  type Show,
  type Side,
  type Snapshot,
  type State,
  type Views
} from './protocol.js';
import { marks, rowState } from './row-state.js';
import { Rows } from './rows.js';
import { STYLES } from './styles.js';
import { Suggestions } from './suggestions.js';

export class MappingCanvas extends LitElement {
  static override styles = STYLES;
  static override properties = {
    sourceName: { type: String },
    targetName: { type: String },
    editable: { type: Boolean }
  };

  declare sourceName: string;
  declare targetName: string;
  declare editable: boolean;
  declare $server?: Server;

  readonly trees: Record<Side, FieldTree>;
  readonly layer: LinkLayer;
  gestures!: Gestures;
  links: Link[] = [];
  readonly suggestions = new Suggestions(this);
  selected: Link | null = null;
  hover: Link | null = null;
  picked: { side: Side; row: Row } | null = null;
  #notice: { text: string; bad: boolean } | null = null;
  #noticeTimer = 0;
  #filterTimer = 0;
  #rowTimer = 0;
  #resting: (() => void) | null = null;
  #frameRequest = 0;
  #count: HTMLElement | null = null;
  #live: HTMLElement | null = null;

  constructor() {
    super();
    this.sourceName = '';
    this.targetName = '';
    this.editable = true;
    this.invalidate = this.invalidate.bind(this);
    const tree = (side: Side) => new FieldTree(side, new Rows(side, () => this.$server, this.invalidate), this.invalidate);
    this.trees = { source: tree('source'), target: tree('target') };
    this.layer = new LinkLayer(this.invalidate);
  }

  // The trees follow each other in the DOM, so that Tab goes from one to the other; the grid puts the lane between them.
  protected override render(): TemplateResult {
    return html`<div class="root">
        ${this.#head('source', this.sourceName)}
        <div class="cap mid" id="count"></div>
        ${this.#head('target', this.targetName)}
        ${this.trees.source.host}${this.trees.target.host}${this.layer.host}
      </div>
      <div class="live" role="status" aria-live="polite"></div>`;
  }

  #head(side: Side, of: string): TemplateResult {
    return head(side, of, {
      typed: () => {
        window.clearTimeout(this.#filterTimer);
        this.#filterTimer = window.setTimeout(() => this.#filter(side), 120);
      },
      chosen: () => this.#filter(side),
      down: () => this.trees[side].host.focus({ preventScroll: true })
    });
  }

  protected override firstUpdated(): void {
    const root = this.renderRoot.querySelector<HTMLElement>('.root')!;
    this.#count = this.renderRoot.querySelector('#count');
    this.#live = this.renderRoot.querySelector('.live');
    this.gestures = new Gestures(this, root);
    new Keyboard(this, root);
    this.invalidate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const side of SIDES) this.trees[side].attach();
    this.layer.attach();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const side of SIDES) this.trees[side].detach();
    this.layer.detach();
  }

  protected override updated(): void {
    this.toggleAttribute('readonly', !this.editable);
  }

  /** Keys go to the source tree first. */
  override focus(): void {
    this.trees.source.host.focus({ preventScroll: true });
  }

  /** What the server wants seen; a tree that has no height yet could not scroll to it. */
  #place: (() => void) | null = null;

  // ---- the frame: every cause of change only asks for one; it reads everything first, then writes everything

  invalidate(): void {
    this.#frameRequest ||= requestAnimationFrame(() => {
      this.#frameRequest = 0;
      if (this.gestures) this.#frame();
    });
  }

  #frame(): void {
    const { source, target } = this.trees;
    if (this.#place && source.height && target.height) {
      const place = this.#place;
      this.#place = null;
      place();
    }
    source.read();
    target.read();
    this.gestures.frame();
    for (const side of SIDES) this.trees[side].render(rowState(this, side));
    const { selected, hover } = this;
    const { chosen, list: suggestions } = this.suggestions;
    const rubber = this.gestures.rubber();
    this.layer.draw({ links: this.links, suggestions, source, target, selected, hover, chosen, rubber, notice: this.#notice, editable: this.editable });
    this.renderRoot.firstElementChild!.classList.toggle('online', Boolean(hover));
    const words = this.links.length ? `${this.layer.inView} of ${this.links.length} lines in view` : 'No lines yet: drag a field on a field';
    if (this.#count && this.#count.textContent !== words) this.#count.textContent = words;
  }

  // ---- what the server says

  take(state: State): void {
    const { links, suggestions } = state;
    if (links) {
      const kept = this.selected;
      this.links = links.map((link) => ({ ...link, s: [], t: [] }));
      // A line drawn before the server knew of it goes on as the line that the server made of it.
      this.selected =
        (kept && (this.links.find((l) => l.id === kept.id) ?? this.links.find((l) => kept.id.startsWith('new ') && l.target === kept.target && l.sources.includes(kept.sources[0] ?? '')))) || null;
    }
    if (suggestions) this.suggestions.take(suggestions);
    for (const snapshot of state.sides) this.#apply(snapshot);
    if (suggestions) this.suggestions.taken();
    const { select, reveal } = state;
    if (select !== null || reveal) this.#place = () => this.#bringIntoSight(select, reveal);
    this.invalidate();
  }

  #bringIntoSight(select: State['select'], reveal: State['reveal']): void {
    if (select !== null) this.#selectQuietly(select);
    if (!reveal) return;
    const { side, at } = reveal;
    const row = this.trees[side].rows.get(at);
    this.trees[side].resize();
    this.trees[side].reveal(at);
    this.trees[side].active = { index: at, id: row?.id ?? '' };
    if (row) this.say([`${row.name} ${row.friendly}`, row.problem || (row.missing ? 'required, empty' : '')].filter(Boolean).join(': '));
  }

  #apply(snapshot: Snapshot): void {
    const { side, anchors } = snapshot;
    const tree = this.trees[side];
    const end = side === 'source' ? 's' : 't';
    if (snapshot.version < tree.rows.version) return;
    tree.rows.apply(snapshot);
    [...this.links, ...this.suggestions.list].forEach((line, i) => (line[end] = anchors[i] ?? []));
    tree.docks = new Set(this.links.flatMap((link) => link[end].map((anchor) => anchor[0])));
    tree.redraw();
    const was = tree.y(tree.active.index);
    // What has the keyboard keeps its place on the screen.
    if (snapshot.tracked >= 0 && snapshot.tracked !== tree.active.index) {
      tree.active.index = snapshot.tracked;
      tree.resize();
      if (was > 0 && was < tree.height) tree.scrollTo(snapshot.tracked * 26 + 13 - was);
      else tree.reveal(snapshot.tracked);
    }
    tree.active.index = Math.min(tree.active.index, Math.max(0, snapshot.total - 1));
  }

  #selectQuietly(id: string): void {
    this.selected = this.links.find((link) => link.id === id) ?? null;
    if (!this.selected) return;
    for (const side of SIDES) {
      const [at] = this.selected[side === 'source' ? 's' : 't'][0] ?? [-1];
      this.trees[side].resize();
      this.trees[side].reveal(at);
    }
  }

  /** Words from the server about what was just done, shown in the lane until the next act or for six seconds. */
  notify(text: string, bad: boolean): void {
    this.#notice = text ? { text, bad } : null;
    window.clearTimeout(this.#noticeTimer);
    if (text) this.#noticeTimer = window.setTimeout(() => this.quiet(), 6000);
    this.say(text);
    this.invalidate();
  }

  quiet(): boolean {
    if (!this.#notice) return false;
    this.#notice = null;
    this.invalidate();
    return true;
  }

  say(words: string): void {
    if (this.#live) this.#live.textContent = words;
    this.dispatchEvent(new CustomEvent('announce', { detail: words }));
  }

  /** What the trees want with the answer to an act. */
  views(): Views {
    this.#rested();
    return { source: this.trees.source.view(), target: this.trees.target.view() };
  }

  #filter(side: Side): void {
    const text = this.renderRoot.querySelector<HTMLInputElement>(`input[data-side=${side}]`)!.value.trim();
    const show = this.renderRoot.querySelector<HTMLSelectElement>(`select[data-side=${side}]`)!.value as Show;
    // What is selected or picked stays listed although it does not match.
    const chosen = side === 'source' ? (this.selected?.sources ?? []) : this.selected ? [this.selected.target] : [];
    const keep = [...chosen, ...(this.picked?.side === side ? [this.picked.row.id] : [])];
    const views = this.views();
    views[side] = { from: 0, to: Math.max(128, views[side].to), track: keep[0] ?? views[side].track };
    this.$server?.filter(side, text, show, keep, views);
  }

  // ---- what the user does

  setActive(side: Side, row: Row): void {
    this.trees[side].active = { index: row.index, id: row.id };
  }

  goTo(side: Side, index: number): void {
    const tree = this.trees[side];
    const row = tree.rows.get(index);
    tree.active = { index, id: row?.id ?? '' };
    tree.nudge(index);
    // Keys may repeat: the server hears of the row at which they rest, or from which the user goes on to act.
    window.clearTimeout(this.#rowTimer);
    this.#resting = row ? () => this.$server?.selectRow(side, row.id) : null;
    this.#rowTimer = window.setTimeout(() => this.#rested(), 120);
    this.invalidate();
  }

  #rested(): void {
    window.clearTimeout(this.#rowTimer);
    this.#resting?.();
    this.#resting = null;
  }

  toggle(side: Side, row: Row): void {
    this.setActive(side, row);
    this.$server?.toggle(side, row.id, !row.open, this.views());
    this.say(`${row.name} ${row.open ? 'closed' : 'opened'}.`);
  }

  /** Lines that end at a row, those that dock there too. */
  linksAt(side: Side, row: Row): Link[] {
    return this.links.filter((link) => marks(link, side === 'source' ? 's' : 't').has(row.index));
  }

  selectRow(side: Side, row: Row): void {
    this.#resting = null;
    this.setActive(side, row);
    this.select(this.linksAt(side, row)[0] ?? null, side);
    this.$server?.selectRow(side, row.id);
  }

  /** Again on the same row: its next line. */
  nextLink(side: Side, row: Row): void {
    const mine = this.linksAt(side, row);
    const next = mine[(this.selected ? mine.indexOf(this.selected) + 1 : 0) % Math.max(1, mine.length)];
    this.select(next ?? null, side);
    if (!next) this.say(`${row.name} has no line.`);
  }

  select(link: Link | null, from?: Side): void {
    this.quiet();
    if (this.selected?.id !== link?.id) this.$server?.selectLink(link?.id ?? '');
    this.selected = link;
    this.invalidate();
    if (!link) return;
    // Both ends come into sight; the end under the pointer stays where it is.
    for (const side of SIDES) {
      const tree = this.trees[side];
      const ends = link[side === 'source' ? 's' : 't'];
      const shown = ends.find(([at]) => at >= tree.first && at <= tree.last) ?? ends[0];
      if (side === from || !shown || shown[0] < 0) continue;
      tree.reveal(shown[0]);
      tree.active = { index: shown[0], id: shown[1] ? '' : side === 'source' ? (link.sources[ends.indexOf(shown)] ?? '') : link.target };
    }
    const hidden = link.s.some(([at]) => at < 0) ? 'source' : link.t.some(([at]) => at < 0) ? 'target' : '';
    this.say(`${words(link)}${link.label ? ` through ${link.label}` : ''}${hidden ? `; its ${hidden} is hidden by the filter` : ''}. ${link.problem}`.trim());
  }

  jump({ side, at, link }: Jump): void {
    const tree = this.trees[side];
    tree.reveal(at);
    tree.active = { index: at, id: '' };
    tree.host.focus({ preventScroll: true });
    this.invalidate();
    this.say(`${words(link)}: its ${side} is in view.`);
  }

  /** Gives the keyboard to the first tree for whoever comes from before, to the last for whoever comes back. */
  focusTree(by: number): void {
    this.trees[by > 0 ? 'source' : 'target'].host.focus({ preventScroll: true });
    this.invalidate();
  }

  enter(side: Side, row: Row): void {
    if (!this.editable) return;
    const { picked } = this;
    if (picked && picked.side !== side) {
      this.picked = null;
      if (side === 'target') this.connect(picked.row, row);
      else this.connect(row, picked.row);
      return;
    }
    this.picked = { side, row };
    this.say(`${row.name} picked. ${side === 'source' ? 'Tab to the target' : 'Shift Tab to the source'}, Enter connects, Escape cancels.`);
    this.invalidate();
  }

  unpick(): boolean {
    if (!this.picked) return false;
    this.picked = null;
    this.say('Nothing picked.');
    this.invalidate();
    return true;
  }

  connect(from: Row, to: Row): void {
    this.quiet();
    const same = this.links.find((link) => link.target === to.id && link.sources.includes(from.id));
    if (same) {
      this.select(same);
      this.say('These two are connected already.');
      return;
    }
    // Drawn at once from what is on screen; the server's answer replaces it, or takes it back and says why.
    const draft: Link = {
      id: `new ${from.id} ${to.id}`, sources: [from.id], target: to.id, sourceNames: [from.name], targetName: to.name,
      kind: 'COPY', label: '', problem: '', s: [[from.index, false, from.index]], t: [[to.index, false, to.index]]
    };
    this.links = [...this.links, draft];
    this.selected = draft;
    this.invalidate();
    this.$server?.connect(from.id, to.id, this.views());
    this.say(`${from.name} connected to ${to.name}.`);
  }

  removeAt(side: Side, row: Row): void {
    if (!this.editable) return;
    const mine = this.linksAt(side, row);
    const link = this.selected && mine.includes(this.selected) ? this.selected : mine.length === 1 ? mine[0]! : null;
    if (!link) {
      this.say(mine.length ? `${mine.length} lines end at ${row.name}. Space chooses one.` : `${row.name} has no line.`);
      return;
    }
    this.quiet();
    this.selected = null;
    this.$server?.remove(link.id, this.views());
    this.say(`${words(link)} removed.`);
  }

  formulaAt(side: Side, row: Row): void {
    const mine = this.linksAt(side, row);
    const link = this.selected && mine.includes(this.selected) ? this.selected : mine[0];
    if (side === 'target' && !link) this.formula(row.id, false);
    else if (link) this.formula(link.target, false);
    else this.say(`${row.name} has no line. Formulas stand at target fields.`);
  }

  formula(target: string, adding: boolean): void {
    this.quiet();
    this.#rested();
    this.$server?.formula(target, adding);
  }

  nextProblem(step: number): void {
    const side: Side = this.shadowRoot?.activeElement === this.trees.source.host ? 'source' : 'target';
    this.trees[side].host.focus({ preventScroll: true });
    this.$server?.problem(side, this.trees[side].active.index, step, this.views());
  }

  step(by: 'undo' | 'redo'): void {
    if (this.editable) this.$server?.[by](this.views());
  }
}

const words = (link: Link): string => (link.sourceNames.length ? `Line from ${link.sourceNames.join(', ')} to ${link.targetName}` : `Value of ${link.targetName}`);

customElements.define('mapping-canvas', MappingCanvas);
