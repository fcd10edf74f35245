import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pageAddress } from '../../src/kernel/bug-check-report.ts';
import { OWN_SUBTYPE, type RoutineFacts } from '../../src/kernel/violations/row.ts';
import {
  limitRule,
  resolveViolation,
  type ViolationKey,
  violationKeys,
  violations,
} from '../../src/kernel/violations.ts';
import { bugCheckInfo } from '../../src/status/bug-checks.ts';

const rtlAllocateHeap: RoutineFacts = {
  name: 'RtlAllocateHeap',
  page: 'ntifs/nf-ntifs-rtlallocateheap',
  maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
};

const on = { architecture: 'x64', verifier: 'on' } as const;
const off = { architecture: 'x64', verifier: 'off' } as const;

describe('the violations table', () => {
  const rows: [ViolationKey, number[], number[], number[] | null, string][] = [
    ['irql-raise-below-current', [5, 2], [0xc4, 0x30, 5, 2, 0], [0x9, 0, 0, 0, 0], 'D-026; D-021'],
    ['irql-lower-above-current', [1, 2], [0xc4, 0x31, 1, 2, 0], [0xa, 0, 0, 0, 0], 'D-027; D-022'],
    ['irql-lower-above-current', [1, 2, 1], [0xc4, 0x31, 1, 2, 1], [0xa, 0, 0, 0, 0], 'D-027, inside a DPC'],
    ['irql-lower-not-saved', [2, 1], [0xc4, 0x31, 2, 1, 0], null, 'fatal error on the page, code ours'],
    [
      'irql-raise-no-such-level',
      [0, 40],
      [0xc4, 0x30, 0, 40, 0],
      [0x1e, -0x3fff_fffb, 0, 0, -1],
      'lower or invalid',
    ],
    [
      'irql-lower-no-such-level',
      [2, 40],
      [0xc4, 0x31, 2, 40, 0],
      [0x1e, -0x3fff_fffb, 0, 0, -1],
      'higher or invalid',
    ],
    ['irql-too-high', [2, 1], [0xc4, 0xe5, 2, 0, 0], null, 'D-085: only the level is a parameter'],
    ['irql-too-high-zw', [1, 0], [0xc4, 0xe6, 1, 0, 0], null, 'D-085'],
    ['user-mode-at-raised-irql', [-4096, 2], [0x4a, -4096, 2, 0, 0], [0x4a, -4096, 2, 0, 0], 'BEHAVIOUR 7'],
    ['heap-create-not-growable-no-base', [2, 64, 32], [0xc4, OWN_SUBTYPE + 1, 2, 64, 32], null, 'ours'],
    ['heap-lock-with-no-serialize', [1, -64], [0xc4, OWN_SUBTYPE + 2, 1, -64, 0], null, 'ours'],
    [
      'memory-out-of-bounds',
      [-64, 4, 1],
      [0xc4, OWN_SUBTYPE + 0x90, -64, 4, 1],
      [0xc4, OWN_SUBTYPE + 0x90, -64, 4, 1],
      'ours: 0084',
    ],
    [
      'memory-after-free',
      [-64, 4, 1],
      [0xc4, OWN_SUBTYPE + 0x91, -64, 4, 1],
      [0xc4, OWN_SUBTYPE + 0x91, -64, 4, 1],
      'ours: 0084',
    ],
    [
      'memory-after-return',
      [-64, 4, 1],
      [0xc4, OWN_SUBTYPE + 0x92, -64, 4, 1],
      [0xc4, OWN_SUBTYPE + 0x92, -64, 4, 1],
      'ours: 0084',
    ],
    [
      'memory-uninitialised',
      [-64, 4, 1],
      [0xc4, OWN_SUBTYPE + 0x93, -64, 4, 1],
      [0xc4, OWN_SUBTYPE + 0x93, -64, 4, 1],
      'ours: 0084',
    ],
    ['wait-at-dispatch-level', [2, -64, 0], [0xc4, 0x3b, 2, -64, 0], null, 'BEHAVIOUR 7, D-073'],
    ['switch-at-dispatch-level', [-64, -128], [0xb8, -64, -128, 0, 0], [0xb8, -64, -128, 0, 0], 'D-055'],
    ['wait-true-too-high', [2, 1], [0xc4, 0xe5, 2, 0, 0], null, 'Wait TRUE'],
    ['set-event-too-high', [5, 2], [0xc4, 0x80, 5, 0, 0], null, 'the page of 0xC4'],
    ['too-many-wait-objects', [0, 65], [0xc, 0, 0, 0, 0], [0xc, 0, 0, 0, 0], 'the page of 0xC'],
    [
      'thread-ends-with-mutex',
      [-64, -32],
      [0x4000_008a, -64, -32, 0, 0],
      [0x4000_008a, -64, -32, 0, 0],
      'page of 0x4000008A',
    ],
    ['spin-lock-release-low', [1, -64], [0xc4, 0x32, 1, -64, 0], null, 'D-045'],
    ['spin-lock-acquire-low', [1, -64], [0xc4, 0x40, 1, -64, 0], null, 'D-046'],
    ['spin-lock-release-from-dpc-low', [1, -64], [0xc4, 0x41, 1, -64, 0], null, 'D-046'],
    ['queued-lock-release-low', [1, -64], [0xc4, 0x36, 1, -64, 0], null, 'the page of 0xC4'],
    ['spin-lock-acquire-too-high', [5, 2], [0xc4, 0x42, 5, 0, 0], null, 'D-046'],
    ['spin-lock-already-owned', [-64], [0xf, 0, 0, 0, 0], null, 'D-043'],
    ['spin-lock-not-owned', [-64], [0x10, 0, 0, 0, 0], null, 'the page of 0x10'],
    ['spin-lock-wrong-acquire', [-64], [0xc4, 0x1008, -64, 0, 0], null, 'D-042'],
    ['spin-lock-wrong-release', [-64], [0xc4, 0x1009, -64, 0, 0], null, 'D-042'],
    ['irql-lower-with-spin-lock', [2, 0], [0xc4, 0x31, 2, 0, 0], null, 'BEHAVIOUR 6'],
    ['critical-region-enter-too-high', [2, 1], [0xc4, 0x11a, 2, 0, 0], null, 'the page of 0xC4'],
    ['critical-region-leave-too-high', [2, 1], [0xc4, 0x11b, 2, 0, 0], null, 'the page of 0xC4'],
    ['critical-region-not-entered', [], [0xc4, 0x3e, 0, 0, 0], null, 'the page of 0xC4'],
    ['guarded-region-not-entered', [], [0xc4, 0x4000e, 0, 0, 0], null, 'DDI rule GuardedRegions'],
    ['fast-mutex-acquire-too-high', [2, 1], [0xc4, 0x33, 2, 0, 0], null, 'D-071'],
    ['fast-mutex-release-level', [0, 1], [0xc4, 0x34, 0, 0, 0], null, 'D-071'],
    ['fast-mutex-unsafe-acquire', [0, 1], [0xc4, 0x39, 0, 0, 0], null, 'D-071'],
    ['fast-mutex-unsafe-release', [0, 1], [0xc4, 0x3a, 0, 0, 0], null, 'D-071'],
    ['mutex-already-owned', [-64], [0xbf, 0, 0, 0, 0], null, 'page of 0xBF'],
    ['lock-wrong-release', [-64], [0xc4, 0x1009, -64, 0, 0], null, 'the page of 0xC4'],
    ['lock-not-initialised', [-64], [0xc4, 0x1002, -64, 0, 0], null, 'the page of 0xC4'],
    ['lock-not-held', [-64], [0xc4, 0x1007, -64, 0, 0], null, 'the page of 0xC4'],
    ['lock-of-other-thread', [-64, -8, -4], [0xc4, 0x1004, -64, -8, -4], null, 'the page of 0xC4'],
    ['thread-ends-with-lock', [-64, -8], [0xc4, 0x100a, -64, -8, 0], null, 'the page of 0xC4'],
    [
      'dpc-returns-at-other-irql',
      [5, 2, -64, 7],
      [0xc8, 0x5_0202, -64, 7, 0],
      [0xc8, 0x5_0202, -64, 7, 0],
      'D-092',
    ],
    [
      'isr-returns-at-other-irql',
      [7, 5, -64, -128],
      [0xc4, 0x111, -64, 5, 7],
      [0xc8, 0x7_0503, -64, -128, 0],
      'D-029; D-092',
    ],
    ['irp-freed-no-irp', [-64], [0xc9, 0x1, -64, 0, 0], null, 'the page of 0xC9'],
    ['irp-freed-threaded', [-64], [0xc9, 0x2, -64, 0, 0], null, 'the page of 0xC9'],
    ['call-driver-no-irp', [-64, -32], [0xc9, 0x3, -64, -32, 0], null, 'the page of 0xC9'],
    ['call-driver-no-device', [-64, -32], [0xc9, 0x4, -64, -32, 0], null, 'the page of 0xC9'],
    ['call-driver-null-device', [0, -32], [0xc9, 0x204, 0, -32, 0], null, 'the page of 0xC9'],
    ['dispatch-returns-at-other-irql', [-64, 0, 2], [0xc9, 0x5, -64, 0, 2], null, 'BEHAVIOUR 7'],
    ['complete-with-bad-status', [0x103, -64], [0xc9, 0x6, 0x103, -64, 0], null, 'the page of 0xC9'],
    [
      'complete-with-cancel-routine',
      [-64, -32],
      [0xc9, 0x7, -64, -32, 0],
      [0x48, -32, -64, 0, 0],
      'the page of 0xC9; the page of 0x48',
    ],
    ['complete-too-high', [5, -64], [0xc9, 0xe, 5, -64, 0], null, 'the page of 0xC9'],
    ['call-driver-too-high', [5, -64], [0xc9, 0x10, -64, 5, 0], null, 'the page of 0xC9'],
    ['device-deleted-attached', [-64, -32], [0xc9, 0x201, -64, -32, 0], null, 'the page of 0xC9'],
    ['device-detached-twice', [-64], [0xc9, 0x202, -64, 0, 0], null, 'the page of 0xC9'],
    ['call-driver-with-cancel-routine', [-64, -32], [0xc9, 0x203, -64, -32, 0], null, 'the page of 0xC9'],
    ['irp-freed-in-use', [-64], [0xc9, 0x20a, -64, 0, 0], null, 'the page of 0xC9'],
    ['irp-initialized-allocated', [-64], [0xc9, 0x20d, -64, 0, 0], null, 'the page of 0xC9'],
    ['dispatch-status-differs', [-64, 0, 5], [0xc9, 0x224, -64, 0, 5], null, 'the page of 0xC9'],
    ['dispatch-illegal-status', [-64, -1], [0xc9, 0x225, -64, -1, 0], null, 'the page of 0xC9'],
    ['irp-not-completed', [-64, 0], [0xc9, 0x226, -64, 0, 0], null, 'the page of 0xC9'],
    ['completion-pending-not-marked', [-64], [0xc9, 0x228, -64, 0, 0], null, 'the page of 0xC9'],
    ['dispatch-pending-not-marked', [-64, 0x103], [0xc4, OWN_SUBTYPE + 0x80, -64, 0x103, 0], null, 'ours'],
    ['dispatch-marked-not-pending', [-64, 0], [0xc4, OWN_SUBTYPE + 0x81, -64, 0, 0], null, 'ours'],
    ['irp-completed-twice', [-64], [0x44, -64, 0, 0, 0], [0x44, -64, 0, 0, 0], 'BEHAVIOUR 14'],
    ['no-more-stack-locations', [-64], [0x35, -64, 0, 0, 0], [0x35, -64, 0, 0, 0], 'the page of 0x35'],
    [
      'cancel-state-in-completed-irp',
      [-64, -32],
      [0x48, -64, -32, 0, 0],
      [0x48, -64, -32, 0, 0],
      'the page of 0x48',
    ],
    ['pool-free-of-irp', [-64], [0xc4, 0x105, -64, 0, 0], null, 'the page of 0xC4'],
    ['pool-free-of-device', [-64], [0xc4, OWN_SUBTYPE + 0x82, -64, 0, 0], null, 'ours'],
    ['no-such-device', [-64], [0xc4, OWN_SUBTYPE + 0x83, -64, 0, 0], null, 'ours'],
    ['no-such-driver', [-64], [0xc4, OWN_SUBTYPE + 0x84, -64, 0, 0], null, 'ours'],
    ['no-such-irp', [-64], [0xc4, OWN_SUBTYPE + 0x85, -64, 0, 0], null, 'ours'],
    ['irp-completed-to-nobody', [-64, 0], [0xc4, OWN_SUBTYPE + 0x86, -64, 0, 0], null, 'ours'],
    ['driver-leaves-devices', [-64, -32, 1], [0xc4, OWN_SUBTYPE + 0x87, -64, -32, 1], null, 'ours'],
    [
      'driver-leaves-thread',
      [-64, 0, -64],
      [0xce, -64, 0, -64, 0],
      [0xce, -64, 0, -64, 0],
      'the page of 0xCE',
    ],
    ['driver-leaves-pool', [-64, 0, 1], [0xc4, 0x62, -64, 0, 1], null, 'BEHAVIOUR, program g'],
    ['mdl-unlock-unlocked', [-64, 8], [0xc4, 0x7c, -64, 8, 0], [0x76, 1, -64, 0, 0], 'the page of 0xC4'],
    ['mdl-unlock-nonpaged', [-64, 4], [0xc4, 0x7d, -64, 4, 0], null, 'the page of 0xC4'],
    ['mdl-nonpaged-over-paged', [-64, 0], [0xc4, 0x7f, -64, 0, 0], null, 'the page of 0xC4'],
    ['mdl-lock-wrong-flags', [-64, 2], [0xc4, 0xb0, -64, 2, 0], null, 'the page of 0xC4'],
    ['mdl-map-wrong-flags', [-64, 1], [0xc4, 0xb2, -64, 1, 0], null, 'the page of 0xC4'],
    ['mdl-map-unlocked', [-64, 0], [0xc4, 0xb3, -64, 0, 0], null, 'the page of 0xC4'],
    ['mdl-unlock-partial', [-64, 16], [0xc4, 0xb4, -64, 16, 0], null, 'the page of 0xC4'],
    ['mdl-unmap-unmapped', [-64, 2], [0xc4, 0xb6, -64, 2, 0], null, 'the page of 0xC4'],
    ['mdl-freed-mapped', [-64, 3], [0xc4, 0xb8, -64, 3, 0], null, 'the page of 0xC4'],
    ['mdl-map-obsolete', [-64, 2], [0xc4, 0x81, -64, 2, 0], null, 'the page of 0xC4'],
    ['mdl-freed-locked', [-64, 2], [0xc4, OWN_SUBTYPE + 0x88, -64, 2, 0], null, 'ours'],
    ['debug-print-wide-too-high', [2], [0xc4, OWN_SUBTYPE + 0x8a, 2, 0, 0], null, 'ours'],
    ['no-such-mdl', [-64], [0xc4, OWN_SUBTYPE + 0x89, -64, 0, 0], null, 'ours'],
    ['no-such-interrupt', [-64], [0xc4, OWN_SUBTYPE + 0x70, -64, 0, 0], null, 'ours'],
    [
      'apc-returns-at-other-irql',
      [2, 1, 0, -64, 0],
      [0xc8, 0x2_0100, -64, 0, 0],
      [0xc8, 0x2_0100, -64, 0, 0],
      'D-092',
    ],
    ['dpc-initialized-while-queued', [-64], [0xc4, OWN_SUBTYPE + 0x60, -64, 0, 0], null, 'ours'],
    ['dpc-no-such-processor', [-64, 9], [0xc4, OWN_SUBTYPE + 0x61, -64, 9, 0], null, 'ours'],
    ['resource-acquire-apcs-enabled', [0, 0, -64], [0xc4, 0x37, 0, 0, -64], null, 'D-071'],
    ['resource-release-apcs-enabled', [0, 0, -64], [0xc4, 0x38, 0, 0, -64], null, 'D-071'],
    ['resource-unaligned', [-63], [0xc4, 0x3d, -63, 0, 0], null, 'the page of 0xC4'],
    ['resource-initialised-twice', [-64], [0xc4, 0xd0, -64, 0, 0], null, 'the page of 0xC4'],
    ['resource-deleted-uninitialised', [-64], [0xc4, 0xd1, -64, 0, 0], null, 'the page of 0xC4'],
    ['lock-self-deadlock', [-64, -8], [0xc4, 0x1000, -64, -8, 0], null, 'the page of 0xC4'],
    ['resource-not-owned', [-64, -8], [0xe3, -64, -8, 0, 0], [0xe3, -64, -8, 0, 0], 'page of 0xE3'],
    ['resource-not-exclusive', [-64], [0x1f, 0, 0, 0, 0], null, 'page of 0x1F'],
    ['resource-owner-pointer', [-64, 4], [0x132, 0, 0, 0, 0], [0x132, 0, 0, 0, 0], 'page of 0x132'],
    ['pool-free-with-resource', [-64, -128, 256], [0xc4, 0x17, -64, -128, 256], null, 'D-106'],
    ['push-lock-acquire-apcs-enabled', [0, -64], [0xc4, 0xea, 0, -64, 0], null, 'D-107'],
    ['push-lock-release-apcs-enabled', [0, -64], [0xc4, 0xeb, 0, -64, 0], null, 'D-107'],
    ['rundown-not-complete', [-64], [0xc4, 0x1005, -64, 0, 0], null, 'the page of 0xC4'],
    ['remove-lock-tag-mismatch', [-64, 5], [0xc4, 0xd5, -64, 5, 0], null, 'the page of 0xC4'],
    ['remove-lock-wait-tag-mismatch', [-64, 5], [0xc4, 0xd6, -64, 5, 0], null, 'the page of 0xC4'],
    ['remove-lock-initialised-twice', [-64], [0xc4, 0xd7, -64, 0, 0], null, 'the page of 0xC4'],
    ['remove-lock-high-water', [-64, 3, 2], [0xc4, OWN_SUBTYPE + 0x20, -64, 3, 2], null, 'ours'],
    ['remove-lock-held-too-long', [-64, 5, 2], [0xc4, OWN_SUBTYPE + 0x21, -64, 5, 2], null, 'ours'],
    ['result-ignored', [-64], [0xc4, OWN_SUBTYPE + 0x94, -64, 0, 0], null, 'ours; C6031'],
    ['exception-abandoned', [5, -64], [0xc4, OWN_SUBTYPE + 0x97, 5, -64, 0], null, 'ours: 0086'],
    ['exception-swallowed', [5, -64], [0xc4, OWN_SUBTYPE + 0x98, 5, -64, 0], null, 'ours: 0086'],
    ['user-memory-unguarded', [64, 4, 1], [0xc4, OWN_SUBTYPE + 0x95, 64, 4, 1], null, 'ours: 0086'],
    ['user-memory-fetched-twice', [64, 4], [0xc4, OWN_SUBTYPE + 0x96, 64, 4, 0], null, 'ours: 0086'],
    ['lock-order', [-64, -128], [0xc4, 0x1001, -64, -128, 0], null, 'the page of 0xC4'],
    ['lock-deleted-owned', [-64], [0xc4, 0x100b, -64, 0, 0], null, 'the page of 0xC4'],
    ['pool-free-with-timer', [-64, -80, 96], [0xc4, 0x15, -64, -80, 96], null, 'D-106'],
    ['no-such-timer', [-64, 7], [0xc4, OWN_SUBTYPE + 0x62, -64, 7, 0], null, 'ours'],
    ['timer-delete-wait-too-high', [2, 1], [0xc4, 0xe5, 2, 0, 0], null, 'the page of the routine'],
    ['timer-initialized-while-set', [-64], [0xc4, OWN_SUBTYPE + 0x63, -64, 0, 0], null, 'ours'],
    ['thread-ends-restricted', [-2, 1], [0x20, 0, -2, 1, 0], [0x20, 0, -2, 1, 0], 'D-061'],
    [
      'worker-returns-at-raised-irql',
      [-64, 2, 7, -32],
      [0xe1, -64, 2, 7, -32],
      [0xe1, -64, 2, 7, -32],
      'page of 0xE1',
    ],
    ['worker-terminates', [], [0xe9, 0, 0, 0, 0], [0xe9, 0, 0, 0, 0], 'the page of 0xE9'],
    ['work-item-active', [-64], [0xe4, 0, -64, 0, 0], [0xe4, 0, -64, 0, 0], 'the page of 0xE4'],
    ['no-such-work-item', [-64], [0xc4, OWN_SUBTYPE + 0x13, -64, 0, 0], null, 'ours'],
    ['apc-index-mismatch', [-64, 0, 0xffff, 1], [1, -64, 0, 0xffff, 1], [1, -64, 0, 0xffff, 1], 'D-060'],
    ['no-such-thread', [-64], [0xc4, OWN_SUBTYPE + 0x11, -64, 0, 0], null, 'ours'],
    [
      'driver-leaves-notification',
      [-64, 0, -64],
      [0xce, -64, 0, -64, 0],
      [0xce, -64, 0, -64, 0],
      'the page of 0xCE',
    ],
    ['no-such-process', [-64], [0xc4, OWN_SUBTYPE + 0x14, -64, 0, 0], null, 'ours'],
    ['detach-not-attached', [-64], [0x6, 0, 0, 0, 0], [0x6, 0, 0, 0, 0], 'ours'],
    ['returns-attached', [], [0x5, 0, 0, 0, 0], [0x5, 0, 0, 0, 0], 'ours'],
    ['user-mode-attached', [-64, 1, 0], [1, -64, 1, 0, 0], [1, -64, 1, 0, 0], 'D-060'],
    ['priority-out-of-range', [32], [0xc4, OWN_SUBTYPE + 0x12, 32, 0, 0], null, 'ours'],
    ['no-such-processor', [8], [0x3, 8, 0, 0, 0], [0x3, 8, 0, 0, 0], 'the page of 0x3'],
    ['object-without-references', [-64], [0xc4, 0x3f, -64, 0, 0], [0x18, 0, -64, 0, 0], 'the page of 0xC4'],
    ['bad-handle', [12], [0xc4, 0x3c, 12, 0, 0], null, 'the page of 0xC4'],
    ['null-handle', [0], [0xc4, 0xf5, 0, 0, 0], null, 'the page of 0xC4'],
    ['wait-for-no-object', [-64, 99], [0xc4, OWN_SUBTYPE + 0x10, -64, 99, 0], null, 'ours'],
    ['heap-unserialized-use', [64, 8, 12], [0xc4, OWN_SUBTYPE + 3, 64, 8, 12], null, 'ours; S4-025'],
    ['heap-destroyed-inside', [64, 8, 8], [0xc4, OWN_SUBTYPE + 4, 64, 8, 8], null, 'ours'],
    ['heap-destroyed-locked', [64, 8, 12], [0xc4, OWN_SUBTYPE + 5, 64, 8, 12], null, 'ours'],
    ['heap-process-unserialized', [64, 1], [0xc4, OWN_SUBTYPE + 6, 64, 1, 0], null, 'ours; S2-012'],
    ['kernel-heap-corruption', [8, 64, 80], [0x13a, 8, 64, 80, 0], [0x13a, 8, 64, 80, 0], 'D-109'],
    ['spin-lock-release-low', [1, -64], [0xc4, 0x32, 1, -64, 0], null, 'D-045'],
    ['spin-lock-acquire-low', [1, -64], [0xc4, 0x40, 1, -64, 0], null, 'D-046'],
    ['spin-lock-release-from-dpc-low', [1, -64], [0xc4, 0x41, 1, -64, 0], null, 'D-046'],
    ['queued-lock-release-low', [1, -64], [0xc4, 0x36, 1, -64, 0], null, 'the page of 0xC4'],
    ['spin-lock-acquire-too-high', [5, 2], [0xc4, 0x42, 5, 0, 0], null, 'D-046'],
    ['spin-lock-already-owned', [-64], [0xf, 0, 0, 0, 0], null, 'D-043'],
    ['spin-lock-not-owned', [-64], [0x10, 0, 0, 0, 0], null, 'the page of 0x10'],
    ['spin-lock-wrong-acquire', [-64], [0xc4, 0x1008, -64, 0, 0], null, 'the page of 0xC4'],
    ['spin-lock-wrong-release', [-64], [0xc4, 0x1009, -64, 0, 0], null, 'the page of 0xC4'],
    ['irql-lower-with-spin-lock', [2, 1], [0xc4, 0x31, 2, 1, 0], null, 'BEHAVIOUR 6, code ours'],
    ['copy-overlaps', [64, 32, 40], [0xc4, 0xf0, 64, 32, 40], null, 'D-081, parameters ours'],
    ['pool-paged-allocate-level', [2, 1, 48], [0xc4, 0x01, 2, 1, 48], [0xc2, 0x08, 2, 1, 48], 'D-106; F-018'],
    ['pool-nonpaged-allocate-level', [3, 0, 8], [0xc4, 0x02, 3, 0, 8], [0xc2, 0x08, 3, 0, 8], 'D-106; F-018'],
    ['pool-paged-free-level', [2, 1, -64], [0xc4, 0x11, 2, 1, -64], [0xc2, 0x09, 2, 1, -64], 'D-106'],
    ['pool-nonpaged-free-level', [3, 0, -64], [0xc4, 0x12, 3, 0, -64], [0xc2, 0x09, 3, 0, -64], 'D-106'],
    [
      'special-pool-paged-allocate-level',
      [2, 1, 64],
      [0xc4, 0x01, 2, 1, 64],
      [0xc1, 2, 1, 64, 0x30],
      'D-104',
    ],
    [
      'special-pool-nonpaged-allocate-level',
      [3, 0, 64],
      [0xc4, 0x02, 3, 0, 64],
      [0xc1, 3, 0, 64, 0x30],
      'D-104',
    ],
    ['special-pool-paged-free-level', [2, 1, -64], [0xc4, 0x11, 2, 1, -64], [0xc1, 2, 1, -64, 0x31], 'D-104'],
    [
      'special-pool-nonpaged-free-level',
      [3, 0, -64],
      [0xc4, 0x12, 3, 0, -64],
      [0xc1, 3, 0, -64, 0x31],
      'D-104',
    ],
    ['special-pool-free', [-64, 32, 0, 0x21], [0xc1, -64, 32, 0, 0x21], [0xc1, -64, 32, 0, 0x21], 'D-104'],
    [
      'special-pool-pattern',
      [-64, -65, 0, 0x23],
      [0xc1, -64, -65, 0, 0x23],
      [0xc1, -64, -65, 0, 0x23],
      'D-104',
    ],
    ['pool-free-with-held-lock', [-64, -128, 256], [0xc4, 0x100b, -64, 0, 0], null, 'the page of 0xC4'],
    ['pool-free-with-dpc', [-64, -128, 256], [0xc7, 1, -64, -128, 128], null, 'the page of 0xC7'],
    ['pool-free-with-work-item', [-64, -128, 256], [0xe4, 0, -64, -128, 128], null, 'the page of 0xE4'],
    ['pool-free-with-waiters', [-64, -128, 256], [0xc4, OWN_SUBTYPE + 0x52, -64, -128, 256], null, 'ours'],
    ['contiguous-free', [-64], [0xc2, 0x60, -64, 0, 0], [0xc2, 0x60, -64, 0, 0], 'F-037'],
    ['contiguous-free-size', [-64, 8, 4], [0xc4, OWN_SUBTYPE + 0x53, -64, 8, 4], null, 'ours'],
    ['no-driver-section', [-64], [0xc4, OWN_SUBTYPE + 0x50, -64, 0, 0], null, 'ours'],
    ['section-not-locked', [-64], [0xc4, OWN_SUBTYPE + 0x51, -64, 0, 0], null, 'ours'],
    ['lookaside-initialised-twice', [-64], [0xc4, 0xca, -64, 0, 0], null, 'the page of 0xC4'],
    ['lookaside-not-initialised', [-64], [0xc4, 0xcb, -64, 0, 0], null, 'the page of 0xC4'],
    ['lookaside-freed', [-64, -128, 256], [0xc4, 0xcc, -64, -128, 256], null, 'the page of 0xC4'],
    ['lookaside-size', [-64, 2, 8], [0xc4, 0xcd, -64, 2, 8], null, 'the page of 0xC4'],
    ['callback-registration', [-64], [0xc4, OWN_SUBTYPE + 0xa3, -64, 0, 0], null, '0072'],
    ['table-compare-result', [-64, -96, -1], [0xc4, OWN_SUBTYPE + 0xa0, -64, -96, -1], null, '0092'],
    ['table-restart-key', [-64, -96], [0xc4, OWN_SUBTYPE + 0xa1, -64, -96, 0], null, '0092'],
    ['table-place-taken', [-64, -96, -32], [0xc4, OWN_SUBTYPE + 0xa2, -64, -96, -32], null, '0092'],
    ['pool-zero-bytes', [1, 512, 0], [0xc4, 0x00, 1, 512, 0], null, 'F-016, BEHAVIOUR 11'],
    ['pool-no-bytes', [1], [0xc4, OWN_SUBTYPE + 0x40, 1, 0, 0], null, 'BEHAVIOUR 11'],
    ['pool-tag-characters', [7], [0xc4, OWN_SUBTYPE + 0x41, 7, 0, 0], null, 'F-005'],
    ['pool-must-succeed', [2, 64], [0xc2, 0x9a, 2, 64, 0], [0xc2, 0x9a, 2, 64, 0], 'F-023'],
    ['pool-tag-zero', [1, 64], [0xc2, 0x9b, 1, 64, 0], [0xc2, 0x9b, 1, 64, 0], 'BEHAVIOUR 11'],
    ['pool-tag-big', [1, 64], [0xc2, 0x9c, 1, 64, 0], [0xc2, 0x9c, 1, 64, 0], 'BEHAVIOUR 11'],
    ['pool-tag-unreadable', [45, 1], [0xc2, 0x9d, 45, 1, 0], [0xc2, 0x9d, 45, 1, 0], 'BEHAVIOUR 11'],
    ['pool-wrong-tag', [-64, 7, 8], [0xc2, 0x0a, -64, 7, 8], [0xc2, 0x0a, -64, 7, 8], 'F-034'],
    ['pool-double-free', [-64], [0xc4, 0x13, -64, 0, 0], [0xc2, 0x07, 0, 0, -64], 'F-035'],
    ['pool-free-of-free-block', [-80], [0xc4, 0x14, -80, 0, 0], [0xc2, 0x06, 0, -80, 0], 'F-035'],
    ['pool-free-bad-address', [0x50, -64, 3], [0xc4, 0x10, -64, 0, 0], [0xc2, 0x50, -64, 3, 0], 'F-037'],
    ['pool-free-outside', [0x40, 64], [0xc4, 0x16, 64, 0, 0], [0xc2, 0x40, 64, 0, 0], 'F-037'],
    ['pool-quota-process', [0xb, -64, 7, 9], [0xc2, 0xb, -64, 7, 9], [0xc2, 0xb, -64, 7, 9], 'F-037'],
    ['pool-caller-header', [1, -80, 9], [0xc2, 1, -80, 9, 0], [0xc2, 1, -80, 9, 0], 'F-038'],
    ['pool-header', [0x20, -80, -16, 9], [0x19, 0x20, -80, -16, 9], [0x19, 0x20, -80, -16, 9], 'F-038'],
    ['pool-link-fault', [-64, 2, -99], [0xc5, -64, 2, 0, -99], [0xc5, -64, 2, 0, -99], 'D-105'],
    ['pool-page-link-fault', [-64, 2, -99], [0xd0, -64, 2, 0, -99], [0xd0, -64, 2, 0, -99], 'D-105'],
    ['list-entry-corrupt', [], [0x139, 3, 0, 0, 0], [0x139, 3, 0, 0, 0], 'E-017'],
  ];

  it.each(rows)('%s with %j: %j, without the verifier %j (%s)', (rule, values, verified, unverified) => {
    const flat = (context: typeof on | typeof off) => {
      const resolved = resolveViolation({ rule, values }, context);
      return resolved && [resolved.code, ...resolved.parameters];
    };
    expect(flat(on)).toEqual(verified);
    expect(flat(off)).toEqual(unverified);
  });

  it('has no row that is not tested here', () => {
    expect(new Set(rows.map(([rule]) => rule))).toEqual(new Set(violationKeys));
  });

  it('has every row of every family once: a key that two have would lose one row', async () => {
    const folder = new URL('../../src/kernel/violations/', import.meta.url);
    const keys: string[] = [];
    for (const file of readdirSync(folder).filter((name) => name !== 'row.ts')) {
      const family = (await import(new URL(file, folder).href)) as Record<string, object>;
      keys.push(...Object.values(family).flatMap((rules) => Object.keys(rules)));
    }
    expect(keys.sort()).toEqual([...violationKeys].sort());
  });

  it.each(violationKeys)('%s has a code that exists, a rule, a fix of one sentence', (key) => {
    const row = violations[key];
    for (const consequence of [row.on, row.off]) {
      if (consequence !== null) expect(bugCheckInfo(consequence.code)?.documented).toBe(true);
    }
    expect(row.text('Routine', undefined)).toMatch(/^Routine: .+[^.]$/);
    expect(row.fix).toMatch(/^[A-Z][^.]+\.$/);
  });

  it('own subtypes are not subtypes of the page', () => {
    const known = bugCheckInfo(0xc4)?.subtypes.map(({ value }) => value);
    expect(known?.filter((value) => value >>> 8 === OWN_SUBTYPE >>> 8)).toEqual([]);
  });

  it('names the routine, its limit and its page', () => {
    expect(
      resolveViolation(
        { rule: 'irql-too-high', routine: 'RtlAllocateHeap', values: [2, 1], details: ['a'] },
        { ...on, facts: rtlAllocateHeap },
      ),
    ).toEqual({
      code: 0xc4,
      parameters: [0xe5, 2, 0, 0],
      rule: 'RtlAllocateHeap: IRQL < DISPATCH_LEVEL',
      page: 'ntifs/nf-ntifs-rtlallocateheap',
      provenance: 'ours',
      fix: 'Make this call before the IRQL is raised (or a spin lock taken), or after it is lowered again.',
      details: ['a', 'Without Driver Verifier nothing checks this: the call may appear to work.'],
    });
  });

  it.each([
    ['<= DISPATCH_LEVEL', 'R: IRQL <= DISPATCH_LEVEL'],
    ['IRQL <= DISPATCH_LEVEL (see Remarks section)', 'R: IRQL <= DISPATCH_LEVEL'],
    ['PASSIVE_LEVEL', 'R: IRQL = PASSIVE_LEVEL'],
  ])('prints the limit %s as %s', (text, rule) => {
    const facts: RoutineFacts = {
      name: 'R',
      page: null,
      maxIrql: { level: 'APC_LEVEL', text, source: 'page' },
    };
    expect(resolveViolation({ rule: 'irql-too-high', values: [2, 1] }, { ...on, facts })?.rule).toBe(rule);
  });

  it.each(['no-such-rule', 'constructor', '__proto__'])('a rule named %s is our bug', (rule) => {
    expect(() => resolveViolation({ rule, values: [] }, on)).toThrow(RangeError);
  });
});

describe('limitRule: the most specific code wins (BEHAVIOUR 1)', () => {
  it.each([
    ['RtlAllocateHeap', 'irql-too-high'],
    ['ZwClose', 'irql-too-high-zw'],
    ['KeRaiseIrqlToDpcLevel', 'irql-raise-below-current'],
    ['KeRaiseIrqlToSynchLevel', 'irql-raise-below-current'],
    ['NtClose', 'irql-too-high'],
  ])('%s: %s', (routine, rule) => {
    expect(limitRule(routine)).toBe(rule);
  });
});

describe('pageAddress', () => {
  const learn = 'https://learn.microsoft.com';
  it.each([
    ['ntifs/nf-ntifs-rtlallocateheap', '/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlallocateheap'],
    [
      'debugger/bug-check-0xa--irql-not-less-or-equal',
      '/windows-hardware/drivers/debugger/bug-check-0xa--irql-not-less-or-equal',
    ],
    ['kernel/handling-exceptions', '/windows-hardware/drivers/kernel/handling-exceptions'],
    ['heapapi/nf-heapapi-heapalloc', '/windows/win32/api/heapapi/nf-heapapi-heapalloc'],
    ['webservices/nf-webservices-wsalloc', '/windows/win32/api/webservices/nf-webservices-wsalloc'],
    ['cpp/try-except-statement', '/cpp/cpp/try-except-statement'],
  ])('%s', (page, address) => {
    expect(pageAddress(page)).toBe(learn + address);
  });
});
