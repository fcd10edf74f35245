// The site's own plug-in of TypeDoc: state diagrams are drawn when the site is built, and the style sheet goes with it.
//
// On GitHub the same blocks are drawn by Mermaid. A page of the site loads nothing from another host, and a script
// of Mermaid's size for five pictures would be loaded by every reader.

import { basename, dirname, join } from 'node:path';
import { Application, Converter, PageEvent, ReflectionKind } from 'typedoc';
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
  // Only what begins with https:// is an address: without this `limits.md` would be one, in Moldova.
  parser.linkify.set({ fuzzyLink: false });
  const print = parser.renderer.rules.fence;
  parser.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index];
    if (info.trim() !== 'mermaid') return print(tokens, index, ...rest);
    return stateDiagramFigure(content, { id: `diagram-${index}`, title: titleAbove(tokens, index) });
  };
}

/**
 * Icons are taken from the page itself, where assets/icons.js puts all of them: from the file system a browser refuses
 * to take a part of another file, and complains of each in its console.
 */
const iconsOfPage = (html) => html.replace(/ href="[^"]*assets\/icons\.svg#/g, ' href="#');

/** A heading that opens and closes its part holds no link, which would be pressed together with it. */
const withoutLinksInHeadings = (html) =>
  html.replace(/<summary[\s\S]*?<\/summary>/g, (summary) =>
    summary.replace(/<a [^>]*class="tsd-anchor-icon"[\s\S]*?<\/a>/g, ''),
  );

function finishPage(page) {
  page.contents = withoutLinksInHeadings(iconsOfPage(page.contents));
}

/** Folders whose pages stand below one page of the navigation, and the file of that page. */
const HEADS = [
  { folder: 'docs/guide', head: 'docs/guide/README.md' },
  { folder: 'docs/diagrams', head: 'docs/diagrams/README.md' },
  { folder: 'docs/decisions', head: 'docs/decisions/README.md' },
];

/** Places of the links of a page, in its order: the navigation is read in the order of the page. */
const orderOf = (head, file) => {
  const text = head.content.map((part) => part.text ?? '').join('');
  const at = text.indexOf(`${basename(file)})`);
  return at < 0 ? text.length : at;
};

function toFront(project, document) {
  for (const list of [project.documents, project.childrenIncludingDocuments])
    list?.unshift(...list.splice(list.indexOf(document), 1));
}

/**
 * Moves the documents of a folder below its first page. Front matter could say the same, but GitHub would show it as a
 * table above every list.
 */
function arrangeDocuments(project) {
  const documents = project.getReflectionsByKind(ReflectionKind.Document);
  const fileOf = (document) => project.files.getReflectionPath(document) ?? '';
  for (const { folder, head } of HEADS) {
    const first = documents.find((document) => fileOf(document) === join(process.cwd(), head));
    if (first === undefined) throw new Error(`${head} is no document of the site`);
    const rest = documents.filter(
      (document) => document !== first && dirname(fileOf(document)) === join(process.cwd(), folder),
    );
    // Guides are where a newcomer begins.
    if (head === HEADS[0].head) toFront(project, first);
    for (const document of rest.sort((a, b) => orderOf(first, fileOf(a)) - orderOf(first, fileOf(b)))) {
      for (const list of [project.documents, project.childrenIncludingDocuments])
        list?.splice(list.indexOf(document), 1);
      document.parent = first;
      first.addChild(document);
    }
  }
}

/** @param {Application} app */
export function load(app) {
  app.renderer.on(PageEvent.END, finishPage);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => arrangeDocuments(project));
  app.on(Application.EVENT_BOOTSTRAP_END, () => app.options.setValue('markdownItLoader', drawDiagrams));
}
