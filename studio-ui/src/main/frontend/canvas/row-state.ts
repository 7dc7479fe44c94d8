// What the user's acts make of a row, as its classes: selected, active, hovered, picked, offered, dropped on.
import type { MappingCanvas } from './mapping-canvas.js';
import type { Link, Row, Side, Suggestion } from './protocol.js';

/** The rows at which a line ends. */
export const marks = (line: Link | Suggestion | null, end: 's' | 't'): Set<number> =>
  new Set(line?.[end].map((anchor) => anchor[0]));

/** For one side and one frame. */
export function rowState(canvas: MappingCanvas, side: Side): (row: Row) => string {
  const end = side === 'source' ? 's' : 't';
  const { picked, suggestions } = canvas;
  const { active } = canvas.trees[side];
  const drag = canvas.gestures.drag?.moved ? canvas.gestures.drag : null;
  const selected = marks(canvas.selected, end);
  const hovered = marks(canvas.hover, end);
  const chosen = marks(suggestions.chosen, end);
  const offered = new Set(suggestions.list.map((ghost) => ghost[end][0]?.[0] ?? -1));
  const inHand = drag?.side === side ? drag.row.id : picked?.side === side ? picked.row.id : '';
  const over = drag && drag.side !== side ? drag.over?.id : undefined;
  return (row) =>
    [
      selected.has(row.index) && 'sel',
      row.index === active.index && 'active',
      hovered.has(row.index) && 'lit',
      chosen.has(row.index) ? 'gh chosen' : offered.has(row.index) && 'gh',
      row.kept && 'kept',
      inHand && row.id === inHand && 'picked',
      over && row.id === over && 'drop'
    ]
      .filter(Boolean)
      .join(' ');
}
