import { boot, type MachineEvent } from 'irqlab';
import { describe, expect, it } from 'vitest';

describe('an entry of the error log', () => {
  it('is an event when it is written, and gone', () => {
    const nt = boot();
    const seen: MachineEvent[] = [];
    nt.events.on((event) => seen.push(event));
    const entry = nt.IoAllocateErrorLogEntry(1, 80);
    expect(Array.from(nt.memory.readBytes(entry, 80))).toEqual(new Array(80).fill(0));
    nt.memory.writeUint16(entry + 4, 2);
    nt.memory.writeUint16(entry + 6, 48);
    nt.memory.writeUint32(entry + 12, 0xc0de_0001);
    nt.memory.writeUint32(entry + 16, 77);
    nt.memory.writeUint32(entry + 20, 0xc000_000d);
    nt.memory.writeUtf16String(entry + 48, 'first');
    nt.memory.writeUtf16String(entry + 60, 'second');
    nt.IoWriteErrorLogEntry(entry);
    expect(seen.filter(({ kind }) => kind === 'error-log')).toEqual([
      {
        kind: 'error-log',
        code: 0xc0de_0001,
        uniqueValue: 77,
        finalStatus: 0xc000_000d,
        strings: ['first', 'second'],
      },
    ]);
    expect(nt.outcome(() => nt.IoFreeErrorLogEntry(entry))).toMatchObject({ kind: 'bugcheck' });
  });

  it('holds a packet at least, and can be given back', () => {
    const nt = boot();
    expect(nt.IoAllocateErrorLogEntry(1, 47)).toBe(0);
    nt.IoFreeErrorLogEntry(nt.IoAllocateErrorLogEntry(1, 48));
    expect(nt.debug.pool.blocks()).toEqual([]);
  });
});
