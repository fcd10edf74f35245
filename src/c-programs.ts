/** C programs and drivers: compiled, loaded into a machine, run, called from TypeScript. */
import { boot, type Nt } from './boot.ts';
import { type Compiled, compile } from './c/compile.ts';
import type { EmittedProgram } from './c/emit/program-text.ts';
import { modeOfFiles, programEntries } from './c/entry-points.ts';
import { headerText } from './c/headers/header-text.ts';
import type { LoadOptions } from './c/run/load-options.ts';
import { LoadedProgram } from './c/run/loaded-program.ts';
import { newModule } from './c/run/modules.ts';
import { allFunctions, functionsOf } from './c/runtime/library.ts';
import { type Diagnostic, formatDiagnostic } from './c/source/diagnostics.ts';
import type { SourceFile } from './c/source/position.ts';
import { utf8Bytes, utf8Text } from './c/source/utf8.ts';
import type { Architecture } from './contract/c-types.ts';
import type { Contract, Mode } from './contract/contract.ts';
import type { DriverControl } from './driver-members.ts';
import { exportedVariable, isExportedVariable } from './kernel/exported-variables.ts';
import { tellOfLastThreads, tellOfProcessEnd } from './kernel/io/notifications.ts';
import { closeFilesOf } from './kernel/io/process-end.ts';
import type { ObjectKind } from './kernel/objects/object-table.ts';
import type { BootOptions } from './kernel/options.ts';
import { makeTrap } from './kernel/processor-trap.ts';
import type { Finding } from './kernel/rule-reports.ts';
import { behind } from './machine-access.ts';
import { type Outcome, outcomeOfStop } from './outcome.ts';
import { routineContracts, waitingRoutines } from './routine-sets.ts';
import { trapHost } from './seh-members.ts';
import type { ProcessOptions, UserProcess } from './user-process.ts';
import { accessRulesOf } from './verifier/access-rules.ts';

/** How C files are compiled. */
export interface CompileOptions {
  /** Architecture of the program; x64 when left out. */
  readonly arch?: Architecture;
  /** Driver or program; `auto`, and when left out: a driver when a file defines DriverEntry and none defines main. */
  readonly mode?: 'kernel' | 'user' | 'auto';
  /** Macros as `-D` defines them. */
  readonly defines?: Readonly<Record<string, string>>;
  /** True for a free build: `DBG` is 0. */
  readonly release?: boolean;
  /**
   * Whether every access of the program is checked by shadow memory: use of what nobody stored, of freed memory, of
   * what lies beside an object. It then runs several times slower (docs/performance.md).
   */
  readonly checks?: boolean;
  /**
   * Whether the compiler warns of results that are thrown away although the header asks every caller to look at them,
   * as `cl /analyze` does: C6031. `(void)` in front of the call says that it is meant so.
   */
  readonly analyze?: boolean;
  /** Finds an included file that is none of irqlab's headers; `from` is the name of the file that includes it. */
  readonly include?: (name: string, form: 'quoted' | 'angled', from: string) => SourceFile | null;
}

/** How a program is run. */
export interface RunOptions
  extends Pick<
    BootOptions,
    'profile' | 'verifier' | 'onViolation' | 'recorders' | 'seed' | 'schedule' | 'physicalMemory'
  > {
  /** Arguments after the program's name. */
  readonly args?: readonly string[];
  /** Name of the program: `argv[0]`. */
  readonly name?: string;
  /** Text of standard input. */
  readonly stdin?: string;
  /** Gives the next line of standard input, null at its end; asked when the program reads. It goes before `stdin`. */
  readonly readLine?: () => Uint8Array | null;
  /** Global flags of its process. */
  readonly globalFlags?: ProcessOptions['globalFlags'];
  /** Turns of loops after which it is stopped; 1,000,000,000 when left out. */
  readonly maxSteps?: number;
  /** Gets what the program prints, as it is printed. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void;
  /** False when the result needs no output, because `onOutput` gets it; a program may then print without end. */
  readonly keepOutput?: boolean;
  /** True once the program has run for too long. */
  readonly timeIsUp?: () => boolean;
  /** False runs all of a program as JavaScript. What it does is the same, it only takes longer (decision 0090). */
  readonly webAssembly?: boolean;
  /** Gets the machine before the program starts, to listen to its events. */
  readonly onMachine?: (nt: Nt, process: UserProcess) => void;
}

/** What became of a program. */
export interface RunResult {
  /** Exit code of its process; null when the machine halted first. */
  readonly exitCode: number | null;
  /** What it printed, as text; bytes that are no UTF-8 become U+FFFD. */
  readonly stdout: string;
  /** What it printed to standard error. */
  readonly stderr: string;
  /** How it ended: it returned, an exception nobody handled, a bug check, a stop. */
  readonly outcome: Outcome<number>;
  /** Broken rules of the machine, those that ended the program included when they are accesses (`checks`). */
  readonly findings: readonly Finding[];
}

const contractsByName = new Map(routineContracts.map((contract) => [contract.name, contract]));
const contractOf = (name: string): Contract | undefined => contractsByName.get(name);
/** The C library of a mode: drivers have less of it, and a swprintf of their own. Its tables inherit no names. */
const runtimeOf = (mode: Mode) => (name: string) => functionsOf(mode)[name];

/** Steps that a program has when nobody says otherwise. */
const MAX_STEPS = 1_000_000_000;
/** Bytes of output that a result holds; a program that prints more is stopped. */
const MOST_OUTPUT = 32 * 1024 * 1024;

/** Compiles C files into one program. Errors in them are diagnostics of the result, never thrown. */
export function compileC(files: SourceFile | readonly SourceFile[], options: CompileOptions = {}): CProgram {
  const list = Array.isArray(files) ? (files as readonly SourceFile[]) : [files as SourceFile];
  const arch = options.arch ?? 'x64';
  const { mode: wanted = 'auto' } = options;
  const mode = wanted === 'auto' ? modeOfFiles(list, options.include) : wanted;
  const compiled = compile({
    files: list,
    architecture: arch,
    mode,
    defines: options.defines ?? {},
    release: options.release ?? false,
    checks: options.checks ?? false,
    analyze: options.analyze ?? false,
    include: (name, form, from) => {
      const own = options.include?.(name, form, from) ?? null;
      if (own !== null) return own;
      const text = headerText(name, { arch, mode, contracts: routineContracts, library: allFunctions });
      return text === null ? null : { name: `<${name}>`, text };
    },
    contract: contractOf,
    runtime: runtimeOf(mode),
    hasVariable: (name) => mode === 'kernel' && (systemVariables.has(name) || isExportedVariable(name)),
    foreign: {
      waits: (name) => waitingRoutines[mode].has(name) && runtimeOf(mode)(name) === undefined,
      startsThreads: (name) => startsThreads(name, contractOf(name)),
    },
  });
  return new CProgram(compiled, arch, mode);
}

/** True for a function that is given the code of a thread. */
const startsThreads = (name: string, contract: Contract | undefined): boolean =>
  name.startsWith('_beginthread') ||
  contract?.parameters.some(({ type }) => type === 'LPTHREAD_START_ROUTINE') === true;

/** Variables that the kernel exports for objects, by name: each leads to the type of a kind of object. */
const systemVariables = new Map<string, ObjectKind>([
  ['PsThreadType', 'thread'],
  ['PsProcessType', 'process'],
  ['ExEventObjectType', 'event'],
  ['IoFileObjectType', 'file'],
  ['IoDeviceObjectType', 'device'],
  ['IoDriverObjectType', 'driver'],
  ['ExSemaphoreObjectType', 'semaphore'],
  ['CmKeyObjectType', 'key'],
]);

/** A compiled program. */
export class CProgram {
  /** Architecture that it was compiled for. */
  readonly arch: Architecture;
  /** Driver or program. */
  readonly mode: Mode;
  /** Errors and warnings, in the order in which they were found. */
  readonly diagnostics: readonly Diagnostic[];
  readonly #compiled: Compiled;

  /** @internal */
  constructor(compiled: Compiled, arch: Architecture, mode: Mode) {
    this.arch = arch;
    this.mode = mode;
    this.#compiled = compiled;
    this.diagnostics = compiled.diagnostics;
  }

  /** True when it can run: there were no errors. */
  get ok(): boolean {
    return this.#compiled.program !== null;
  }

  /** The diagnostics in MSVC's shape, each with its source line and a caret. */
  diagnosticText(): string {
    return this.diagnostics.map((one) => formatDiagnostic(one, this.#compiled.sources)).join('\n');
  }

  /** The JavaScript that the program became. */
  get javascript(): string {
    return this.#runnable().text;
  }

  #runnable(): EmittedProgram {
    const { program } = this.#compiled;
    if (program === null) throw new TypeError(`the program has errors:\n${this.diagnosticText()}`);
    return program;
  }

  /**
   * Runs a user-mode program on a machine of its own, to its end.
   * @throws TypeError for a driver, or a program with errors
   */
  run(options: RunOptions = {}): RunResult {
    const emitted = this.#runnable();
    if (this.mode !== 'user') throw new TypeError('this is a driver: load it into a machine with load(nt)');
    const { profile, verifier, onViolation, recorders, seed, schedule, physicalMemory } = options;
    const nt = boot(defined({ profile, verifier, onViolation, recorders, seed, schedule, physicalMemory }));
    const name = options.name ?? 'program.exe';
    const process = nt.startProcess({
      name,
      arch: this.arch,
      ...defined({ globalFlags: options.globalFlags }),
    });
    options.onMachine?.(nt, process);
    return runMain(emitted, nt, process, name, options);
  }

  /** Puts the program's code and data into a machine, as a driver or as the program of a process; nothing runs yet. */
  load(
    nt: Nt,
    target: { readonly process?: UserProcess; readonly module?: string } = {},
    options: RunOptions = {},
  ): LoadedC {
    const emitted = this.#runnable();
    const process = target.process ?? null;
    if ((process === null) !== (this.mode === 'kernel'))
      throw new TypeError(
        this.mode === 'kernel' ? 'a driver is loaded into the kernel' : 'a program is loaded into a process',
      );
    const output = new Output(options);
    const loaded = new LoadedProgram(emitted, loadOptions(nt, process, target.module, output, options));
    return new LoadedC(loaded, nt, process, output);
  }
}

/** Leaves out the members that are undefined. */
export function defined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** What a program printed. */
class Output {
  readonly #parts: Record<'stdout' | 'stderr', Uint8Array[]> = { stdout: [], stderr: [] };
  readonly #tell: RunOptions['onOutput'];
  readonly #keep: boolean;
  #bytes = 0;

  constructor({ onOutput, keepOutput = true }: RunOptions) {
    this.#tell = onOutput;
    this.#keep = keepOutput;
  }

  /** False when it was too much. */
  write(stream: 'stdout' | 'stderr', bytes: Uint8Array): boolean {
    this.#tell?.(stream, bytes);
    if (!this.#keep) return true;
    this.#bytes += bytes.length;
    if (this.#bytes > MOST_OUTPUT) return false;
    this.#parts[stream].push(bytes.slice());
    return true;
  }

  text(stream: 'stdout' | 'stderr'): string {
    const parts = this.#parts[stream];
    const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return utf8Text(all);
  }
}

function loadOptions(
  nt: Nt,
  process: UserProcess | null,
  module: string | undefined,
  output: Output,
  options: RunOptions,
): LoadOptions {
  const { machine, process: record, routine, waiting } = behind(process ?? nt);
  const lines = (options.stdin ?? '').split(/(?<=\n)/).filter((line) => line !== '');
  return {
    machine,
    process: record,
    module: newModule(machine, module ?? (record === null ? 'driver' : 'program'), record),
    routine,
    waiting,
    contract: contractOf,
    runtime: runtimeOf(record === null ? 'kernel' : 'user'),
    library: record === null ? [] : allFunctions.filter(({ modes }) => modes.includes('user')),
    variable: (name) => {
      const kind = systemVariables.get(name);
      return kind === undefined
        ? exportedVariable(machine, machine.subsystems.driverData, name)
        : machine.subsystems.threads.objects.typeImport(kind);
    },
    trap: makeTrap(trapHost(machine)),
    write: (stream, bytes) => {
      if (!output.write(stream, bytes))
        machine.stepLimit('output', `the program printed more than ${MOST_OUTPUT} bytes: it may never end.`);
    },
    readLine: () => {
      if (options.readLine !== undefined) return options.readLine();
      const line = lines.shift();
      return line === undefined ? null : utf8Bytes(line);
    },
    rules: () => accessRulesOf(machine),
    maxSteps: options.maxSteps ?? MAX_STEPS,
    webAssembly: options.webAssembly ?? true,
    ...defined({ timeIsUp: options.timeIsUp }),
  };
}

function runMain(
  emitted: EmittedProgram,
  nt: Nt,
  process: UserProcess,
  name: string,
  options: RunOptions,
): RunResult {
  const output = new Output(options);
  const module = name.replace(/\.[^.]*$/, '');
  const program = new LoadedProgram(emitted, loadOptions(nt, process, module, output, options));
  return mainResult(program, process, options.args ?? [], output);
}

function mainResult(
  program: LoadedProgram,
  process: UserProcess,
  args: readonly string[],
  output: Output,
): RunResult {
  const entry = programEntries.find((name) => program.find(name) >= 0) ?? '';
  const record = behind(process).process;
  if (record !== null) record.commandLine = commandLineOf([process.name, ...args]);
  const ran = outcomeOfMain(program, process, () => {
    const given = entry.endsWith('WinMain')
      ? windowArguments(program, process, args, entry)
      : mainArguments(program, [process.name, ...args], entry);
    return program.callFreely(program.find(entry), given);
  });
  const outcome = outcomeOfEnd(process) ?? ran;
  const ended = outcome.kind === 'stopped' && outcome.reason === 'process-exit';
  const exitCode = outcome.kind === 'returned' ? outcome.value : ended ? (outcome.exitCode ?? 0) | 0 : null;
  const findings = [...behind(process).machine.reports.findings];
  return { exitCode, stdout: output.text('stdout'), stderr: output.text('stderr'), outcome, findings };
}

/** The command line that becomes these arguments: those with blanks in quotes, and quotes with a backslash. */
const commandLineOf = (args: readonly string[]): string =>
  args
    .map((arg) =>
      /^[^\s"]+$/.test(arg) ? arg : `"${arg.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`,
    )
    .join(' ');

/** Runs main and, when it returns, what exit() runs. Exceptions that nobody handles end the process, as on Windows. */
function outcomeOfMain(program: LoadedProgram, process: UserProcess, main: () => unknown): Outcome<number> {
  let returned: number | null = null;
  try {
    process.run(() => {
      const code = main();
      returned = typeof code === 'number' ? code | 0 : 0;
      program.exit(returned);
    });
  } catch (thrown) {
    const outcome = outcomeOfStop(thrown);
    const ended = outcome.kind === 'stopped' && outcome.reason === 'process-exit' && outcome.record === null;
    return returned !== null && ended ? { kind: 'returned', value: (outcome.exitCode ?? 0) | 0 } : outcome;
  }
  throw new TypeError('a program that has ended goes on');
}

/** Closes what a program that has ended left open; how that stopped the machine, where a driver did it. */
function outcomeOfEnd(process: UserProcess): Outcome<number> | null {
  const { machine, process: record } = behind(process);
  if (machine.stop !== null || record === null) return null;
  try {
    tellOfLastThreads(machine.subsystems.io, record);
    closeFilesOf(machine.subsystems.io, record);
    tellOfProcessEnd(machine.subsystems.io, record);
    return null;
  } catch (thrown) {
    return outcomeOfStop(thrown);
  }
}

/** SW_SHOWDEFAULT: how a window of a program is to be shown that was started like a console program. */
const SHOW_DEFAULT = 10;

/** Arguments of WinMain: the program's module, NULL, the command line without the name of the program. */
function windowArguments(
  program: LoadedProgram,
  process: UserProcess,
  args: readonly string[],
  entry: string,
): readonly number[] {
  const text = writeText(program, commandLineOf(args), entry === 'wWinMain');
  return [process.GetModuleHandleA(0), 0, text, SHOW_DEFAULT];
}

/** Writes text with its NUL into static memory of the program. */
function writeText({ image, memory }: LoadedProgram, text: string, wide: boolean): number {
  const bytes = utf8Bytes(text);
  const address = image.allocate(wide ? (text.length + 1) * 2 : bytes.length + 1, 16);
  if (wide) memory.writeUtf16String(address, text);
  else memory.writeBytes(address, bytes);
  return address;
}

/** argc, argv and envp: argv in static memory of the program, and no variable of the environment. */
function mainArguments(program: LoadedProgram, args: readonly string[], entry: string): readonly number[] {
  const { image, memory } = program;
  const width = memory.architecture === 'x64' ? 8 : 4;
  const vector = image.allocate((args.length + 1) * width, 16);
  args.forEach((arg, index) => {
    memory.writePointer(vector + index * width, writeText(program, arg, entry === 'wmain'));
  });
  return [args.length, vector, image.allocate(width, 16)];
}

/** A driver that runs: its control object, its functions, and its machine. */
export interface RunningDriver extends DriverControl {
  /** Machine that it runs on. */
  readonly nt: Nt;
  /** Its functions by name, static ones too. */
  readonly fn: LoadedC['fn'];
}

/**
 * Compiles a driver and starts it on a machine of its own: `loadDriver(source).open('\\\\.\\Name').ioctl(code, input, outputBytes)`.
 * @param source text of the driver, or its files
 * @throws TypeError when it does not compile; a status that DriverEntry returns is in `status`
 */
export function loadDriver(
  source: string | SourceFile | readonly SourceFile[],
  options: CompileOptions & RunOptions & { readonly nt?: Nt } = {},
): RunningDriver {
  const files = typeof source === 'string' ? { name: 'driver.c', text: source } : source;
  const program = compileC(files, { ...options, mode: 'kernel' });
  if (!program.ok) throw new TypeError(`the driver has errors:\n${program.diagnosticText()}`);
  const { profile, verifier, onViolation, recorders, seed, schedule, physicalMemory } = options;
  const machine = {
    arch: options.arch,
    profile,
    verifier,
    onViolation,
    recorders,
    seed,
    schedule,
    physicalMemory,
  };
  const nt = options.nt ?? boot(defined(machine));
  const loaded = program.load(nt, defined({ module: options.name }), options);
  return Object.assign(loaded.start(), { nt, fn: loaded.fn });
}

/** A program in a machine: its functions can be called. */
export class LoadedC {
  /** Machine that it was loaded into. */
  readonly nt: Nt;
  /** Functions of the program by name, static ones too: arguments and results are converted by their prototypes. */
  readonly fn: Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  readonly #program: LoadedProgram;
  readonly #process: UserProcess | null;
  readonly #output: Output;

  /** @internal */
  constructor(program: LoadedProgram, nt: Nt, process: UserProcess | null, output: Output) {
    this.nt = nt;
    this.#program = program;
    this.#process = process;
    this.#output = output;
    const call = (index: number, args: readonly unknown[]): unknown =>
      process === null ? program.call(index, args) : process.run(() => program.call(index, args));
    this.fn = Object.freeze(
      Object.fromEntries(
        program.emitted.functions.map(({ name }, index) => [
          name,
          (...args: readonly unknown[]) => call(index, args),
        ]),
      ),
    );
  }

  /** Address of a function or of a variable with external linkage. Throws RangeError for another name. */
  addressOf(name: string): number {
    const index = this.#program.find(name);
    const address = index >= 0 ? this.#program.addressOf(index) : this.#program.variable(name);
    if (address === null) throw new RangeError(`the program defines no ${name}`);
    return address;
  }

  /**
   * Starts a driver: makes its DRIVER_OBJECT and calls its DriverEntry.
   * @param name name of its service; that of its module when left out
   * @throws TypeError for a user-mode program
   */
  start(name: string = this.#program.shownModule): DriverControl {
    if (this.#process !== null) throw new TypeError('this is a user-mode program: run its main');
    return this.nt.loadDriver({
      name,
      entry: this.addressOf('DriverEntry'),
      module: this.#program.module,
    });
  }

  /** Runs the main of a user-mode program to its end. Throws TypeError for a driver. */
  runMain(args: readonly string[] = []): RunResult {
    if (this.#process === null) throw new TypeError('this is a driver: start it');
    return mainResult(this.#program, this.#process, args, this.#output);
  }

  /** Takes the program out of the machine. */
  unload(): void {
    this.#program.unload();
  }
}
