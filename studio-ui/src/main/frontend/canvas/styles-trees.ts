// How rows and their ports look.
import { css } from 'lit';

export const TREES = css`
  /* The source's scrollbar is at its outer edge, so that ports touch the lane on both sides. */
  .side {
    grid-row: 2;
    overflow: hidden scroll;
    scrollbar-width: thin;
    scrollbar-color: var(--control) transparent;
    contain: strict;
    position: relative;
    z-index: 1;
    overscroll-behavior: contain;
    overflow-anchor: none;
  }
  .side.source {
    grid-column: 1;
    margin-right: -5px;
    direction: rtl;
  }
  .side.target {
    grid-column: 3;
    margin-left: -5px;
  }
  /* The ring is on the row; on the pane only while that row is out of sight. */
  .side:focus-visible {
    outline: none;
  }
  .side.lost:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
  .sizer {
    position: relative;
    direction: ltr;
  }
  .stage {
    position: sticky;
    top: 0;
    overflow: hidden;
    contain: strict;
  }
  .plane {
    position: absolute;
    inset: 0 0 auto;
    height: 0;
    will-change: transform;
  }
  .row {
    position: absolute;
    inset: 0 0 auto;
    height: 26px;
    display: flex;
    align-items: center;
    gap: 8px;
    contain: layout size style;
    white-space: nowrap;
    background-clip: padding-box;
    cursor: default;
    user-select: none;
    padding-left: calc(12px + min(var(--d, 0), 12) * 16px);
  }
  .source .row {
    border-right: 5px solid transparent;
    padding-right: 16px;
  }
  .target .row {
    border-left: 5px solid transparent;
    padding-right: 12px;
  }
  .row[hidden],
  [hidden] {
    display: none !important;
  }
  .row:hover,
  .row.lit {
    background-color: var(--hover);
  }
  .row.sel,
  .row.chosen,
  .row.picked {
    background-color: var(--selected);
  }
  .row.drop {
    background-color: var(--selected);
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  .row.kept .key,
  .row.kept .friend {
    font-style: italic;
  }
  .side:focus-visible .row.active {
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  .row.wait::before {
    content: '';
    width: 40%;
    height: 8px;
    border-radius: 4px;
    background: var(--sunken);
  }
  .row.wait > * {
    display: none;
  }
  .key {
    font-weight: 600;
    flex: none;
    max-width: 60%;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .key.mono {
    font: 600 11.5px/16px var(--mono);
  }
  .key.plain {
    font-weight: 400;
  }
  .friend {
    color: var(--ink-2);
    overflow: hidden;
    text-overflow: ellipsis;
    min-width: 0;
  }
  .friend:empty {
    display: none;
  }
  .req {
    color: var(--bad);
    margin-left: -4px;
  }
  .badge {
    min-width: 16px;
    padding: 0 5px;
    border-radius: 8px;
    background: var(--sunken);
    color: var(--ink-2);
    font: var(--t-xs) var(--font);
    text-align: center;
    flex: none;
  }
  .type {
    margin-left: auto;
    color: var(--ink-3);
    font: var(--t-xs) var(--font);
    overflow: hidden;
    text-overflow: ellipsis;
    max-width: 132px;
    flex: none;
  }
  .val {
    width: 172px;
    margin-left: 8px;
    flex: none;
    color: var(--ink-2);
    font: 11.5px/16px var(--mono);
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .val.bad {
    color: var(--bad);
  }
  .val.warn {
    color: var(--warn);
  }
  .sel .val {
    color: var(--ink);
  }
  .target .gh .val {
    color: var(--accent);
  }
  .twist {
    width: 16px;
    height: 26px;
    flex: none;
    margin-right: -4px;
    position: relative;
  }
  .twist.right::before,
  .twist.down::before {
    content: '';
    position: absolute;
    left: 4px;
    top: 9px;
    width: 6px;
    height: 6px;
    border: solid var(--ink-3);
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg);
  }
  .twist.down::before {
    transform: rotate(45deg);
    top: 7px;
    left: 5px;
  }
  .twist.right:hover::before,
  .twist.down:hover::before {
    border-color: var(--ink);
  }
  /* The port's element is what a finger can hit; the dot that is seen is its middle. */
  .port {
    position: absolute;
    top: 0;
    width: 26px;
    height: 26px;
    touch-action: none;
  }
  .source .port {
    right: -13.5px;
  }
  .target .port {
    left: -13.5px;
  }
  .port::before {
    content: '';
    position: absolute;
    left: 9.5px;
    top: 9.5px;
    width: 7px;
    height: 7px;
    border-radius: 50%;
    box-sizing: border-box;
  }
  .port.on::before {
    background: var(--ink-3);
  }
  .port.wrong::before {
    background: var(--bad);
  }
  .port.off::before,
  .port.bad::before,
  .gh .port::before {
    background: var(--surface);
    border: 1.5px solid var(--ink-3);
  }
  .port.off::before {
    opacity: 0.55;
  }
  .port.bad::before {
    border-color: var(--bad);
  }
  .gh .port::before {
    border-color: var(--accent);
    opacity: 1;
  }
  .sel .port::before,
  .picked .port::before,
  .drop .port::before {
    background: var(--accent);
    border: 0;
    opacity: 1;
    transform: scale(1.3);
  }
  :host(:not([readonly])) .row:hover .port::before {
    opacity: 1;
    border: 1.5px solid var(--accent);
    box-shadow: 0 0 0 3px var(--selected);
  }
`;
