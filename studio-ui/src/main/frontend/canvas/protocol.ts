// What the server and the canvas say to each other. MappingCanvas.java holds the other half.
// The server owns both trees. It sends a flat slice of the rows that are open, with the places (anchors) of every
// line's ends in the same answer, so that rows and lines never belong to different states.

export type Side = 'source' | 'target';
export const SIDES: readonly Side[] = ['source', 'target'];
export const across = (side: Side): Side => (side === 'source' ? 'target' : 'source');

/** One row of a tree. `open` is null for a leaf; `parent` is the row of its parent, or -1. */
export interface Row {
  id: string;
  index: number;
  depth: number;
  name: string;
  friendly: string;
  type: string;
  help: string;
  required: boolean;
  open: boolean | null;
  position: number;
  siblings: number;
  parent: number;
  /** Lines that end here; of a closed group, also those that end beneath it. */
  mapped: number;
  /** Required fields without a value, here or, of a closed group, beneath. */
  missing: number;
  /** What is wrong here, in a sentence, or empty. */
  problem: string;
  /** Whether that is a warning, which stops nothing. */
  warning: boolean;
  value: string;
  /** `1 of 3`, for what repeats in the sample. */
  repeat: string;
  /** Listed although the filter does not match it, because it is selected. */
  kept: boolean;
}

/** Where a line ends: a row, or the nearest open ancestor's; `end` is the last open row beneath it. -1: not listed. */
export type Anchor = [at: number, docked: boolean, end: number];

export type Kind = 'COPY' | 'FORMULA' | 'LOOKUP' | 'MAP' | 'CASES' | 'CONSTANT' | 'LOOP';

/** A field mapping: one line for each source field that it reads. */
export interface Link {
  id: string;
  sources: string[];
  target: string;
  sourceNames: string[];
  targetName: string;
  kind: Kind;
  label: string;
  /** What is wrong with it, in a sentence, or empty. */
  problem: string;
  s: Anchor[];
  t: Anchor[];
}

/** A line that nobody has accepted yet. */
export interface Suggestion {
  id: string;
  source: string;
  target: string;
  sourceName: string;
  targetName: string;
  reason: string;
  /** Per cent. */
  confidence: number;
  s: Anchor[];
  t: Anchor[];
}

/** One side in one state. Anchors stand in the order of the links, then of the suggestions. */
export interface Snapshot {
  side: Side;
  version: number;
  /** Changes only when rows come, go or move: until then pages of an older version are still in the right place. */
  shape: number;
  total: number;
  from: number;
  rows: Row[];
  /** Where the row with the keyboard's place is now; -1 if it is not listed. */
  tracked: number;
  anchors: Anchor[][];
}

export interface State {
  links: Omit<Link, 's' | 't'>[] | null;
  suggestions: Omit<Suggestion, 's' | 't'>[] | null;
  sides: Snapshot[];
  /** Set when the server moves the selection: a link's id, or empty for none. */
  select: string | null;
  /** A row to bring into sight and to put the keyboard on. */
  reveal: { side: Side; at: number } | null;
}

/** The rows that a side wants with the next answer, and the row that it follows. */
export interface View {
  from: number;
  to: number;
  track: string;
}
export interface Views {
  source: View;
  target: View;
}

export interface Slice {
  version: number;
  from: number;
  rows: Row[];
}

export type Show = 'ALL' | 'MAPPED' | 'UNMAPPED' | 'USED' | 'REQUIRED' | 'PROBLEM';

/** Methods of MappingCanvas.java. Calls that change something are answered by `take`, not by their promise. */
export interface Server {
  rows(side: Side, from: number, to: number): Promise<Slice>;
  find(side: Side, prefix: string, from: number): Promise<number>;
  /** Answered by a state that reveals the problem's row, or by a notice that there is none. */
  problem(side: Side, from: number, step: number, views: Views): void;
  toggle(side: Side, row: string, open: boolean, views: Views): void;
  filter(side: Side, text: string, show: Show, keep: string[], views: Views): void;
  connect(source: string, target: string, views: Views): void;
  remove(link: string, views: Views): void;
  selectLink(link: string): void;
  selectRow(side: Side, row: string): void;
  formula(target: string, adding: boolean): void;
  suggest(side: Side, row: string, views: Views): void;
  accept(suggestion: string, views: Views): void;
  dismiss(suggestion: string, views: Views): void;
  closeSuggestions(views: Views): void;
  undo(views: Views): void;
  redo(views: Views): void;
}
