/** What is looked at when a test has ended. */
import type { Finding, Inventory, Leftover, LeftoverKind, Nt, OriginWatch, Outcome } from '../index.ts';
import { DAMAGE, isLeak, LEVELS, LOCKS, showLeft } from './left.ts';
import { indented, showOutcome } from './show.ts';
import { haltOf } from './subject.ts';

/** What is looked at after a test. Everything is, unless it is switched off here. */
export interface EndChecks {
  /** Memory, handles, devices, requests and everything else that somebody asked for. */
  readonly leaks?: boolean;
  /** Levels, critical and guarded regions. */
  readonly irql?: boolean;
  /** Locks that are held. */
  readonly locks?: boolean;
  /** Damage of heaps and of the pool. */
  readonly heaps?: boolean;
  /** Broken rules that were recorded and that the test did not read from `nt.findings`. */
  readonly findings?: boolean;
  /** A bug check or a stop that the test did not look at. */
  readonly halt?: boolean;
  /** Whether call stacks are noted of who asked for what; without, many calls are faster. */
  readonly origins?: boolean;
}

/** A machine at the end of a test. */
export interface EndOfTest {
  readonly nt: Nt;
  /** What it kept when the test began. */
  readonly before: Inventory;
  readonly watch: OriginWatch | null;
  /** How it halted; null when it runs. */
  readonly halted: Outcome<unknown> | null;
  /** Reports of halts that the test looked at. */
  readonly seen: ReadonlySet<string>;
  /** Broken rules that it did not look at. */
  readonly findings: readonly Finding[];
}

const showFinding = ({ text, details = [], stack = [] }: Finding): string =>
  `${text}${indented([...details, ...stack])}`;

/** Throws an Error that names everything that is left. */
export function assertNothingLeft(end: EndOfTest, checks: EndChecks): void {
  const complaints = complaintsOf(end, checks);
  if (complaints.length === 0) return;
  const error = new Error(complaints.join('\n\n'));
  error.name = 'LeftBehind';
  // The stack of the fixture says nothing about the test.
  error.stack = `${error.name}: ${error.message}`;
  throw error;
}

function complaintsOf(
  { nt, before, watch, seen, halted, findings }: EndOfTest,
  checks: EndChecks,
): readonly string[] {
  const broken =
    checks.findings === false
      ? []
      : findings.map(
          (one) => `a rule was broken: ${showFinding(one)}\n  (the test did not read nt.findings)`,
        );
  if (halted !== null) {
    // A machine that has halted gives nothing back.
    if (checks.halt === false || seen.has(haltOf(halted) ?? '')) return broken;
    const how = `the machine halted, and the test did not look at it: it ${showOutcome(halted)}`;
    return [
      ...broken,
      `${how}\n  (a test that wants the halt says so: expect(() => …).toBugCheck(…), or nt.outcome(…))`,
    ];
  }
  const left = nt.leftSince(before).map((one) => watch?.withOrigin(one) ?? one);
  return [...broken, ...leftComplaints(left, checks)];
}

/** The complaints by what the reader has to do about them. */
function leftComplaints(left: readonly Leftover[], checks: EndChecks): readonly string[] {
  const groups: readonly (readonly [keyof EndChecks, string, (kind: LeftoverKind) => boolean])[] = [
    ['leaks', 'the test did not give back', isLeak],
    ['locks', 'locks are held when the test ends', (kind) => LOCKS.has(kind)],
    ['irql', 'the test did not restore', (kind) => LEVELS.has(kind)],
    ['heaps', 'the test damaged', (kind) => DAMAGE.has(kind)],
  ];
  return groups.flatMap(([check, title, isOne]) => {
    const own = left.filter(({ kind }) => isOne(kind));
    if (checks[check] === false || own.length === 0) return [];
    return [`${title}:${indented(own.map(showLeft))}\n  (endChecks: { ${check}: false } switches this off)`];
  });
}
