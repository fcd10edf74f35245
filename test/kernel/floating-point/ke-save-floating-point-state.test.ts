import { boot, STATUS_SUCCESS } from 'irqlab';
import { expect, it } from 'vitest';

it('the place for the state must be there, and nothing else is asked', () => {
  const nt = boot();
  const save = nt.variable(32);
  expect(nt.KeSaveFloatingPointState(save)).toBe(STATUS_SUCCESS);
  expect(nt.KeRestoreFloatingPointState(save)).toBe(STATUS_SUCCESS);
  expect(nt.outcome(() => nt.KeSaveFloatingPointState(0))).toMatchObject({ kind: 'raised' });
  expect(nt.outcome(() => nt.KeRestoreFloatingPointState(0))).toMatchObject({ kind: 'raised' });
});
