// Pointer gestures. Move events only note where the pointer is; the frame does the work, once, whatever the mouse's
// rate. A line is drawn from a row of either tree to a row of the other; a finger draws it from the row's port, since
// elsewhere it scrolls.
import type { FieldTree } from './field-tree.js';
import type { MappingCanvas } from './mapping-canvas.js';
import type { PillElement } from './pills.js';
import { SIDES, across, type Row, type Side } from './protocol.js';

/** Pixels at a pane's edge in which a drag scrolls it. */
const EDGE = 40;
/** Pixels after which a press is a drag. */
const SLOP = 4;

interface Hit {
  side: Side;
  tree: FieldTree;
  index: number;
  row: Row | undefined;
}

interface Drag {
  side: Side;
  row: Row;
  index: number;
  pointer: number;
  moved: boolean;
  x: number;
  y: number;
  over: Row | null;
}

export class Gestures {
  drag: Drag | null = null;
  #at: { x: number; y: number } | null = null;
  #hoverAt: Element | null = null;
  #boxes: { lane: DOMRect; source: DOMRect; target: DOMRect } | null = null;
  #quiet = false;

  constructor(
    private readonly canvas: MappingCanvas,
    private readonly root: HTMLElement
  ) {
    root.addEventListener('pointerdown', (e) => this.#down(e));
    root.addEventListener('pointermove', (e) => this.#move(e), { passive: true });
    root.addEventListener('pointerleave', () => {
      this.#hoverAt = null;
      canvas.invalidate();
    });
    root.addEventListener('pointerup', () => this.drag && this.#drop());
    root.addEventListener('pointercancel', () => this.cancel());
    root.addEventListener('click', (e) => this.#click(e));
    root.addEventListener('dblclick', (e) => this.#doubleClick(e));
  }

  #hit(e: MouseEvent): Hit | null {
    const path = e.composedPath();
    for (const side of SIDES) {
      const tree = this.canvas.trees[side];
      if (!path.includes(tree.host)) continue;
      const index = tree.indexAt(e.clientY - tree.host.getBoundingClientRect().top);
      return { side, tree, index, row: tree.rows.get(index) };
    }
    return null;
  }

  #down(e: PointerEvent): void {
    const from = e.composedPath()[0] as Element;
    const hit = this.#hit(e);
    this.#quiet = false;
    if (e.button || !hit?.row || !this.canvas.editable || from.classList.contains('twist')) return;
    const port = from.classList.contains('port');
    if (e.pointerType === 'touch' && !port) return;
    if (from === hit.tree.host) return; // its scrollbar
    this.#at = { x: e.clientX, y: e.clientY };
    this.drag = { side: hit.side, row: hit.row, index: hit.index, pointer: e.pointerId, moved: false, x: e.clientX, y: e.clientY, over: null };
    const { source, target } = this.canvas.trees;
    // Measured once, not at each move.
    this.#boxes = {
      lane: this.canvas.layer.host.getBoundingClientRect(),
      source: source.host.getBoundingClientRect(),
      target: target.host.getBoundingClientRect()
    };
  }

  #move(e: PointerEvent): void {
    this.#at = { x: e.clientX, y: e.clientY };
    this.#hoverAt = e.composedPath()[0] as Element;
    const { drag } = this;
    if (drag && !drag.moved && Math.hypot(e.clientX - drag.x, e.clientY - drag.y) > SLOP) {
      drag.moved = true;
      this.root.setPointerCapture(drag.pointer); // keeps the drag alive outside the window
      this.canvas.setActive(drag.side, drag.row);
      this.root.classList.add('dragging');
    }
    if (!drag) this.#help();
    this.canvas.invalidate();
  }

  /** A row's tooltip is written when the pointer is on it, not for each row that scrolls by. */
  #help(): void {
    const row = this.#hoverAt?.closest<HTMLElement>('.row');
    if (row && !row.title && row.dataset['help']) row.title = row.dataset['help'];
  }

  /** Part of the frame: scrolls at the edges, and says which row would take the drop. */
  frame(): void {
    const { canvas, drag } = this;
    const at = this.#at;
    if (!drag?.moved) {
      const lane = canvas.layer.host;
      const inLane = at && this.#hoverAt && lane.contains(this.#hoverAt) && !this.#hoverAt.closest('.pill');
      if (inLane) {
        const box = lane.getBoundingClientRect();
        canvas.hover = canvas.layer.hit(at.x - box.left, at.y - box.top);
      } else {
        canvas.hover = null;
      }
      return;
    }
    if (!at || !this.#boxes) return;
    const { source, target } = canvas.trees;
    const boxes = this.#boxes;
    const middle = boxes.lane.left + boxes.lane.width / 2;
    const tree = at.x < middle ? source : target;
    const pane = boxes.target;
    const over = at.y < pane.top + EDGE ? at.y - pane.top - EDGE : at.y > pane.bottom - EDGE ? at.y - pane.bottom + EDGE : 0;
    // Paced by frames: the nearer the edge the faster, and it goes on while the pointer rests.
    if (over) {
      tree.scrollTo(tree.top + Math.max(-24, Math.min(24, over * 0.6)));
      tree.read();
      canvas.invalidate();
    }
    const goal = across(drag.side);
    const box = boxes[goal];
    const near = goal === 'target' ? at.x >= box.left - 24 : at.x <= box.right + 24;
    const inside = near && at.y >= box.top && at.y <= box.bottom;
    const onto = canvas.trees[goal];
    drag.over = inside ? (onto.rows.get(onto.indexAt(at.y - box.top)) ?? null) : null;
  }

  /** Where the rubber line runs; read after scrolling, so that it ends on the row that would take the drop. */
  rubber(): { x0: number; y0: number; x1: number; y1: number } | null {
    const { drag } = this;
    const at = this.#at;
    if (!drag?.moved || !at || !this.#boxes) return null;
    const { lane } = this.#boxes;
    const trees = this.canvas.trees;
    const y0 = trees[drag.side].y(drag.index);
    const x = drag.over ? (drag.side === 'source' ? lane.width : 0) : Math.max(0, Math.min(lane.width, at.x - lane.left));
    const y = drag.over ? trees[across(drag.side)].y(drag.over.index) : at.y - lane.top;
    return drag.side === 'source' ? { x0: 0, y0, x1: x, y1: y } : { x0: x, y0: y, x1: lane.width, y1: y0 };
  }

  #end(): Drag | null {
    const drag = this.drag;
    this.drag = null;
    if (drag?.moved) {
      this.root.classList.remove('dragging');
      if (this.root.hasPointerCapture(drag.pointer)) this.root.releasePointerCapture(drag.pointer);
      this.#quiet = true; // the click that follows a drop is no click
    }
    this.canvas.invalidate();
    return drag;
  }

  #drop(): void {
    this.frame();
    const drag = this.#end();
    if (!drag?.moved) return;
    if (!drag.over) this.canvas.say('Nothing connected.');
    else if (drag.side === 'source') this.canvas.connect(drag.row, drag.over);
    else this.canvas.connect(drag.over, drag.row);
  }

  cancel(): boolean {
    if (!this.drag) return false;
    const moved = this.drag.moved;
    this.#end();
    if (moved) this.canvas.say('Line cancelled.');
    return moved;
  }

  #click(e: MouseEvent): void {
    if (this.#quiet) {
      this.#quiet = false;
      return;
    }
    const { canvas } = this;
    const path = e.composedPath() as Element[];
    const element = path.find((node) => node.classList?.contains('pill')) as PillElement | undefined;
    if (element?.pill) {
      this.#pill(element, path);
      return;
    }
    const hit = this.#hit(e);
    if (!hit) {
      if (path.includes(canvas.layer.host)) {
        canvas.select(canvas.hover);
        canvas.trees.target.host.focus({ preventScroll: true });
      }
      return;
    }
    if (!hit.row || path[0] === hit.tree.host) return;
    if (path[0]!.classList.contains('twist') && hit.row.open !== null) canvas.toggle(hit.side, hit.row);
    else canvas.selectRow(hit.side, hit.row);
  }

  #pill(element: PillElement, path: Element[]): void {
    const { canvas } = this;
    const pill = element.pill!;
    const on = (name: string) => path.some((node) => node.classList?.contains(name));
    if (pill.ghost) {
      if (on('accept')) canvas.suggestions.accept(pill.ghost);
      else if (on('dismiss')) canvas.suggestions.dismiss(pill.ghost);
      else canvas.suggestions.look(pill.ghost);
    } else if (pill.jump) canvas.jump(pill.jump);
    else if (pill.kind === 'plus' && pill.link) canvas.formula(pill.link.target, true);
    else if (pill.link) canvas.select(pill.link);
    else canvas.quiet();
  }

  /** Twice on a row that can be opened opens it; twice on a target field or a line's label opens the formula. */
  #doubleClick(e: MouseEvent): void {
    const path = e.composedPath() as Element[];
    const element = path.find((node) => node.classList?.contains('pill')) as PillElement | undefined;
    if (element?.pill?.kind === 'sel' && element.pill.link) {
      this.canvas.formula(element.pill.link.target, false);
      return;
    }
    const hit = this.#hit(e);
    if (!hit?.row || path[0]!.classList.contains('twist')) return;
    if (hit.row.open !== null) this.canvas.toggle(hit.side, hit.row);
    else if (hit.side === 'target') this.canvas.formula(hit.row.id, false);
  }
}
