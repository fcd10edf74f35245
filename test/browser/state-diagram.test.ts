/** Diagrams as SVG: everything of the text is in the picture and in its table, and what is not understood is an error. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStateDiagram } from '../../scripts/site/state-diagram.mjs';
import { stateDiagramFigure } from '../../scripts/site/state-diagram-svg.mjs';
import { blocksOf } from '../docs/blocks.ts';
import { projectRoot } from '../structure/public-entries.ts';

const folders = ['docs/diagrams', 'docs/guide'];
const diagrams = folders.flatMap((folder) =>
  readdirSync(join(projectRoot, folder)).flatMap((name) =>
    blocksOf(readFileSync(join(projectRoot, folder, name), 'utf8'), `${folder}/${name}`).filter(
      ({ language }) => language === 'mermaid',
    ),
  ),
);
const draw = (text: string) => stateDiagramFigure(text, { id: 'd', title: 'A <b>' });
const texts = (svg: string) =>
  [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text.trim());

describe('a diagram', () => {
  it.each(diagrams)(
    '$file:$line has every label in the picture, and every arrow in the table',
    ({ text }) => {
      const { states, moves } = readStateDiagram(text);
      const figure = draw(text);
      const words = texts(figure).join(' ').replaceAll('&#45;', '-').replace(/\s+/g, ' ');
      for (const { id, label } of states.values()) if (!id.includes(':')) expect(words).toContain(label);
      const rows = figure.match(/<tr><td>/g)?.length;
      expect(rows).toBe(moves.reduce((sum, { labels }) => sum + Math.max(labels.length, 1), 0));
    },
  );

  it('has a name for screen readers, and neither colours nor a script', () => {
    const figure = draw('stateDiagram-v2\n  [*] --> a\n  a --> b: go');
    expect(figure).toContain('<title id="d-title">A &lt;b&gt;</title>');
    expect(figure).toContain('role="img"');
    expect(figure).not.toMatch(/fill=|stroke=|<script|xlink/);
  });

  it('reads states inside of states, parts, labels and arrows of both kinds', () => {
    const { states, moves, direction } = readStateDiagram(
      'stateDiagram-v2\n direction LR\n state w {\n [*] --> a\n --\n b: B\n }\n w --> c: x\n w --> c: y\n c --> [*]',
    );
    expect(direction).toBe('LR');
    expect(states.get('w')?.regions.map((ids) => ids.length)).toEqual([2, 1]);
    expect(states.get('b')).toMatchObject({ label: 'B', parent: 'w' });
    expect(moves.find(({ from }) => from === 'w')).toMatchObject({ to: 'c', labels: ['x', 'y'] });
    expect(readStateDiagram('flowchart TB\n a["A b"]\n a -->|c| d')).toMatchObject({
      direction: 'TB',
      moves: [{ from: 'a', to: 'd', labels: ['c'] }],
    });
  });

  it.each(['pie\n a', 'stateDiagram-v2\n note left of a', 'stateDiagram-v2\n }', 'flowchart TB\n a{b}'])(
    'refuses what it does not know: %j',
    (text) => {
      expect(() => readStateDiagram(text)).toThrow(SyntaxError);
    },
  );
});
