/** The routines of a project: what its modules export. */
import type { Contract } from '../index.ts';
import { importModule, ModuleProblem } from './import-module.ts';

/**
 * Loads the contracts of all modules: of every export that is a declared routine (it has a `contract`), and of every
 * export that is a list of contracts.
 *
 * @returns the contracts in the order of their names; of two with the same name the later
 * @throws ModuleProblem for a module that cannot be loaded, and for one without routines
 */
export async function readContracts(modules: readonly string[]): Promise<readonly Contract[]> {
  const contracts = new Map<string, Contract>();
  for (const file of modules) {
    const found = Object.values(await importModule(file)).flatMap(contractsIn);
    if (found.length === 0) throw new ModuleProblem(file, 'this module exports no routines');
    for (const contract of found) contracts.set(contract.name, contract);
  }
  return [...contracts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function contractsIn(exported: unknown): readonly Contract[] {
  if (Array.isArray(exported)) return exported.filter(isContract);
  const { contract } = (exported ?? {}) as { readonly contract?: unknown };
  return isContract(contract) ? [contract] : [];
}

const isContract = (value: unknown): value is Contract => {
  const { name, header, parameters, maxIrql } = (value ?? {}) as Partial<Record<keyof Contract, unknown>>;
  return (
    typeof name === 'string' &&
    typeof header === 'string' &&
    Array.isArray(parameters) &&
    maxIrql !== undefined
  );
};
