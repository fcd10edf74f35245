import type { BOOLEAN, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { storeVersion, type VersionHost, writeVersion } from './version.ts';

/** Type of `RtlGetVersion`. */
export interface RtlGetVersion {
  /**
   * Gives the version of Windows. IRQL = PASSIVE_LEVEL.
   * @param lpVersionInformation address of an RTL_OSVERSIONINFOW or RTL_OSVERSIONINFOEXW whose dwOSVersionInfoSize is set
   * @returns STATUS_SUCCESS
   */
  (lpVersionInformation: PVOID): NTSTATUS;
}

/** Declaration of `RtlGetVersion`. */
export const RtlGetVersion = routine<RtlGetVersion>()(
  {
    name: 'RtlGetVersion',
    header: 'wdm.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlgetversion',
    summary: 'Gives the version of Windows.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'lpVersionInformation', type: 'PRTL_OSVERSIONINFOW', direction: 'out' }],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    remarks: ['The version is 10.0, build 26100.'],
    seeAlso: ['PsGetVersion'],
    since: '0.1.0',
  },
  (host: VersionHost) => (lpVersionInformation) => writeVersion(host, lpVersionInformation),
);

/** Type of `PsGetVersion`. */
export interface PsGetVersion {
  /**
   * Gives the version of Windows. Obsolete: RtlGetVersion has taken its place. IRQL = PASSIVE_LEVEL.
   * @param MajorVersion receives 10: a cell from `out()`, an address, or NULL
   * @param MinorVersion receives 0, or NULL
   * @param BuildNumber receives the build, or NULL
   * @param CSDVersion address of a UNICODE_STRING with a buffer, which becomes empty, or NULL
   * @returns FALSE: a free build
   */
  (
    MajorVersion: PointerTo<ULONG>,
    MinorVersion: PointerTo<ULONG>,
    BuildNumber: PointerTo<ULONG>,
    CSDVersion: PVOID,
  ): BOOLEAN;
}

/** Declaration of `PsGetVersion`. */
export const PsGetVersion = routine<PsGetVersion>()(
  {
    name: 'PsGetVersion',
    header: 'wdm.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-psgetversion',
    summary: 'Gives the version of Windows. Obsolete.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'MajorVersion', type: 'PULONG', direction: 'out', optional: true },
      { name: 'MinorVersion', type: 'PULONG', direction: 'out', optional: true },
      { name: 'BuildNumber', type: 'PULONG', direction: 'out', optional: true },
      { name: 'CSDVersion', type: 'PUNICODE_STRING', direction: 'out', optional: true },
    ],
    returns: 'BOOLEAN',
    seeAlso: ['RtlGetVersion'],
    since: '0.1.0',
  },
  (host: VersionHost) => (MajorVersion, MinorVersion, BuildNumber, CSDVersion) =>
    storeVersion(host, [MajorVersion, MinorVersion, BuildNumber], CSDVersion),
);
