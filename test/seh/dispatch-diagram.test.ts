/** The picture of the dispatch machine names all of it. */
import { expect, it } from 'vitest';
import { dispatchDiagram, dispatchDiagramPage } from '../../src/seh/dispatch-diagram.ts';
import { dispatchMachine } from '../../src/seh/dispatch-machine.ts';

const picture = dispatchDiagram();

it('shows every state and every guard of the machine', () => {
  const { guards } = dispatchMachine.implementations;
  for (const guard of Object.keys(guards)) expect(picture).toContain(`[${guard}]`);
  for (const state of [
    ...Object.keys(dispatchMachine.states),
    ...Object.keys(dispatchMachine.states['running']?.states ?? {}),
  ]) {
    expect(picture).toMatch(new RegExp(`^ +(state )?${state}( \\{)?$`, 'm'));
  }
});

it('has the moves that make the life of an exception', () => {
  const moves = picture.split('\n').map((line) => line.trim());
  expect(moves).toEqual(
    expect.arrayContaining([
      'running --> nested: RAISE [a filter is running]',
      'filtering --> unwinding: EXECUTE',
      'filtering --> continuing: CONTINUE',
      'searching --> unhandled',
      'unwinding --> terminating: [leaving a finally region]',
      'unhandled --> [*]',
    ]),
  );
});

// `npx vitest run test/seh/dispatch-diagram.test.ts -u` writes the page again.
it('docs/diagrams/exceptions.md is what the machine says today', async () => {
  await expect(dispatchDiagramPage()).toMatchFileSnapshot('../../docs/diagrams/exceptions.md');
});
