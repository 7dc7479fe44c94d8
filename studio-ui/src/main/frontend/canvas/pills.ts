// Labels and markers of the lane: a small pool of elements above the lines. The keyboard has its own way to each of
// them, so none is a tab stop.
import type { Link, Side, Suggestion } from './protocol.js';

export interface Jump {
  side: Side;
  at: number;
  link: Link;
}

export interface Pill {
  kind: 'sel' | 'loop' | 'edge' | 'edge sel' | 'ghost' | 'ghost chosen' | 'plus' | 'note' | 'note bad';
  x: number;
  y: number;
  text: string;
  /** What is never cut. */
  tail?: string;
  icon?: string;
  title?: string;
  /** At an edge of the lane rather than in its middle. */
  align?: Side;
  /** Places on its line, of which it takes the first that is free. */
  places?: [number, number][];
  link?: Link;
  jump?: Jump;
  ghost?: Suggestion;
}

export interface PillElement extends HTMLDivElement {
  pill?: Pill;
  key: string;
  place: string;
}

/** A note has as many lines as its words take, and grows upwards. */
const isNote = (pill: Pill): boolean => pill.kind.startsWith('note');

/** Pills in the middle of the lane never cover each other; the + takes the first place that is free. */
export function spread(pills: Pill[], height: number): void {
  const middle = pills.filter((p) => !p.places && !p.align && !isNote(p)).sort((a, b) => a.y - b.y);
  for (let i = 1; i < middle.length; i++) middle[i]!.y = Math.max(middle[i]!.y, middle[i - 1]!.y + 28);
  for (let i = middle.length - 1, floor = height - 14; i >= 0; i--, floor -= 28) {
    middle[i]!.y = Math.min(middle[i]!.y, floor);
  }
  const plus = pills.find((p) => p.places);
  if (!plus?.places) return;
  const free = plus.places.find(
    ([x, y]) => !pills.some((p) => p !== plus && Math.abs(p.y - y) < 22 && Math.abs(p.x - x) < p.text.length * 3.2 + 28)
  );
  [plus.x, plus.y] = free ?? plus.places[0]!;
}

export class Pills {
  #pool: PillElement[] = [];

  constructor(private readonly host: HTMLElement) {}

  place(pills: Pill[]): void {
    while (this.#pool.length < pills.length) this.#pool.push(this.#make());
    this.#pool.forEach((element, i) => {
      const pill = pills[i];
      element.pill = pill;
      if (element.hidden !== !pill) element.hidden = !pill;
      if (!pill) return;
      const key = `${pill.kind}|${pill.text}|${pill.tail ?? ''}|${pill.icon ?? ''}|${pill.title ?? ''}`;
      if (element.key !== key) {
        element.key = key;
        element.className = `pill ${pill.kind}`;
        element.title = pill.title ?? '';
        element.children[0]!.className = pill.icon ? `i i12 i-${pill.icon}` : 'none';
        element.children[1]!.textContent = pill.text;
        element.children[2]!.textContent = pill.tail ?? '';
      }
      const shift = pill.align === 'source' ? '0' : pill.align ? '-100%' : '-50%';
      const place = `translate(${Math.round(pill.x)}px,${Math.round(pill.y)}px) translate(${shift},${isNote(pill) ? '-100%' : '-50%'})`;
      if (element.place !== place) element.style.transform = element.place = place;
    });
  }

  #make(): PillElement {
    const element = document.createElement('div') as PillElement;
    element.innerHTML =
      '<i></i><span></span><em></em><button class="accept" tabindex="-1">Accept</button>' +
      '<button class="dismiss" tabindex="-1" title="Dismiss this suggestion" aria-label="Dismiss"><i class="i i12 i-x"></i></button>';
    this.host.append(element);
    return element;
  }
}
