/**
 * What the registry tells of keys and values: the structures of the information classes, which have the same layout
 * on both architectures.
 */
import type { PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import {
  KeyBasicInformation,
  KeyFullInformation,
  KeyNameInformation,
  KeyNodeInformation,
  KeyValueBasicInformation,
  KeyValueFullInformation,
  KeyValueFullInformationAlign64,
  KeyValuePartialInformation,
  KeyValuePartialInformationAlign64,
} from '../../contract/kernel-constants.generated.ts';
import { isOut } from '../../machine/out.ts';
import {
  STATUS_BUFFER_OVERFLOW,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_PARAMETER,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { utf16Bytes } from '../unicode-string.ts';
import type { Key, KeyValue } from './key-tree.ts';
import type { Registry } from './registry.ts';

/** A structure as bytes, and how many of them stand in front of its texts. */
interface Information {
  readonly bytes: Uint8Array;
  readonly fixed: number;
}

/** Where a caller wants it. */
export interface Target {
  readonly address: PVOID;
  readonly length: ULONG;
  readonly resultLength: PointerTo<ULONG>;
}

function information(words: readonly (number | bigint)[], ...texts: readonly Uint8Array[]): Information {
  const bytes: number[] = [];
  for (const word of words) {
    const width = typeof word === 'bigint' ? 8 : 4;
    for (let shift = 0; shift < width; shift++)
      bytes.push(Number((BigInt(word) >> BigInt(8 * shift)) & 0xffn));
  }
  return { fixed: bytes.length, bytes: Uint8Array.from([...bytes, ...texts.flatMap((text) => [...text])]) };
}

const padding = (bytes: number, align: number): Uint8Array =>
  new Uint8Array((align - (bytes % align)) % align);

/** TitleIndex is 0: nobody uses it. Null for a class that does not exist. */
function valueInformation({ name, type, data }: KeyValue, kind: number): Information | null {
  const text = utf16Bytes(name);
  switch (kind) {
    case KeyValueBasicInformation:
      return information([0, type, text.length], text);
    case KeyValueFullInformation:
    case KeyValueFullInformationAlign64: {
      // The name begins at offset 20; the data lie behind it at a multiple of 4, or of 8.
      const gap = padding(20 + text.length, kind === KeyValueFullInformation ? 4 : 8);
      const offset = 20 + text.length + gap.length;
      return information([0, type, offset, data.length, text.length], text, gap, data);
    }
    case KeyValuePartialInformation:
      return information([0, type, data.length], data);
    case KeyValuePartialInformationAlign64:
      return information([type, data.length], data);
    default:
      return null;
  }
}

const NO_CLASS = 0xffff_ffff;
const longest = (lengths: readonly number[]): number => Math.max(0, ...lengths);

function keyInformation(registry: Registry, key: Key, kind: number): Information | null {
  const text = utf16Bytes(key.name);
  switch (kind) {
    case KeyBasicInformation:
      return information([key.written, 0, text.length], text);
    case KeyNodeInformation:
      return information([key.written, 0, NO_CLASS, 0, text.length], text);
    case KeyFullInformation: {
      const names = key.keys.map((id) => 2 * (registry.tree.key(id)?.name.length ?? 0));
      const counts = [key.keys.length, longest(names), 0, key.values.length];
      const values = [
        longest(key.values.map(({ name }) => 2 * name.length)),
        longest(key.values.map(({ data }) => data.length)),
      ];
      return information([key.written, 0, NO_CLASS, 0, ...counts, ...values]);
    }
    case KeyNameInformation: {
      const path = utf16Bytes(registry.tree.pathOf(key.id));
      return information([path.length], path);
    }
    default:
      return null;
  }
}

/**
 * Gives as much of a structure as fits: STATUS_BUFFER_TOO_SMALL when not even its fixed part does, and nothing is
 * stored then; STATUS_BUFFER_OVERFLOW when a text or data is cut.
 */
function deliver(
  registry: Registry,
  made: Information | null,
  { address, length, resultLength }: Target,
): number {
  const { kernelMemory: memory } = registry.host;
  if (made === null) return STATUS_INVALID_PARAMETER;
  const { bytes, fixed } = made;
  if (isOut(resultLength)) resultLength.value = bytes.length;
  else memory.writeUint32(resultLength, bytes.length);
  if (length < fixed) return STATUS_BUFFER_TOO_SMALL;
  memory.writeBytes(address, bytes.subarray(0, length));
  return bytes.length > length ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

/** Tells of a value. */
export const tellValue = (registry: Registry, value: KeyValue, kind: number, target: Target): number =>
  deliver(registry, valueInformation(value, kind), target);

/** Tells of a key. */
export const tellKey = (registry: Registry, key: Key, kind: number, target: Target): number =>
  deliver(registry, keyInformation(registry, key, kind), target);
