/** The documented failures as functions: what fault injection calls (ENGINEERING-DECISIONS 2). */
import { hresultValue } from 'irqlab/status';
import { expect, it } from 'vitest';
import { Machine } from '../../src/kernel/machine.ts';
import { settingsFrom } from '../../src/kernel/options.ts';
import { makeUserProcess } from '../../src/user-process.ts';
import * as routines from '../../src/webservices/routines.ts';
import { WebServices } from '../../src/webservices/web-services.ts';
import { allStrings } from '../../src/webservices/ws-errors.ts';

const failures = Object.values(routines).flatMap(({ contract, failures }) =>
  Object.entries(failures).map(([code, fail]) => ({ name: contract.name, contract, code, fail })),
);

it.each(failures)(
  '$name fails with $code, and an error object learns why',
  ({ name, contract, code, fail }) => {
    const machine = new Machine(settingsFrom({ userBytes: 0x400_0000, physicalMemory: 0x400_0000 }));
    const user = makeUserProcess(machine, {});
    const process = machine.processes.find(({ id }) => id === user.id);
    if (process === undefined) throw new Error('no process');
    const services = new WebServices(process);
    const error = services.errors.create(0x0409);
    const isOfError = contract.parameters[0]?.name === 'error' || name === 'WsCreateError';
    const args = contract.parameters.map((one) => (one.name === 'error' ? error : 0));
    const result = machine.runAs(process, () => (fail as (...all: unknown[]) => unknown)(services, args));
    expect(result).toBe(hresultValue(code));
    const state = services.errors.table.find(error);
    if (state === undefined) throw new Error('the error object is damaged');
    expect(state.originalCode).toBe(isOfError ? 0 : result);
    expect(allStrings(state)).toHaveLength(isOfError ? 0 : 2);
  },
);

it('every code but S_OK has one', () => {
  for (const { contract, failures } of Object.values(routines)) {
    const codes = (contract.codes ?? []).map(({ code }) => code).filter((code) => code !== 'S_OK');
    expect(Object.keys(failures).sort()).toEqual(codes.sort());
  }
});
