/** `irqlab run` of a driver: load it, send it the requests of a client or a script, unload it. */
import type { CProgram } from '../c-entry.ts';
import {
  boot,
  type DeviceResult,
  type DriverControl,
  formatNtStatus,
  NT_SUCCESS,
  type Nt,
  type OpenDevice,
} from '../index.ts';
import type { Io } from './io.ts';
import { type RunCommandOptions, runSettings, traceLine } from './run-options.ts';
import { fine, type RunReport, reportOf, toldFindings } from './run-report.ts';
import type { Script, ScriptStep } from './run-script.ts';

/** A driver and who talks to it. */
export interface DriverRun {
  readonly program: CProgram;
  readonly client: CProgram | null;
  readonly script: Script | null;
  /** Name of its service. */
  readonly name: string;
}

/** Runs a driver. */
export function runDriver(run: DriverRun, options: RunCommandOptions, io: Io): RunReport {
  const { profile, verifier, recorders, arch, schedule } = options;
  const nt = boot({
    profile,
    verifier,
    arch,
    ...(recorders === undefined ? {} : { recorders }),
    ...(schedule === undefined ? {} : { schedule }),
  });
  nt.events.on((event) => {
    if (event.kind === 'debug-print') io.stdout.write(event.text);
    else if (options.trace) io.stderr.write(`${traceLine(event)}\n`);
  });
  const result = stopsOf(nt, () => loadAndServe(run, nt, options, io));
  if (schedule !== undefined) io.stderr.write(`schedule: ${nt.schedule}\n`);
  const findings = toldFindings(nt.findings);
  return { ...result, findings: [...result.findings, ...findings] };
}

function stopsOf(nt: Nt, block: () => RunReport): RunReport {
  let report = fine;
  const outcome = nt.outcome(() => {
    report = block();
  });
  switch (outcome.kind) {
    case 'returned':
      return report;
    case 'bugcheck':
      return { ...fine, exitCode: null, bugcheck: outcome };
    case 'stopped':
      return { ...fine, exitCode: null, stopped: outcome.message };
    case 'raised':
      return { ...fine, exitCode: null, stopped: 'an exception left the driver' };
  }
}

function loadAndServe(run: DriverRun, nt: Nt, options: RunCommandOptions, io: Io): RunReport {
  const loaded = run.program.load(nt, { module: run.name }, runSettings(options, io));
  const driver = loaded.start(run.name);
  if (!NT_SUCCESS(driver.status))
    return {
      ...fine,
      findings: [`DriverEntry returned ${formatNtStatus(driver.status)}: the driver is not loaded`],
    };
  // What DriverEntry started runs before the first request, as on a machine that has nothing else to do.
  nt.runThreads();
  const served = serve(run, nt, options, io);
  return { ...served, findings: [...served.findings, ...unload(driver)] };
}

function serve({ client, script }: DriverRun, nt: Nt, options: RunCommandOptions, io: Io): RunReport {
  if (script !== null) return runScript(script, nt, io);
  if (client === null) return fine;
  const process = nt.startProcess({
    name: 'client.exe',
    arch: options.arch,
    ...(options.gflags === undefined ? {} : { globalFlags: options.gflags }),
  });
  const program = client.load(nt, { process, module: 'client' }, runSettings(options, io));
  const result = program.runMain(options.args);
  return reportOf(result);
}

function unload(driver: DriverControl): readonly string[] {
  // A client that installs its driver stops it at its end, too.
  if (!driver.loaded) return [];
  const status = driver.unload();
  if (!NT_SUCCESS(status))
    return [`the driver was not unloaded: ${formatNtStatus(status)} (it has no DriverUnload)`];
  return driver.loaded
    ? ['DriverUnload was not called: a device of the driver is open, or another device is attached to it']
    : [];
}

function runScript(script: Script, nt: Nt, io: Io): RunReport {
  const session = new ScriptSession(nt);
  for (const { text, step } of script) io.stdout.write(`${text}: ${session.answer(step)}\n`);
  session.close();
  return { ...fine, findings: session.findings };
}

/** The device that a script has open, and what was wrong with its requests. */
class ScriptSession {
  readonly findings: string[] = [];
  readonly #nt: Nt;
  #device: OpenDevice | null = null;

  constructor(nt: Nt) {
    this.#nt = nt;
  }

  close(): void {
    if (this.#device !== null && NT_SUCCESS(this.#device.status)) this.#device.close();
    this.#device = null;
  }

  /** Makes one request; gives what came of it, on one line. */
  answer(step: ScriptStep): string {
    if (step.kind === 'open') {
      this.close();
      this.#device = this.#nt.openDevice(step.path);
      return formatNtStatus(this.#device.status);
    }
    const device = this.#device;
    if (device === null || !NT_SUCCESS(device.status)) {
      this.findings.push(`${step.kind}: no device is open`);
      return 'no device is open';
    }
    if (step.kind === 'close') {
      this.close();
      return 'closed';
    }
    return resultText(requestOf(device, step));
  }
}

type Request = Exclude<ScriptStep, { readonly kind: 'open' | 'close' }>;

function requestOf(device: OpenDevice, step: Request): DeviceResult {
  if (step.kind === 'ioctl') return device.ioctl(step.code, step.input, step.outputBytes);
  return step.kind === 'read' ? device.read(step.bytes) : device.write(step.input);
}

function resultText({ status, information, output }: DeviceResult): string {
  const bytes = [...output].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${formatNtStatus(status)}, information ${information}${bytes === '' ? '' : `, output ${bytes}`}`;
}
