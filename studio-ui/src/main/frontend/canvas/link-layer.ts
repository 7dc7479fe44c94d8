// The lane between the trees. All plain lines of one state share one <path>: 500 links cost a few attribute writes a
// frame, and colours come from custom properties, so dark mode needs no redraw. Hit-testing is arithmetic over the
// lines drawn last, so lines need no elements and no listeners.
import type { FieldTree } from './field-tree.js';
import { ROW } from './field-tree.js';
import { bezier, curve, distance, type Stroke } from './geometry.js';
import { Pills, spread, type Pill } from './pills.js';
import type { Anchor, Kind, Link, Side, Suggestion } from './protocol.js';

/** Bottom to top. */
const LAYERS = ['fill', 'bracket', 'local', 'wrong', 'away', 'hover', 'ghost', 'halo', 'picked', 'reach', 'rubber'] as const;
type Layer = (typeof LAYERS)[number];
type Paths = Record<Layer, Set<string>>;

const ICONS: Record<Kind, string> = {
  COPY: 'link',
  FORMULA: 'fx',
  LOOKUP: 'lookup',
  MAP: 'schema',
  CASES: 'split',
  CONSTANT: 'text',
  LOOP: 'loop'
};

export interface Scene {
  links: Iterable<Link>;
  suggestions: Suggestion[];
  source: FieldTree;
  target: FieldTree;
  selected: Link | null;
  hover: Link | null;
  chosen: Suggestion | null;
  rubber: { x0: number; y0: number; x1: number; y1: number } | null;
  notice: { text: string; bad: boolean } | null;
  editable: boolean;
}

interface Corner {
  n: number;
  near: Link;
  at: number;
  selected?: Link;
  selectedAt?: number;
}

export class LinkLayer {
  readonly host = document.createElement('div');
  readonly #svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  readonly #paths: Record<Layer, SVGPathElement>;
  readonly #pills: Pills;
  readonly #observer: ResizeObserver;
  #written: Partial<Record<Layer, string>> = {};
  #drawn: Stroke<Link>[] = [];
  #dim = false;
  width = 280;
  /** Links of which at least one line is in view with both ends. */
  inView = 0;

  constructor(invalidate: () => void) {
    this.host.className = 'lane';
    this.#svg.setAttribute('aria-hidden', 'true');
    const paths: Partial<Record<Layer, SVGPathElement>> = {};
    for (const name of LAYERS) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('class', name);
      this.#svg.append(path);
      paths[name] = path;
    }
    this.#paths = paths as Record<Layer, SVGPathElement>;
    this.host.append(this.#svg);
    this.#pills = new Pills(this.host);
    this.#observer = new ResizeObserver(([entry]) => {
      this.width = entry?.contentRect.width ?? this.width;
      invalidate();
    });
  }

  attach(): void {
    this.#observer.observe(this.host);
  }

  detach(): void {
    this.#observer.disconnect();
  }

  draw(scene: Scene): void {
    const { source, target, selected } = scene;
    const d = Object.fromEntries(LAYERS.map((name) => [name, new Set<string>()])) as unknown as Paths;
    const pills: Pill[] = [];
    const corners = new Map<string, Corner>();
    this.#drawn = [];
    this.inView = 0;
    const picked: Stroke<Link>[] = [];
    for (const link of scene.links) {
      if (link.kind === 'LOOP') this.#loop(link, d, pills, scene);
      let seen = false;
      for (const t of link.t) for (const s of link.s) seen = this.#line(link, s, t, d, corners, picked, scene) || seen;
      if (seen) this.inView++;
    }
    this.#ghosts(d, pills, scene);
    const { rubber } = scene;
    if (rubber) d.rubber.add(curve(rubber.x0, rubber.y0, rubber.x1, rubber.y1));
    if (!rubber && selected) this.#label(selected, picked, pills, scene);
    for (const [key, corner] of corners) this.#marker(key, corner, pills, source.height);
    if (scene.notice) this.#note(scene.notice, pills, source.height);
    spread(pills, source.height);
    this.#paint(d, Boolean(selected || rubber || scene.chosen));
    this.#pills.place(pills);
    void target;
  }

  /** One operand's line. Says whether both of its ends are in view. */
  #line(link: Link, s: Anchor, t: Anchor, d: Paths, corners: Map<string, Corner>, picked: Stroke<Link>[], scene: Scene): boolean {
    if (s[0] < 0 || t[0] < 0) return false; // filtered away, with all its ancestors
    const { source, target } = scene;
    const W = this.width;
    const H = source.height;
    const ys = source.y(s[0]);
    const yt = target.y(t[0]);
    const a = off(ys, H);
    const b = off(yt, H);
    const selected = link === scene.selected;
    if (link.kind === 'LOOP' && !selected) {
      if (a || b) return false;
      d.bracket.add(curve(0, ys, W, yt));
      this.#drawn.push({ of: link, x0: 0, y0: ys, x1: W, y1: yt });
      return true;
    }
    if (a && b && !selected) return false; // both ends elsewhere: nothing to say here
    // An end out of sight docks at the edge of the lane, where a marker waits.
    const edge = (side: number) => (side < 0 ? 12 : H - 12);
    const stroke = { of: link, x0: a ? 76 : 0, y0: a ? edge(a) : ys, x1: b ? W - 76 : W, y1: b ? edge(b) : yt };
    if (a) mark(corners, 'source', a, link, s[0], selected);
    if (b) mark(corners, 'target', b, link, t[0], selected);
    this.#drawn.push(stroke);
    const path = curve(stroke.x0, stroke.y0, stroke.x1, stroke.y1);
    if (selected) {
      picked.push(stroke);
      d[a || b ? 'reach' : 'picked'].add(path);
      d.halo.add(path);
    } else {
      d[link === scene.hover ? 'hover' : a || b ? 'away' : link.problem ? 'wrong' : 'local'].add(path);
    }
    return !a && !b;
  }

  /** A loop is a bracket at both sides around the rows that it repeats, named in words. */
  #loop(link: Link, d: Paths, pills: Pill[], { source, target, selected }: Scene): void {
    const s = link.s[0];
    const t = link.t[0];
    if (!s || !t || s[0] < 0 || t[0] < 0) return;
    const W = this.width;
    const H = source.height;
    const [ys, es] = [source.y(s[0]), source.y(s[2])];
    const [yt, et] = [target.y(t[0]), target.y(t[2])];
    // Many loops turn over the same rows; of those the ones are shown that make what is in sight, or that begin there.
    if (off(ys, H) && (et < 0 || yt > H)) return;
    const h = ROW / 2;
    const clip = (y: number) => Math.round(Math.max(-20, Math.min(H + 20, y)));
    const [a, b, c, e] = [ys - h + 4, es + h - 4, yt - h + 4, et + h - 4].map(clip) as [number, number, number, number];
    if (es > ys || et > yt) {
      d.fill.add(`M0 ${a}C${W / 2} ${a} ${W / 2} ${c} ${W} ${c}V${e}C${W / 2} ${e} ${W / 2} ${b} 0 ${b}Z`);
      d.bracket.add(`M14 ${a}H8V${b}H14`);
      d.bracket.add(`M${W - 14} ${c}H${W - 8}V${e}H${W - 14}`);
    }
    const y = Math.max((ys + yt) / 2, 40); // its words stay in view while any of it does
    if (y < H - 30 && y <= (es + et) / 2) {
      pills.push({ kind: link === selected ? 'sel' : 'loop', x: W / 2, y, text: link.label, icon: 'loop', link });
    }
  }

  #ghosts(d: Paths, pills: Pill[], { suggestions, chosen, source, target, editable }: Scene): void {
    const H = source.height;
    for (const ghost of suggestions) {
      const s = ghost.s[0]?.[0] ?? -1;
      const t = ghost.t[0]?.[0] ?? -1;
      if (s < 0 || t < 0) continue;
      const ys = source.y(s);
      const yt = target.y(t);
      if (off(ys, H) && off(yt, H)) continue;
      d.ghost.add(curve(0, ys, this.width, yt));
      pills.push({
        kind: ghost === chosen ? 'ghost chosen' : 'ghost',
        x: this.width / 2,
        y: Math.max(14, Math.min(H - 14, (ys + yt) / 2)),
        text: ghost.reason,
        tail: `${ghost.confidence} %`,
        title: `${ghost.sourceName} to ${ghost.targetName}: ${ghost.reason}, ${ghost.confidence} %`,
        icon: 'ghost',
        ...(editable ? { ghost } : {})
      });
    }
  }

  #label(link: Link, strokes: Stroke<Link>[], pills: Pill[], { target, editable }: Scene): void {
    const t = link.t[0];
    if (!strokes.length) {
      // A constant has no line; its label stands at its target.
      if (link.s.length === 0 && t && t[0] >= 0 && !off(target.y(t[0]), target.height)) {
        pills.push({ kind: 'sel', x: this.width - 8, y: target.y(t[0]), text: link.label, icon: ICONS[link.kind], align: 'target', link });
      }
      return;
    }
    const y = strokes.reduce((sum, stroke) => sum + (stroke.y0 + stroke.y1) / 2, 0) / strokes.length;
    const first = strokes[0]!;
    const m = (first.x0 + first.x1) / 2;
    if (link.label && link.kind !== 'LOOP') {
      pills.push({ kind: 'sel', x: m, y, text: link.label, icon: ICONS[link.kind], title: link.problem, link });
    }
    if (!editable || link.kind === 'LOOP') return;
    const places = [0.86, 0.14, 0.7, 0.3].map((at): [number, number] => [
      bezier(first.x0, m, m, first.x1, at),
      bezier(first.y0, first.y0, first.y1, first.y1, at)
    ]);
    pills.push({ kind: 'plus', x: 0, y: 0, places, text: '', icon: 'plus', title: 'Add a function to this line', link });
  }

  /** One marker a corner: its line's name, or how many. */
  #marker(key: string, corner: Corner, pills: Pill[], H: number): void {
    const [side, direction] = key.split(' ') as [Side, string];
    const up = direction === '-1';
    const link = corner.selected ?? corner.near;
    const names = side === 'source' ? link.sourceNames : [link.targetName];
    const ids = side === 'source' ? link.s : link.t;
    const at = corner.selectedAt ?? corner.at;
    const name = names[Math.max(0, ids.findIndex((anchor) => anchor[0] === at))] ?? '';
    pills.push({
      kind: corner.selected ? 'edge sel' : 'edge',
      x: side === 'source' ? 4 : this.width - 4,
      align: side,
      y: up ? 12 : H - 12,
      text: `${corner.selected || corner.n === 1 ? name : `${corner.n} lines`}, ${up ? 'above' : 'below'}`,
      title: `Scroll the ${side} to ${name}`,
      jump: { side, at, link }
    });
  }

  #note({ text, bad }: { text: string; bad: boolean }, pills: Pill[], H: number): void {
    pills.push({ kind: bad ? 'note bad' : 'note', x: this.width / 2, y: H - 12, text, title: text, icon: bad ? 'alert' : 'info' });
  }

  #paint(d: Paths, dim: boolean): void {
    for (const name of LAYERS) {
      const value = [...d[name]].join('');
      if (this.#written[name] === value) continue;
      this.#written[name] = value;
      this.#paths[name].setAttribute('d', value);
    }
    if (this.#dim === dim) return;
    this.#dim = dim;
    this.#svg.classList.toggle('dim', dim);
  }

  /** The line within 6 px of a point of the lane, if any. */
  hit(x: number, y: number): Link | null {
    let best: Link | null = null;
    let least = 6;
    for (const stroke of this.#drawn) {
      const far = distance(stroke, x, y);
      if (far < least) {
        least = far;
        best = stroke.of;
      }
    }
    return best;
  }
}

/** -1 above the view, 1 below it, 0 in it. */
const off = (y: number, height: number): number => (y < 0 ? -1 : y > height ? 1 : 0);

function mark(corners: Map<string, Corner>, side: Side, direction: number, link: Link, at: number, selected: boolean): void {
  const key = `${side} ${direction}`;
  let corner = corners.get(key);
  if (!corner) corners.set(key, (corner = { n: 0, near: link, at }));
  corner.n++;
  if (selected) {
    corner.selected = link;
    corner.selectedAt = at;
  }
  // The marker goes to the nearest.
  if (direction > 0 ? at < corner.at : at > corner.at) {
    corner.near = link;
    corner.at = at;
  }
}
