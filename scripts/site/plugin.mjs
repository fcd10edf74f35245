// The site's own plug-in of TypeDoc: state diagrams are drawn when the site is built, and the style sheet goes with it.
//
// On GitHub the same blocks are drawn by Mermaid. A page of the site loads nothing from another host, and a script
// of Mermaid's size for five pictures would be loaded by every reader.

import { Application } from 'typedoc';
import { stateDiagramFigure } from './state-diagram-svg.mjs';

/** Headings above a block, from the page's own down to the nearest: `The IRQL of a processor: x64`. */
function titleAbove(tokens, index) {
  const headings = [];
  for (let at = 0; at < index; at++) {
    if (tokens[at].type !== 'heading_open') continue;
    const level = Number(tokens[at].tag.slice(1));
    headings.length = Math.min(headings.length, level - 1);
    headings.push(tokens[at + 1].content);
  }
  return headings.join(': ');
}

/** Lets Markdown draw what it would only print. */
function drawDiagrams(parser) {
  const print = parser.renderer.rules.fence;
  parser.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index];
    if (info.trim() !== 'mermaid') return print(tokens, index, ...rest);
    return stateDiagramFigure(content, { id: `diagram-${index}`, title: titleAbove(tokens, index) });
  };
}

/** @param {Application} app */
export function load(app) {
  app.on(Application.EVENT_BOOTSTRAP_END, () => app.options.setValue('markdownItLoader', drawDiagrams));
}
