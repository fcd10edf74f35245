/** RelativeTo and Path: how the Rtl routines of the registry name a key. */
import type { PVOID } from '../../contract/c-types.ts';
import {
  RTL_REGISTRY_ABSOLUTE,
  RTL_REGISTRY_CONTROL,
  RTL_REGISTRY_DEVICEMAP,
  RTL_REGISTRY_HANDLE,
  RTL_REGISTRY_OPTIONAL,
  RTL_REGISTRY_SERVICES,
  RTL_REGISTRY_USER,
  RTL_REGISTRY_WINDOWS_NT,
} from '../../contract/kernel-constants.generated.ts';
import {
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_SYNTAX_BAD,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { KEY_PATHS, type Registry } from './registry.ts';

const ROOTS: ReadonlyMap<number, string> = new Map([
  [RTL_REGISTRY_SERVICES, KEY_PATHS.services],
  [RTL_REGISTRY_CONTROL, KEY_PATHS.control],
  [RTL_REGISTRY_WINDOWS_NT, KEY_PATHS.windows],
  [RTL_REGISTRY_DEVICEMAP, KEY_PATHS.devicemap],
  [RTL_REGISTRY_USER, KEY_PATHS.user],
]);

/** Where a key is named: the key that the path begins at, and the path. */
export interface RelativePlace {
  readonly status: number;
  readonly from: number;
  readonly path: string;
  /** True when a key that is missing is no error. */
  readonly isOptional: boolean;
}

/** Finds the place. Text of TypeScript is a path, too. */
export function placeRelativeTo(registry: Registry, relativeTo: number, path: PVOID | string): RelativePlace {
  const { tree } = registry;
  const isOptional = (relativeTo & RTL_REGISTRY_OPTIONAL) !== 0;
  const place = (status: number, from: number, text: string): RelativePlace => ({
    status,
    from,
    path: text,
    isOptional,
  });
  if ((relativeTo & RTL_REGISTRY_HANDLE) !== 0) {
    const { status, id } = registry.ofHandle(typeof path === 'string' ? 0 : path);
    return place(status, id, '');
  }
  const text = String.fromCharCode(...registry.strings.unitsOfText(path));
  const base = relativeTo & 0xff;
  if (base === RTL_REGISTRY_ABSOLUTE) {
    if (!text.startsWith('\\')) return place(STATUS_OBJECT_PATH_SYNTAX_BAD, 0, '');
    if (!/^\\REGISTRY(\\|$)/i.test(text)) return place(STATUS_OBJECT_NAME_NOT_FOUND, 0, '');
    return place(STATUS_SUCCESS, tree.root, text.slice('\\REGISTRY'.length));
  }
  const root = ROOTS.get(base);
  if (root === undefined) return place(STATUS_INVALID_PARAMETER, 0, '');
  return place(STATUS_SUCCESS, tree.find(tree.root, root), text);
}

/** The key of a place, which has to be there: its identifier, or 0 and why. */
export function keyRelativeTo(
  registry: Registry,
  relativeTo: number,
  path: PVOID | string,
): { readonly status: number; readonly id: number; readonly isOptional: boolean } {
  const { status, from, path: rest, isOptional } = placeRelativeTo(registry, relativeTo, path);
  if (status !== STATUS_SUCCESS) return { status, id: 0, isOptional };
  const id = registry.tree.find(from, rest);
  return { status: id === 0 ? STATUS_OBJECT_NAME_NOT_FOUND : STATUS_SUCCESS, id, isOptional };
}
