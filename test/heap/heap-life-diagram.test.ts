/** The picture of a heap's life names all of it. */
import { expect, it } from 'vitest';
import { heapLifeDiagram, heapLifeDiagramPage } from '../../src/heap/heap-life-diagram.ts';
import { HEAP_EVENTS } from '../../src/heap/heap-life-machine.ts';
import { heapRegions } from '../../src/heap/heap-life-table.ts';

const lines = heapLifeDiagram()
  .split('\n')
  .map((line) => line.trim());

it('shows every state', () => {
  const drawn = new Set(lines.flatMap((line) => /^(\S+) --> ([^\s:]+)/.exec(line)?.slice(1) ?? []));
  for (const { clear, set } of heapRegions) for (const state of [clear, set]) expect(drawn).toContain(state);
  for (const state of ['[*]', 'alive', 'destroyed', 'ended']) expect(drawn).toContain(state);
});

it('shows every move that changes something or does not simply go on', () => {
  expect(lines).toEqual(
    expect.arrayContaining([
      'free --> held: ACQUIRE',
      'held --> held: ACQUIRE_OTHER / waits',
      'held --> free: RELEASE_LAST',
      'free --> free: RELEASE_OTHER / no',
      'outside --> inside: CALL_OUT',
      'inside --> inside: ENTER_OTHER / reported',
      'inside --> inside: DESTROY / refused',
      'outside --> destroyed: DESTROY',
      'outside --> destroyed: DESTROY_OTHER / reported',
      'sound --> damaged: DAMAGE',
      'alive --> ended: END / ends',
      'destroyed --> destroyed: USE / no',
      'ended --> [*]',
    ]),
  );
  expect(lines.filter((line) => line === '--')).toHaveLength(heapRegions.length - 1);
});

it('says of every event when it happens', () => {
  const page = heapLifeDiagramPage();
  for (const [event, when] of Object.entries(HEAP_EVENTS)) expect(page).toContain(`| ${event} | ${when} |`);
});

// `npx vitest run test/heap/heap-life-diagram.test.ts -u` writes the page again.
it('docs/diagrams/heap.md is what the machine says today', async () => {
  await expect(heapLifeDiagramPage()).toMatchFileSnapshot('../../docs/diagrams/heap.md');
});
