/** A print for functions of the library: the format and its arguments lie in memory, and errors become errno. */
import { type Printed, printFormat } from '../../memory/print-format.ts';
import { VaList } from '../../memory/va-list.ts';
import { type CharacterKind, unitsOf } from './character-kind.ts';
import { ErrorNumber, errnoOf, invalidParameterOf } from './error-number.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** What printf and its kin have in common, for one program. */
export interface Printer {
  /** Prints a format with the arguments whose first slot is given. */
  (kind: CharacterKind, format: number, slots: number): Printed;
  /** Reports why a print ended early; the function gives -1. */
  readonly fail: (failure: NonNullable<Printed['failure']>) => void;
  /** Reports an invalid parameter. */
  readonly invalidParameter: (code?: number) => void;
}

/** The printer of a program. */
export function printerOf(host: RuntimeHost): Printer {
  const { architecture, memory } = host;
  const setErrno = errnoOf(host);
  const invalidParameter = invalidParameterOf(host);
  const print = (kind: CharacterKind, format: number, slots: number): Printed => {
    const units = unitsOf(memory, kind, format);
    const isWide = kind.bytes === 2;
    return printFormat(
      memory,
      isWide ? Uint16Array.from(units) : Uint8Array.from(units),
      new VaList(memory, slots),
      {
        wide: isWide,
        architecture,
        strict: host.mode === 'user',
      },
    );
  };
  const fail = (failure: NonNullable<Printed['failure']>): void => {
    if (failure === 'invalid-parameter') invalidParameter(ErrorNumber.EINVAL);
    else setErrno(failure === 'illegal-sequence' ? ErrorNumber.EILSEQ : ErrorNumber.ENOMEM);
  };
  return Object.assign(print, { fail, invalidParameter });
}
