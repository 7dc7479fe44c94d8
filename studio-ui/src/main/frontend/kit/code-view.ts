// <code-view>: a message or an output as text, to read: line numbers, colours, marked characters and lines. A click tells
// the server (CodeView.java) which character was meant; resting on one asks it for a hint.
import { EditorState, StateEffect, StateField, type Extension, type Range } from '@codemirror/state';
import { Decoration, EditorView, hoverTooltip, lineNumbers, type DecorationSet } from '@codemirror/view';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { THEME, paint } from './editor-theme.js';

type Language = 'hl7' | 'json' | 'text';

interface Span {
  from: number;
  to: number;
}
interface LineMark {
  line: number;
  kind: 'added' | 'removed' | 'current';
}

interface Server {
  picked(offset: number): void;
  hint(offset: number): Promise<{ from: number; to: number; text: string } | null>;
}

const COLOURS: Record<Language, Extension> = {
  hl7: paint(/(?<masked>•+)|(?<strong>^[A-Z][A-Z0-9]{2}(?=[^A-Za-z0-9\s]))|(?<faint>[|^~&\\]+)/g),
  json: paint(/(?<name>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<masked>•+)|(?<strong>\b(?:true|false|null)\b)|(?<faint>[{}[\],:])|"(?:[^"\\•]|\\.)*"/g),
  text: paint(/(?<masked>•+)/g)
};

const MARK = Decoration.mark({ class: 'cm-marked' });
const setMarks = StateEffect.define<DecorationSet>();
const MARKS = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, change) => change.effects.reduce((now, effect) => (effect.is(setMarks) ? effect.value : now), change.docChanged ? Decoration.none : marks),
  provide: (field) => EditorView.decorations.from(field)
});

export class CodeView extends LitElement {
  static override properties = {
    text: { type: String },
    language: { type: String },
    label: { type: String },
    spans: { type: Array },
    lines: { type: Array },
    hints: { type: Boolean },
    wrap: { type: Boolean }
  };
  static override styles = css`
    :host {
      display: block;
      min-height: 0;
      overflow: hidden;
      background: var(--surface);
    }
    .frame,
    .cm-editor {
      height: 100%;
    }
    .cm-editor .cm-line {
      padding-right: 16px;
    }
    .cm-editor .cm-marked {
      border-radius: 2px;
      background: var(--accent);
      color: var(--on-accent);
      box-shadow: 0 0 0 1px var(--accent);
    }
    .cm-editor .cm-marked * {
      color: inherit;
      background: none;
    }
    .cm-editor .added {
      background: var(--ok-soft);
    }
    .cm-editor .removed {
      background: var(--bad-soft);
    }
    .cm-editor .current {
      box-shadow: inset 2px 0 0 var(--accent);
      background: var(--selected);
    }
    .hint {
      padding: 8px 12px;
      max-width: 320px;
      white-space: pre-line;
      color: var(--ink-2);
    }
    .hint::first-line {
      font-weight: 600;
      color: var(--ink);
    }
  `;

  declare text: string;
  declare language: Language;
  declare label: string;
  declare spans: Span[];
  declare lines: LineMark[];
  declare hints: boolean;
  declare wrap: boolean;
  declare $server?: Server;
  #view: EditorView | undefined;

  constructor() {
    super();
    this.text = '';
    this.language = 'text';
    this.label = 'Text';
    this.spans = [];
    this.lines = [];
    this.hints = false;
    this.wrap = false;
  }

  protected override render(): TemplateResult {
    return html`<div class="frame"></div>`;
  }

  protected override updated(changed: Map<string, unknown>): void {
    const rebuilt = !this.#view || ['text', 'language', 'label', 'hints', 'wrap'].some((name) => changed.has(name));
    if (rebuilt) this.#build();
    if (rebuilt || changed.has('spans') || changed.has('lines')) this.#mark();
  }

  #build(): void {
    const state = EditorState.create({
      doc: this.text ?? '',
      extensions: [
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ 'aria-label': this.label, role: 'textbox', 'aria-readonly': 'true', 'aria-multiline': 'true', tabindex: '0' }),
        lineNumbers(),
        this.wrap ? EditorView.lineWrapping : [],
        COLOURS[this.language] ?? COLOURS.text,
        MARKS,
        THEME,
        this.hints ? this.#hints() : [],
        EditorView.domEventHandlers({ click: (event, view) => this.#clicked(event, view) })
      ]
    });
    if (this.#view) {
      const top = this.#view.scrollDOM.scrollTop;
      this.#view.setState(state);
      this.#view.scrollDOM.scrollTop = top; // the same place of a text that changed a little
    } else {
      this.#view = new EditorView({ parent: this.renderRoot.querySelector('.frame')!, root: this.renderRoot as ShadowRoot, state });
    }
  }

  #mark(): void {
    const view = this.#view!;
    const { doc } = view.state;
    const ranges: Range<Decoration>[] = [];
    for (const { line, kind } of this.lines ?? []) {
      if (line >= 1 && line <= doc.lines) ranges.push(Decoration.line({ class: kind }).range(doc.line(line).from));
    }
    for (const { from, to } of this.spans ?? []) {
      if (from < to && to <= doc.length) ranges.push(MARK.range(from, to));
    }
    view.dispatch({ effects: setMarks.of(Decoration.set(ranges, true)) });
    const current = (this.lines ?? []).find(({ line, kind }) => kind === 'current' && line >= 1 && line <= doc.lines);
    const at = this.spans?.[0]?.from ?? (current ? doc.line(current.line).from : -1);
    if (at >= 0 && at <= doc.length) view.dispatch({ effects: EditorView.scrollIntoView(at, { y: 'center', x: 'nearest' }) });
  }

  #clicked(event: MouseEvent, view: EditorView): boolean {
    if (!view.state.selection.main.empty) return false;
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    if (at !== null) this.$server?.picked(at);
    return false;
  }

  #hints(): Extension {
    return hoverTooltip(async (_, at) => {
      const hint = await this.$server?.hint(at);
      if (!hint) return null;
      return {
        pos: hint.from,
        end: hint.to,
        above: false,
        create: () => {
          const dom = document.createElement('div');
          dom.className = 'hint';
          dom.textContent = hint.text;
          return { dom };
        }
      };
    });
  }
}

customElements.define('code-view', CodeView);
