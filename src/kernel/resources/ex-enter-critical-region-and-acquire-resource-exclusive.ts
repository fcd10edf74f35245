/** Enters a critical region and acquires, in one call. */
import { blockingRoutine } from '../../contract/blocking.ts';
import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Resources } from './resources.ts';

/** Enters a critical region and acquires an ERESOURCE exclusively. */
export interface ExEnterCriticalRegionAndAcquireResourceExclusive {
  /**
   * Enters a critical region, then acquires as ExAcquireResourceExclusiveLite does; waits as long as it takes. IRQL <= APC_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @returns 0: no thread of irqlab has a graphical part (*ours*)
   */
  (Resource: PVOID): PVOID;
}

/** Declaration of `ExEnterCriticalRegionAndAcquireResourceExclusive`. */
export const ExEnterCriticalRegionAndAcquireResourceExclusive =
  blockingRoutine<ExEnterCriticalRegionAndAcquireResourceExclusive>()(
    {
      name: 'ExEnterCriticalRegionAndAcquireResourceExclusive',
      header: 'wdm.h',
      library: null,
      dll: null,
      minClient: 'Windows Vista',
      page: 'wdm/nf-wdm-exentercriticalregionandacquireresourceexclusive',
      summary: 'Enters a critical region and acquires an ERESOURCE exclusively.',
      modes: ['kernel'],
      maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
      parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'inout' }],
      returns: 'PVOID',
      returnText: '0: no thread of irqlab has a graphical part (*ours*).',
      blocks: true,
      seeAlso: ['ExReleaseResourceAndLeaveCriticalRegion'],
      since: '0.1.0',
    },
    (resources: Resources) =>
      function* (Resource) {
        resources.regions.enterCritical();
        yield* resources.acquire(
          Resource,
          'exclusive',
          true,
          'ExEnterCriticalRegionAndAcquireResourceExclusive',
        );
        return 0;
      },
  );

/** Enters a critical region and acquires an ERESOURCE together with others. */
export interface ExEnterCriticalRegionAndAcquireResourceShared {
  /**
   * Enters a critical region, then acquires as ExAcquireResourceSharedLite does; waits as long as it takes. IRQL <= APC_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @returns 0: no thread of irqlab has a graphical part (*ours*)
   */
  (Resource: PVOID): PVOID;
}

/** Declaration of `ExEnterCriticalRegionAndAcquireResourceShared`. */
export const ExEnterCriticalRegionAndAcquireResourceShared =
  blockingRoutine<ExEnterCriticalRegionAndAcquireResourceShared>()(
    {
      name: 'ExEnterCriticalRegionAndAcquireResourceShared',
      header: 'wdm.h',
      library: null,
      dll: null,
      page: null,
      summary: 'Enters a critical region and acquires an ERESOURCE together with others.',
      modes: ['kernel'],
      maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'ours' },
      parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'inout' }],
      returns: 'PVOID',
      returnText: '0: no thread of irqlab has a graphical part (*ours*).',
      blocks: true,
      seeAlso: ['ExReleaseResourceAndLeaveCriticalRegion'],
      since: '0.1.0',
    },
    (resources: Resources) =>
      function* (Resource) {
        resources.regions.enterCritical();
        yield* resources.acquire(Resource, 'shared', true, 'ExEnterCriticalRegionAndAcquireResourceShared');
        return 0;
      },
  );

/** Enters a critical region and acquires an ERESOURCE after those who want it exclusively. */
export interface ExEnterCriticalRegionAndAcquireSharedWaitForExclusive {
  /**
   * Enters a critical region, then acquires as ExAcquireSharedWaitForExclusive does; waits as long as it takes. IRQL <= APC_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @returns 0: no thread of irqlab has a graphical part (*ours*)
   */
  (Resource: PVOID): PVOID;
}

/** Declaration of `ExEnterCriticalRegionAndAcquireSharedWaitForExclusive`. */
export const ExEnterCriticalRegionAndAcquireSharedWaitForExclusive =
  blockingRoutine<ExEnterCriticalRegionAndAcquireSharedWaitForExclusive>()(
    {
      name: 'ExEnterCriticalRegionAndAcquireSharedWaitForExclusive',
      header: 'wdm.h',
      library: null,
      dll: null,
      page: null,
      summary: 'Enters a critical region and acquires an ERESOURCE after those who want it exclusively.',
      modes: ['kernel'],
      maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'ours' },
      parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'inout' }],
      returns: 'PVOID',
      returnText: '0: no thread of irqlab has a graphical part (*ours*).',
      blocks: true,
      seeAlso: ['ExReleaseResourceAndLeaveCriticalRegion'],
      since: '0.1.0',
    },
    (resources: Resources) =>
      function* (Resource) {
        resources.regions.enterCritical();
        yield* resources.acquire(
          Resource,
          'wait-for-exclusive',
          true,
          'ExEnterCriticalRegionAndAcquireSharedWaitForExclusive',
        );
        return 0;
      },
  );

/** Releases an ERESOURCE and leaves a critical region. */
export interface ExReleaseResourceAndLeaveCriticalRegion {
  /**
   * Releases as ExReleaseResourceLite does, then leaves the critical region. IRQL <= APC_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   */
  (Resource: PVOID): void;
}

/** Declaration of `ExReleaseResourceAndLeaveCriticalRegion`. */
export const ExReleaseResourceAndLeaveCriticalRegion = routine<ExReleaseResourceAndLeaveCriticalRegion>()(
  {
    name: 'ExReleaseResourceAndLeaveCriticalRegion',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-exreleaseresourceandleavecriticalregion',
    summary: 'Releases an ERESOURCE and leaves a critical region.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExEnterCriticalRegionAndAcquireResourceExclusive'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) =>
    resources.releaseAndLeave(Resource, 'ExReleaseResourceAndLeaveCriticalRegion'),
);
