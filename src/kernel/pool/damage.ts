/**
 * Damage that the pool finds in its own memory, by name. What each finding
 * leads to stands in violations.ts; here is which subtype the page gives it
 * (F-037, F-038) and what the report says. Which of two subtypes with the same
 * label counts is *ours* (docs/decisions/0024-pool.md).
 */

/** Where a finding belongs: a key of violations.ts, its subtype there, and a sentence for the report. */
interface DamageKind {
  readonly rule: 'pool-header' | 'pool-caller-header' | 'pool-link-fault' | 'pool-page-link-fault';
  readonly subtype: number;
  readonly text: string;
}

const changedAfterFree = 'the header of a free block was changed after the free';

/** Every finding. */
export const damageKinds = {
  'list-links': { rule: 'pool-header', subtype: 0x3, text: 'the links of a free list contradict each other' },
  neighbours: { rule: 'pool-header', subtype: 0x5, text: 'PreviousSize and the block in front differ' },
  'previous-too-large': { rule: 'pool-header', subtype: 0x6, text: 'PreviousSize leads out of the page' },
  'size-changed': { rule: 'pool-header', subtype: 0x7, text: 'BlockSize is not the size of the block' },
  'size-zero': { rule: 'pool-header', subtype: 0x8, text: 'BlockSize is 0' },
  'size-too-large': { rule: 'pool-header', subtype: 0x9, text: 'BlockSize leads out of the page' },
  'free-previous-on-allocate': { rule: 'pool-header', subtype: 0xd, text: changedAfterFree },
  'free-size-on-allocate': { rule: 'pool-header', subtype: 0xe, text: changedAfterFree },
  'free-type-on-allocate': { rule: 'pool-header', subtype: 0xf, text: changedAfterFree },
  'next-entry': { rule: 'pool-header', subtype: 0x20, text: 'the header behind the block was overwritten' },
  'behind-block': { rule: 'pool-header', subtype: 0x21, text: 'bytes behind the block were overwritten' },
  'free-previous-on-merge': { rule: 'pool-header', subtype: 0x23, text: changedAfterFree },
  'free-size-on-merge': { rule: 'pool-header', subtype: 0x24, text: changedAfterFree },
  'free-type-on-merge': { rule: 'pool-header', subtype: 0x25, text: changedAfterFree },
  'type-free': { rule: 'pool-caller-header', subtype: 0x1, text: 'PoolType of a live block says free' },
  'type-changed': { rule: 'pool-caller-header', subtype: 0x2, text: 'PoolType is not that of the block' },
  'index-changed': { rule: 'pool-caller-header', subtype: 0x4, text: 'PoolIndex is not that of the block' },
  'link-fault': { rule: 'pool-link-fault', subtype: 0, text: 'a link of a free list points at no memory' },
  'page-link-fault': {
    rule: 'pool-page-link-fault',
    subtype: 0,
    text: 'a link in free pages points at no memory',
  },
} as const satisfies Record<string, DamageKind>;

/** Name of a finding. */
export type DamageName = keyof typeof damageKinds;

/**
 * Reports damage. Returns only when the machine goes on all the same
 * (`onViolation: 'report'`); the finder then mends its structures.
 *
 * @param name what is wrong
 * @param at offset in the region: the block, entry or link that is damaged
 * @param values up to three numbers that the parameters of the bug check are made of
 */
export type ReportDamage = (name: DamageName, at: number, values: readonly number[]) => void;
