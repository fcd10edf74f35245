/** The machine of the locks: its moves against a table by hand, and real locks against the machine. */

import fc from 'fast-check';
import { APC_LEVEL, DISPATCH_LEVEL, KIRQL, out } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { createActor, transition } from 'xstate';
import {
  LOCK_FAMILIES,
  type LockFamily,
  type LockFamilyName,
  type LockProtection,
  lockFamilyNames,
} from '../../../src/kernel/locks/lock-families.ts';
import {
  LOCK_EVENTS,
  type LockEventName,
  lockMachine,
  lockStatesOf,
} from '../../../src/kernel/locks/lock-machine.ts';
import { resolveViolation } from '../../../src/kernel/violations.ts';
import { propertyRuns } from '../../property-runs.ts';
import { lockUsers, SYNCHRONIZE_IRQL } from './lock-driver.ts';

const step = (family: LockFamilyName, state: string, type: LockEventName) => {
  const machine = lockMachine(family);
  const [next] = transition(machine, machine.resolveState({ value: state, context: { answer: null } }), {
    type,
  });
  return [String(next.value), next.context.answer];
};

describe('the machine', () => {
  it.each(lockFamilyNames)('%s: every event has an answer in every state', (name) => {
    const family: LockFamily = LOCK_FAMILIES[name];
    const events = (Object.keys(LOCK_EVENTS) as LockEventName[]).filter(
      (event) => family.share !== null || !event.endsWith('SHARE'),
    );
    for (const state of lockStatesOf(family))
      for (const event of events) expect(step(name, state, event)[1], `${state} ${event}`).not.toBeNull();
  });

  it.each([
    ['ERESOURCE', 'free', 'ACQUIRE', 'mine', 'gets it'],
    ['ERESOURCE', 'mine', 'ACQUIRE', 'mine', 'again'],
    ['ERESOURCE', 'mine', 'SHARE', 'mine', 'again'],
    ['ERESOURCE', 'sharedMine', 'ACQUIRE', 'sharedMine', 'for itself'],
    ['ERESOURCE', 'sharedTheirs', 'SHARE', 'sharedBoth', 'gets it'],
    ['ERESOURCE', 'sharedBoth', 'RELEASE_LAST', 'sharedTheirs', 'gives it back'],
    ['ERESOURCE', 'sharedBoth', 'THEY_RELEASE_LAST', 'sharedMine', 'gives it back'],
    ['ERESOURCE', 'theirs', 'THEY_ACQUIRE', 'theirs', 'again'],
    ['push lock', 'mine', 'ACQUIRE', 'mine', 'for itself'],
    ['push lock', 'sharedMine', 'SHARE', 'sharedMine', 'again'],
    ['push lock', 'theirs', 'SHARE', 'theirs', 'waits'],
    ['fast mutex', 'mine', 'ACQUIRE', 'mine', 'for itself'],
    ['fast mutex', 'mine', 'THEY_ACQUIRE', 'mine', 'waits'],
    ['guarded mutex', 'theirs', 'RELEASE_LAST', 'theirs', 'not held'],
    ['spin lock', 'free', 'THEY_ACQUIRE', 'theirs', 'gets it'],
    ['interrupt spin lock', 'theirs', 'ACQUIRE', 'theirs', 'waits'],
    ['reader/writer spin lock', 'mine', 'SHARE', 'mine', 'for itself'],
  ] as const)('%s, %s: %s leads to %s, %s', (family, state, event, next, answer) =>
    expect(step(family, state, event)).toEqual([next, answer]),
  );
});

/** Level of an owner. */
const levels: Partial<Record<LockProtection, number>> = {
  SynchronizeIrql: SYNCHRONIZE_IRQL,
  DISPATCH_LEVEL,
  APC_LEVEL,
};

/** A program: who does what. Releases become RELEASE or RELEASE_LAST by what is held. */
const programs = fc.array(
  fc.record({ they: fc.boolean(), what: fc.constantFrom('ACQUIRE', 'SHARE', 'RELEASE' as const) }),
  { maxLength: 24, size: 'max' },
);

describe('real locks do what the machine says', () => {
  it.each(lockFamilyNames)('%s, in random programs of two users', (name) => {
    const family: LockFamily = LOCK_FAMILIES[name];
    fc.assert(
      fc.property(programs, fc.constantFrom('ACQUIRE', 'SHARE', 'RELEASE' as const), (program, last) => {
        const { nt, lock, mine, theirs } = lockUsers(name, family.by === 'the caller');
        const actor = createActor(lockMachine(name)).start();
        const held = { mine: 0, theirs: 0 };
        const unprotected = family.by === 'the caller' ? 'critical region' : 'nothing';
        for (const { they, what } of program) {
          if (what === 'SHARE' && family.share === null) continue;
          const who = they ? 'theirs' : 'mine';
          const user = they ? theirs : mine;
          const type = `${they ? 'THEY_' : ''}${what}${what === 'RELEASE' && held[who] < 2 ? '_LAST' : ''}`;
          const shared = String(actor.getSnapshot().value).startsWith('shared');
          actor.send({ type: type as LockEventName });
          const { answer } = actor.getSnapshot().context;
          if (answer === 'gets it' || answer === 'again') {
            if (what === 'SHARE') user.share();
            else user.acquire();
            held[who] += 1;
          } else if (answer === 'gives it back') {
            user.release(shared);
            held[who] -= 1;
          } else if (answer === 'waits' || answer === 'for itself') {
            expect(user.probe(what === 'SHARE')).not.toBe(true);
          }
          expect(mine.protection()).toBe(
            actor.getSnapshot().hasTag(family.protection) ? family.protection : unprotected,
          );
          expect(theirs.protection()).toBe(held.theirs > 0 ? family.protection : unprotected);
        }
        checkLast(last);

        /** What nobody survives: a wait, a wait for oneself, a release of what is not held. */
        function checkLast(what: 'ACQUIRE' | 'SHARE' | 'RELEASE'): void {
          if (what === 'SHARE' && family.share === null) return;
          const before = String(actor.getSnapshot().value);
          actor.send({ type: what === 'RELEASE' ? 'RELEASE_LAST' : what });
          const { answer } = actor.getSnapshot().context;
          if (answer === 'not held')
            expectRule(releaseUnheld, before === 'free' ? family.releaseRule : family.otherRule);
          const call = () => (what === 'SHARE' ? mine.share() : mine.acquire());
          if (answer === 'for itself') expectRule(call, family.selfRule);
          if (answer === 'waits')
            expect(nt.outcome(call)).toMatchObject({ kind: 'stopped', reason: 'deadlock' });
        }

        /** At the level of an owner: a wrong level would be found first. */
        function releaseUnheld(): void {
          const level = levels[family.protection];
          if (level !== undefined) nt.KeRaiseIrql(level, out(KIRQL));
          mine.release(false);
        }

        function expectRule(call: () => void, rule: string): void {
          const values = [lock];
          const code = resolveViolation({ rule, values }, { architecture: 'x64', verifier: 'on' })?.code;
          expect(nt.outcome(call)).toMatchObject({ kind: 'bugcheck', code });
        }
      }),
      { numRuns: propertyRuns(20) },
    );
  });
});
