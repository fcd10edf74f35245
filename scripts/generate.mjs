// npm run generate: writes every *.generated.ts of the project again, from the facts in ../shared/facts.
// The results are committed. A new generator exports a function that writes its files and returns their
// names; it is added to this list.

import { writeDdiCompliance } from './generate-ddi-compliance.mjs';
import { writeHeaders } from './generate-headers.mjs';
import { writeInterlocked } from './generate-interlocked.mjs';
import { writeKernelTables } from './generate-kernel-tables.mjs';
import { writeStatusFiles } from './generate-status.mjs';

const generators = [writeStatusFiles, writeKernelTables, writeInterlocked, writeHeaders, writeDdiCompliance];

for (const generate of generators) {
  for (const name of generate()) console.log(name);
}
