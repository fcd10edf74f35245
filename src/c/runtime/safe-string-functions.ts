/**
 * RtlStringCbCopyA and its kin of ntstrsafe.h, and StringCbCopyA and its kin of strsafe.h: the same functions for
 * sizes in bytes (`Cb`) and in characters (`Cch`), for both kinds of characters, with statuses of their own. They are
 * inline functions of the headers on Windows and live in no module (*ours* is their code, not what they give).
 */
import type { Mode } from '../../contract/contract.ts';
import { type CharacterKind, lengthOf, narrow, wide } from './character-kind.ts';
import { printerOf } from './print.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { MOST_SAFE_CHARACTERS, type SafeResult, type SafeText, safeWrite } from './safe-string.ts';
import { printText, stringText } from './safe-text.ts';
import { type CSize, fromSize, toSize } from './sizes.ts';

/** One of the two headers. */
interface Family {
  readonly header: string;
  readonly prefix: string;
  readonly status: string;
  readonly modes: readonly Mode[];
  readonly results: Readonly<Record<SafeResult, number>>;
}

const families: readonly Family[] = [
  {
    header: 'ntstrsafe.h',
    prefix: 'RtlString',
    status: 'NTSTATUS',
    modes: everywhere,
    // STATUS_BUFFER_OVERFLOW and STATUS_INVALID_PARAMETER.
    results: { success: 0, overflow: 0x8000_0005 | 0, invalid: 0xc000_000d | 0 },
  },
  {
    header: 'strsafe.h',
    prefix: 'String',
    status: 'HRESULT',
    modes: programs,
    // STRSAFE_E_INSUFFICIENT_BUFFER and STRSAFE_E_INVALID_PARAMETER.
    results: { success: 0, overflow: 0x8007_007a | 0, invalid: 0x8007_0057 | 0 },
  },
];

/** One form of the functions: whose header, which characters, how sizes are counted. */
interface Form {
  readonly family: Family;
  readonly kind: CharacterKind;
  readonly countsBytes: boolean;
}

/** Bytes that a size argument stands for. */
const bytesOf = ({ kind, countsBytes }: Form, size: CSize): number =>
  countsBytes ? fromSize(size) : kind.bytes * fromSize(size);

/** Characters that a count argument stands for. */
const charactersOf = ({ kind, countsBytes }: Form, count: CSize): number =>
  countsBytes ? Math.floor(fromSize(count) / kind.bytes) : fromSize(count);

/** What an `Ex` function takes beside target and text. */
interface Extras {
  readonly endAddress: number;
  readonly remainingAddress: number;
  readonly flags: number;
}

const noExtras: Extras = { endAddress: 0, remainingAddress: 0, flags: 0 };

/** Writes a text into a target and gives the status of the family. */
const write = (
  host: RuntimeHost,
  form: Form,
  appends: boolean,
  [address, size]: readonly [number, CSize],
  text: SafeText,
  extras: Extras,
): number => {
  const { kind, countsBytes, family } = form;
  const target = { kind, address, bytes: bytesOf(form, size), appends, countsBytes, ...extras };
  return family.results[safeWrite(host, target, text)];
};

/** Copy and Cat, with and without a count and with and without extras. */
function copies(
  form: Form,
  declare: (name: string, parameters: string, bind: RuntimeFunction['bind']) => RuntimeFunction,
) {
  const { type } = form.kind;
  const target = `${type} *destination, size_t size, const ${type} *source`;
  const extras = `${type} **end, size_t *remaining, unsigned long flags`;
  return (['Copy', 'Cat'] as const).flatMap((verb) => {
    const appends = verb === 'Cat';
    const run = (
      host: RuntimeHost,
      destination: number,
      size: CSize,
      source: number,
      most: number,
      more: Extras,
    ) => {
      const text: SafeText = (room) =>
        most > MOST_SAFE_CHARACTERS ? null : stringText(host, form.kind, source, most, more.flags)(room);
      return write(host, form, appends, [destination, size], text, more);
    };
    return [
      declare(
        verb,
        target,
        (host) => (destination: number, size: CSize, source: number) =>
          run(host, destination, size, source, MOST_SAFE_CHARACTERS, noExtras),
      ),
      declare(
        `${verb}Ex`,
        `${target}, ${extras}`,
        (host) =>
          (
            destination: number,
            size: CSize,
            source: number,
            endAddress: number,
            remainingAddress: number,
            flags: number,
          ) =>
            run(host, destination, size, source, MOST_SAFE_CHARACTERS, {
              endAddress,
              remainingAddress,
              flags,
            }),
      ),
      declare(
        `${verb}N`,
        `${target}, size_t count`,
        (host) => (destination: number, size: CSize, source: number, count: CSize) =>
          run(host, destination, size, source, charactersOf(form, count), noExtras),
      ),
      declare(
        `${verb}NEx`,
        `${target}, size_t count, ${extras}`,
        (host) =>
          (
            destination: number,
            size: CSize,
            source: number,
            count: CSize,
            endAddress: number,
            remainingAddress: number,
            flags: number,
          ) =>
            run(host, destination, size, source, charactersOf(form, count), {
              endAddress,
              remainingAddress,
              flags,
            }),
      ),
    ];
  });
}

/** Printf and VPrintf, with and without extras. */
function prints(
  form: Form,
  declare: (name: string, parameters: string, bind: RuntimeFunction['bind']) => RuntimeFunction,
) {
  const { kind } = form;
  const target = `${kind.type} *destination, size_t size`;
  const extras = `${kind.type} **end, size_t *remaining, unsigned long flags`;
  const format = `const ${kind.type} *format`;
  const plain = (host: RuntimeHost) => {
    const print = printerOf(host);
    return (destination: number, size: CSize, text: number, slots: number) =>
      write(host, form, false, [destination, size], printText(print, kind, text, slots, 0), noExtras);
  };
  const extended = (host: RuntimeHost) => {
    const print = printerOf(host);
    return (
      destination: number,
      size: CSize,
      endAddress: number,
      remainingAddress: number,
      flags: number,
      text: number,
      slots: number,
    ) => {
      const more = { endAddress, remainingAddress, flags };
      return write(host, form, false, [destination, size], printText(print, kind, text, slots, flags), more);
    };
  };
  return [
    declare('Printf', `${target}, ${format}, ...`, plain),
    declare('VPrintf', `${target}, ${format}, va_list arguments`, plain),
    declare('PrintfEx', `${target}, ${extras}, ${format}, ...`, extended),
    declare('VPrintfEx', `${target}, ${extras}, ${format}, va_list arguments`, extended),
  ];
}

/** Length: that of a string which must end within a size. */
const length = (form: Form) => (host: RuntimeHost) => (string: number, size: CSize, address: number) => {
  const { kind, family, countsBytes } = form;
  const most = charactersOf(form, size);
  const isPossible = string !== 0 && most > 0 && most <= MOST_SAFE_CHARACTERS;
  const found = isPossible ? lengthOf(host.memory, kind, string, most) : most;
  const isValid = isPossible && found < most;
  if (address !== 0) {
    const value = toSize(host, isValid ? found * (countsBytes ? kind.bytes : 1) : 0);
    if (typeof value === 'bigint') host.memory.writeBigUint64(address, value);
    else host.memory.writeUint32(address, value);
  }
  return family.results[isValid ? 'success' : 'invalid'];
};

const functionsOfForm = (form: Form): RuntimeFunction[] => {
  const { family, kind, countsBytes } = form;
  const declare = (name: string, parameters: string, bind: RuntimeFunction['bind']) => {
    const full = `${family.prefix}${countsBytes ? 'Cb' : 'Cch'}${name}${kind === narrow ? 'A' : 'W'}`;
    return runtimeFunction(`${family.status} ${full}(${parameters})`, family.header, family.modes, bind);
  };
  return [
    ...copies(form, declare),
    ...prints(form, declare),
    declare('Length', `const ${kind.type} *string, size_t size, size_t *length`, length(form)),
  ];
};

/** The functions of both headers, in all their forms. */
export const safeStringFunctions: readonly RuntimeFunction[] = families.flatMap((family) =>
  [narrow, wide].flatMap((kind) =>
    [true, false].flatMap((countsBytes) => functionsOfForm({ family, kind, countsBytes })),
  ),
);
