import { css } from 'lit';

export const STYLES = css`
  :host {
    display: block;
    min-height: 0;
    contain: strict;
    background: var(--surface);
    color: var(--ink);
    font: var(--t-m) var(--font);
  }
  * {
    box-sizing: border-box;
  }
  .scroller {
    position: relative;
    height: 100%;
    overflow: auto;
    outline: none;
  }
  .head,
  .row {
    display: grid;
    grid-template-columns: 56px var(--widths);
    min-width: 100%;
    width: max-content;
    height: 28px;
  }
  .head {
    position: sticky;
    top: 0;
    z-index: 2;
    background: var(--surface);
    border-bottom: 1px solid var(--line);
    font: 600 var(--t-s) var(--font);
    color: var(--ink-2);
  }
  .row {
    position: absolute;
    left: 0;
    right: 0;
    border-bottom: 1px solid var(--hair);
  }
  .cell {
    position: relative;
    min-width: 0;
    padding: 0 8px;
    line-height: 27px;
    white-space: pre;
    overflow: hidden;
    text-overflow: ellipsis;
    border-right: 1px solid var(--hair);
    cursor: default;
  }
  .head .cell {
    white-space: nowrap;
  }
  .number {
    color: var(--ink-3);
    text-align: right;
    font: 11px/27px var(--font);
    font-variant-numeric: tabular-nums;
    border-right: 1px solid var(--line);
    background: var(--surface);
  }
  .row .code,
  .row .cell.mono {
    font-family: var(--mono);
    font-size: 12px;
  }
  .code {
    border-right-color: var(--line);
  }
  .row:hover .cell {
    background: var(--hover);
  }
  .row .cell.chosen,
  .head .cell.chosen {
    background: var(--selected);
  }
  .cell.unsaved {
    background: var(--bad-soft);
    box-shadow: inset 0 0 0 1px var(--bad);
  }
  .cell.doubtful {
    background: var(--warn-soft);
    box-shadow: inset 0 0 0 1px var(--warn);
  }
  .cell.hit {
    text-decoration: underline;
    text-decoration-color: var(--accent);
    text-decoration-thickness: 2px;
  }
  .active {
    outline: 2px solid var(--control);
    outline-offset: -2px;
    z-index: 1;
  }
  .scroller:focus .active,
  .scroller:focus-within .active {
    outline-color: var(--accent);
  }
  .new .number {
    color: var(--accent);
    font-size: 13px;
  }
  .new .cell {
    color: var(--ink-3);
  }
  input {
    position: absolute;
    inset: 0;
    width: 100%;
    padding: 0 6px;
    border: 2px solid var(--accent);
    background: var(--raised);
    color: var(--ink);
    font: inherit;
    outline: none;
  }
  .head .default {
    margin-left: 6px;
    font: var(--t-xs) var(--font);
    color: var(--ink-3);
  }
  .says {
    position: absolute;
    z-index: 3;
    max-width: 420px;
    padding: 6px 10px;
    border-radius: var(--r-m);
    background: var(--raised);
    box-shadow: var(--shadow);
    font: var(--t-s) var(--font);
    white-space: normal;
    pointer-events: none;
  }
  .live {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;
