// <formula-editor>: where a formula is typed. Fields and functions are proposed by the server (FormulaEditor.java), `@`
// opens the fields; the server also says what is wrong, at its characters. Its value goes out a moment after the last
// key, and at once on Ctrl+Enter and when the focus leaves.
import { autocompletion, closeBrackets, completionStatus, startCompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { THEME, paint } from './editor-theme.js';

/** Milliseconds after the last key at which the value goes out. */
const PAUSE = 250;

export interface Problem {
  from: number;
  to: number;
  message: string;
  severity: 'error' | 'warning' | 'info';
}

interface Proposal {
  text: string;
  kind: 'field' | 'function' | 'table' | 'word';
  detail: string;
  help: string;
}

interface Server {
  complete(word: string, fields: boolean): Promise<Proposal[]>;
  done(value: string): void;
  cancelled(): void;
}

const ICON: Record<Proposal['kind'], string> = { field: 'property', function: 'function', table: 'enum', word: 'keyword' };

const COLOURS = paint(
  /(?<text>'[^']*'|"[^"]*")|(?<quoted>`[^`]*`)|(?<call>[A-Za-z_]\w*(?=\s*\())|(?<path>[A-Za-z_][\w$]*(?:[.\-:][\w$]+|\[x\])*)/g,
  (name, match) => (name === 'quoted' || name === 'path' ? (/^(?:and|or|not|in|if|true|false|null|absent|last)$/.test(match[0]) ? 'word' : 'path') : match[0] === 'if' || match[0] === 'not' ? 'word' : name)
);

export class FormulaEditor extends LitElement {
  static override properties = {
    label: { type: String },
    placeholder: { type: String },
    multiline: { type: Boolean },
    readonly: { type: Boolean },
    problems: { type: Array }
  };
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      font: var(--t-m) var(--font);
    }
    .field {
      border: 1px solid var(--control);
      border-radius: var(--r-s);
      background: var(--surface);
      padding: 3px 4px;
      overflow: hidden;
    }
    .field:focus-within {
      outline: 2px solid var(--accent);
      outline-offset: 1px;
    }
    .field.bad {
      border-color: var(--bad);
    }
    :host([readonly]) .field {
      background: var(--sunken);
      border-color: var(--line);
    }
    .field .cm-editor .cm-content {
      padding: 0;
    }
    .cm-editor {
      max-height: var(--formula-editor-max-height, 160px);
    }
    p {
      margin: 4px 0 0;
      font: var(--t-s) var(--font);
      color: var(--bad);
    }
    p.warning {
      color: var(--warn);
    }
    p.info {
      color: var(--ink-2);
    }
  `;

  declare label: string;
  declare placeholder: string;
  declare multiline: boolean;
  declare readonly: boolean;
  declare problems: Problem[];
  declare $server?: Server;

  #view: EditorView | undefined;
  #value = '';
  #sent = '';
  #timer = 0;
  #options = new Compartment();

  constructor() {
    super();
    this.label = 'Formula';
    this.placeholder = '';
    this.multiline = false;
    this.readonly = false;
    this.problems = [];
  }

  get value(): string {
    return this.#value;
  }

  /** Set from outside: no event tells of it. */
  set value(wanted: string | null) {
    const text = wanted ?? '';
    this.#sent = text;
    if (text === this.#value) return;
    this.#value = text;
    const view = this.#view;
    if (view && view.state.doc.toString() !== text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.length } });
    }
  }

  protected override render(): TemplateResult {
    const first = this.problems?.[0];
    return html`<div class="field ${first?.severity === 'error' ? 'bad' : ''}"></div>
      <p id="problem" role="status" class=${first?.severity ?? 'info'} ?hidden=${!first}>${first?.message ?? ''}</p>`;
  }

  protected override firstUpdated(): void {
    this.#view = new EditorView({
      parent: this.renderRoot.querySelector('.field')!,
      root: this.renderRoot as ShadowRoot,
      state: EditorState.create({
        doc: this.#value,
        extensions: [
          Prec.highest(
            keymap.of([
              { key: 'Mod-Enter', run: () => this.#done() },
              { key: 'Enter', run: (view) => !this.multiline && completionStatus(view.state) !== 'active' && this.#done() },
              { key: 'Escape', run: (view) => completionStatus(view.state) === null && this.#cancel() }
            ])
          ),
          history(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ override: [(context) => this.#complete(context)], icons: false, maxRenderedOptions: 100 }),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          COLOURS,
          THEME,
          this.#options.of(this.#optional()),
          EditorState.transactionFilter.of((change) => (!this.multiline && change.newDoc.lines > 1 ? [] : change)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) this.#typed(update.state.doc.toString());
            if (update.focusChanged && !update.view.hasFocus) this.#send();
          })
        ]
      })
    });
  }

  protected override updated(changed: Map<string, unknown>): void {
    const view = this.#view;
    if (!view) return;
    if (changed.has('readonly') || changed.has('placeholder') || changed.has('label')) {
      view.dispatch({ effects: this.#options.reconfigure(this.#optional()) });
      this.toggleAttribute('readonly', this.readonly);
    }
    if (changed.has('problems')) {
      const end = view.state.doc.length;
      const marks = (this.problems ?? []).map((problem) => ({
        ...problem,
        from: Math.min(problem.from, end),
        to: Math.min(Math.max(problem.to, problem.from + 1), end)
      }));
      view.dispatch(setDiagnostics(view.state, marks));
    }
  }

  #optional() {
    return [
      EditorState.readOnly.of(this.readonly),
      EditorView.editable.of(!this.readonly),
      placeholder(this.placeholder ?? ''),
      EditorView.contentAttributes.of({ 'aria-label': this.label, 'aria-describedby': 'problem' })
    ];
  }

  async #complete(context: CompletionContext): Promise<CompletionResult | null> {
    const word = context.matchBefore(/[@\w$][\w$.:[\]-]*/);
    if (!this.$server || (!word && !context.explicit)) return null;
    const typed = word?.text ?? '';
    const fields = typed.startsWith('@');
    const proposals = await this.$server.complete(fields ? typed.slice(1) : typed, fields);
    if (context.aborted || !proposals.length) return null;
    const options = proposals.map(
      (proposal): Completion => ({
        label: proposal.text,
        type: ICON[proposal.kind],
        detail: proposal.detail,
        ...(proposal.help ? { info: proposal.help } : {}),
        apply: (view, _, from, to) => {
          const call = proposal.kind === 'function' && view.state.sliceDoc(to, to + 1) !== '(';
          const insert = call ? `${proposal.text}()` : proposal.text;
          view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length - (call ? 1 : 0) }, userEvent: 'input.complete' });
          if (call) startCompletion(view);
        }
      })
    );
    // The server has chosen and ordered them, and is asked again at the next key.
    return { from: word?.from ?? context.pos, options, filter: false };
  }

  #typed(text: string): void {
    if (text === this.#value) return;
    this.#value = text;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#send(), PAUSE);
  }

  #send(): void {
    window.clearTimeout(this.#timer);
    if (this.#value === this.#sent) return;
    this.#sent = this.#value;
    this.dispatchEvent(new CustomEvent('value-changed', { detail: { value: this.#value } }));
  }

  #done(): boolean {
    this.#send();
    this.$server?.done(this.#value);
    return true;
  }

  #cancel(): boolean {
    window.clearTimeout(this.#timer);
    this.$server?.cancelled();
    return true;
  }

  /** Puts brackets around all of it, and asks which function is to stand before them. */
  wrap(): void {
    void this.updateComplete.then(() => {
      const view = this.#view;
      if (!view || this.readonly) return;
      view.focus();
      const text = view.state.doc.toString();
      view.dispatch({ changes: { from: 0, to: text.length, insert: `(${text})` }, selection: { anchor: 0 }, userEvent: 'input' });
      startCompletion(view);
    });
  }

  override focus(): void {
    void this.updateComplete.then(() => {
      const view = this.#view;
      if (!view) return;
      view.focus();
      view.dispatch({ selection: { anchor: view.state.doc.length } });
    });
  }
}

customElements.define('formula-editor', FormulaEditor);
