// Every gesture has a key. Focus stays on one of the two trees; rows are pointed at by aria-activedescendant.
import type { MappingCanvas } from './mapping-canvas.js';
import { SIDES, across, type Side } from './protocol.js';
import { ROW } from './field-tree.js';

/** Milliseconds after which typing starts a new search. */
const PAUSE = 700;

export class Keyboard {
  #typed = '';
  #timer = 0;

  constructor(
    private readonly canvas: MappingCanvas,
    root: HTMLElement
  ) {
    for (const side of SIDES) canvas.trees[side].host.addEventListener('keydown', (e) => this.#key(e, side));
    root.addEventListener('keydown', (e) => this.#anywhere(e));
  }

  /** Keys that work on the whole canvas; in a filter's field the undo of its text goes first. */
  #anywhere(e: KeyboardEvent): void {
    const { canvas } = this;
    const field = (e.composedPath()[0] as Element).matches('input, select');
    const control = e.ctrlKey || e.metaKey;
    const key = e.key.toLowerCase();
    const act = (run: () => void) => {
      e.preventDefault();
      e.stopPropagation();
      run();
    };
    if (control && !field && key === 'z') act(() => canvas.step(e.shiftKey ? 'redo' : 'undo'));
    else if (control && !field && key === 'y') act(() => canvas.step('redo'));
    else if (e.key === 'F6') this.#nextPane(e);
    else if (e.key === 'F8') act(() => canvas.nextProblem(e.shiftKey ? -1 : 1));
    else if (e.key === 'Escape' && canvas.gestures.cancel()) act(() => undefined);
  }

  /** From the last pane F6 goes on: the page around the canvas takes it, or it comes round. */
  #nextPane(e: KeyboardEvent): void {
    const { source, target } = this.canvas.trees;
    const inTarget = e.composedPath().includes(target.host);
    const inSource = e.composedPath().includes(source.host);
    const leaving = e.shiftKey ? inSource : inTarget;
    e.preventDefault();
    e.stopPropagation();
    if (leaving) {
      const leave = new CustomEvent('pane-leave', { detail: e.shiftKey ? -1 : 1, bubbles: true, composed: true, cancelable: true });
      if (!this.canvas.dispatchEvent(leave)) return;
    }
    (inTarget || !inSource ? source : target).host.focus({ preventScroll: true });
    this.canvas.invalidate();
  }

  #key(e: KeyboardEvent, side: Side): void {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const { canvas } = this;
    const tree = canvas.trees[side];
    const at = tree.active.index;
    const row = tree.rows.get(at);
    const page = Math.max(1, Math.floor(tree.height / ROW) - 1);
    const last = tree.rows.total - 1;
    const go = (index: number) => canvas.goTo(side, Math.max(0, Math.min(last, index)));
    const choosing = canvas.suggestions.chosen !== null;
    const keys: Record<string, () => unknown> = {
      Escape: () => canvas.gestures.cancel() || canvas.suggestions.close() || canvas.unpick() || canvas.quiet() || canvas.select(null),
      ArrowDown: () => (choosing ? canvas.suggestions.step(1) : go(at + 1)),
      ArrowUp: () => (choosing ? canvas.suggestions.step(-1) : go(at - 1)),
      PageDown: () => go(at + page),
      PageUp: () => go(at - page),
      Home: () => go(0),
      End: () => go(last),
      ArrowRight: () => row && (row.open === false ? canvas.toggle(side, row) : row.open ? go(at + 1) : 0),
      ArrowLeft: () => row && (row.open ? canvas.toggle(side, row) : row.parent >= 0 ? go(row.parent) : 0),
      Enter: () => (canvas.suggestions.chosen ? canvas.suggestions.accept(canvas.suggestions.chosen) : row && canvas.enter(side, row)),
      Delete: () => row && canvas.removeAt(side, row),
      F2: () => row && canvas.formulaAt(side, row),
      ' ': () => {
        if (e.shiftKey) return row && canvas.suggestions.ask(side, row);
        return this.#typed ? this.#type(' ', side) : row && canvas.nextLink(side, row);
      }
    };
    const act = keys[e.key];
    if (act) {
      e.preventDefault();
      if (e.key === 'Escape') e.stopPropagation();
      if (e.key !== ' ') this.#typed = '';
      act();
    } else if (e.key === 'Tab') {
      // With a field in hand Tab goes straight to the other tree; otherwise it keeps its usual meaning.
      if (canvas.picked?.side !== side || e.shiftKey !== (side === 'target')) return;
      e.preventDefault();
      canvas.trees[across(side)].host.focus({ preventScroll: true });
      canvas.invalidate();
    } else if (e.key.length === 1) {
      e.preventDefault();
      e.stopPropagation(); // the page's single-letter keys are not meant here
      void this.#type(e.key, side);
    }
  }

  /** The server searches: the row may not be in the browser yet. */
  async #type(key: string, side: Side): Promise<void> {
    const { canvas } = this;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => (this.#typed = ''), PAUSE);
    const from = canvas.trees[side].active.index + (this.#typed ? 0 : 1);
    const typed = (this.#typed += key.toLowerCase());
    const index = (await canvas.$server?.find(side, typed, from)) ?? -1;
    if (typed !== this.#typed && this.#typed) return; // an older answer
    if (index < 0) canvas.say(`Nothing starts with ${typed}.`);
    else canvas.goTo(side, index);
  }
}
