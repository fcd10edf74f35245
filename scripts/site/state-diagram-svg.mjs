// Draws a state diagram as SVG, with Graphviz as WebAssembly: no browser, and no script in the page.
//
// The picture has no colours and no fonts of its own: site.css gives it those of the page, light or dark.

import { instance } from '@viz-js/viz';
import { isBegin, isEnd, readStateDiagram } from './state-diagram.mjs';

const graphviz = await instance();

/** Letters in a line of a label. */
const LINE = 24;

/** Pixels of the page for a point of Graphviz: its letters of 13 points are a little smaller than the page's. */
const SCALE = 1.1;

/** The same where the page is narrow; below this the picture scrolls. */
const SMALLEST = 0.9;

const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Breaks a label between words; Graphviz does not. */
function lines(label) {
  const broken = [''];
  for (const word of label.split(' ')) {
    const line = broken.at(-1);
    if (line !== '' && line.length + word.length >= LINE) broken.push(word);
    else broken[broken.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return broken;
}

const label = (texts) =>
  texts
    .flatMap(lines)
    .map((line) => quoted(line).slice(1, -1))
    .join('\\n');

const attributes = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ');

/** Graphviz puts a label so close to its stroke that they touch. */
const besideStroke = (text) => ` ${text.replaceAll('\\n', ' \\n ')} `;

/** A move that a state with states inside makes without leaving: Graphviz has no stroke for it, so its name has a line. */
const staysInside = ({ states, moves }, id) =>
  states.get(id).regions.length > 0 ? moves.filter((move) => move.from === id && move.to === id) : [];

/** One state inside of another: the stroke of a move to the whole leads there, and is cut where the whole begins. */
function anchor({ states }, id) {
  const { regions } = states.get(id);
  const inner = regions[0]?.find((name) => !isBegin(name));
  return inner === undefined ? id : anchor({ states }, inner);
}

const isInside = ({ states }, inner, outer) => {
  for (let at = inner; at !== null; at = states.get(at).parent) if (at === outer) return true;
  return false;
};

/** The words that stand for all states inside of another: moves of the whole begin there. */
const anyOf = (id) => `any:${id}`;
const needsAny = ({ moves }, id) => moves.some(({ from, to }) => from === id && to !== id);

function node(diagram, id) {
  const state = diagram.states.get(id);
  if (isBegin(id)) return `${quoted(id)} [shape=circle, width=0.16, height=0.16, label="", class="begin"];`;
  if (isEnd(id)) return `${quoted(id)} [shape=doublecircle, width=0.12, height=0.12, label="", class="end"];`;
  if (state.regions.length === 0) return `${quoted(id)} [label="${label([state.label])}", class="state"];`;
  const stays = staysInside(diagram, id).flatMap(({ labels }) => labels);
  const name = [state.label, ...(stays.length > 0 ? [`stays: ${stays.join(', ')}`] : [])];
  const any = needsAny(diagram, id)
    ? [`${quoted(anyOf(id))} [shape=plaintext, label="any of these", class="any"];`]
    : [];
  const parts = state.regions.map((ids, at) =>
    region(diagram, ids, state.regions.length > 1 ? `${id} ${at}` : null),
  );
  return [
    `subgraph ${quoted(`cluster ${id}`)} {`,
    `label="${label(name)}"; class="whole";`,
    ...any,
    ...parts,
    '}',
  ].join('\n');
}

/** States that are true together with those of other parts have a frame of their own. */
function region(diagram, ids, frame) {
  const nodes = ids.map((id) => node(diagram, id)).join('\n');
  return frame === null
    ? nodes
    : `subgraph ${quoted(`cluster ${frame}`)} {\nlabel=""; class="part";\n${nodes}\n}`;
}

function edge(diagram, { from, to, labels }) {
  if (staysInside(diagram, from).some((move) => move.to === to)) return [];
  const isWhole = (id) => diagram.states.get(id).regions.length > 0;
  const values = {
    ...(labels.length > 0 ? { label: besideStroke(label(labels)) } : {}),
    ...(isWhole(to) && !isInside(diagram, from, to) ? { lhead: `cluster ${to}` } : {}),
  };
  const tail = isWhole(from) ? anyOf(from) : from;
  return [`${quoted(tail)} -> ${quoted(anchor(diagram, to))} [${attributes(values)}];`];
}

/** The diagram in the language of Graphviz. */
export function dotOf(diagram) {
  return [
    'digraph {',
    `graph [rankdir=${diagram.direction}, compound=true, newrank=true, bgcolor=transparent, ranksep=0.45, nodesep=0.25, fontname=Helvetica, fontsize=13];`,
    'node [shape=box, style=rounded, fontname=Helvetica, fontsize=13, height=0.35, margin="0.14,0.07"];',
    'edge [fontname=Helvetica, fontsize=11, arrowsize=0.7];',
    ...diagram.top.flatMap((ids) => ids.map((id) => node(diagram, id))),
    ...diagram.moves.flatMap((move) => edge(diagram, move)),
    '}',
  ].join('\n');
}

const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What Graphviz writes, without what belongs to a file of its own, to a page of white, and to a mouse. */
function inPage(svg, { id, title, description }) {
  return svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->\n?/g, '')
    .replace(/<title>[\s\S]*?<\/title>\n?/g, '')
    .replace(/ (?:fill|stroke|font-family|id)="[^"]*"/g, '')
    .replace(/ xmlns(?::xlink)?="[^"]*"/g, '')
    .replace(/<svg width="(\d+)pt" height="\d+pt"/, (_, width) => {
      const names = `role="img" aria-labelledby="${id}-title" aria-describedby="${id}-text"`;
      return `<svg class="state-diagram" ${names} width="${width * SCALE}" style="min-width: ${Math.round(width * SMALLEST)}px"`;
    })
    .replace(
      '>',
      `><title id="${id}-title">${escaped(title)}</title><desc id="${id}-text">${escaped(description)}</desc>`,
    );
}

const nameOf = ({ states }, id) =>
  isBegin(id) || isEnd(id) ? `(${states.get(id).label})` : states.get(id).label;

/** The arrows as a table, for who cannot see the picture and for who wants to search in it. */
function table(diagram) {
  const rows = diagram.moves.flatMap(({ from, to, labels }) =>
    (labels.length > 0 ? labels : ['']).map((text) => [nameOf(diagram, from), nameOf(diagram, to), text]),
  );
  const cells = (row) => row.map((text) => `<td>${escaped(text)}</td>`).join('');
  return [
    '<details><summary>The arrows as a table</summary><table>',
    '<thead><tr><th>from</th><th>to</th><th>when</th></tr></thead><tbody>',
    ...rows.map((row) => `<tr>${cells(row)}</tr>`),
    '</tbody></table></details>',
  ].join('');
}

/**
 * A figure for the page.
 *
 * @param {string} text the diagram in Mermaid's language
 * @param {{ id: string, title: string }} names `id` is the only one of its name in the page
 * @returns {string} HTML
 */
export function stateDiagramFigure(text, { id, title }) {
  const diagram = readStateDiagram(text);
  const states = [...diagram.states.keys()].filter((name) => !isBegin(name) && !isEnd(name));
  const moves = diagram.moves.reduce((sum, { labels }) => sum + Math.max(labels.length, 1), 0);
  const description = `${states.length} boxes and ${moves} arrows between them, which the table below the picture lists.`;
  const svg = inPage(graphviz.renderString(dotOf(diagram), { format: 'svg' }), { id, title, description });
  return `<figure class="diagram"><div class="picture" tabindex="0" role="group" aria-label="${escaped(title)}">${svg}</div>${table(diagram)}</figure>\n`;
}
