/**
 * Accesses of a program whose accesses are checked: what shadow memory has nothing to say about is done at once, all
 * else through the accessor, which asks it (docs/decisions/0084-shadow-memory.md). They take the place of those of
 * environment.ts.
 */
import type { Memory } from '../../memory/memory.ts';
import { PAGE_BYTES, READABLE, WRITABLE } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import type { AccessRules } from '../../verifier/access-rules.ts';
import type { ShadowMemory } from '../../verifier/shadow-memory.ts';

/** What checked accesses need of the program. */
export interface CheckedHost {
  readonly memory: Memory;
  readonly region: Region;
  readonly rules: AccessRules;
  readonly shadow: ShadowMemory;
  /** Notes the place of an access, and where the stack of its function ends. */
  begins(site: number, sp: number): void;
  /** It is over. */
  ends(): void;
}

const OFFSET_MASK = PAGE_BYTES - 1;
const TWO_32 = 2 ** 32;

type Load<T> = (address: number, site: number, sp: number) => T;
type Store<T> = (address: number, value: T, site: number, sp: number) => void;

/** True when shadow memory has nothing to say about some bytes of a page. */
function isPlain(states: Uint8Array | null | undefined, from: number, bytes: number): boolean {
  if (!states) return true;
  for (let at = from; at < from + bytes; at++) if (states[at] !== 0) return false;
  return true;
}

/** Makes the accesses. */
export function checkedAccesses(host: CheckedHost): Record<string, unknown> {
  const { memory: m, region: r } = host;
  const { i8, i16 } = r;
  return {
    ...number(
      'i8',
      host,
      i8,
      0,
      (a) => m.readInt8(a),
      (a, v) => m.writeUint8(a, v),
    ),
    ...number(
      'u8',
      host,
      r.u8,
      0,
      (a) => m.readUint8(a),
      (a, v) => m.writeUint8(a, v),
    ),
    ...number(
      'i16',
      host,
      i16,
      1,
      (a) => m.readInt16(a),
      (a, v) => m.writeUint16(a, v),
    ),
    ...number(
      'u16',
      host,
      r.u16,
      1,
      (a) => m.readUint16(a),
      (a, v) => m.writeUint16(a, v),
    ),
    ...number(
      'i32',
      host,
      r.i32,
      2,
      (a) => m.readInt32(a),
      (a, v) => m.writeUint32(a, v),
    ),
    ...number(
      'u32',
      host,
      r.u32,
      2,
      (a) => m.readUint32(a),
      (a, v) => m.writeUint32(a, v),
    ),
    ...number(
      'f32',
      host,
      r.f32,
      2,
      (a) => m.readFloat32(a),
      (a, v) => m.writeFloat32(a, v),
    ),
    ...number(
      'f64',
      host,
      r.f64,
      3,
      (a) => m.readFloat64(a),
      (a, v) => m.writeFloat64(a, v),
    ),
    ...number(
      'i64',
      host,
      r.big,
      3,
      (a) => m.readBigInt64(a),
      (a, v) => m.writeBigInt64(a, v),
    ),
    ...number(
      'u64',
      host,
      r.bigUnsigned,
      3,
      (a) => m.readBigUint64(a),
      (a, v) => m.writeBigUint64(a, v),
    ),
    ...pointer(host),
    ...ranges(host),
    ...bitFields(host),
  };
}

/** Whether an aligned access of some bytes needs nobody's leave. */
function plainly(host: CheckedHost, bytes: number, bit: number): (offset: number) => boolean {
  const { memory, region, shadow } = host;
  const { access } = region;
  const { pages } = shadow;
  return (offset) => {
    const at = offset >>> 0;
    return (
      at === offset &&
      (at & (bytes - 1)) === 0 &&
      (access[at >>> 12]! & (bit | memory.forbidden)) === bit &&
      isPlain(pages[at >>> 12], at & OFFSET_MASK, bytes)
    );
  };
}

interface Elements<T> {
  [index: number]: T;
}

/** Load, load for nothing and store of one kind of value. */
function number<T>(
  kind: string,
  host: CheckedHost,
  elements: Elements<T>,
  shift: number,
  read: (address: number) => T,
  write: (address: number, value: T) => void,
): Record<string, unknown> {
  const { base } = host.region;
  const canRead = plainly(host, 1 << shift, READABLE);
  const canWrite = plainly(host, 1 << shift, WRITABLE);
  const slowRead = slowly(host, true, read);
  const slowWrite = slowStore(host, write);
  const load: Load<T> = (address, site, sp) => {
    const offset = address - base;
    return canRead(offset) ? elements[offset >>> shift]! : slowRead(address, site, sp);
  };
  const store: Store<T> = (address, value, site, sp) => {
    const offset = address - base;
    if (canWrite(offset)) elements[offset >>> shift] = value;
    else slowWrite(address, value, site, sp);
  };
  return { [`ld${kind}`]: load, [`lr${kind}`]: slowly(host, false, read), [`st${kind}`]: store };
}

/** A load through the accessor. */
function slowly<T>(host: CheckedHost, uses: boolean, read: (address: number) => T): Load<T> {
  const { rules } = host;
  return (address, site, sp) => {
    host.begins(site, sp);
    const value = rules.own(address, uses, () => read(address));
    host.ends();
    return value;
  };
}

function slowStore<T>(host: CheckedHost, write: (address: number, value: T) => void): Store<T> {
  const { rules } = host;
  return (address, value, site, sp) => {
    host.begins(site, sp);
    rules.own(address, false, () => write(address, value));
    host.ends();
  };
}

/** Pointers of x64 lie in memory as 64-bit integers, and are numbers here. */
function pointer(host: CheckedHost): Record<string, unknown> {
  const { memory, region } = host;
  const read = (address: number): number => memory.readPointer(address);
  const write = (address: number, value: number): void => memory.writePointer(address, value);
  if (memory.architecture === 'x86') return number('ptr', host, region.u32, 2, read, write);
  const { i32, u32, base } = region;
  const canRead = plainly(host, 8, READABLE);
  const slowRead = slowly(host, true, read);
  const load: Load<number> = (address, site, sp) => {
    const offset = address - base;
    if (canRead(offset)) {
      const high = i32[(offset >>> 2) + 1]!;
      if ((high << 16) >> 16 === high) return high * TWO_32 + u32[offset >>> 2]!;
    }
    return slowRead(address, site, sp);
  };
  return { ldptr: load, lrptr: slowly(host, false, read), stptr: slowStore(host, write) };
}

/** What moves or sets several bytes. */
function ranges({ memory, rules, shadow, begins, ends }: CheckedHost): Record<string, unknown> {
  return {
    copy(to: number, from: number, bytes: number, site: number, sp: number): number {
      begins(site, sp);
      rules.own(to, false, () => memory.copy(to, from, bytes));
      ends();
      return to;
    },
    zero: (at: number, bytes: number): void => rules.own(at, false, () => memory.fill(at, bytes, 0)),
    quad: (at: number): bigint => rules.own(at, true, () => memory.readBigInt64(at)),
    /** A declaration without an initialiser is passed. */
    fresh: (at: number, bytes: number): void => shadow.undefine(at - shadow.region.base, bytes),
  };
}

/** Of a storage unit, the bytes of one bit-field alone are used, or get a value. */
function bitFields({ memory, rules, begins, ends }: CheckedHost): Record<string, unknown> {
  let restore: () => void = () => {};
  return {
    used(address: number, bytes: number, site: number, sp: number): void {
      begins(site, sp);
      rules.defined(memory, address, bytes);
      ends();
    },
    kept(address: number, bytes: number, first: number, count: number): void {
      restore = rules.keeping(memory, address, bytes, { first, count });
    },
    keep: (): void => restore(),
  };
}
