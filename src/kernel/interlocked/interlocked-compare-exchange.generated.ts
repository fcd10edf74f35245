// Written by scripts/generate-interlocked.mjs from facts/signatures.json and facts/ddi.json. Do not edit: npm run generate.

import type { LONG, PVOID, UCHAR } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LONGLONG, SHORT } from '../../contract/kernel-types.ts';
import { compareExchange } from './interlocked-operations.ts';

/** Stores a value in a 32-bit integer if that holds an expected one, atomically. */
export interface InterlockedCompareExchange {
  /**
   * Stores a value in a 32-bit integer if that holds an expected one, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: LONG, Comperand: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchange = routine<InterlockedCompareExchange>()(
  {
    name: 'InterlockedCompareExchange',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Miniport.h',
    library: 'OneCoreUAP.lib on Windows 10',
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-interlockedcompareexchange',
    summary: 'Stores a value in a 32-bit integer if that holds an expected one, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG *', direction: 'inout' },
      { name: 'ExChange', type: 'LONG', direction: 'in' },
      { name: 'Comperand', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits32,
);

/** Stores a value in 128 bits of memory if that holds an expected one, atomically. */
export interface InterlockedCompareExchange128 {
  /**
   * Stores a value in 128 bits of memory if that holds an expected one, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable, a multiple of 16
   * @param ExchangeHigh upper half of the value to store
   * @param ExchangeLow lower half of the value to store
   * @param ComparandResult address of the expected value, lower half first; receives what the variable held before
   * @returns 1 when the new value was stored, else 0
   */
  (Destination: PVOID, ExchangeHigh: LONGLONG, ExchangeLow: LONGLONG, ComparandResult: PVOID): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchange128 = routine<InterlockedCompareExchange128>()(
  {
    name: 'InterlockedCompareExchange128',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in 128 bits of memory if that holds an expected one, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'ExchangeHigh', type: 'LONG64', direction: 'in' },
      { name: 'ExchangeLow', type: 'LONG64', direction: 'in' },
      { name: 'ComparandResult', type: 'LONG64 *', direction: 'inout' },
    ],
    returns: 'unsigned char',
    only: 'x64',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits128,
);

/** Stores a value in a 16-bit integer if that holds an expected one, atomically. */
export interface InterlockedCompareExchange16 {
  /**
   * Stores a value in a 16-bit integer if that holds an expected one, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: SHORT, Comperand: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchange16 = routine<InterlockedCompareExchange16>()(
  {
    name: 'InterlockedCompareExchange16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 16-bit integer if that holds an expected one, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'ExChange', type: 'SHORT', direction: 'in' },
      { name: 'Comperand', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits16,
);

/** Stores a value in a 64-bit integer if that holds an expected one, atomically. */
export interface InterlockedCompareExchange64 {
  /**
   * Stores a value in a 64-bit integer if that holds an expected one, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: LONGLONG, Comperand: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchange64 = routine<InterlockedCompareExchange64>()(
  {
    name: 'InterlockedCompareExchange64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 64-bit integer if that holds an expected one, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'ExChange', type: 'LONG64', direction: 'in' },
      { name: 'Comperand', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits64,
);

/** Stores a value in a 32-bit integer if that holds an expected one, atomically; accesses that follow it stay behind it. */
export interface InterlockedCompareExchangeAcquire {
  /**
   * Stores a value in a 32-bit integer if that holds an expected one, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: LONG, Comperand: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeAcquire = routine<InterlockedCompareExchangeAcquire>()(
  {
    name: 'InterlockedCompareExchangeAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 32-bit integer if that holds an expected one, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG *', direction: 'inout' },
      { name: 'ExChange', type: 'LONG', direction: 'in' },
      { name: 'Comperand', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits32,
);

/** Stores a value in 128 bits of memory if that holds an expected one, atomically; accesses that follow it stay behind it. */
export interface InterlockedCompareExchangeAcquire128 {
  /**
   * Stores a value in 128 bits of memory if that holds an expected one, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable, a multiple of 16
   * @param ExchangeHigh upper half of the value to store
   * @param ExchangeLow lower half of the value to store
   * @param ComparandResult address of the expected value, lower half first; receives what the variable held before
   * @returns 1 when the new value was stored, else 0
   */
  (Destination: PVOID, ExchangeHigh: LONGLONG, ExchangeLow: LONGLONG, ComparandResult: PVOID): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeAcquire128 = routine<InterlockedCompareExchangeAcquire128>()(
  {
    name: 'InterlockedCompareExchangeAcquire128',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in 128 bits of memory if that holds an expected one, atomically; accesses that follow it stay behind it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'ExchangeHigh', type: 'LONG64', direction: 'in' },
      { name: 'ExchangeLow', type: 'LONG64', direction: 'in' },
      { name: 'ComparandResult', type: 'LONG64 *', direction: 'inout' },
    ],
    returns: 'unsigned char',
    only: 'x64',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits128,
);

/** Stores a value in a 16-bit integer if that holds an expected one, atomically; accesses that follow it stay behind it. */
export interface InterlockedCompareExchangeAcquire16 {
  /**
   * Stores a value in a 16-bit integer if that holds an expected one, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: SHORT, Comperand: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeAcquire16 = routine<InterlockedCompareExchangeAcquire16>()(
  {
    name: 'InterlockedCompareExchangeAcquire16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 16-bit integer if that holds an expected one, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'ExChange', type: 'SHORT', direction: 'in' },
      { name: 'Comperand', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits16,
);

/** Stores a value in a 64-bit integer if that holds an expected one, atomically; accesses that follow it stay behind it. */
export interface InterlockedCompareExchangeAcquire64 {
  /**
   * Stores a value in a 64-bit integer if that holds an expected one, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: LONGLONG, Comperand: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeAcquire64 = routine<InterlockedCompareExchangeAcquire64>()(
  {
    name: 'InterlockedCompareExchangeAcquire64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 64-bit integer if that holds an expected one, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'ExChange', type: 'LONG64', direction: 'in' },
      { name: 'Comperand', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits64,
);

/** Stores a value in a 32-bit integer if that holds an expected one, atomically; other accesses may move across it. */
export interface InterlockedCompareExchangeNoFence {
  /**
   * Stores a value in a 32-bit integer if that holds an expected one, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: LONG, Comperand: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeNoFence = routine<InterlockedCompareExchangeNoFence>()(
  {
    name: 'InterlockedCompareExchangeNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 32-bit integer if that holds an expected one, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG *', direction: 'inout' },
      { name: 'ExChange', type: 'LONG', direction: 'in' },
      { name: 'Comperand', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits32,
);

/** Stores a value in 128 bits of memory if that holds an expected one, atomically; other accesses may move across it. */
export interface InterlockedCompareExchangeNoFence128 {
  /**
   * Stores a value in 128 bits of memory if that holds an expected one, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable, a multiple of 16
   * @param ExchangeHigh upper half of the value to store
   * @param ExchangeLow lower half of the value to store
   * @param ComparandResult address of the expected value, lower half first; receives what the variable held before
   * @returns 1 when the new value was stored, else 0
   */
  (Destination: PVOID, ExchangeHigh: LONGLONG, ExchangeLow: LONGLONG, ComparandResult: PVOID): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeNoFence128 = routine<InterlockedCompareExchangeNoFence128>()(
  {
    name: 'InterlockedCompareExchangeNoFence128',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in 128 bits of memory if that holds an expected one, atomically; other accesses may move across it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'ExchangeHigh', type: 'LONG64', direction: 'in' },
      { name: 'ExchangeLow', type: 'LONG64', direction: 'in' },
      { name: 'ComparandResult', type: 'LONG64 *', direction: 'inout' },
    ],
    returns: 'unsigned char',
    only: 'x64',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits128,
);

/** Stores a value in a 16-bit integer if that holds an expected one, atomically; other accesses may move across it. */
export interface InterlockedCompareExchangeNoFence16 {
  /**
   * Stores a value in a 16-bit integer if that holds an expected one, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: SHORT, Comperand: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeNoFence16 = routine<InterlockedCompareExchangeNoFence16>()(
  {
    name: 'InterlockedCompareExchangeNoFence16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 16-bit integer if that holds an expected one, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'ExChange', type: 'SHORT', direction: 'in' },
      { name: 'Comperand', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits16,
);

/** Stores a value in a 64-bit integer if that holds an expected one, atomically; other accesses may move across it. */
export interface InterlockedCompareExchangeNoFence64 {
  /**
   * Stores a value in a 64-bit integer if that holds an expected one, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: LONGLONG, Comperand: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeNoFence64 = routine<InterlockedCompareExchangeNoFence64>()(
  {
    name: 'InterlockedCompareExchangeNoFence64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 64-bit integer if that holds an expected one, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'ExChange', type: 'LONG64', direction: 'in' },
      { name: 'Comperand', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits64,
);

/** Stores a value in a pointer if that holds an expected one, atomically. */
export interface InterlockedCompareExchangePointer {
  /**
   * Stores a value in a pointer if that holds an expected one, atomically. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Exchange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, Exchange: PVOID, Comperand: PVOID): PVOID;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangePointer = routine<InterlockedCompareExchangePointer>()(
  {
    name: 'InterlockedCompareExchangePointer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Miniport.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-interlockedcompareexchangepointer',
    summary: 'Stores a value in a pointer if that holds an expected one, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'volatile PVOID *', direction: 'inout' },
      { name: 'Exchange', type: 'PVOID', direction: 'in' },
      { name: 'Comperand', type: 'PVOID', direction: 'in' },
    ],
    returns: 'PVOID',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.pointer,
);

/** Stores a value in a pointer if that holds an expected one, atomically; accesses that follow it stay behind it. */
export interface InterlockedCompareExchangePointerAcquire {
  /**
   * Stores a value in a pointer if that holds an expected one, atomically; accesses that follow it stay behind it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Exchange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, Exchange: PVOID, Comperand: PVOID): PVOID;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangePointerAcquire = routine<InterlockedCompareExchangePointerAcquire>()(
  {
    name: 'InterlockedCompareExchangePointerAcquire',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a pointer if that holds an expected one, atomically; accesses that follow it stay behind it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile PVOID *', direction: 'inout' },
      { name: 'Exchange', type: 'PVOID', direction: 'in' },
      { name: 'Comperand', type: 'PVOID', direction: 'in' },
    ],
    returns: 'PVOID',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.pointer,
);

/** Stores a value in a pointer if that holds an expected one, atomically; other accesses may move across it. */
export interface InterlockedCompareExchangePointerNoFence {
  /**
   * Stores a value in a pointer if that holds an expected one, atomically; other accesses may move across it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Exchange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, Exchange: PVOID, Comperand: PVOID): PVOID;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangePointerNoFence = routine<InterlockedCompareExchangePointerNoFence>()(
  {
    name: 'InterlockedCompareExchangePointerNoFence',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a pointer if that holds an expected one, atomically; other accesses may move across it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile PVOID *', direction: 'inout' },
      { name: 'Exchange', type: 'PVOID', direction: 'in' },
      { name: 'Comperand', type: 'PVOID', direction: 'in' },
    ],
    returns: 'PVOID',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.pointer,
);

/** Stores a value in a pointer if that holds an expected one, atomically; accesses that precede it stay before it. */
export interface InterlockedCompareExchangePointerRelease {
  /**
   * Stores a value in a pointer if that holds an expected one, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param Exchange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, Exchange: PVOID, Comperand: PVOID): PVOID;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangePointerRelease = routine<InterlockedCompareExchangePointerRelease>()(
  {
    name: 'InterlockedCompareExchangePointerRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a pointer if that holds an expected one, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile PVOID *', direction: 'inout' },
      { name: 'Exchange', type: 'PVOID', direction: 'in' },
      { name: 'Comperand', type: 'PVOID', direction: 'in' },
    ],
    returns: 'PVOID',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.pointer,
);

/** Stores a value in a 32-bit integer if that holds an expected one, atomically; accesses that precede it stay before it. */
export interface InterlockedCompareExchangeRelease {
  /**
   * Stores a value in a 32-bit integer if that holds an expected one, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: LONG, Comperand: LONG): LONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeRelease = routine<InterlockedCompareExchangeRelease>()(
  {
    name: 'InterlockedCompareExchangeRelease',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 32-bit integer if that holds an expected one, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG *', direction: 'inout' },
      { name: 'ExChange', type: 'LONG', direction: 'in' },
      { name: 'Comperand', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits32,
);

/** Stores a value in 128 bits of memory if that holds an expected one, atomically; accesses that precede it stay before it. */
export interface InterlockedCompareExchangeRelease128 {
  /**
   * Stores a value in 128 bits of memory if that holds an expected one, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable, a multiple of 16
   * @param ExchangeHigh upper half of the value to store
   * @param ExchangeLow lower half of the value to store
   * @param ComparandResult address of the expected value, lower half first; receives what the variable held before
   * @returns 1 when the new value was stored, else 0
   */
  (Destination: PVOID, ExchangeHigh: LONGLONG, ExchangeLow: LONGLONG, ComparandResult: PVOID): UCHAR;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeRelease128 = routine<InterlockedCompareExchangeRelease128>()(
  {
    name: 'InterlockedCompareExchangeRelease128',
    header: 'winnt.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in 128 bits of memory if that holds an expected one, atomically; accesses that precede it stay before it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'ExchangeHigh', type: 'LONG64', direction: 'in' },
      { name: 'ExchangeLow', type: 'LONG64', direction: 'in' },
      { name: 'ComparandResult', type: 'LONG64 *', direction: 'inout' },
    ],
    returns: 'unsigned char',
    only: 'x64',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits128,
);

/** Stores a value in a 16-bit integer if that holds an expected one, atomically; accesses that precede it stay before it. */
export interface InterlockedCompareExchangeRelease16 {
  /**
   * Stores a value in a 16-bit integer if that holds an expected one, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: SHORT, Comperand: SHORT): SHORT;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeRelease16 = routine<InterlockedCompareExchangeRelease16>()(
  {
    name: 'InterlockedCompareExchangeRelease16',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 16-bit integer if that holds an expected one, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile SHORT *', direction: 'inout' },
      { name: 'ExChange', type: 'SHORT', direction: 'in' },
      { name: 'Comperand', type: 'SHORT', direction: 'in' },
    ],
    returns: 'SHORT',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits16,
);

/** Stores a value in a 64-bit integer if that holds an expected one, atomically; accesses that precede it stay before it. */
export interface InterlockedCompareExchangeRelease64 {
  /**
   * Stores a value in a 64-bit integer if that holds an expected one, atomically; accesses that precede it stay before it. Any IRQL, as long as the variable is resident there.
   * @param Destination address of the variable; any memory that is valid at the current IRQL
   * @param ExChange value to store
   * @param Comperand value that the variable must hold for that
   * @returns what the variable held before: equal to the expected value when the new one was stored
   */
  (Destination: PVOID, ExChange: LONGLONG, Comperand: LONGLONG): LONGLONG;
}

/** An intrinsic: the accesses are those of its caller. */
export const InterlockedCompareExchangeRelease64 = routine<InterlockedCompareExchangeRelease64>()(
  {
    name: 'InterlockedCompareExchangeRelease64',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Stores a value in a 64-bit integer if that holds an expected one, atomically; accesses that precede it stay before it.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'volatile LONG64 *', direction: 'inout' },
      { name: 'ExChange', type: 'LONG64', direction: 'in' },
      { name: 'Comperand', type: 'LONG64', direction: 'in' },
    ],
    returns: 'LONG64',
    inline: true,
    since: '0.1.0',
  },
  compareExchange.bits64,
);
