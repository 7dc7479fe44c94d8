// Colours, type and sizes are the theme's custom properties, which cross the shadow boundary.
import { css } from 'lit';
import { ICONS } from './icons.js';
import { LANE } from './styles-lane.js';
import { TREES } from './styles-trees.js';

const PANES = css`
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
  b {
    font-weight: 600;
  }
  .root {
    display: grid;
    height: 100%;
    grid-template: 36px minmax(0, 1fr) / minmax(0, 1fr) 280px minmax(0, 1fr);
  }
  .cap {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 8px 0 16px;
    border-bottom: 1px solid var(--line);
    white-space: nowrap;
    grid-row: 1;
    min-width: 0;
  }
  .cap.mid {
    justify-content: center;
    padding: 0 8px;
    font: var(--t-s) var(--font);
    color: var(--ink-2);
  }
  .of {
    color: var(--ink-2);
    font: var(--t-s) var(--font);
    overflow: hidden;
    text-overflow: ellipsis;
    min-width: 0;
  }
  .find {
    position: relative;
    margin-left: auto;
    flex: 0 1 152px;
    min-width: 96px;
    color: var(--ink-3);
  }
  .find .i {
    position: absolute;
    left: 7px;
    top: 6px;
    pointer-events: none;
  }
  .cap input,
  .cap select {
    height: 24px;
    border: 1px solid transparent;
    border-radius: var(--r-s);
    background: none;
    color: var(--ink);
    font: var(--t-s) var(--font);
    padding: 0 6px;
  }
  .cap input {
    width: 100%;
    padding-left: 24px;
  }
  .cap select {
    flex: none;
    field-sizing: content;
  }
  .cap input:hover,
  .cap select:hover,
  .cap input:focus,
  .cap input:not(:placeholder-shown) {
    border-color: var(--control);
  }
  .cap :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  .cap ::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }
  .cap option {
    background: var(--raised);
  }
  .live {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
`;

const NARROW = css`
  /* Types fold away first, then the words beside the heads; values last. */
  @media (max-width: 1360px) {
    .type {
      display: none;
    }
    .val {
      width: 148px;
      margin-left: auto;
    }
    .root {
      grid-template-columns: minmax(0, 1fr) 264px minmax(0, 1fr);
    }
    .cap {
      padding-left: 12px;
    }
  }
  @media (min-width: 1700px) {
    .val {
      width: 260px;
    }
  }
  @media (max-width: 1000px) {
    .of {
      display: none;
    }
    .root {
      grid-template-columns: minmax(0, 1fr) 200px minmax(0, 1fr);
    }
    .val {
      width: 96px;
    }
  }
`;

export const STYLES = [ICONS, PANES, TREES, LANE, NARROW];
