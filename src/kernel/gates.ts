/** The gates of a machine (gate.ts says what a gate is): who may take the short way now. */
import type { DoorObserver } from './door.ts';
import { ATTENTION, Gate } from './gate.ts';
import type { KernelHost } from './kernel-host.ts';
import type { Process } from './records.ts';

/** What the gates depend on. */
export type GatesHost = Pick<KernelHost, 'stop' | 'events' | 'processor' | 'processes'> & {
  readonly observers: readonly DoorObserver[];
};

/** Gate of kernel-mode code, and upkeep of those of the processes. */
export class Gates {
  readonly kernel: Gate = new Gate(0);
  readonly #host: GatesHost;
  /** False while something asks every call to take the long way. */
  #calm = true;

  constructor(host: GatesHost) {
    this.#host = host;
  }

  /** Follows a new level of the current processor. Hot: every raise and lower. */
  follow(level: number, process: Process): void {
    if (this.#calm) this.followCalmly(level, process);
  }

  /** As `follow`, for a caller that found no ATTENTION in the kernel's gate. */
  followCalmly(level: number, process: Process): void {
    this.kernel.level = level;
    if (process.mode === 'user') process.gate.level = level;
  }

  /** Recomputes every gate: after a halt, a switch, a listener or an observer. */
  update(): void {
    const { stop, events, observers, processor, processes } = this.#host;
    // A program's code runs on its own threads only, whatever process another thread is attached to.
    const { process: current } = processor.thread;
    const quiet = !events.active && events.blocks === null;
    this.#calm = stop === null && quiet && observers.length === 0;
    this.kernel.level = this.#calm ? processor.irql : ATTENTION;
    for (const process of processes) {
      const short = this.#calm && process === current && process.exit === null;
      process.gate.level = short ? processor.irql : ATTENTION;
      if (process.mode === 'user') process.heaps.quiet = quiet;
      process.kernelHeaps.quiet = quiet;
    }
  }
}
