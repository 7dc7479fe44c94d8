// How lines and the pills on them look.
import { css } from 'lit';

export const LANE = css`
  .lane {
    grid-area: 2 / 2;
    position: relative;
    overflow: hidden;
    background: var(--bg);
    border-inline: 1px solid var(--line);
    contain: strict;
  }
  svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    fill: none;
    pointer-events: none;
  }
  .online .lane {
    cursor: pointer;
  }
  path.fill {
    fill: var(--surface);
  }
  .bracket {
    stroke: var(--ink-3);
    stroke-width: 1.5;
  }
  .local,
  .wrong {
    stroke: var(--ink-3);
    stroke-width: 1.25;
    opacity: 0.75;
  }
  path.wrong {
    stroke: var(--bad);
  }
  .dim .local,
  .dim .wrong {
    opacity: 0.38;
  }
  .away {
    stroke: var(--ink-3);
    stroke-width: 1.25;
    stroke-dasharray: 2 3;
    opacity: 0.5;
  }
  .dim .away {
    opacity: 0.36;
  }
  .hover {
    stroke: var(--accent);
    stroke-width: 1.5;
  }
  .reach {
    stroke: var(--accent);
    stroke-width: 2;
    stroke-dasharray: 2 3;
  }
  path.ghost {
    stroke: var(--accent);
    stroke-width: 1.5;
    stroke-dasharray: 4 4;
  }
  .halo {
    stroke: var(--bg);
    stroke-width: 6;
    opacity: 0.8;
  }
  path.picked {
    stroke: var(--accent);
    stroke-width: 2;
  }
  .rubber {
    stroke: var(--accent);
    stroke-width: 2;
    stroke-dasharray: 6 4;
  }
  .dragging,
  .dragging * {
    cursor: crosshair !important;
  }
  .dragging .pill {
    pointer-events: none;
  }
  .pill {
    position: absolute;
    left: 0;
    top: 0;
    display: flex;
    align-items: center;
    gap: 4px;
    height: 24px;
    max-width: calc(100% - 36px);
    padding: 0 8px;
    border: 1px solid var(--control);
    border-radius: 12px;
    background: var(--surface);
    color: var(--ink);
    font: var(--t-s) var(--font);
    white-space: nowrap;
    cursor: pointer;
    user-select: none;
  }
  .pill span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .pill em {
    font-style: normal;
    flex: none;
    color: var(--ink-2);
  }
  .pill .none,
  .pill em:empty,
  .pill button {
    display: none;
  }
  .pill.sel {
    border-color: var(--accent);
    color: var(--accent);
    font-weight: 600;
  }
  .pill.edge {
    height: 18px;
    padding: 0 6px;
    max-width: 132px;
    border-style: dashed;
    color: var(--ink-2);
    font: var(--t-xs) var(--font);
  }
  .pill.edge.sel {
    color: var(--accent);
    font-weight: 600;
  }
  .pill.ghost {
    border: 1px dashed var(--accent);
    padding-right: 2px;
  }
  .pill.ghost > .i {
    color: var(--accent);
  }
  .pill.ghost.chosen {
    background: var(--selected);
  }
  .pill.ghost button {
    display: inline-grid;
    place-items: center;
    height: 18px;
    padding: 0 6px;
    flex: none;
    border: 1px solid var(--control);
    border-radius: var(--r-s);
    background: var(--surface);
    color: var(--ink);
    font: var(--t-s) var(--font);
    cursor: pointer;
  }
  .pill.ghost button.dismiss {
    width: 18px;
    padding: 0;
    margin-left: -2px;
    border-color: transparent;
    background: none;
    color: var(--ink-2);
  }
  .pill.ghost button:hover {
    background: var(--hover);
  }
  :host([readonly]) .pill button {
    display: none !important;
  }
  .pill.plus {
    width: 18px;
    height: 18px;
    padding: 0;
    justify-content: center;
    border-color: var(--accent);
    color: var(--accent);
  }
  .pill.plus span {
    display: none;
  }
  .pill.note {
    height: auto;
    min-height: 24px;
    padding: 6px 8px;
    border-color: var(--line);
    border-radius: var(--r-m);
    background: var(--raised);
    box-shadow: var(--shadow);
    white-space: normal;
    width: max-content;
    align-items: flex-start;
    z-index: 1;
  }
  .pill.note.bad > .i {
    color: var(--bad);
  }
  .pill.note > .i {
    margin-top: 2px;
  }
`;
