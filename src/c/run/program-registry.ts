/** The registry of a machine as a program of a process finds it. */

import type { Machine } from '../../kernel/machine.ts';
import type { Process } from '../../kernel/records.ts';
import { partsOf } from '../../kernel/registry/key-tree.ts';
import { withVariables } from '../../kernel/registry/query-table.ts';
import type { Registry } from '../../kernel/registry/registry.ts';
import { out } from '../../machine/out.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import type { ProgramRegistry } from '../runtime/registry-port.ts';

/** Makes the keys that a path names one by one; the answer is that for the last one. */
function createAll({ tree }: Registry, from: number, path: string, isVolatile: boolean) {
  let made = { status: STATUS_SUCCESS as number, id: from, isNew: false };
  for (const part of partsOf(path)) {
    made = tree.create(made.id, part, isVolatile);
    if (made.status !== STATUS_SUCCESS) break;
  }
  return made;
}

/** Makes it for the program of a process. Handles are those of the process. */
export function programRegistry(machine: Machine, process: Pick<Process, 'id'>): ProgramRegistry {
  const { registry, threads, contexts } = machine.subsystems;
  const { tree } = registry;
  return {
    rootOf: (path) => tree.find(tree.root, path),
    ofHandle: (handle) => ({
      ...registry.ofHandle(handle),
      access: threads.objects.lookUp(threads.handle(handle), process.id)?.access ?? 0,
    }),
    key(id) {
      const key = tree.key(id);
      if (key === undefined) return null;
      return { ...key, subkeys: key.keys.map((one) => tree.key(one)?.name ?? '') };
    },
    find: (id, path) => tree.find(id, path),
    create: (id, path, isVolatile) => createAll(registry, id, path, isVolatile),
    open(id, access) {
      const handle = out({ name: 'HANDLE', initial: 0 });
      const open = () => registry.open(id, access, handle, process.id);
      const status = contexts.run('system-call', open);
      return { status, handle: handle.value };
    },
    delete: (id) => tree.delete(id),
    setValue: (id, value) => tree.setValue(id, value),
    deleteValue: (id, name) => tree.deleteValue(id, name),
    expand: withVariables,
  };
}
