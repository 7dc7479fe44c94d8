// F6 leads from pane to pane of a page, as in a desktop program; Shift+F6 leads back. A pane gets the focus at the
// first thing in it that takes one.
const PANES = 'nav.nav, .head, nav.tabs, .bar, .notices, .pane, .work-area, .page-body, .page';

/** The first thing within a node, shadows and all, that the keyboard can stand on. */
function first(node: Element): HTMLElement | null {
  if (node instanceof HTMLElement) {
    if (!node.checkVisibility({ visibilityProperty: true })) return null;
    const takes = node.tabIndex >= 0 && !node.matches(':disabled, [disabled], vaadin-grid, mapping-canvas');
    if (takes) return node;
  }
  for (const child of [...(node.shadowRoot?.children ?? []), ...node.children]) {
    const found = first(child);
    if (found) return found;
  }
  return null;
}

/** Panes from the top left, without those that hold others: only the innermost are stops. */
function panes(): Element[] {
  const all = [...document.querySelectorAll(PANES)].filter((pane) => first(pane));
  return all.filter((pane) => !all.some((other) => other !== pane && pane.contains(other)));
}

function step(from: EventTarget[], by: number): void {
  const stops = panes();
  if (!stops.length) return;
  const at = stops.findIndex((stop) => from.includes(stop));
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length;
  const canvas = stops[next]!.querySelector<HTMLElement & { focusTree(by: number): void }>('mapping-canvas');
  if (canvas) canvas.focusTree(by);
  else first(stops[next]!)?.focus();
}

document.addEventListener('keydown', (event) => {
  if (event.key !== 'F6' || event.defaultPrevented || document.querySelector('vaadin-dialog[opened]')) return;
  event.preventDefault();
  step(event.composedPath(), event.shiftKey ? -1 : 1);
});

// The canvas leads between its own two trees and tells where they end.
document.addEventListener('pane-leave', (event) => {
  event.preventDefault();
  step(event.composedPath(), (event as CustomEvent<number>).detail);
});
