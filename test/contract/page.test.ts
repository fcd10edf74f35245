import { describe, expect, it } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { renderPage } from '../../src/contract/page.ts';

/** A declaration with every kind of parameter, code and remark. */
const contract: Contract = {
  name: 'ZwSampleMemory',
  header: 'ntifs.h',
  includeHeader: 'Ntifs.h',
  library: 'NtosKrnl.lib',
  dll: 'NtosKrnl.exe',
  targetPlatform: 'Universal',
  minClient: 'Windows XP',
  page: 'ntifs/nf-ntifs-zwsamplememory',
  summary: 'Samples memory: one byte of each page.',
  modes: ['kernel', 'user'],
  maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
  parameters: [
    { name: 'Process', type: 'HANDLE', direction: 'in' },
    { name: 'Base', type: 'PVOID *', direction: 'inout' },
    { name: 'Sampled', type: 'PSIZE_T', direction: 'out', optional: true },
  ],
  returns: 'NTSTATUS',
  returnText: 'How it went.',
  codes: [
    { code: 'STATUS_SUCCESS', when: 'Every page was sampled.', modelled: 'produced' },
    { code: 'STATUS_NO_MEMORY', when: 'Memory is short\nor A | B.', modelled: 'injectable' },
    { code: 'STATUS_ACCESS_DENIED', when: 'Not allowed.', modelled: 'never', why: 'no descriptors' },
  ],
  remarks: ['First paragraph.', 'Second paragraph.'],
  seeAlso: ['ZwOther', 'ZwAnother'],
  since: '0.1.0',
};

/** The text of one section, without its heading. */
function sectionOf(page: string, heading: string): string {
  const [, after = ''] = page.split(`\n## ${heading}\n\n`);
  return after.split('\n\n## ')[0]?.trimEnd() ?? '';
}

describe('renderPage', () => {
  it('renders front matter and sections in the order of a driver reference page', () => {
    const parameterText = { Process: 'process to look into', Base: 'first address' };
    expect(renderPage(contract, { parameterText })).toMatchInlineSnapshot(`
      "---
      UID: NF:ntifs.ZwSampleMemory
      title: ZwSampleMemory function (ntifs.h)
      description: "Samples memory: one byte of each page."
      req.header: ntifs.h
      req.include-header: Ntifs.h
      req.target-type: Universal
      req.target-min-winverclnt: Windows XP
      req.lib: NtosKrnl.lib
      req.dll: NtosKrnl.exe
      req.irql: < DISPATCH_LEVEL
      ---

      # ZwSampleMemory function

      ## -description

      Samples memory: one byte of each page.

      ## -parameters

      ### -param Process [in]

      Type: \`HANDLE\`

      process to look into

      ### -param Base [in, out]

      Type: \`PVOID *\`

      first address

      ### -param Sampled [out, optional]

      Type: \`PSIZE_T\`

      ## -returns

      Type: \`NTSTATUS\`

      How it went.

      | Code | When | irqlab |
      | --- | --- | --- |
      | \`STATUS_SUCCESS\` (0x00000000) | Every page was sampled. | gives it |
      | \`STATUS_NO_MEMORY\` (0xC0000017) | Memory is short or A \\| B. | gives it by fault injection |
      | \`STATUS_ACCESS_DENIED\` (0xC0000022) | Not allowed. | never gives it: no descriptors |

      ## -remarks

      First paragraph.

      Second paragraph.

      ## Requirements

      | Requirement | Value |
      | --- | --- |
      | Header | ntifs.h (include Ntifs.h) |
      | Library | NtosKrnl.lib |
      | DLL | NtosKrnl.exe |
      | IRQL | < DISPATCH_LEVEL |
      | Minimum client | Windows XP |
      | Target platform | Universal |
      | Callable in a VBS enclave | not listed |
      | Modes | kernel mode, user mode |
      | Microsoft page | \`ntifs/nf-ntifs-zwsamplememory\` |
      | Modelled since | irqlab 0.1.0 |

      ## Syntax

      \`\`\`c
      NTSTATUS ZwSampleMemory(
        _In_      HANDLE Process,
        _Inout_   PVOID *Base,
        _Out_opt_ PSIZE_T Sampled
      );
      \`\`\`

      ## -see-also

      - ZwOther
      - ZwAnother
      "
    `);
  });

  it('is a function of its arguments alone', () => {
    const frozen = Object.freeze({ ...contract });
    expect(renderPage(frozen)).toBe(renderPage(structuredClone(contract)));
  });

  it('says what a bare declaration leaves out', () => {
    const page = renderPage({
      name: 'KeSample',
      header: 'wdm.h',
      library: null,
      dll: null,
      page: null,
      summary: 'Samples.',
      modes: ['kernel'],
      maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
      parameters: [],
      returns: 'void',
      only: 'x86',
      blocks: true,
      enclave: true,
      since: '0.1.0',
    });
    expect(page).toContain('\nreq.lib:\n');
    expect(sectionOf(page, '-parameters')).toBe('None.');
    expect(sectionOf(page, '-returns')).toBe('None.');
    expect(sectionOf(page, '-remarks')).toBe('None.');
    expect(sectionOf(page, 'Syntax')).toBe('```c\nvoid KeSample(void);\n```');
    expect(sectionOf(page, '-see-also')).toBe('None.');
    const requirements = sectionOf(page, 'Requirements');
    for (const row of [
      '| IRQL | Any level (*ours*: no page gives a limit) |',
      '| Architecture | x86 only |',
      '| May wait | yes |',
      '| Callable in a VBS enclave | yes |',
      '| Microsoft page | none |',
    ]) {
      expect(requirements).toContain(row);
    }
  });

  it.each([
    ['Allocates a block.', 'Allocates a block.'],
    ['<= APC_LEVEL', '<= APC_LEVEL'],
    ['Samples: one', '"Samples: one"'],
    ['a #1', '"a #1"'],
    ['"quoted"', '"\\"quoted\\""'],
    ['- list', '"- list"'],
    ['> DISPATCH_LEVEL', '"> DISPATCH_LEVEL"'],
    ['null', '"null"'],
    ['10', '"10"'],
  ])('writes %j in the front matter as %s', (summary, expected) => {
    expect(renderPage({ ...contract, summary })).toContain(`\ndescription: ${expected}\n`);
  });
});
