import {
  STATUS_ABANDONED,
  STATUS_MUTANT_LIMIT_EXCEEDED,
  STATUS_MUTANT_NOT_OWNED,
  STATUS_SUCCESS,
  STATUS_TIMEOUT,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { dispatcherFixture } from './fixture.ts';

describe('mutexes', () => {
  it.each(['x64', 'x86'] as const)('show state and owner in their bytes (%s)', (arch) => {
    const { nt, mutex, wait } = dispatcherFixture({ arch });
    const { at } = structure(arch, 'KMUTANT');
    const made = mutex();
    const read = () => [nt.KeReadStateMutex(made), nt.memory.readPointer(made + at.OwnerThread)];
    expect(nt.memory.readUint8(made + at['Header.Type'])).toBe(2);
    expect(nt.memory.readUint8(made + at.ApcDisable)).toBe(1);
    expect(read()).toEqual([1, 0]);
    wait(made);
    const owner = nt.memory.readPointer(made + at.OwnerThread);
    expect(owner).not.toBe(0);
    expect(nt.KeReadStateMutex(made)).toBe(0);
    wait(made);
    expect(read()).toEqual([-1, owner]);
    expect(nt.KeReleaseMutex(made, 0)).toBe(-1);
    expect(nt.KeReleaseMutex(made, 0)).toBe(0);
    expect(read()).toEqual([1, 0]);
  });

  it('exclude other threads until the owner has released as often as it acquired', () => {
    const { nt, mutex, wait, waiting } = dispatcherFixture();
    const made = mutex();
    const order: string[] = [];
    wait(made);
    wait(made);
    nt.startThread(function* () {
      order.push(`try ${yield* waiting(made, 0n)}`);
      order.push(`wait ${yield* waiting(made)}`);
      nt.KeReleaseMutex(made, 0);
    });
    nt.runThreads();
    nt.KeReleaseMutex(made, 0);
    nt.runThreads();
    order.push('still mine');
    nt.KeReleaseMutex(made, 0);
    nt.runThreads();
    expect(order).toEqual([`try ${STATUS_TIMEOUT}`, 'still mine', `wait ${STATUS_SUCCESS}`]);
  });

  it('are passed on in the order of the waits, without being free in between', () => {
    const { nt, mutex, waiting } = dispatcherFixture();
    const made = mutex();
    const order: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      nt.startThread(function* () {
        yield* waiting(made);
        order.push(`${name} in`);
        yield;
        order.push(`${name} out ${nt.KeReadStateMutex(made)}`);
        nt.KeReleaseMutex(made, 0);
      });
    }
    nt.runThreads();
    expect(order).toEqual(['a in', 'a out 0', 'b in', 'b out 0', 'c in', 'c out 0']);
  });

  it('a release by a thread that is not the owner raises STATUS_MUTANT_NOT_OWNED', () => {
    const { nt, mutex, wait, inThread } = dispatcherFixture();
    const made = mutex();
    const raised = { kind: 'raised', record: { ExceptionCode: STATUS_MUTANT_NOT_OWNED } };
    expect(nt.outcome(() => nt.KeReleaseMutex(made, 0))).toMatchObject(raised);
    wait(made);
    expect(inThread(() => nt.outcome(() => nt.KeReleaseMutex(made, 0)))).toMatchObject(raised);
    expect(nt.KeReadStateMutex(made)).toBe(0);
  });

  it('a driver that writes itself into the structure does not own it', () => {
    const { nt, mutex, wait, inThread } = dispatcherFixture();
    const made = mutex();
    wait(made);
    nt.memory.writePointer(made + structure('x64', 'KMUTANT').at.OwnerThread, 0x1234);
    const outcome = inThread(() => nt.outcome(() => nt.KeReleaseMutex(made, 0)));
    expect(outcome).toMatchObject({ kind: 'raised' });
  });

  it('acquired MINLONG times raises STATUS_MUTANT_LIMIT_EXCEEDED', () => {
    const { nt, mutex, wait } = dispatcherFixture();
    const made = mutex();
    wait(made);
    nt.memory.writeInt32(made + 4, -0x8000_0000);
    expect(nt.outcome(() => wait(made))).toMatchObject({
      kind: 'raised',
      record: { ExceptionCode: STATUS_MUTANT_LIMIT_EXCEEDED },
    });
  });

  it('two threads that wait for each other are a deadlock with its cycle', () => {
    const { nt, mutex, wait, waiting } = dispatcherFixture();
    const [first, second] = [mutex(), mutex()];
    const other = nt.startThread(function* () {
      yield* waiting(second);
      yield* waiting(first);
    });
    wait(first);
    nt.runThreads();
    const main = nt.thread.id;
    expect(nt.outcome(() => wait(second))).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
      cycle: [
        { thread: main, object: second, owner: other.id },
        { thread: other.id, object: first, owner: main },
      ],
    });
  });

  it.each(['x64', 'x86'] as const)('a driver declares one by either name of its structure (%s)', (arch) => {
    const { nt } = dispatcherFixture({ arch });
    expect(structure(arch, 'KMUTEX')).toEqual({ ...structure(arch, 'KMUTANT'), name: 'KMUTEX' });
    const made = nt.variable('KMUTEX');
    nt.KeInitializeMutex(made, 0);
    expect(nt.KeReadStateMutex(made)).toBe(1);
  });

  it('KeWaitForMutexObject is the same wait', () => {
    const { nt, mutex } = dispatcherFixture();
    const made = mutex();
    expect(nt.KeWaitForMutexObject(made, 0, 0, 0, 0)).toBe(STATUS_SUCCESS);
    expect(nt.KeReadStateMutex(made)).toBe(0);
  });

  it('are owned after a restore by who owned them at the snapshot', () => {
    const { nt, mutex, wait } = dispatcherFixture();
    const made = mutex();
    wait(made);
    const snapshot = nt.snapshot();
    nt.KeReleaseMutex(made, 0);
    nt.restore(snapshot);
    expect(nt.KeReleaseMutex(made, 0)).toBe(0);
    expect(nt.outcome(() => nt.KeReleaseMutex(made, 0))).toMatchObject({ kind: 'raised' });
  });
});

describe('a thread that ends with a mutex', () => {
  const leave = (verifier: 'on' | 'off') => {
    const fixture = dispatcherFixture({ verifier });
    const { nt, mutex, waiting } = fixture;
    const made = mutex();
    const thread = nt.startThread(function* () {
      yield* waiting(made);
    });
    return { ...fixture, made, thread };
  };

  it.each(['on', 'off'] as const)('is bug check 0x4000008A (verifier %s)', (verifier) => {
    const { nt, made, thread } = leave(verifier);
    expect(nt.outcome(() => nt.runThreads())).toMatchObject({
      kind: 'bugcheck',
      code: 0x4000_008a,
      parameters: [thread.object, made, 0, 0],
    });
  });

  it('is told where that thread acquired it, also when another one handed it over', () => {
    const { nt, mutex, wait, waiting } = dispatcherFixture();
    const made = mutex();
    wait(made);
    nt.startThread(function* () {
      yield* waiting(made);
    });
    nt.runThreads();
    const outcome = nt.outcome(() => {
      nt.KeReleaseMutex(made, 0);
      nt.runThreads();
    });
    expect(outcome).toMatchObject({
      kind: 'bugcheck',
      code: 0x4000_008a,
      details: [expect.stringMatching(/nt!KeWaitForSingleObject$/)],
    });
  });

  it('abandons it where the machine goes on: the next owner gets STATUS_ABANDONED, once', () => {
    const { nt, mutex, wait, waiting } = dispatcherFixture({ onViolation: 'report' });
    const made = mutex();
    nt.startThread(function* () {
      yield* waiting(made);
    });
    nt.runThreads();
    expect(nt.findings.map(({ rule }) => rule)).toEqual(['thread-ends-with-mutex']);
    const raised = { kind: 'raised', record: { ExceptionCode: STATUS_ABANDONED } };
    expect(nt.outcome(() => nt.KeReleaseMutex(made, 0))).toMatchObject(raised);
    expect(wait(made)).toBe(STATUS_ABANDONED);
    nt.KeReleaseMutex(made, 0);
    expect(wait(made)).toBe(STATUS_SUCCESS);
  });
});
