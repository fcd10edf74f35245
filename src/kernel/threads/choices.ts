/**
 * Which of several threads goes on: the one thing about a run that the
 * scheduler is free to choose. Choices are numbers, and the list of them is the
 * printed schedule: a run of the same program with that text goes the same way.
 */

/** What starts every printed schedule. */
const PREFIX = 'irqlab1:';
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** State of choices, for snapshots. */
export interface ChoicesImage {
  readonly made: readonly number[];
  readonly random: number;
}

/**
 * Reads a printed schedule: a digit for each choice, larger ones in brackets.
 * Throws TypeError for a text that is none.
 */
export function parseSchedule(text: string): readonly number[] {
  const body = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : null;
  if (body === null || !/^(?:[0-9a-z]|\(\d+\))*$/.test(body)) {
    throw new TypeError(`boot: schedule is '${text}'; give a seed, or a text that nt.schedule gave`);
  }
  return [...body.matchAll(/\((\d+)\)|([0-9a-z])/g)].map(([, long, short = '0']) =>
    long === undefined ? DIGITS.indexOf(short) : Number(long),
  );
}

/** Prints choices. Zeros at the end say nothing: after the end every choice is 0. */
export function printSchedule(choices: readonly number[]): string {
  const text = choices.map((choice) => DIGITS[choice] ?? `(${choice})`).join('');
  return PREFIX + text.replace(/0+$/, '');
}

/** Makes and remembers the choices of one machine. */
export class Choices {
  #made: number[] = [];
  /** Seed of the generator, or null: the first is always taken. */
  readonly #seeded: boolean;
  #random: number;
  readonly #given: readonly number[];

  /** @param schedule a seed, a printed schedule, or null for "always the first" */
  constructor(schedule: number | string | null) {
    this.#seeded = typeof schedule === 'number';
    this.#random = typeof schedule === 'number' ? schedule >>> 0 : 0;
    this.#given = typeof schedule === 'string' ? parseSchedule(schedule) : [];
  }

  /** Number of the one that goes on, below `count`. Throws TypeError when a printed schedule belongs to another run. */
  next(count: number): number {
    if (count < 2) return 0;
    const chosen = this.#seeded ? this.#draw() % count : (this.#given[this.#made.length] ?? 0);
    if (chosen >= count) {
      throw new TypeError(
        `schedule: choice ${this.#made.length + 1} is ${chosen}, but ${count} threads can go on there: it was printed by another program`,
      );
    }
    this.#made.push(chosen);
    return chosen;
  }

  /** The choices so far, printed. */
  get printed(): string {
    return printSchedule(this.#made);
  }

  save(): ChoicesImage {
    return { made: [...this.#made], random: this.#random };
  }

  load({ made, random }: ChoicesImage): void {
    this.#made = [...made];
    this.#random = random;
  }

  /** mulberry32, as Counters has it; its own, so that a schedule does not depend on header keys. */
  #draw(): number {
    this.#random = (this.#random + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }
}
