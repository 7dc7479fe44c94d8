// Lines that nobody has accepted yet: dashed, with a reason and a confidence; accepted one by one, never silently.
import type { MappingCanvas } from './mapping-canvas.js';
import { SIDES, type Row, type Side, type Suggestion } from './protocol.js';

export class Suggestions {
  list: Suggestion[] = [];
  /** The one that the keyboard is on. */
  chosen: Suggestion | null = null;
  #asking: { side: Side; id: string } | null = null;
  /** One was accepted and none is left of those that were asked for: the server proposes the next. */
  #goesOn = false;

  constructor(private readonly canvas: MappingCanvas) {}

  /** Those for one field; the server answers with a new list. */
  ask(side: Side, row: Row): void {
    if (!this.canvas.editable) return;
    this.canvas.setActive(side, row);
    this.#asking = { side, id: row.id };
    this.canvas.$server?.suggest(side, row.id, this.canvas.views());
  }

  take(list: Omit<Suggestion, 's' | 't'>[]): void {
    const was = this.chosen;
    this.list = list.map((ghost) => ({ ...ghost, s: [], t: [] }));
    this.chosen = was && (this.list.find((ghost) => ghost.id === was.id) ?? null);
  }

  /** Once their places are known: the keyboard goes to the first that was asked for. */
  taken(): void {
    const asking = this.#asking;
    if (!asking) {
      if (this.#goesOn && !this.chosen && this.list[0]) this.#next(this.list[0]);
      return;
    }
    this.#asking = null;
    const mine = this.list.filter((ghost) => ghost[asking.side] === asking.id);
    this.chosen = mine[0] ?? null;
    if (this.chosen) this.#tell(`${mine.length} suggestions. Arrows choose, Enter accepts. `, mine);
    else this.canvas.say('No suggestion for this field.');
  }

  step(by: number): void {
    const at = this.chosen ? this.list.indexOf(this.chosen) : 0;
    const next = this.list[(at + by + this.list.length) % this.list.length];
    if (next) this.look(next);
  }

  look(ghost: Suggestion): void {
    this.chosen = ghost;
    this.#tell('', this.list);
  }

  #tell(before: string, among: Suggestion[]): void {
    const ghost = this.chosen!;
    for (const side of SIDES) this.canvas.trees[side].reveal(ghost[side === 'source' ? 's' : 't'][0]?.[0] ?? -1);
    const place = `${among.indexOf(ghost) + 1} of ${among.length}`;
    this.canvas.say(`${before}${place}: ${ghost.sourceName} to ${ghost.targetName}, ${ghost.reason}, ${ghost.confidence} %.`);
    this.canvas.invalidate();
  }

  accept(ghost: Suggestion): void {
    if (!this.canvas.editable) return;
    const at = this.list.indexOf(ghost);
    const rest = this.list.filter((other) => other !== ghost);
    this.chosen = null;
    this.#goesOn = true;
    this.canvas.$server?.accept(ghost.id, this.canvas.views());
    this.canvas.say(`${ghost.sourceName} connected to ${ghost.targetName}.`);
    const next = rest[Math.min(at, rest.length - 1)];
    if (next) this.#next(next);
  }

  /** The keyboard goes on with it; what was just done is said first. */
  #next(ghost: Suggestion): void {
    this.#goesOn = false;
    this.chosen = ghost;
    this.#tell('Next, ', this.list);
  }

  dismiss(ghost: Suggestion): void {
    if (this.chosen === ghost) this.chosen = null;
    this.canvas.$server?.dismiss(ghost.id, this.canvas.views());
    this.canvas.say('Suggestion dismissed.');
  }

  /** Leaves the choice; says whether there was one. */
  close(): boolean {
    if (!this.chosen) return false;
    this.chosen = null;
    this.canvas.$server?.closeSuggestions(this.canvas.views());
    this.canvas.say('Suggestions closed.');
    this.canvas.invalidate();
    return true;
  }
}
