/**
 * `irqlab/vitest`: matchers, a machine for each test, and sweeps as tests.
 *
 * @example
 * ```ts
 * import { expect } from 'vitest';
 * import { test } from 'irqlab/vitest';
 *
 * test('a driver gives back what it took', ({ nt, loadDriver }) => {
 *   const driver = loadDriver(`
 *     #include <ntddk.h>
 *     static VOID Unload(PDRIVER_OBJECT Driver) {}
 *     NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath) {
 *       Driver->DriverUnload = Unload;
 *       return STATUS_SUCCESS;
 *     }`);
 *   expect(driver).toReturnStatus('STATUS_SUCCESS');
 *   expect(nt).toBeAtIrql('PASSIVE_LEVEL');
 * });
 * ```
 *
 * @packageDocumentation
 */
export type { SweepShard } from '../index.ts';
export type { EndChecks } from './end-of-test.ts';
export { type IrqlabFixtures, irqlabTest, type LoadDriver, test } from './fixture.ts';
export type { IrqlabMatchers } from './matchers.ts';
export type { SplitFiles } from './shard-context.ts';
export { sweepShard } from './shards.ts';
export type { StatusLike } from './show.ts';
export type { RunOn, RunOnMachine } from './subject.ts';
export { type SweepTestOptions, sweepTest } from './sweep-test.ts';
export type { ParameterLike } from './to-bug-check.ts';
export type { EventLike } from './to-emit.ts';
export type { FaultOptions, Scenario } from './to-survive-faults.ts';

import './matchers.ts';
