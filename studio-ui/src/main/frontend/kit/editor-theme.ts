// How CodeMirror looks here. Its styles live in the shadow root that it is given, where the theme's custom properties
// are inherited.
import type { Extension } from '@codemirror/state';
import { Decoration, EditorView, MatchDecorator, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';

export const THEME: Extension = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'transparent', fontSize: '11.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px', scrollbarWidth: 'thin', scrollbarColor: 'var(--control) transparent' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--selected)'
  },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 12px 0 16px', minWidth: '36px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: 'var(--r-m)',
    boxShadow: 'var(--shadow)',
    font: 'var(--t-s) var(--font)',
    zIndex: '10'
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)', fontSize: '11.5px', maxHeight: '14em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', display: 'flex', gap: '8px', alignItems: 'baseline' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--selected)', color: 'var(--ink)' },
  '.cm-completionMatchedText': { textDecoration: 'none', color: 'var(--accent)' },
  '.cm-completionDetail': { marginLeft: 'auto', paddingLeft: '16px', color: 'var(--ink-3)', font: 'var(--t-xs) var(--font)', fontStyle: 'normal' },
  '.cm-completionIcon': { opacity: '1', color: 'var(--ink-3)', width: '1.2em', paddingRight: '0' },
  '.cm-completionInfo': { padding: '8px', maxWidth: '280px', whiteSpace: 'pre-line' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad) 1px', textUnderlineOffset: '3px' },
  '.cm-lintRange-warning': { backgroundImage: 'none', textDecoration: 'underline wavy var(--warn) 1px', textUnderlineOffset: '3px' },
  '.cm-diagnostic': { padding: '6px 8px', border: 'none', maxWidth: '360px' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--selected)', color: 'inherit' },
  '.cm-word': { color: 'var(--accent)' },
  '.cm-call': { fontWeight: '600' },
  '.cm-text': { color: 'var(--ok)' },
  '.cm-faint': { color: 'var(--ink-3)' },
  '.cm-name': { color: 'var(--ink-2)' },
  '.cm-strong': { fontWeight: '600' },
  '.cm-masked': { borderRadius: '2px', backgroundColor: 'var(--sunken)', color: 'var(--ink-3)', letterSpacing: '1px' }
});

/** Colours by a regular expression whose named groups are the classes: no grammar is worth its size here. */
export function paint(regexp: RegExp, rewrite: (name: string, match: RegExpExecArray) => string = (name) => name): Extension {
  const marks = new Map<string, Decoration>();
  const mark = (name: string) => {
    let made = marks.get(name);
    if (!made) marks.set(name, (made = Decoration.mark({ class: `cm-${name}` })));
    return made;
  };
  const matcher = new MatchDecorator({
    regexp,
    decorate: (add, from, to, match) => {
      const found = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined);
      if (found) add(from, to, mark(rewrite(found[0], match)));
    }
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = matcher.createDeco(view);
      }
      update(update: ViewUpdate): void {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    { decorations: (plugin) => plugin.decorations }
  );
}
