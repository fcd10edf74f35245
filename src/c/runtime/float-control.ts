/**
 * The floating-point environment: control and status words as float.h numbers them. The control word decides whether
 * an operation that fails raises; the emitter asks `floatEnvironment` for it where a program can have changed it.
 */
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { cellAddress } from './program-state.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** Exceptions of floating-point operations, as bits of both words (`_EM_…` and `_SW_…`). */
export const FloatException = {
  inexact: 0x01,
  underflow: 0x02,
  overflow: 0x04,
  zeroDivide: 0x08,
  invalid: 0x10,
  denormal: 0x8_0000,
} as const;

const MCW_EM = 0x0008_001f;
const MCW_RC = 0x0000_0300;
const MCW_PC = 0x0003_0000;
const MCW_IC = 0x0004_0000;
const MCW_DN = 0x0300_0000;
/** All exceptions masked, round to nearest; on x86 the precision is 53 bits. */
const DEFAULT_CONTROL = { x64: 0x0008_001f, x86: 0x0009_001f } as const;
/** What _controlfp_s and _controlfp change: the precision is fixed on x64. */
const CHANGEABLE = {
  x64: MCW_EM | MCW_RC | MCW_DN,
  x86: MCW_EM | MCW_RC | MCW_PC | MCW_IC | MCW_DN,
} as const;

/** The two words of a program. */
export interface FloatEnvironment {
  /** Control word: a bit of `FloatException` that is set masks that exception. */
  control(): number;
  /** Status word: exceptions that have happened. */
  status(): number;
  /** Notes exceptions that have happened. */
  happened(bits: number): void;
}

interface ChangeableEnvironment extends FloatEnvironment {
  setControl(value: number): void;
  setStatus(value: number): void;
}

function environmentOf(host: RuntimeHost): ChangeableEnvironment {
  const control = cellAddress(host, 'floatControl');
  const status = cellAddress(host, 'floatStatus');
  const initial = DEFAULT_CONTROL[host.architecture];
  const { memory } = host;
  return {
    // The cell holds the difference to the default, because static memory starts as 0.
    control: () => (memory.readUint32(control) ^ initial) >>> 0,
    setControl: (value) => memory.writeUint32(control, (value ^ initial) >>> 0),
    status: () => memory.readUint32(status),
    setStatus: (value) => memory.writeUint32(status, value),
    happened: (bits) => memory.writeUint32(status, memory.readUint32(status) | bits),
  };
}

/** The floating-point environment of a program. */
export const floatEnvironment = (host: RuntimeHost): FloatEnvironment => environmentOf(host);

/** Changes the bits of the mask; `spared` bits stay as they are. */
const change =
  (environment: ChangeableEnvironment, host: RuntimeHost, spared: number) =>
  (value: number, mask: number): number => {
    const bits = mask & CHANGEABLE[host.architecture] & ~spared;
    environment.setControl((environment.control() & ~bits) | (value & bits));
    return environment.control();
  };

const secureControl = (host: RuntimeHost) => {
  const environment = environmentOf(host);
  const set = change(environment, host, FloatException.denormal);
  const invalidParameter = invalidParameterOf(host);
  return (current: number, value: number, mask: number) => {
    const known = MCW_EM | MCW_RC | MCW_PC | MCW_IC | MCW_DN;
    const isInvalid = (value & mask & ~known) !== 0;
    if (isInvalid) {
      if (current !== 0) host.memory.writeUint32(current, environment.control());
      invalidParameter(ErrorNumber.EINVAL);
      return ErrorNumber.EINVAL;
    }
    const now = set(value, mask);
    if (current !== 0) host.memory.writeUint32(current, now);
    return 0;
  };
};

const reset = (host: RuntimeHost) => {
  const environment = environmentOf(host);
  return () => {
    environment.setControl(DEFAULT_CONTROL[host.architecture]);
    environment.setStatus(0);
  };
};

const clear = (host: RuntimeHost) => {
  const environment = environmentOf(host);
  return () => {
    const before = environment.status();
    environment.setStatus(0);
    return before;
  };
};

const one = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'float.h', programs, bind);

/** _controlfp, _control87, _controlfp_s, _clearfp, _statusfp, _fpreset and their older names. */
export const floatControlFunctions: readonly RuntimeFunction[] = [
  // _controlfp leaves the mask of denormal operands alone; _control87 does not.
  one('unsigned int _controlfp(unsigned int value, unsigned int mask)', (host) =>
    change(environmentOf(host), host, FloatException.denormal),
  ),
  one('unsigned int _control87(unsigned int value, unsigned int mask)', (host) =>
    change(environmentOf(host), host, 0),
  ),
  one('errno_t _controlfp_s(unsigned int *current, unsigned int value, unsigned int mask)', secureControl),
  one('unsigned int _clearfp(void)', clear),
  one('unsigned int _clear87(void)', clear),
  one('unsigned int _statusfp(void)', (host) => environmentOf(host).status),
  one('unsigned int _status87(void)', (host) => environmentOf(host).status),
  one('void _fpreset(void)', reset),
];
