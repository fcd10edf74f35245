/** One fake machine per test file, what its code noted, and short names for common filters and blocks. */
import { softwareException } from '../../src/seh/exception-record.ts';
import { newSehThread } from '../../src/seh/frames.ts';
import { FakeMachine } from './fake-host.ts';

export const FIRST = 0xe0000001;
export const SECOND = 0xe0000002;

export const machine = new FakeMachine();
export const { nt } = machine;
/** What filters, blocks and handlers noted, in order. */
export const seen: unknown[] = [];

/** For `beforeEach`: a machine on which nothing has happened. */
export function reset(): void {
  machine.current = newSehThread();
  machine.isHalted = false;
  machine.vectored = null;
  machine.continuedCodes.length = 0;
  seen.length = 0;
}

export const note = (what: unknown): void => {
  seen.push(what);
};

/** Raises a continuable software exception at address 0x10. */
export const raise = (code = FIRST): void => machine.seh.raise(softwareException(code, 0x10));

/** Last two digits of the current exception's code. */
export const shortCode = (): string => (nt.GetExceptionCode() & 0xff).toString(16);

/** ExceptionFlags as the running filter sees them. */
export const flags = (): number => nt.GetExceptionInformation().ExceptionRecord.ExceptionFlags;

/** A filter that notes `name code/flags` and gives its answers in turn; the last one stays. */
export function filter(name: string, ...answers: number[]): () => number {
  let next = 0;
  return () => {
    note(`${name} ${shortCode()}/${flags().toString(16)}`);
    return answers[Math.min(next++, answers.length - 1)] ?? 0;
  };
}

/** A finally clause that notes its name and AbnormalTermination(). */
export const last = (name: string) => nt.__finally(() => note(`${name} ${nt.AbnormalTermination()}`));

/** A handler that notes its name and the code. */
export const handler = (name: string) => () => note(`${name} ${shortCode()}`);
