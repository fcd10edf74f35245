/**
 * Recorders: groups of rules that can be switched (docs/decisions/0086-recorders.md). One that is off is silent: its
 * rules are taken as a machine without Driver Verifier takes them, and what it would note is not noted.
 *
 * | recorder          | what it finds                                                                           | `boot()` |
 * |-------------------|-----------------------------------------------------------------------------------------|----------|
 * | leaks             | what nobody gives back: at the unload of a driver, at the end of a sweep's run or a test  | on       |
 * | uninitialised     | values that are used before they were stored, in C code with `checks`                   | on       |
 * | bounds            | accesses beside objects, after free, after return, in C code with `checks`              | on       |
 * | frees             | blocks freed twice, with a wrong tag, in a wrong family, with something alive in them   | on       |
 * | balance           | levels, locks and regions that are not what they were when a function returns           | on       |
 * | lockOrder         | two orders of the same locks, although no thread had to wait                            | off      |
 * | unserializedHeap  | a heap without serialization that several threads use                                   | on       |
 * | pagedAccess       | paged memory at DISPATCH_LEVEL or above                                                 | on       |
 * | userMemory        | memory of programs touched outside of every guarded body, or read twice by a request    | off      |
 * | ignoredResults    | failures that nobody saw, because the result of the call was thrown away                | off      |
 * | lostExceptions    | exceptions that a jump out of a `__finally` ends, or an empty handler in a good request | off      |
 */

/** The names, in the order of the table. */
export const recorderNames = [
  'leaks',
  'uninitialised',
  'bounds',
  'frees',
  'balance',
  'lockOrder',
  'unserializedHeap',
  'pagedAccess',
  'userMemory',
  'ignoredResults',
  'lostExceptions',
] as const;

/** Name of a recorder. */
export type RecorderName = (typeof recorderNames)[number];

/** Which recorders are on. */
export type Recorders = Readonly<Record<RecorderName, boolean>>;

/** What `boot({ recorders })` accepts: all, none, or some by name. */
export type RecorderOptions = boolean | Partial<Recorders>;

/** Off unless somebody asks: standard settings of Driver Verifier have no such checks, and calls that they watch are slower. */
const ASKED_FOR: ReadonlySet<RecorderName> = new Set([
  'lockOrder',
  'userMemory',
  'ignoredResults',
  'lostExceptions',
]);

const settingsOf = (isOn: (name: RecorderName) => boolean): Recorders =>
  Object.fromEntries(recorderNames.map((name) => [name, isOn(name)])) as Recorders;

/**
 * Every recorder's setting. Throws TypeError for a name that is none.
 * @param others what those are that an object does not name: `usual`, or all on, as tests and sweeps have them
 */
export function recorderSettings(options: RecorderOptions = {}, others: 'usual' | 'on' = 'usual'): Recorders {
  if (typeof options === 'boolean') return settingsOf(() => options);
  const wrong = Object.keys(options).find((name) => !recorderNames.some((one) => one === name));
  if (wrong !== undefined)
    throw new TypeError(`recorders: there is no ${wrong}; there are ${recorderNames.join(', ')}`);
  return settingsOf((name) => options[name] ?? (others === 'on' || !ASKED_FOR.has(name)));
}

/** Rules by the recorder that tells of them. A rule that is not here is always on. */
const rulesByRecorder: Partial<Record<RecorderName, readonly string[]>> = {
  leaks: [
    'driver-leaves-pool',
    'driver-leaves-devices',
    'driver-leaves-thread',
    'driver-leaves-notification',
  ],
  uninitialised: ['memory-uninitialised'],
  bounds: ['memory-out-of-bounds', 'memory-after-free', 'memory-after-return'],
  frees: [
    'pool-wrong-tag',
    'pool-double-free',
    'pool-free-of-free-block',
    'pool-free-bad-address',
    'pool-free-outside',
    'pool-free-of-irp',
    'pool-free-of-device',
    'pool-free-with-timer',
    'pool-free-with-resource',
    'pool-free-with-held-lock',
    'pool-free-with-dpc',
    'pool-free-with-work-item',
    'pool-free-with-waiters',
    'special-pool-free',
    'contiguous-free',
    'contiguous-free-size',
    'irp-freed-in-use',
    'irp-freed-threaded',
    'mdl-freed-locked',
    'lookaside-freed',
  ],
  balance: [
    'dispatch-returns-at-other-irql',
    'dpc-returns-at-other-irql',
    'isr-returns-at-other-irql',
    'apc-returns-at-other-irql',
    'worker-returns-at-raised-irql',
    'apc-index-mismatch',
    'user-mode-at-raised-irql',
    'thread-ends-with-lock',
    'thread-ends-with-mutex',
    'thread-ends-restricted',
    'returns-attached',
    'user-mode-attached',
    'irql-lower-with-spin-lock',
  ],
  lockOrder: ['lock-order'],
  unserializedHeap: ['heap-unserialized-use'],
  userMemory: ['user-memory-unguarded', 'user-memory-fetched-twice'],
  ignoredResults: ['result-ignored'],
  lostExceptions: ['exception-abandoned', 'exception-swallowed'],
};

const recorderByRule = new Map(
  Object.entries(rulesByRecorder).flatMap(([recorder, rules]) =>
    (rules ?? []).map((rule) => [rule, recorder as RecorderName] as const),
  ),
);

/** Recorder that tells of a rule; undefined for a rule that is always on. */
export const recorderOf = (rule: string): RecorderName | undefined => recorderByRule.get(rule);

/** Whether somebody tells of a rule. */
export const isRecorded = (recorders: Recorders, rule: string): boolean => {
  const recorder = recorderOf(rule);
  return recorder === undefined || recorders[recorder];
};
