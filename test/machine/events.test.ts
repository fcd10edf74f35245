/** The one event stream: the design's example as a golden trace, and what a listener may rely on. */
import {
  DISPATCH_LEVEL,
  EXCEPTION_EXECUTE_HANDLER,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  KIRQL,
  type MachineEvent,
  type Nt,
  NULL,
  out,
  STATUS_BUFFER_TOO_SMALL,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, siteOf, userOf } from '../heap/fixture.ts';

const hex = (value: unknown): string => (typeof value === 'number' ? value.toString(16) : typeof value);

/** One line per event, addresses relative to the memory of the example. */
function line(event: MachineEvent, base: number): string {
  const short = (value: unknown): string =>
    typeof value === 'number' && value >= base && value < base + 0x100000
      ? `base+${hex(value - base)}`
      : hex(value);
  switch (event.kind) {
    case 'call':
      return `call ${event.routine}(${event.args.map(short).join(', ')}) at ${event.irql}`;
    case 'return':
      return `return ${event.routine} ${short(event.value)}`;
    case 'irql':
      return `irql ${event.from} -> ${event.to} on ${event.processor}`;
    case 'raise':
      return `raise ${hex(event.record.ExceptionCode)}`;
    case 'filter':
      return `filter ${hex(event.code)} answers ${event.answer}`;
    case 'finally':
      return `finally ${event.abnormal ? 'abnormal' : 'normal'}`;
    case 'handler':
    case 'continue':
      return `${event.kind} ${hex(event.code)}`;
    case 'stop':
      return `stop ${event.stop.kind}`;
    case 'allocate':
      return `allocate ${event.bytes} at ${short(event.address)}`;
    default:
      return event.kind;
  }
}

/** The program of the design page, a small allocation in front. */
function example(nt: Nt, base: number): void {
  const heap = nt.RtlCreateHeap(0, base, 0x100000, 0x10000, NULL, NULL);
  nt.RtlAllocateHeap(heap, 0, 64);
  const status = nt.__try(
    () =>
      nt.__try(
        () => nt.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 0x80000),
        nt.__finally(() => {}),
      ),
    nt.__except(
      () => EXCEPTION_EXECUTE_HANDLER,
      () => nt.GetExceptionCode(),
    ),
  );
  expect(status).toBe(STATUS_BUFFER_TOO_SMALL);
  nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
  nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 64));
}

const golden = (first: string) => [
  'call RtlCreateHeap(0, base+0, 100000, 10000, 0, 0) at 0',
  'return RtlCreateHeap base+0',
  'call RtlAllocateHeap(base+0, 0, 40) at 0',
  `allocate 64 at base+${first}`,
  `return RtlAllocateHeap base+${first}`,
  'call RtlAllocateHeap(base+0, 4, 80000) at 0',
  'raise c0000023',
  'filter c0000023 answers 1',
  'finally abnormal',
  'handler c0000023',
  'call KeRaiseIrql(2, object) at 0',
  'irql 0 -> 2 on 0',
  'return KeRaiseIrql undefined',
  'stop bugcheck',
];

describe.each(architectures)('events, %s', (arch) => {
  it('of the example of the design, in order', () => {
    const { nt } = siteOf(arch, 'kernel');
    nt.reserve({ bytes: 0x800000 }); // so that no size looks like an address
    const base = nt.reserve({ bytes: 0x100000, commit: 0x10000 });
    const events = nt.events.record(() => example(nt, base));
    expect(events.map((event) => line(event, base))).toEqual(golden(arch === 'x64' ? 'a10' : '588'));
  });

  it('are the same on every run with the same seed', () => {
    const [first, second] = [1, 2].map(() => {
      const { nt } = siteOf(arch, 'kernel', { seed: 7 });
      const base = nt.reserve({ bytes: 0x100000, commit: 0x10000 });
      return JSON.stringify(nt.events.record(() => example(nt, base)));
    });
    expect(first).toBe(second);
  });

  it('tell which process is current, faults, and how a process ends', () => {
    const { nt, process } = userOf(arch);
    const seen = nt.events.record(() => {
      process.outcome(() => process.memory.readUint8(0x10));
      process.outcome(() => process.RtlFreeHeap(process.processHeap, 0, 4));
    });
    const kinds = seen.map(({ kind }) => kind);
    expect(kinds.slice(0, 3)).toEqual(['switch', 'fault', 'raise']);
    expect(kinds.filter((kind) => kind === 'switch').length % 2).toBe(0);
    expect(kinds).toContain('stop');
  });

  it('a resize is told as it happened: in place, or as a free and an allocation', () => {
    const { nt, process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = process.RtlAllocateHeap(heap, 0, 64);
    process.RtlAllocateHeap(heap, 0, 64);
    const told = (bytes: number) =>
      nt.events
        .record(() => process.RtlReAllocateHeap(heap, 0, block, bytes))
        .filter(({ kind }) => kind === 'free' || kind === 'allocate');
    expect(told(48).map(({ kind }) => kind)).toEqual(['allocate']);
    expect(told(5000)).toMatchObject([
      { kind: 'free', address: block },
      { kind: 'allocate', bytes: 5000 },
    ]);
  });

  it('several listeners hear the same, in the order of events', () => {
    const { nt } = siteOf(arch, 'kernel');
    const heard: string[] = [];
    const stops = ['a', 'b'].map((name) => nt.events.on(({ kind }) => heard.push(`${name} ${kind}`)));
    nt.KeGetCurrentIrql();
    stops[0]!();
    nt.KeGetCurrentIrql();
    expect(heard).toEqual(['a call', 'b call', 'a return', 'b return', 'b call', 'b return']);
  });
});
