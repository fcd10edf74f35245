/** printf, fprintf, wprintf and their kin: prints to the standard streams. */
import { type CharacterKind, characterKinds, narrow } from './character-kind.ts';
import { ErrorNumber } from './error-number.ts';
import { printerOf } from './print.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { Streams } from './streams.ts';

const STDOUT = 1;

/** fprintf: characters printed, or -1. What was printed before an error is in the stream. */
const printToFile = (kind: CharacterKind) => (host: RuntimeHost) => {
  const streams = new Streams(host);
  const print = printerOf(host);
  return (file: number, format: number, slots: number) => {
    if (file === 0 || format === 0) {
      print.invalidParameter(ErrorNumber.EINVAL);
      return -1;
    }
    const index = streams.indexOf(file);
    const { units, failure } = print(kind, format, slots);
    const isWritten =
      units instanceof Uint8Array ? streams.write(index, units) : streams.writeWide(index, units);
    if (failure !== null) print.fail(failure);
    return isWritten && failure === null ? units.length : -1;
  };
};

const printToOutput = (kind: CharacterKind) => (host: RuntimeHost) => {
  const toFile = printToFile(kind)(host);
  const file = new Streams(host).file(STDOUT);
  return (format: number, slots: number) => toFile(file, format, slots);
};

const family = (kind: CharacterKind): RuntimeFunction[] => {
  const stem = kind.bytes === 1 ? 'printf' : 'wprintf';
  const header = kind.bytes === 1 ? 'stdio.h' : 'corecrt_wstdio.h';
  const format = `const ${kind.type} *format`;
  return ['', '_s'].flatMap((suffix) => {
    const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
      runtimeFunction(prototype, header, programs, bind);
    return [
      declare(`int ${stem}${suffix}(${format}, ...)`, printToOutput(kind)),
      declare(`int v${stem}${suffix}(${format}, va_list arguments)`, printToOutput(kind)),
      declare(`int f${stem}${suffix}(FILE *file, ${format}, ...)`, printToFile(kind)),
      declare(`int vf${stem}${suffix}(FILE *file, ${format}, va_list arguments)`, printToFile(kind)),
    ];
  });
};

/** The console is where standard output goes. */
const toConsole = (prototype: string) =>
  runtimeFunction(prototype, 'conio.h', programs, printToOutput(narrow));

/** printf, fprintf, vprintf, vfprintf, those with `_s`, wprintf and so on, _cprintf. */
export const printStreamFunctions: readonly RuntimeFunction[] = [
  ...characterKinds.flatMap(family),
  toConsole('int _cprintf(const char *format, ...)'),
  toConsole('int _cprintf_s(const char *format, ...)'),
  toConsole('int _vcprintf(const char *format, va_list arguments)'),
];
