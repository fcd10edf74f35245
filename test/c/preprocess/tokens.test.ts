import { describe, expect, it } from 'vitest';
import { clean, run, said } from './preprocessing.ts';

const kinds = (text: string) =>
  run(text)
    .tokens.slice(0, -1)
    .map((token) => `${token.kind} ${token.text}`);

describe('tokens', () => {
  it('numbers', () => {
    expect(kinds('1 .5 1.5e+3f 0x1F 0x1p-3 1ui64 0b101')).toEqual([
      'number 1',
      'number .5',
      'number 1.5e+3f',
      'number 0x1F',
      'number 0x1p-3',
      'number 1ui64',
      'number 0b101',
    ]);
  });

  it('MSVC: 0xE+1 is a sum', () =>
    expect(kinds('0xE+1')).toEqual(['number 0xE', 'punctuator +', 'number 1']));

  it('strings and characters with their prefixes and escapes', () => {
    expect(kinds(String.raw`"a\"b" L"x" u8"y" U"z" L'\'' 'ab' LL"q" "//" "/*"`)).toEqual([
      String.raw`string "a\"b"`,
      'string L"x"',
      'string u8"y"',
      'string U"z"',
      String.raw`character L'\''`,
      "character 'ab'",
      'identifier LL',
      'string "q"',
      'string "//"',
      'string "/*"',
    ]);
  });

  it('names with dollars, other alphabets and universal characters', () => {
    expect(kinds('$a_1 größe \\u00e9t\\u00E9')).toEqual([
      'identifier $a_1',
      'identifier größe',
      'identifier \\u00e9t\\u00E9',
    ]);
  });

  it('the longest punctuator', () => {
    expect(kinds('a+++b>>=c...->d')).toEqual([
      'identifier a',
      'punctuator ++',
      'punctuator +',
      'identifier b',
      'punctuator >>=',
      'identifier c',
      'punctuator ...',
      'punctuator ->',
      'identifier d',
    ]);
  });

  it('digraphs, no trigraphs', () => {
    expect(clean('<: :> <% %> ??(')).toBe('[ ] { } ??(\n');
    expect(clean('%:define a %:\n%:if 1\nb\n%:endif')).toBe('b\n');
  });

  it('line ends of all kinds, form feeds, a byte order mark', () => {
    expect(clean('\uFEFFa\r\nb\rc\n\f\vd \\\r\ne')).toBe('a\nb\nc\nd\ne\n');
  });

  it('a joined line inside a token', () =>
    expect(clean('ab\\\ncd "x\\\ny" /\\\n/ gone')).toBe('abcd\n"xy"\n'));

  it('white space is remembered', () => {
    const spaces = run('a b/**/c(d').tokens.map(
      ({ text, spaceBefore }) => `${spaceBefore ? ' ' : ''}${text}`,
    );
    expect(spaces.slice(1, 5)).toEqual([' b', ' c', '(', 'd']);
  });

  it.each([
    ['"abc', ['C2001 1:1']],
    ["x = 'a;\ny", ['C2001 1:5']],
    ['L"abc', ['C2001 1:1']],
    ['a /* b', ['C1071 1:3']],
    ['a @ b', ['C2018 1:3']],
    ['a \\ b', ['C2017 1:3']],
    ['a # b', ['C2014 1:3']],
    ['#define h #\na h b', ['C2121 2:3']],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));

  it('ends with one end token', () => {
    expect(run('').tokens.map(({ kind, at }) => [kind, at.line])).toEqual([['end', 1]]);
    expect(run('a\n').tokens.map(({ kind, at }) => [kind, at.line])).toEqual([
      ['identifier', 1],
      ['end', 2],
    ]);
  });
});
