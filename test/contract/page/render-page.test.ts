import { describe, expect, it } from 'vitest';
import type { Contract } from '../../../src/contract/contract.ts';
import { renderPage } from '../../../src/contract/page/render-page.ts';

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

/** A declaration with nothing that may be left out. */
const bare: Contract = {
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
  since: '0.1.0',
};

/** The text of one section, without its heading. */
function sectionOf(page: string, heading: string): string {
  const [, after = ''] = page.split(`\n## ${heading}\n\n`);
  return after.split('\n\n## ')[0]?.trimEnd() ?? '';
}

describe('renderPage', () => {
  it('renders front matter and sections in the order of a driver reference page, then what is ours', () => {
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
      req.target-min-winversvr:
      req.kmdf-ver:
      req.umdf-ver:
      req.ddi-compliance:
      req.unicode-ansi:
      req.idl:
      req.max-support:
      req.namespace:
      req.assembly:
      req.type-library:
      req.lib: NtosKrnl.lib
      req.dll: NtosKrnl.exe
      req.irql: < DISPATCH_LEVEL
      targetos: Windows
      req.typenames:
      topic_type:
       - APIRef
       - kbSyntax
      api_type:
       - DllExport
      api_location:
       - NtosKrnl.exe
      api_name:
       - ZwSampleMemory
      ---

      # ZwSampleMemory function

      ## -description

      Samples memory: one byte of each page.

      ## -parameters

      ### -param Process [in]

      Type: \`HANDLE\`

      Process to look into.

      ### -param Base [in, out]

      Type: \`PVOID *\`

      First address.

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

      ## -see-also

      - ZwOther
      - ZwAnother

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

      ## Examples

      ### STATUS_ACCESS_DENIED

      irqlab never returns STATUS_ACCESS_DENIED from this routine.
      "
    `);
  });

  it('has the headings and the front matter of a site in that form', () => {
    const page = renderPage(contract, { form: 'site' });
    expect(page.split('\n').slice(0, 5)).toEqual([
      '---',
      'title: ZwSampleMemory function (ntifs.h)',
      'description: "Samples memory: one byte of each page."',
      '---',
      '',
    ]);
    expect(page.match(/^#{1,3} STATUS.+$|^##? .+$/gm)).toEqual([
      '# ZwSampleMemory function',
      ...['Description', 'Parameters', 'Returns', 'Remarks', 'See also', 'Requirements', 'Syntax'].map(
        (name) => `## ${name}`,
      ),
      ...['## Examples', '### STATUS_ACCESS_DENIED'],
    ]);
    expect(page).toContain('\n### Base [in, out]\n');
  });

  it.each([
    ['process to look into', 'Process to look into.'],
    ['NULL', 'NULL.'],
    ['dwFlags of before', 'dwFlags of before.'],
    ['nt.outcome tells', 'nt.outcome tells.'],
    ['one: of many…', 'One: of many…'],
    ['Whole.', 'Whole.'],
  ])('makes a sentence of %j', (text, shown) => {
    const page = renderPage(contract, { parameterText: { Sampled: text } });
    expect(sectionOf(page, '-parameters').split('\n').at(-1)).toBe(shown);
  });

  it('is a function of its arguments alone', () => {
    const frozen = Object.freeze({ ...contract });
    expect(renderPage(frozen)).toBe(renderPage(structuredClone(contract)));
  });

  it('says what a bare declaration leaves out', () => {
    const page = renderPage({ ...bare, only: 'x86', blocks: true, enclave: true });
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
      '| Microsoft page | none among the sources |',
    ]) {
      expect(requirements).toContain(row);
    }
  });

  it('shows further arguments in the prototype and below the parameters', () => {
    const page = renderPage({ ...contract, variadic: true });
    expect(sectionOf(page, 'Syntax')).toContain('PSIZE_T Sampled,\n  ...\n);');
    expect(sectionOf(page, '-parameters')).toContain('Further arguments');
  });

  it.each([
    [['user'], 'APC_LEVEL', 'any level', 'PASSIVE_LEVEL: called in user mode only'],
    [['kernel'], 'DIRQL', 'See Remarks section.', 'See Remarks section; irqlab allows <= DIRQL'],
  ] as const)('of %s routines at %s: %s is %s', (modes, level, text, shown) => {
    const page = renderPage({ ...contract, modes, maxIrql: { level, text, source: 'page' } });
    expect(sectionOf(page, 'Requirements')).toContain(`| IRQL | ${shown} |`);
  });

  it('says nothing about levels in the front matter of a routine of programs', () => {
    expect(renderPage({ ...contract, modes: ['user'] })).toContain('\nreq.irql:\n');
  });

  it('links what has a page, in prose and code, but not itself', () => {
    const link = (name: string) =>
      /^(?:ZwOther|ZwSampleMemory|STATUS_SUCCESS|Sleep)$/.test(name) ? `./${name}.md` : undefined;
    const remarks = ['Not ZwSampleMemory but ZwOther, `ZwOther` or a/ZwOther.md. Sleep, *ours*.'];
    const page = renderPage({ ...contract, remarks }, { link });
    expect(sectionOf(page, '-remarks')).toBe(
      'Not ZwSampleMemory but [ZwOther](./ZwOther.md), [`ZwOther`](./ZwOther.md) or a/ZwOther.md. Sleep, *ours*.',
    );
    expect(sectionOf(page, '-see-also')).toBe('- [ZwOther](./ZwOther.md)\n- ZwAnother');
    expect(page).toContain('| [`STATUS_SUCCESS`](./STATUS_SUCCESS.md) (0x00000000) |');
  });

  it('keeps characters that Markdown or HTML would take for its own', () => {
    const remarks = ['PAGE_* and *PsType, Array<number>, `a * b < c<d>`.'];
    expect(sectionOf(renderPage({ ...contract, remarks }), '-remarks')).toBe(
      'PAGE_\\* and \\*PsType, Array\\<number>, `a * b < c<d>`.',
    );
  });

  it('shows an example for each code that has one, and says which codes never come', () => {
    const examples = new Map([
      ['STATUS_NO_MEMORY', { language: 'c', text: 'int x;\n```\n', file: 'examples/a.c' } as const],
    ]);
    expect(sectionOf(renderPage(contract, { examples }), 'Examples')).toBe(
      [
        '### STATUS_NO_MEMORY',
        'From `examples/a.c`:',
        '````c\nint x;\n```\n````',
        '### STATUS_ACCESS_DENIED',
        'irqlab never returns STATUS_ACCESS_DENIED from this routine.',
      ].join('\n\n'),
    );
    expect(renderPage(bare)).not.toContain('## Examples');
  });

  it('shows the statement of Visual Basic, where there is one', () => {
    const page = renderPage(contract, { visualBasic: 'Declare Sub X Lib "y" ()' });
    expect(sectionOf(page, 'Visual Basic')).toBe('```vb\nDeclare Sub X Lib "y" ()\n```');
    expect(renderPage(contract, { visualBasic: null })).not.toContain('Visual Basic');
  });
});
