/** The pictures of the locks show every move that changes something, and the page is up to date. */
import { expect, it } from 'vitest';
import { lockDiagram, lockDiagramPage } from '../../../src/kernel/locks/lock-diagram.ts';
import { LOCK_FAMILIES, lockFamilyNames } from '../../../src/kernel/locks/lock-families.ts';

it('shows acquires, releases and waits for oneself', () => {
  const lines = lockDiagram('ERESOURCE').split('\n');
  for (const line of [
    '  free --> mine: ACQUIRE',
    '  free --> sharedTheirs: THEY_SHARE',
    '  mine --> mine: ACQUIRE / again',
    '  sharedMine --> sharedMine: ACQUIRE / for itself',
    '  sharedTheirs --> sharedBoth: SHARE',
    '  sharedBoth --> sharedTheirs: RELEASE_LAST',
  ])
    expect(lines).toContain(line);
  expect(lockDiagram('fast mutex').split('\n')).toHaveLength(8);
});

it('names every family with its rules', () => {
  const page = lockDiagramPage();
  for (const name of lockFamilyNames) {
    const { acquire, selfRule, otherRule } = LOCK_FAMILIES[name];
    const [row] = page.split('\n').filter((line) => line.startsWith(`| ${name} |`));
    for (const cell of [acquire, selfRule, otherRule]) expect(row).toContain(cell);
  }
});

// `npx vitest run test/kernel/locks/lock-diagram.test.ts -u` writes the page again.
it('docs/diagrams/locks.md is what the machines say today', async () => {
  await expect(lockDiagramPage()).toMatchFileSnapshot('../../../docs/diagrams/locks.md');
});
