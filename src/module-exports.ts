/** Which module of a program exports which routine: from the declarations. */
import type { Architecture } from './contract/c-types.ts';
import type { Contract } from './contract/contract.ts';
import { type ExportedRoutine, exportingModules, type ModuleExports, moduleKey } from './contract/exports.ts';

/** The routines that each module exports; sorted once for all processes. */
const sorted = new WeakMap<readonly Contract[], ReadonlyMap<string, readonly Contract[]>>();

function byModule(contracts: readonly Contract[]): ReadonlyMap<string, readonly Contract[]> {
  const known = sorted.get(contracts);
  if (known !== undefined) return known;
  const modules = new Map<string, Contract[]>();
  for (const contract of contracts)
    for (const module of exportingModules(contract)) {
      const exported = modules.get(module) ?? [];
      exported.push(contract);
      modules.set(module, exported);
    }
  sorted.set(contracts, modules);
  return modules;
}

/**
 * The exports of the modules of a process.
 * @param member the callable of a name
 */
export function moduleExports(
  contracts: readonly Contract[],
  program: Architecture,
  member: (name: string) => unknown,
): ModuleExports['exportsOf'] {
  const made = new Map<string, ReadonlyMap<string, ExportedRoutine>>();
  const exported = (contract: Contract): [string, ExportedRoutine] => [
    contract.name,
    {
      contract,
      call: (...args) => (member(contract.name) as (...all: readonly unknown[]) => unknown)(...args),
    },
  ];
  return (module) => {
    const key = moduleKey(module);
    const routines = byModule(contracts)
      .get(key)
      ?.filter(({ only = program }) => only === program);
    const found = made.get(key) ?? (routines === undefined ? undefined : new Map(routines.map(exported)));
    if (found !== undefined) made.set(key, found);
    return found;
  };
}
