/** Callbacks after a bug check: which run, how, and what they leave behind. */
import {
  boot,
  highLevel,
  KbCallbackInvalid,
  KbCallbackReserved1,
  KbCallbackSecondaryDumpData,
  KbCallbackTriageDumpData,
  type Nt,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const architectures = ['x64', 'x86'] as const;
const MANUALLY_INITIATED_CRASH = 0xe2;
/** KBUGCHECK_BUFFER_DUMP_STATE. */
const [EMPTY, INSERTED, , FINISHED, INCOMPLETE] = [0, 1, 2, 3, 4];

describe.each(architectures)('a bug check callback on %s', (arch) => {
  const { at } = structure(arch, 'KBUGCHECK_CALLBACK_RECORD');

  function siteOf(options = {}) {
    const nt = boot({ arch, ...options });
    const name = nt.variable(16);
    nt.memory.writeAnsiString(name, 'driver');
    const register = (routine: (...args: number[]) => void, buffer = 0, length = 0) => {
      const record = nt.variable('KBUGCHECK_CALLBACK_RECORD');
      nt.KeInitializeCallbackRecord(record);
      expect(nt.KeRegisterBugCheckCallback(record, routine, buffer, length, name)).toBe(1);
      return record;
    };
    const state = (record: number) => nt.debug.memory.readUint8(record + at.State);
    return { nt, name, register, state };
  }

  const crash = (nt: Nt) => nt.outcome(() => nt.KeBugCheckEx(MANUALLY_INITIATED_CRASH, 1, 2, 3, 4));
  const crashed = { kind: 'bugcheck', code: MANUALLY_INITIATED_CRASH, parameters: [1, 2, 3, 4], irql: 0 };

  it('runs at HIGH_LEVEL with its buffer, which it may fill; the record says how far it got', () => {
    const { nt, register, state } = siteOf();
    const buffer = nt.variable(32);
    const seen: unknown[] = [];
    const record = register(
      (address, length) => {
        seen.push([address, length, nt.irql]);
        nt.memory.writeAnsiString(address!, 'what I know');
      },
      buffer,
      32,
    );
    expect(state(record)).toBe(INSERTED);
    expect(nt.debug.memory.readPointer(record + at.Buffer)).toBe(buffer);
    expect(nt.debug.memory.readUint32(record + at.Length)).toBe(32);
    expect(crash(nt)).toMatchObject(crashed);
    expect(seen).toEqual([[buffer, 32, highLevel(arch)]]);
    expect(state(record)).toBe(FINISHED);
    expect(nt.debug.memory.readAnsiString(buffer)).toBe('what I know');
    expect(nt.irql).toBe(0);
  });

  it('runs once each, in the order of registration (ours), whatever stopped the machine with a bug check', () => {
    const { nt, register } = siteOf();
    const ran: number[] = [];
    for (const number of [1, 2, 3]) register(() => void ran.push(number));
    nt.KeRaiseIrqlToDpcLevel();
    expect(nt.outcome(() => nt.memory.readUint8(0x10))).toMatchObject({ code: 0xd1, irql: 2 });
    expect(ran).toEqual([1, 2, 3]);
    nt.outcome(() => nt.KeBugCheckEx(1, 0, 0, 0, 0));
    expect(ran).toEqual([1, 2, 3]);
  });

  it.each<[string, (nt: Nt, paged: number) => unknown]>([
    ['calls a routine', (nt) => nt.KeGetCurrentIrql()],
    ['touches paged memory', (nt, paged) => nt.memory.readUint8(paged)],
    ['touches memory that is not there', (nt) => nt.memory.writeUint8(0x10, 1)],
    ['stops the machine again', (nt) => nt.KeBugCheckEx(1, 0, 0, 0, 0)],
    [
      'guards what cannot be guarded any more',
      (nt) =>
        nt.__try(
          () => nt.memory.readUint8(0x10),
          nt.__except(
            () => 1,
            () => 0,
          ),
        ),
    ],
  ])('that %s ends there; the others run, and the bug check stays the first', (_, body) => {
    const { nt, register, state } = siteOf();
    const paged = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
    const after: string[] = [];
    const record = register(() => {
      body(nt, paged);
      after.push('not reached');
    });
    const other = register(() => void after.push('other'));
    expect(crash(nt)).toMatchObject(crashed);
    expect(after).toEqual(['other']);
    expect([state(record), state(other)]).toEqual([INCOMPLETE, FINISHED]);
  });

  it('whose address is no function does not run, and does no harm', () => {
    const { nt, name, state } = siteOf();
    const record = nt.variable('KBUGCHECK_CALLBACK_RECORD');
    nt.KeRegisterBugCheckCallback(record, nt.variable(16), 0, 0, name);
    expect(crash(nt)).toMatchObject(crashed);
    expect(state(record)).toBe(INCOMPLETE);
  });

  it.each<[string, (nt: Nt, record: number) => void]>([
    ['routine', (nt, record) => nt.memory.writePointer(record + at.CallbackRoutine, 0x1234)],
    ['buffer', (nt, record) => nt.memory.writePointer(record + at.Buffer, 0x1234)],
    ['length', (nt, record) => nt.memory.writeUint32(record + at.Length, 5)],
    ['component', (nt, record) => nt.memory.writePointer(record + at.Component, 0x1234)],
    ['state', (nt, record) => nt.memory.writeUint8(record + at.State, 7)],
  ])('whose record has another %s by now is passed over', (_, change) => {
    const { nt, register } = siteOf();
    const ran: string[] = [];
    const record = register(() => void ran.push('changed'));
    register(() => void ran.push('intact'));
    change(nt, record);
    expect(crash(nt)).toMatchObject(crashed);
    expect(ran).toEqual(['intact']);
  });

  it('whose record lies in paged memory, or takes itself away, does no harm', () => {
    const { nt, name } = siteOf();
    const ran: string[] = [];
    const paged = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
    nt.KeRegisterBugCheckCallback(paged, () => void ran.push('paged'), 0, 0, name);
    expect(crash(nt)).toMatchObject(crashed);
    expect(ran).toEqual([]);
  });

  it('is registered once, and taken back once', () => {
    const { nt, name, register, state } = siteOf();
    const ran: string[] = [];
    const record = register(() => void ran.push('ran'));
    expect(nt.KeRegisterBugCheckCallback(record, () => undefined, 0, 0, name)).toBe(0);
    nt.memory.writeUint8(record + at.State, EMPTY!);
    expect(nt.KeRegisterBugCheckCallback(record, () => undefined, 0, 0, name)).toBe(0);
    expect(nt.KeDeregisterBugCheckReasonCallback(record)).toBe(0);
    expect(nt.KeDeregisterBugCheckCallback(record)).toBe(1);
    expect(state(record)).toBe(EMPTY);
    expect(nt.KeDeregisterBugCheckCallback(record)).toBe(0);
    expect(crash(nt)).toMatchObject(crashed);
    expect(ran).toEqual([]);
  });

  it('needs a record that was prepared', () => {
    const { nt, name } = siteOf();
    const record = nt.variable('KBUGCHECK_CALLBACK_RECORD');
    nt.memory.fill(record, structure(arch, 'KBUGCHECK_CALLBACK_RECORD').bytes, 0xcc);
    expect(nt.KeRegisterBugCheckCallback(record, () => undefined, 0, 0, name)).toBe(0);
    nt.KeInitializeCallbackRecord(record);
    expect(nt.KeRegisterBugCheckCallback(record, () => undefined, 0, 0, name)).toBe(1);
  });

  it('does not run when the simulation stops without a bug check', () => {
    const { nt, register } = siteOf();
    const ran: string[] = [];
    register(() => void ran.push('ran'));
    expect(nt.outcome(() => nt.ProbeForRead(0x10000, 1, 3)).kind).toBe('stopped');
    expect(ran).toEqual([]);
  });

  it('is part of a snapshot', () => {
    const { nt, register, state } = siteOf();
    const ran: string[] = [];
    const record = register(() => void ran.push('ran'));
    const before = nt.snapshot();
    nt.KeDeregisterBugCheckCallback(record);
    nt.restore(before);
    crash(nt);
    expect(ran).toEqual(['ran']);
    nt.restore(before);
    expect(state(record)).toBe(INSERTED);
    crash(nt);
    expect(ran).toEqual(['ran', 'ran']);
  });

  it('that throws a JavaScript error gives that error: a mistake in the test', () => {
    const { nt, register } = siteOf();
    register(() => {
      throw new RangeError('mine');
    });
    expect(() => nt.KeBugCheckEx(1, 0, 0, 0, 0)).toThrow(new RangeError('mine'));
    expect(nt.outcome(() => nt.KeGetCurrentIrql())).toMatchObject({ kind: 'bugcheck', code: 1 });
  });
});

describe.each(architectures)('a callback with a reason on %s', (arch) => {
  const { at, bytes } = structure(arch, 'KBUGCHECK_REASON_CALLBACK_RECORD');

  it('is registered and taken back, and never runs: no dump is written (ours)', () => {
    const nt = boot({ arch });
    const [record, name] = [nt.variable(bytes), nt.variable(16)];
    const ran: string[] = [];
    const routine = () => void ran.push('ran');
    const register = () =>
      nt.KeRegisterBugCheckReasonCallback(record, routine, KbCallbackSecondaryDumpData, name);
    expect([register(), register()]).toEqual([1, 0]);
    expect(nt.memory.readUint32(record + at.Reason)).toBe(KbCallbackSecondaryDumpData);
    expect(nt.memory.readUint8(record + at.State)).toBe(INSERTED);
    expect([
      nt.KeDeregisterBugCheckCallback(record),
      nt.KeDeregisterBugCheckReasonCallback(record),
      nt.KeDeregisterBugCheckReasonCallback(record),
    ]).toEqual([0, 1, 0]);
    expect(register()).toBe(1);
    nt.outcome(() => nt.KeBugCheckEx(1, 0, 0, 0, 0));
    expect(ran).toEqual([]);
  });

  it.each([
    [KbCallbackInvalid, 0],
    [KbCallbackReserved1, 0],
    [KbCallbackTriageDumpData, 1],
    [8, 0],
    [99, 0],
  ])('reason %i: %i', (reason, expected) => {
    const nt = boot({ arch });
    const given = nt.KeRegisterBugCheckReasonCallback(nt.variable(bytes), () => undefined, reason, 0);
    expect(given).toBe(expected);
  });
});
