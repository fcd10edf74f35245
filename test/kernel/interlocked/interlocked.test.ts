/** The interlocked operations, every one of them, against arithmetic on bigints. */
import fc from 'fast-check';
import {
  type Architecture,
  boot,
  type Contract,
  DISPATCH_LEVEL,
  KIRQL,
  type Nt,
  out,
  PAGE_READONLY,
  PAGE_READWRITE,
  PVOID,
  routineContracts,
  SIZE_T,
  STATUS_ACCESS_VIOLATION,
  ULONG,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { same } from '../../same.ts';

type Call = (...args: unknown[]) => unknown;

const architectures = ['x64', 'x86'] as const;
const interlocked = routineContracts.filter(
  ({ name }) => /^Interlocked/.test(name) && !/SList|128/.test(name),
);

/** What each operation stores and gives, on unsigned numbers of `bits` bits. */
const models: readonly (readonly [
  RegExp,
  (old: bigint, a: bigint, b: bigint) => { stored: bigint; result: bigint },
])[] = [
  [/^InterlockedAdd/, (old, a) => ({ stored: old + a, result: old + a })],
  [/^InterlockedAnd/, (old, a) => ({ stored: old & a, result: old })],
  [/^InterlockedBitTestAndReset/, (old, a) => ({ stored: old & ~(1n << a), result: (old >> a) & 1n })],
  [/^InterlockedBitTestAndSet/, (old, a) => ({ stored: old | (1n << a), result: (old >> a) & 1n })],
  [/^InterlockedCompareExchange/, (old, a, b) => ({ stored: old === b ? a : old, result: old })],
  [/^InterlockedDecrement/, (old) => ({ stored: old - 1n, result: old - 1n })],
  [/^InterlockedExchangeAdd/, (old, a) => ({ stored: old + a, result: old })],
  [/^InterlockedExchange/, (old, a) => ({ stored: a, result: old })],
  [/^InterlockedIncrement/, (old) => ({ stored: old + 1n, result: old + 1n })],
  [/^InterlockedOr/, (old, a) => ({ stored: old | a, result: old })],
  [/^InterlockedXor/, (old, a) => ({ stored: old ^ a, result: old })],
];

const modelOf = (name: string) => models.find(([pattern]) => pattern.test(name))![1];

/** Bits of the variable, by the C type of its address. */
function bitsOf({ parameters }: Contract, architecture: Architecture): number {
  const type = parameters[0]!.type;
  if (/LONG64/.test(type)) return 64;
  if (/LONG/.test(type)) return 32;
  if (/SHORT/.test(type)) return 16;
  if (/char/i.test(type)) return 8;
  return architecture === 'x64' ? 64 : 32;
}

/** An argument or a result as TypeScript has it: bigint for LONG64 alone; a pointer of x86 is unsigned. */
const asValue = (type: string, architecture: Architecture, bits: number, value: bigint): number | bigint => {
  if (type === 'LONG64') return BigInt.asIntN(64, value);
  return Number(
    type === 'PVOID' && architecture === 'x86' ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value),
  );
};

/** Values that a number holds exactly where a pointer or SIZE_T is one. */
const valuesOf = (contract: Contract, architecture: Architecture) => {
  const bits = bitsOf(contract, architecture);
  const wide = bits === 64 && /PVOID|SIZE_T/.test(contract.parameters[0]!.type) ? 47 : bits;
  return fc.oneof(
    fc.bigInt({ min: -(1n << BigInt(wide - 1)), max: (1n << BigInt(wide - 1)) - 1n }),
    fc.constantFrom(0n, 1n, -1n, -(1n << BigInt(wide - 1)), (1n << BigInt(wide - 1)) - 1n),
  );
};

function agrees(who: Nt | UserProcess, contract: Contract, architecture: Architecture, variable: number) {
  const { name, parameters, returns } = contract;
  const bits = bitsOf(contract, architecture);
  const width = bits / 8;
  const call = (who as unknown as Record<string, Call>)[name]!;
  const value = valuesOf(contract, architecture);
  const bit = fc.bigInt({ min: 0n, max: BigInt(bits - 1) });
  const operand = /BitTest/.test(name) ? bit : value;
  fc.assert(
    fc.property(value, operand, value, fc.boolean(), (old, first, other, equal) => {
      const second = equal ? old : other;
      who.memory.fill(variable - 8, 32, 0x5a);
      for (let at = 0; at < width; at++)
        who.memory.writeUint8(variable + at, Number((old >> BigInt(8 * at)) & 0xffn));
      const operands = [first, second].slice(0, parameters.length - 1);
      const args = operands.map((one, at) => asValue(parameters[at + 1]!.type, architecture, bits, one));
      const model = modelOf(name)(BigInt.asUintN(bits, old), ...asUnsigned(bits, first, second));
      const isBit = /BitTest/.test(name);
      same(
        call(variable, ...args),
        isBit ? Number(model.result) : asValue(returns, architecture, bits, model.result),
      );
      const stored = who.memory
        .readBytes(variable, width)
        .reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
      same(stored, BigInt.asUintN(bits, model.stored));
      const around = [...who.memory.readBytes(variable - 8, 8), ...who.memory.readBytes(variable + width, 8)];
      if (around.some((byte) => byte !== 0x5a)) expect(around).toEqual(new Array(16).fill(0x5a));
    }),
    { seed: 5, numRuns: 60 },
  );
}

const asUnsigned = (bits: number, a: bigint, b: bigint): [bigint, bigint] => [
  BigInt.asUintN(bits, a),
  BigInt.asUintN(bits, b),
];

describe.each(architectures)('interlocked operations on %s', (arch) => {
  const nt = boot({ arch });
  const process = nt.startProcess();
  const page = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
  const userPage = process.RtlAllocateHeap(process.processHeap, 0, 0x100) + 0x20;

  it.each(
    interlocked
      .filter(({ modes, only }) => modes.includes('kernel') && (only ?? arch) === arch)
      .map(({ name }) => name),
  )('%s', (name) => agrees(nt, interlocked.find((one) => one.name === name)!, arch, page + 0x100));

  it.each(interlocked.filter(({ modes }) => modes.includes('user')).map(({ name }) => name))(
    '%s in user mode',
    (name) => agrees(process, interlocked.find((one) => one.name === name)!, arch, userPage),
  );

  it.each([
    ['a misaligned variable (ours)', page + 0x203],
    ['a variable across two pages (ours)', page + 0xffe],
  ])('work on %s', (_, variable) => {
    const two = nt.reserve({ bytes: 0x2000, commit: 0x2000 });
    const at = variable - page + two;
    nt.memory.writeInt32(at, 41);
    expect([nt.InterlockedIncrement(at), nt.memory.readInt32(at)]).toEqual([42, 42]);
  });

  it('a bit offset beyond the variable, or negative, names a bit of the neighbours (ours)', () => {
    nt.memory.fill(page, 0x80, 0);
    expect(nt.InterlockedBitTestAndSet(page + 0x40, 37)).toBe(0);
    expect(nt.InterlockedBitTestAndSet(page + 0x40, -1)).toBe(0);
    expect(nt.InterlockedBitTestAndSet64(page + 0x40, 130n)).toBe(0);
    expect(nt.InterlockedBitTestAndSet64(page + 0x40, -64n)).toBe(0);
    expect([0x44, 0x3c, 0x50, 0x38].map((at) => nt.memory.readUint32(page + at))).toEqual([
      0x20, 0x8000_0000, 4, 1,
    ]);
    expect(nt.InterlockedBitTestAndReset(page + 0x40, 37)).toBe(1);
    expect(nt.InterlockedBitTestAndReset64(page + 0x40, 130n)).toBe(1);
    expect([0x44, 0x50].map((at) => nt.memory.readUint32(page + at))).toEqual([0, 0]);
  });

  it('an argument out of its C type is cut to it, so a comparison finds it', () => {
    nt.memory.writeInt32(page, -1);
    expect(nt.InterlockedCompareExchange(page, 7, 0xffff_ffff)).toBe(-1);
    expect(nt.memory.readInt32(page)).toBe(7);
    nt.memory.writeInt16(page, -2);
    expect(nt.InterlockedCompareExchange16(page, 3, 0xfffe)).toBe(-2);
    expect(nt.memory.readInt16(page)).toBe(3);
  });

  it('the wrong kind of number is a TypeError: a misuse of TypeScript', () => {
    expect(() => nt.InterlockedAdd64(page, 1 as unknown as bigint)).toThrow(TypeError);
  });
});

describe.each(architectures)('what interlocked operations access, on %s', (arch) => {
  it.each([
    ['InterlockedIncrement', []],
    ['InterlockedCompareExchange', [1, 2]],
    ['InterlockedCompareExchange64', [1n, 2n]],
    ['InterlockedCompareExchangePointer', [1, 2]],
    ['InterlockedExchangeAddSizeT', [1]],
    ['InterlockedBitTestAndReset', [3]],
  ] as const)('%s of an address that is not there is a fault of a write', (name, rest) => {
    const nt = boot({ arch });
    const what = nt.outcome(() => nt.call(name, 0x10000, ...rest));
    expect(what).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_ACCESS_VIOLATION, ExceptionInformation: [1, 0x10000] },
    });
  });

  it('a comparison that fails writes all the same: to a read-only page it faults', () => {
    const nt = boot({ arch });
    const process = nt.startProcess();
    const base = out(PVOID, 0);
    const size = out(SIZE_T, 0x1000);
    process.NtAllocateVirtualMemory(-1, base, 0, size, 0x3000, PAGE_READWRITE);
    process.memory.writeInt32(base.value, 5);
    process.NtProtectVirtualMemory(-1, base, size, PAGE_READONLY, out(ULONG));
    expect(process.outcome(() => process.InterlockedCompareExchange(base.value, 1, 2))).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_ACCESS_VIOLATION, ExceptionInformation: [1, base.value] },
    });
  });

  it('they are the code of the driver: paged memory at DISPATCH_LEVEL is 0xD1 with a write, at the caller', () => {
    const nt = boot({ arch });
    const page = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const what = nt.outcome(() => nt.InterlockedDecrement(page + 4));
    expect(what).toMatchObject({
      kind: 'bugcheck',
      code: 0xd1,
      parameters: [page + 4, 2, 1, expect.any(Number)],
    });
    const caller = what.kind === 'bugcheck' ? what.parameters[3] : 0;
    expect(nt.debug.symbolOf(caller)).toBe('driver!TypeScript');
  });

  it('… also while somebody listens, who sees them as routines of the driver', () => {
    const nt = boot({ arch });
    const page = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
    nt.events.on(() => undefined);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const what = nt.outcome(() => nt.InterlockedDecrement(page + 4));
    const caller = what.kind === 'bugcheck' ? what.parameters[3] : 0;
    expect(nt.debug.symbolOf(caller)).toBe('driver!InterlockedDecrement');
  });
});

describe('InterlockedCompareExchange128', () => {
  const nt = boot({ arch: 'x64' });
  const page = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
  const [variable, expected] = [page + 0x20, page + 0x48];
  const pair = (address: number) => [nt.memory.readBigInt64(address), nt.memory.readBigInt64(address + 8)];
  const store = (address: number, low: bigint, high: bigint) => {
    nt.memory.writeBigInt64(address, low);
    nt.memory.writeBigInt64(address + 8, high);
  };

  it('exchanges both halves when both are the expected ones', () => {
    store(variable, 1n, -2n);
    store(expected, 1n, -2n);
    expect(nt.InterlockedCompareExchange128(variable, 9n, 8n, expected)).toBe(1);
    expect([pair(variable), pair(expected)]).toEqual([
      [8n, 9n],
      [1n, -2n],
    ]);
  });

  it.each([
    ['lower', 0n, -2n],
    ['upper', 1n, -3n],
  ])('stores nothing but the old value for the caller when the %s half differs', (_, low, high) => {
    store(variable, 1n, -2n);
    store(expected, low, high);
    expect(nt.InterlockedCompareExchange128(variable, 9n, 8n, expected)).toBe(0);
    expect([pair(variable), pair(expected)]).toEqual([
      [1n, -2n],
      [1n, -2n],
    ]);
  });

  it('misaligned: the general protection fault of its instruction, which a handler can catch (ours)', () => {
    const what = nt.outcome(() => nt.InterlockedCompareExchange128(variable + 8, 0n, 0n, expected));
    expect(what).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_ACCESS_VIOLATION, ExceptionInformation: [0, -1] },
    });
  });

  it('… again each time it is continued, until the machine stops', () => {
    const own = boot({ arch: 'x64' });
    const at = own.reserve({ bytes: 0x1000, commit: 0x1000 });
    const misaligned = () => own.InterlockedCompareExchange128(at + 8, 0n, 0n, at + 0x100);
    const what = own.outcome(() =>
      own.__try(
        misaligned,
        own.__except(
          () => -1,
          () => 0,
        ),
      ),
    );
    expect(what).toMatchObject({ kind: 'stopped', reason: 'fault-limit' });
  });

  it('does not exist on x86', () => {
    expect(() => boot({ arch: 'x86' }).InterlockedCompareExchange128(16, 0n, 0n, 32)).toThrow(TypeError);
  });
});
