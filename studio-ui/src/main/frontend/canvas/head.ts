// The head of a tree: what it is, and what of it is listed.
import { html, type TemplateResult } from 'lit';
import type { Show, Side } from './protocol.js';

const SHOWS: Record<Show, string> = {
  ALL: 'All fields',
  MAPPED: 'Mapped',
  UNMAPPED: 'Not mapped',
  USED: 'Used in sample',
  REQUIRED: 'Required',
  PROBLEM: 'With a problem'
};

export interface HeadKeys {
  typed(): void;
  chosen(): void;
  down(): void;
}

export function head(side: Side, of: string, keys: HeadKeys): TemplateResult {
  const keydown = (e: KeyboardEvent) => {
    if (e.key !== 'ArrowDown') return;
    e.preventDefault();
    keys.down();
  };
  return html`<div class="cap ${side}">
    <b>${side === 'source' ? 'Source' : 'Target'}</b><span class="of" title=${of}>${of}</span>
    <label class="find"
      ><i class="i i12 i-search"></i
      ><input
        type="search"
        placeholder="Name, path, value"
        aria-label="Filter ${side} by name, path or value"
        autocomplete="off"
        spellcheck="false"
        data-side=${side}
        @input=${keys.typed}
        @keydown=${keydown}
    /></label>
    <select aria-label="Which ${side} fields" data-side=${side} @change=${keys.chosen}>
      ${Object.entries(SHOWS).map(([value, words]) => html`<option value=${value}>${words}</option>`)}
    </select>
  </div>`;
}
