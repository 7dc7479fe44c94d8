// The client's model of one side: how many rows are open, and the few pages of them that it holds. It never sees the
// tree. One request is in flight a side; while it runs only the newest wish is remembered: a fast scroll over 10,000
// rows must not queue 150 requests that nobody looks at any more.
import type { Row, Server, Side, Snapshot, View } from './protocol.js';

const PAGE = 64;
const KEEP = 24;
/** Milliseconds after which pages are asked for again that could not be had. */
const RETRY = 2000;

interface Page {
  version: number;
  rows: Row[];
}

export class Rows {
  total = 0;
  version = 0;
  #shape = -1;
  #pages = new Map<number, Page>();
  #busy = false;
  #want: [number, number] | null = null;

  constructor(
    private readonly side: Side,
    private readonly server: () => Server | undefined,
    private readonly changed: () => void
  ) {}

  get(index: number): Row | undefined {
    return index < 0 ? undefined : this.#pages.get(Math.floor(index / PAGE))?.rows[index % PAGE];
  }

  /** Whole pages around a range, to ask for with a change, so that the answer replaces what is on screen at once. */
  view(first: number, last: number, track: string): View {
    return { from: Math.floor(first / PAGE) * PAGE, to: Math.ceil((last + 1) / PAGE) * PAGE, track };
  }

  apply(snapshot: Snapshot): void {
    this.version = snapshot.version;
    this.total = snapshot.total;
    // Of the same shape, a held page shows old values in the right places until its own answer comes.
    if (this.#shape !== snapshot.shape) this.#pages.clear();
    this.#shape = snapshot.shape;
    this.#store(snapshot.from, snapshot.rows);
  }

  #store(from: number, rows: Row[]): void {
    for (let i = 0; i < rows.length; i += PAGE) {
      this.#pages.set((from + i) / PAGE, { version: this.version, rows: rows.slice(i, i + PAGE) });
    }
    // A Map keeps the order of insertion: the oldest go.
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= KEEP) break;
      this.#pages.delete(oldest);
    }
  }

  /** Called each frame with the rows on screen and the direction of the scroll. */
  need(first: number, last: number, direction: number): void {
    if (!this.total) return;
    const ahead = PAGE / 2;
    const low = Math.max(0, Math.floor((direction < 0 ? first - ahead : first) / PAGE));
    const high = Math.floor(Math.min(direction > 0 ? last + ahead : last, this.total - 1) / PAGE);
    let from = -1;
    let to = -1;
    for (let page = low; page <= high; page++) {
      if (this.#pages.get(page)?.version === this.version) continue;
      if (from < 0) from = page;
      to = page + 1;
    }
    if (from < 0) this.#want = null;
    else if (this.#busy) this.#want = [from, to];
    else void this.#fetch(from, to);
  }

  async #fetch(from: number, to: number): Promise<void> {
    const server = this.server();
    if (!server) return;
    this.#busy = true;
    this.#want = null;
    try {
      const answer = await server.rows(this.side, from * PAGE, to * PAGE);
      // An answer of an older version is dropped; the next frame asks again.
      if (answer.version === this.version) this.#store(answer.from, answer.rows);
    } catch {
      // The connection is gone, of which Vaadin tells the user; asking with every frame would not bring it back.
      await new Promise((resolve) => window.setTimeout(resolve, RETRY));
    }
    this.#busy = false;
    this.changed();
    const want = this.#want as [number, number] | null;
    if (want) void this.#fetch(...want);
  }
}
