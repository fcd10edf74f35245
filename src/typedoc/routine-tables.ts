/** Requirements and codes of a routine on the TypeScript page of its interface. */
import type { ProjectReflection } from 'typedoc';
import { type Contract, type PageLink, renderCodes, renderRequirements } from '../index.ts';
import { isRoutineInterface } from './checks.ts';
import { addBlock, type PageLinks } from './comments.ts';
import type { Addresses } from './names.ts';

/**
 * Adds the tables to the call signature of every interface that has the name of a routine, with a link to its
 * reference page.
 */
export function addRoutineTables(
  project: ProjectReflection,
  contracts: readonly Contract[],
  addresses: Addresses,
  links: PageLinks,
): void {
  const byName = new Map(contracts.map((contract) => [contract.name, contract]));
  const link: PageLink = (name) => {
    const address = addresses.get(name);
    return address === undefined ? undefined : `./${address}`;
  };
  for (const reflection of Object.values(project.reflections)) {
    const contract = byName.get(reflection.name);
    if (contract === undefined || !isRoutineInterface(reflection)) continue;
    const [signature] = reflection.signatures ?? [];
    if (signature === undefined) continue;
    const { comment } = signature;
    if (comment === undefined) continue;
    const codes = renderCodes(contract, { link });
    addBlock(comment, '@requirements', links.parts(renderRequirements(contract, { link })));
    if (codes !== '') addBlock(comment, '@codes', links.parts(codes));
    addBlock(comment, '@reference', links.parts(`[${contract.name} function](./${contract.name}.md)`));
  }
}
