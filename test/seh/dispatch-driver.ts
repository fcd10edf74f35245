/**
 * Drives the dispatcher and the machine of src/seh/dispatch-machine.ts through the same random code, and
 * compares at every place where guest code runs: in which state, in which region, with which flags.
 */
import { expect } from 'vitest';
import { getMicrosteps, type SnapshotFrom } from 'xstate';
import type { EXCEPTION_RECORD } from '../../src/contract/c-types.ts';
import { dispatchMachine } from '../../src/seh/dispatch-machine.ts';
import { type DispatchEvent, flagsOf } from '../../src/seh/dispatch-state.ts';
import { softwareException } from '../../src/seh/exception-record.ts';
import { type JumpBuffer, newJumpBuffer } from '../../src/seh/jumps.ts';
import { FakeMachine } from './fake-host.ts';

type Snapshot = SnapshotFrom<typeof dispatchMachine>;

/** Code that is running, and how much was open when it began: where a jump can lead. */
interface Place {
  readonly buffer: JumpBuffer;
  readonly regions: number;
  readonly activities: number;
}

/** Regions open at once, so that the code stays small. */
const MOST_REGIONS = 7;

class Driver extends FakeMachine {
  readonly #choices: readonly number[];
  readonly visited = new Set<string>();
  #next = 0;
  #names = 0;
  #places: Place[] = [];
  #state = dispatchMachine.resolveState({
    value: { running: 'executing' },
    context: { regions: [], activities: [], dispatch: null, transfer: null },
  });

  constructor(choices: readonly number[]) {
    super();
    this.#choices = choices;
  }

  /** Ends where it began, or in a stop that the machine foresaw. */
  drive(): void {
    try {
      this.#code();
      this.#isIn('executing');
      expect(this.#state.context).toEqual({ regions: [], activities: [], dispatch: null, transfer: null });
    } catch (thrown) {
      if (!this.isHalted) throw thrown;
    }
  }

  override unhandled(record: EXCEPTION_RECORD): never {
    expect(this.#state.value).toBe('unhandled');
    return super.unhandled(record);
  }

  /** One choice below `count`; 0, the tamest, when they are used up. */
  #choose(count: number): number {
    const choice = this.#choices[this.#next] ?? 0;
    this.#next += 1;
    return choice % count;
  }

  #send(event: DispatchEvent): void {
    const steps: readonly (readonly [Snapshot, unknown])[] = getMicrosteps(
      dispatchMachine,
      this.#state,
      event,
    );
    for (const [snapshot] of steps) this.visited.add(JSON.stringify(snapshot.value));
    const [last] = steps.at(-1) ?? [this.#state];
    this.#state = last;
  }

  #isIn(state: 'executing' | 'filtering' | 'handling' | 'terminating'): void {
    expect(this.#state.value).toEqual({ running: state });
  }

  /** A piece of guest code: opens regions, raises, jumps out, and sooner or later ends. */
  #code(): void {
    const activation = this.seh.openJumps();
    const buffer = newJumpBuffer();
    this.seh.setjmp(activation, buffer, 1);
    const { regions, activities } = this.#state.context;
    const here = this.#places.length;
    this.#places.push({ buffer, regions: regions.length, activities: activities.length });
    const before = this.#state.value;
    try {
      for (;;) {
        try {
          while (this.#act());
          return;
        } catch (thrown) {
          this.seh.landing(activation, thrown);
          expect(this.#state.value).toEqual(before);
          expect(this.#state.context.regions).toHaveLength(regions.length);
          expect(this.#state.context.activities).toHaveLength(activities.length);
        }
      }
    } finally {
      this.seh.closeJumps(activation);
      this.#places.length = here;
    }
  }

  /** False when the code ends. */
  #act(): boolean {
    const action = this.#choose(9);
    if (action === 0) return false;
    if (action <= 3) this.#openExcept();
    else if (action <= 5) this.#openFinally();
    else if (action <= 7) this.#raise();
    else this.#jump();
    return true;
  }

  #open(kind: 'except' | 'finally'): number | undefined {
    if (this.#state.context.regions.length >= MOST_REGIONS) return undefined;
    this.#names += 1;
    this.#send({ type: 'OPEN', region: { kind, name: this.#names } });
    return this.#names;
  }

  #body(): void {
    this.#code();
    this.#send({ type: 'CLOSE' });
  }

  #openExcept(): void {
    const name = this.#open('except');
    if (name === undefined) return;
    const { __try, __except } = this.nt;
    __try(
      () => this.#body(),
      __except(
        () => this.#filter(name),
        () => this.#handler(name),
      ),
    );
  }

  #openFinally(): void {
    const name = this.#open('finally');
    if (name === undefined) return;
    const { __try, __finally } = this.nt;
    __try(
      () => this.#body(),
      __finally(() => this.#block(name)),
    );
  }

  #filter(name: number): number {
    this.#isIn('filtering');
    const { context } = this.#state;
    const top = context.activities.at(-1);
    const asked = top?.kind === 'filter' ? top.dispatch : undefined;
    const { ExceptionRecord } = this.nt.GetExceptionInformation();
    expect({
      name: context.regions[asked?.asked ?? -1]?.name,
      code: asked?.code,
      flags: flagsOf(context),
    }).toEqual({ name, code: ExceptionRecord.ExceptionCode, flags: ExceptionRecord.ExceptionFlags });
    this.#code();
    const answer = [1, 0, -1, 0, 1][this.#choose(5)] ?? 1;
    this.#send({ type: answer > 0 ? 'EXECUTE' : answer < 0 ? 'CONTINUE' : 'SEARCH' });
    return answer;
  }

  #handler(name: number): void {
    this.#isIn('handling');
    const top = this.#state.context.activities.at(-1);
    expect(top).toMatchObject({ kind: 'handler', region: { name }, code: this.nt.GetExceptionCode() });
    this.#code();
    this.#send({ type: 'END' });
  }

  #block(name: number): void {
    this.#isIn('terminating');
    const top = this.#state.context.activities.at(-1);
    expect(top).toMatchObject({ kind: 'block', region: { name } });
    const abnormal = top?.kind === 'block' && top.pending !== null;
    expect(this.nt.AbnormalTermination()).toBe(abnormal ? 1 : 0);
    this.#code();
    this.#send({ type: 'END' });
  }

  #raise(): void {
    const { value, context } = this.#state;
    const noncontinuable = this.#choose(4) === 1;
    const code = 0xe0000000 + this.#next;
    this.#send({ type: 'RAISE', code, noncontinuable });
    this.seh.raise(softwareException(code, 0, noncontinuable ? 1 : 0));
    // Continued: everything is as it was.
    expect(noncontinuable).toBe(false);
    expect(this.#state.value).toEqual(value);
    expect(this.#state.context).toEqual(context);
  }

  #jump(): void {
    const place = this.#places[this.#choose(this.#places.length)];
    if (place === undefined) return;
    this.#send({ type: 'JUMP', regions: place.regions, activities: place.activities });
    this.seh.longjmp(place.buffer, 1);
  }
}

/** Drives both through the code that these choices make. Gives the states that the machine was in. */
export function drive(choices: readonly number[]): ReadonlySet<string> {
  const driver = new Driver(choices);
  driver.drive();
  return driver.visited;
}
