/** The version that drivers see: 10.0, build 26100, that of the headers (*ours*). */
import type { BOOLEAN, NTSTATUS, PointerTo, ULONG } from '../../contract/c-types.ts';
import { structure } from '../../contract/structure.ts';
import { isOut } from '../../machine/out.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import type { KernelHost } from '../kernel-host.ts';

/** What the version needs of the machine. */
export type VersionHost = Pick<KernelHost, 'architecture' | 'kernelMemory'>;

const VERSION = [10, 0, 26100] as const;
/** VER_PLATFORM_WIN32_NT, and VER_NT_WORKSTATION in wProductType of the longer structure. */
const PLATFORM = 2;
const WORKSTATION = 1;
/** Bytes of an RTL_OSVERSIONINFOEXW, and where its wProductType lies. */
const EXTENDED_BYTES = 284;
const PRODUCT_TYPE = 282;

/** RtlGetVersion. */
export function writeVersion({ architecture, kernelMemory: memory }: VersionHost, target: number): NTSTATUS {
  const { at, bytes } = structure(architecture, 'RTL_OSVERSIONINFOW');
  const [major, minor, build] = VERSION;
  memory.writeUint32(target + at.dwMajorVersion, major);
  memory.writeUint32(target + at.dwMinorVersion, minor);
  memory.writeUint32(target + at.dwBuildNumber, build);
  memory.writeUint32(target + at.dwPlatformId, PLATFORM);
  memory.writeUint16(target + at.szCSDVersion, 0);
  if (memory.readUint32(target + at.dwOSVersionInfoSize) !== EXTENDED_BYTES) return STATUS_SUCCESS;
  memory.fill(target + bytes, EXTENDED_BYTES - bytes, 0);
  memory.writeUint8(target + PRODUCT_TYPE, WORKSTATION);
  return STATUS_SUCCESS;
}

/** PsGetVersion. */
export function storeVersion(
  { kernelMemory: memory }: VersionHost,
  targets: readonly PointerTo<ULONG>[],
  servicePack: number,
): BOOLEAN {
  for (const [index, target] of targets.entries()) {
    const value = VERSION[index] ?? 0;
    if (isOut(target)) target.value = value;
    else if (target !== 0) memory.writeUint32(target, value);
  }
  if (servicePack !== 0) memory.writeUint16(servicePack, 0);
  return 0;
}
